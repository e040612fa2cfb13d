package media

import "image"

// upright turns and mirrors the points as the EXIF orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		row := src.Pix[y*src.Stride : y*src.Stride+4*w]
		x0, y0 := place(orientation, 0, y, w, h)
		x1, y1 := place(orientation, 1, y, w, h)
		at, step := y0*dst.Stride+4*x0, (y1-y0)*dst.Stride+4*(x1-x0)
		for x := 0; x < len(row); x += 4 {
			copy(dst.Pix[at:at+4], row[x:x+4])
			at += step
		}
	}
	return dst
}

// place says where a stored point belongs in the upright picture (Exif 2.32, table of tag 274).
func place(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
