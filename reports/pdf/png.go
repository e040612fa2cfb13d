package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
)

// mostPixels is the largest picture that is decoded: beyond it a small file could take all memory.
const mostPixels = 60_000_000

const largestPNG = 200 << 20

// pngSheets decodes a PNG, so that only sound pictures get in, and spools it without loss, flattened on white.
func (b *builder) pngSheets(r io.ReadSeeker) ([]exhibitSheet, error) {
	config, err := png.DecodeConfig(r)
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	if int64(config.Width)*int64(config.Height) > mostPixels {
		return nil, refuse(reasonTooLarge, "%d by %d pixels", config.Width, config.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, refusal{reasonBroken, err}
	}
	raw, err := io.ReadAll(io.LimitReader(r, largestPNG+1))
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	if len(raw) > largestPNG {
		return nil, refuse(reasonTooLarge, "more than %d bytes", largestPNG)
	}
	img, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	n, err := b.spoolPNG(raw, img)
	if err != nil {
		return nil, err
	}
	return b.slices(b.add(picture{object: n}), config.Width, config.Height), nil
}

// spoolPNG keeps the rows of a plain PNG as they are compressed; others are flattened first.
func (b *builder) spoolPNG(raw []byte, img image.Image) (int, error) {
	parts, err := readPNG(raw)
	if err == nil && !parts.plain() {
		var encoded bytes.Buffer
		if err = png.Encode(&encoded, flatten(img)); err == nil {
			parts, err = readPNG(encoded.Bytes())
		}
	}
	if err == nil && !parts.plain() {
		err = errNotFlat
	}
	if err != nil {
		return 0, refusal{reasonBroken, err}
	}
	n := b.spool.reserve()
	return n, b.spool.stream(n, parts.dict(), parts.data)
}

// flatten puts a picture on white, in grey where it has no colour.
func flatten(img image.Image) image.Image {
	if g, ok := img.(*image.Gray); ok {
		return g
	}
	box := image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy())
	if img.ColorModel() == color.Gray16Model {
		grey := image.NewGray(box)
		draw.Draw(grey, box, img, img.Bounds().Min, draw.Src)
		return grey
	}
	flat := image.NewRGBA(box)
	draw.Draw(flat, box, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, box, img, img.Bounds().Min, draw.Over)
	return flat
}

var errNotFlat = errors.New("the encoder kept the transparency")
