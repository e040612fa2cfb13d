package media

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
)

// made is a copy with its bytes.
type made struct {
	Copied
	b []byte
}

// maxPNG is the number of points up to which a copy of a screenshot stays free of loss unless asked otherwise.
const maxPNG = 12_000_000

// smallestSide is where making a copy smaller to fit a limit ends: below it nobody could read it.
const smallestSide = 200

// encode writes the picture in the form asked for or fitting, and, where its file must not pass a size, with less and
// less quality, then smaller and smaller, until it fits.
func (s Settings) encode(img *image.RGBA, lossless bool) (made, error) {
	format := s.Format
	if format == "" {
		format = "jpeg"
		if lossless && int64(img.Rect.Dx())*int64(img.Rect.Dy()) <= maxPNG {
			format = "png"
		}
	}
	if format == "png" {
		m, err := asPNG(img)
		if err != nil || s.fits(m) {
			return m, err
		}
		if s.Format == "png" {
			return s.smaller(img, func(img *image.RGBA) (made, error) { return asPNG(img) })
		}
	}
	quality := s.Quality
	if quality == 0 {
		quality = 90
	}
	for q := quality; ; q -= 10 {
		m, err := asJPEG(img, q)
		if err != nil || s.fits(m) {
			return m, err
		}
		if q <= 60 {
			break
		}
	}
	return s.smaller(img, func(img *image.RGBA) (made, error) { return asJPEG(img, min(quality, 70)) })
}

func (s Settings) fits(m made) bool { return s.MaxBytes == 0 || int64(len(m.b)) <= s.MaxBytes }

func (s Settings) smaller(img *image.RGBA, write func(*image.RGBA) (made, error)) (made, error) {
	for side := max(img.Rect.Dx(), img.Rect.Dy()) * 4 / 5; side >= smallestSide; side = side * 4 / 5 {
		img = shrink(img, side)
		m, err := write(img)
		if err != nil || s.fits(m) {
			return m, err
		}
	}
	return made{}, fmt.Errorf("%w: %d bytes", ErrNoFit, s.MaxBytes)
}

func asPNG(img *image.RGBA) (made, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&b, opaque{img})
	return made{Copied{Kind: "png", Width: img.Rect.Dx(), Height: img.Rect.Dy(), Parts: 1}, b.Bytes()}, err
}

func asJPEG(img *image.RGBA, quality int) (made, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
	return made{Copied{Kind: "jpeg", Width: img.Rect.Dx(), Height: img.Rect.Dy(), Parts: 1}, b.Bytes()}, err
}

// opaque spares the encoder the search for transparent points: everything was drawn on white.
type opaque struct{ *image.RGBA }

// Opaque reports true.
func (opaque) Opaque() bool { return true }
