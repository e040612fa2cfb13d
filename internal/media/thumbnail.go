package media

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // decoders of the kinds that can be shown small
	"image/jpeg"
	_ "image/png"
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// ErrNoPicture says that there is nothing of which a small picture could be made.
var ErrNoPicture = errors.New("not a picture that can be made small")

// decoding bounds how many pictures are in memory at once: one of 60 million points takes up to 240 MB.
var decoding = make(chan struct{}, 2)

// Thumbnail writes an upright JPEG of at most maxPx on its longer side. It carries no metadata: no place, no camera, no
// time. info must be what Probe said of the same bytes.
func Thumbnail(w io.Writer, r io.ReadSeeker, info Info, maxPx int) error {
	switch info.Kind {
	case "jpeg", "png", "gif", "webp":
	default:
		return ErrNoPicture
	}
	if maxPx < 1 || maxPx > 10_000 {
		return fmt.Errorf("thumbnail of %d points: %w", maxPx, ErrNoPicture)
	}
	decoding <- struct{}{}
	defer func() { <-decoding }()
	img, err := decode(r)
	if err != nil {
		return err
	}
	small := shrink(img, maxPx)
	if err := jpeg.Encode(w, upright(small, info.Orientation), &jpeg.Options{Quality: 82}); err != nil {
		return fmt.Errorf("write thumbnail: %w", err)
	}
	return nil
}

// decode opens a picture, having asked its header for the size first: a few bytes can claim a picture that fills the
// machine.
func decode(r io.ReadSeeker) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrBroken, p)
		}
	}()
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	conf, _, err := image.DecodeConfig(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if conf.Width <= 0 || conf.Height <= 0 || int64(conf.Width)*int64(conf.Height) > MaxPixels {
		return nil, ErrTooLarge
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	img, _, err = image.Decode(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return img, nil
}

// shrink draws the picture small on white, since JPEG knows no transparency. A picture that is small already keeps its size.
func shrink(img image.Image, maxPx int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > maxPx {
		w, h = max(1, w*maxPx/long), max(1, h*maxPx/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	var scaler draw.Scaler = draw.CatmullRom
	if b.Dx() > 4*w { // the better scaler holds rows in memory as wide numbers; far down the difference cannot be seen
		scaler = draw.ApproxBiLinear
	}
	scaler.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}

// upright turns and mirrors the points as the EXIF orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			dx, dy := place(orientation, x, y, w, h)
			dst.SetRGBA(dx, dy, src.RGBAAt(x, y))
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
