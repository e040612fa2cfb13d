package pdf

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
)

// pngParts is what a PDF needs of a PNG: PDF readers know PNG's own compression and row prediction.
type pngParts struct {
	width, height uint32
	depth, colour byte
	interlaced    bool
	transparent   bool
	palette       []byte
	data          []byte
}

// PNG's colour types that have no transparency of their own.
const (
	pngGrey    = 0
	pngColour  = 2
	pngPalette = 3
)

// readPNG takes a PNG apart. The caller has decoded it, so its check sums are right.
func readPNG(b []byte) (p pngParts, err error) {
	for at := 8; at+12 <= len(b); {
		n := int(binary.BigEndian.Uint32(b[at:]))
		if n < 0 || at+12+n > len(b) {
			break
		}
		body := b[at+8 : at+8+n]
		switch string(b[at+4 : at+8]) {
		case "IHDR":
			if n < 13 {
				return p, io.ErrUnexpectedEOF
			}
			p.width, p.height = binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
			p.depth, p.colour, p.interlaced = body[8], body[9], body[12] != 0
		case "PLTE":
			p.palette = body
		case "tRNS":
			p.transparent = true
		case "IDAT":
			p.data = append(p.data, body...)
		case "IEND":
			return p, nil
		}
		at += 12 + n
	}
	return p, io.ErrUnexpectedEOF
}

// plain reports whether the rows can be taken over as they are. Small palettes are not: tools that take pictures out of a
// PDF read them as black and white.
func (p pngParts) plain() bool {
	if p.interlaced || p.transparent || p.depth > 8 {
		return false
	}
	return p.colour == pngGrey || p.colour == pngColour || p.colour == pngPalette && p.depth == 8 && len(p.palette) >= 3
}

// dict is the dictionary of the picture.
func (p pngParts) dict() string {
	space, colours := "/DeviceGray", 1
	switch p.colour {
	case pngColour:
		space, colours = "/DeviceRGB", 3
	case pngPalette:
		n := min(len(p.palette)/3, 1<<p.depth)
		space = fmt.Sprintf("[/Indexed /DeviceRGB %d <%s>]", n-1, hex.EncodeToString(p.palette[:3*n]))
	}
	return fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s /BitsPerComponent %d /Filter /FlateDecode /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>",
		p.width, p.height, space, p.depth, colours, p.depth, p.width)
}
