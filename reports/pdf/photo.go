package pdf

import "io"

// turns are the matrices that set a photo upright, by its Exif orientation, within the unit square.
var turns = map[int]string{
	2: "-1 0 0 1 1 0",
	3: "-1 0 0 -1 1 1",
	4: "1 0 0 -1 0 1",
	5: "0 -1 -1 0 1 1",
	6: "0 -1 1 0 0 1",
	7: "0 1 1 0 0 0",
	8: "0 1 -1 0 1 0",
}

func (p picture) turned() bool { return p.jpeg != nil && turns[p.orientation] != "" }

// writePicture puts a picture in the place of its placeholder. A photo on its side is turned by a matrix around it; its
// bytes stay as they are.
func (a *assembly) writePicture(w *writer, n int, p picture) error {
	if p.object > 0 {
		return nil // already in the spool
	}
	if !p.turned() {
		return a.writeJPEG(w, a.numbers[n], p)
	}
	if err := a.writeJPEG(w, a.streams[n], p); err != nil {
		return err
	}
	if err := w.object(a.numbers[n]); err != nil {
		return err
	}
	content := "q " + turns[p.orientation] + " cm /Photo Do Q"
	return w.printf("<</Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources <</XObject <</Photo %d 0 R>>>> /Length %d>>\nstream\n%s\nendstream\nendobj\n",
		a.streams[n], len(content), content)
}

// writeJPEG streams the original bytes.
func (a *assembly) writeJPEG(w *writer, n int, p picture) error {
	r, err := a.open(p.sha256)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := w.object(n); err != nil {
		return err
	}
	j := p.jpeg
	if err := w.printf("<</Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /DCTDecode /Length %d>>\nstream\n",
		j.width, j.height, j.colourSpace(), j.size); err != nil {
		return err
	}
	if err := a.copyJPEG(w, r, p); err != nil {
		return err
	}
	return w.printf("\nendstream\nendobj\n")
}

// copyJPEG streams the bytes and makes sure, on the way, that they are those that were received: a photo that is not
// would stand in the paper under the hash of another.
func (a *assembly) copyJPEG(w *writer, r io.ReadSeeker, p picture) error {
	if a.strip {
		if err := genuine(r, p.label, p.sha256); err != nil {
			return err
		}
		w.beginPart(p.label)
		wrote, err := stripJPEG(w, r)
		if w.endPart(); err == nil && wrote != p.jpeg.size {
			err = changed(p.label, p.sha256)
		}
		return err
	}
	w.beginPart(p.label)
	wrote, err := w.copy(r)
	if part := w.endPart(); err == nil && (wrote != p.jpeg.size || part.SHA256 != p.sha256) {
		err = changed(p.label, p.sha256)
	}
	return err
}
