package pdf

import (
	"fmt"
	"io"
)

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
	wrote, err := a.copyJPEG(w, r)
	if err != nil {
		return err
	}
	if wrote != j.size {
		return fmt.Errorf("the original %s changed while it was read", shortHash(p.sha256))
	}
	return w.printf("\nendstream\nendobj\n")
}

func (a *assembly) copyJPEG(w *writer, r io.ReadSeeker) (int64, error) {
	if a.strip {
		return stripJPEG(w, r)
	}
	return w.copy(r)
}
