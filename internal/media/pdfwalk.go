package media

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// textWalk follows the text operators of a page and writes what they show. It keeps only what is needed to tell where a
// line ends and where a gap is a space; the library's own reader glues lines that are placed by moving the pen.
type textWalk struct {
	b          strings.Builder
	line, pen  [6]float64 // text line matrix and where the pen stands
	leading    float64
	size       float64
	font       *letterFont
	fonts      map[string]*letterFont // of the content being read; the letters of a font are costly to work out
	lastX      float64
	lastY      float64
	shownAny   bool
	operations int
}

// errFull ends the walk through a page that is more than anybody would read.
type errFull struct{}

// try runs f and swallows a panic of the parser: what was written stays.
func (w *textWalk) try(f func()) {
	defer func() { _ = recover() }()
	f()
}

// text is what was written, without control characters and with runs of spaces as one: they only set lines flush.
func (w *textWalk) text() string {
	var b strings.Builder
	space := false
	for _, r := range w.b.String() {
		switch {
		case r == ' ' || r == '\t' || r == '\u00a0':
			space = true
		case r == utf8.RuneError || r != '\n' && unicode.IsControl(r):
		default:
			if space && r != '\n' {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// walk reads one content stream; forms drawn by it are read in their place.
func (w *textWalk) walk(content, resources pdf.Value, depth int) {
	if content.IsNull() || depth > maxFormsDepth {
		return
	}
	w.line, w.pen = identity, identity
	outer := w.fonts
	w.fonts = map[string]*letterFont{}
	defer func() { w.fonts = outer }()
	pdf.Interpret(content, func(stk *pdf.Stack, op string) {
		if w.operations++; w.operations > 2_000_000 || w.b.Len() > maxPageText {
			panic(errFull{})
		}
		args := make([]pdf.Value, stk.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		if op == "Do" && len(args) == 1 {
			if form := resources.Key("XObject").Key(args[0].Name()); form.Key("Subtype").Name() == "Form" {
				own := form.Key("Resources")
				if own.IsNull() {
					own = resources
				}
				w.try(func() { w.walk(form, own, depth+1) })
				w.line, w.pen = identity, identity
			}
			return
		}
		w.operator(op, args, resources)
	})
}

var identity = [6]float64{1, 0, 0, 1, 0, 0}

// operator follows one text operator; one with the wrong operands is left out.
func (w *textWalk) operator(op string, args []pdf.Value, resources pdf.Value) {
	switch op {
	case "BT":
		w.line, w.pen = identity, identity
	case "Tf":
		if len(args) == 2 {
			w.choose(args[0].Name(), resources)
			w.size = args[1].Float64()
		}
	case "TL":
		if len(args) == 1 {
			w.leading = args[0].Float64()
		}
	case "Td", "TD":
		if len(args) == 2 {
			if op == "TD" {
				w.leading = -args[1].Float64()
			}
			w.move(args[0].Float64(), args[1].Float64())
		}
	case "Tm":
		if len(args) == 6 {
			for i := range w.line {
				w.line[i] = args[i].Float64()
			}
			w.pen = w.line
		}
	case "T*":
		w.move(0, -w.leading)
	case "'", "\"":
		w.move(0, -w.leading)
		fallthrough
	case "Tj":
		if len(args) > 0 {
			w.show(args[len(args)-1].RawString())
		}
	case "TJ":
		if len(args) == 1 {
			w.showAll(args[0])
		}
	}
}

// choose takes a font of the resources.
func (w *textWalk) choose(name string, resources pdf.Value) {
	f, ok := w.fonts[name]
	if !ok {
		w.try(func() { f = openFont(resources.Key("Font").Key(name)) })
		w.fonts[name] = f
	}
	w.font = f
}

// move puts the pen on a new line, in the units of the text matrix.
func (w *textWalk) move(tx, ty float64) {
	m := w.line
	w.line[4] += tx*m[0] + ty*m[2]
	w.line[5] += tx*m[1] + ty*m[3]
	w.pen = w.line
}

// showAll shows the strings of a TJ; the numbers between them move the pen, and a wide one is a space.
func (w *textWalk) showAll(v pdf.Value) {
	for i := 0; i < v.Len(); i++ {
		x := v.Index(i)
		if x.Kind() == pdf.String {
			w.show(x.RawString())
			continue
		}
		w.advance(-x.Float64() / 1000 * w.size)
	}
}

func (w *textWalk) advance(by float64) {
	w.pen[4] += by * w.pen[0]
	w.pen[5] += by * w.pen[1]
}

// show writes a string, after a line end or a space where the pen has jumped.
func (w *textWalk) show(raw string) {
	if w.font == nil || raw == "" {
		return
	}
	s, advance := w.font.decode(raw)
	w.separate()
	w.b.WriteString(s)
	w.advance(advance / 1000 * w.size)
	w.lastX, w.lastY, w.shownAny = w.pen[4], w.pen[5], true
}

// separate decides from the jump of the pen between two strings. The tenths of a letter's height are those that most
// programs that write PDFs stay clear of.
func (w *textWalk) separate() {
	if !w.shownAny {
		return
	}
	em := math.Abs(w.size) * math.Max(math.Hypot(w.pen[0], w.pen[1]), 0.001)
	dx, dy := w.pen[4]-w.lastX, w.pen[5]-w.lastY
	switch {
	case math.Abs(dy) > 0.4*em || dx < -2*em:
		w.b.WriteByte('\n')
	case dx > 0.18*em:
		w.b.WriteByte(' ')
	}
}
