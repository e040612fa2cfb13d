package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
)

// mostPixels is the largest picture that is decoded: beyond it a small file could take all memory.
const mostPixels = 60_000_000

// pngSheets decodes a PNG, flattens it on white and spools it as a lossless picture of eight bits.
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
	img, err := png.Decode(r)
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	n, err := b.spoolImage(flatten(img))
	if err != nil {
		return nil, err
	}
	return b.slices(b.add(picture{object: n}), config.Width, config.Height), nil
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

// spoolImage writes a flat picture with PNG's own row prediction, which PDF readers know.
func (b *builder) spoolImage(img image.Image) (int, error) {
	var encoded bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := enc.Encode(&encoded, img); err != nil {
		return 0, refusal{reasonBroken, err}
	}
	head, data, err := pngData(encoded.Bytes())
	if err != nil {
		return 0, refusal{reasonBroken, err}
	}
	space, colours := "/DeviceRGB", 3
	if head.colour == 0 {
		space, colours = "/DeviceGray", 1
	} else if head.colour != 2 {
		return 0, refusal{reasonBroken, errNotFlat}
	}
	n := b.spool.reserve()
	dict := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %d>>",
		head.width, head.height, space, colours, head.width)
	return n, b.spool.stream(n, dict, data)
}

var errNotFlat = errors.New("the encoder kept the transparency")

type pngHead struct {
	width, height uint32
	colour        byte
}

// pngData takes the compressed rows out of a PNG.
func pngData(b []byte) (head pngHead, data []byte, err error) {
	for at := 8; at+12 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		if n < 0 || at+12+n > len(b) {
			break
		}
		body := b[at+8 : at+8+n]
		switch string(b[at+4 : at+8]) {
		case "IHDR":
			head = pngHead{binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:]), body[9]}
		case "IDAT":
			data = append(data, body...)
		case "IEND":
			return head, data, nil
		}
		at += 12 + n
	}
	return head, nil, io.ErrUnexpectedEOF
}
