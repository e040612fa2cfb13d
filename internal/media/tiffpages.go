package media

import "io"

// maxTIFFHead is how much of a TIFF is read for its directories: they may stand anywhere, and often at the end.
const maxTIFFHead = 64 << 20

// lookTIFF reads the first directory and whether a second follows.
func (i *Info) lookTIFF(r io.ReadSeeker, size int64) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if size > maxTIFFHead {
		i.warn(WarnTooLarge)
		return nil
	}
	b, err := io.ReadAll(io.LimitReader(r, maxTIFFHead))
	if err != nil {
		return err
	}
	i.lookTIFFBytes(b)
	i.judgePixels()
	return nil
}

func (i *Info) lookTIFFBytes(b []byte) {
	t, first, ok := openTIFF(b)
	if !ok {
		return
	}
	i.readEXIF(b)
	root := t.directory(first)
	i.Width, i.Height = dimension(t.number(root[tagWidth])), dimension(t.number(root[tagHeight]))
	if int64(first)+2 > int64(len(b)) {
		return
	}
	next := int64(first) + 2 + 12*int64(t.order.Uint16(b[first:]))
	if next+4 <= int64(len(b)) && t.order.Uint32(b[next:]) != 0 {
		i.warn(WarnMore)
	}
}
