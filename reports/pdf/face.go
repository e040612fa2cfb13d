package pdf

import (
	"math"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// faceID names one of the embedded fonts.
type faceID int

const (
	regular faceID = iota
	bold
	regularFallback
	boldFallback
	faceCount
)

// families are the names of the faces; fpdf knows them in small letters.
var families = [faceCount]string{"LiberationSans", "LiberationSans-Bold", "DejaVuSans", "DejaVuSans-Bold"}

func fontBytes(id faceID) []byte {
	switch id {
	case regular:
		return liberationsansregular.TTF
	case bold:
		return liberationsansbold.TTF
	case regularFallback:
		return dejavusans.TTF
	default:
		return dejavusansbold.TTF
	}
}

// parsedFonts are parsed once; a parsed font is safe for many readers, each with its own buffer.
var parsedFonts = sync.OnceValues(func() ([faceCount]*sfnt.Font, error) {
	var fonts [faceCount]*sfnt.Font
	for id := range fonts {
		f, err := sfnt.Parse(fontBytes(faceID(id)))
		if err != nil {
			return fonts, err
		}
		fonts[id] = f
	}
	return fonts, nil
})

// face measures the runes of one font. It is not safe for concurrent use.
type face struct {
	font     *sfnt.Font
	buf      sfnt.Buffer
	advances map[rune]int
}

// missing is the advance of a rune the font has no glyph for.
const missing = -1

func newFaces() ([faceCount]*face, error) {
	var faces [faceCount]*face
	fonts, err := parsedFonts()
	for id, f := range fonts {
		faces[id] = &face{font: f, advances: map[rune]int{}}
	}
	return faces, err
}

// advance returns the width of a rune in thousandths of the type size, as the PDF's own width table says it.
func (f *face) advance(r rune) int {
	if a, ok := f.advances[r]; ok {
		return a
	}
	a := f.measure(r)
	f.advances[r] = a
	return a
}

func (f *face) measure(r rune) int {
	if r > 0xFFFF { // fpdf has no way to write these
		return missing
	}
	glyph, err := f.font.GlyphIndex(&f.buf, r)
	if err != nil || glyph == 0 {
		return missing
	}
	em := int(f.font.UnitsPerEm())
	a, err := f.font.GlyphAdvance(&f.buf, glyph, fixed.I(em), font.HintingNone)
	if err != nil {
		return missing
	}
	return int(math.Round(1000 / float64(em) * float64(a) / 64))
}
