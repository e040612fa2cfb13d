package pdf

// mmPerPoint turns type sizes into millimetres.
const mmPerPoint = 25.4 / 72

// colour is an RGB colour; every one stays legible in greyscale.
type colour struct{ r, g, b int }

var (
	ink       = colour{0x1B, 0x1B, 0x1B}
	muted     = colour{0x55, 0x55, 0x55}
	accent    = colour{0x0C, 0x32, 0x6F}
	hairline  = colour{0xBE, 0xC2, 0xC8}
	lightLine = colour{0xD7, 0xDB, 0xE0}
	bandFill  = colour{0xF4, 0xF6, 0xF8}
)

// style is how a text is set: size in points, line height in mm.
type style struct {
	size   float64
	lead   float64
	bold   bool
	colour colour
}

var (
	titleStyle    = style{21, 8.6, true, ink}
	leadStyle     = style{11.5, 5.8, false, ink}
	sectionNumber = style{15, 6.4, true, accent}
	sectionStyle  = style{15, 6.4, true, ink}
	headStyle     = style{10.5, 5.4, true, accent}
	bodyStyle     = style{10, 5.3, false, ink}
	tableStyle    = style{9.5, 4.9, false, ink}
	tableHead     = style{8.5, 4.4, true, muted}
	labelStyle    = style{8.5, 4.4, false, muted}
	noteStyle     = style{8.5, 4.4, false, muted}
	figureStyle   = style{14, 6.2, true, ink}
	panelStyle    = style{9.5, 4.8, false, ink}
	chipStyle     = style{8.5, 4.4, true, accent}
	footStyle     = style{8, 4, false, muted}
	pageStyle     = style{9, 4, true, ink}
	dateStyle     = style{9, 4.9, false, ink}
	textExhibit   = style{9.5, 5.2, false, ink}
	lineNumber    = style{8.5, 5.2, true, accent}
	bandLabel     = style{15, 6, true, accent}
	bandTitle     = style{10.5, 5, true, ink}
	bandNote      = style{8.5, 4.4, false, muted}
)

func (s style) in(c colour) style { s.colour = c; return s }

func (s style) strong() style { s.bold = true; return s }

// chain lists the faces to try, first choice first. A weight the fallback lacks is better than no glyph.
func (s style) chain() [4]faceID {
	if s.bold {
		return [4]faceID{bold, boldFallback, regular, regularFallback}
	}
	return [4]faceID{regular, regularFallback, bold, boldFallback}
}

// baseline is how far under the top of a line its letters stand.
func (s style) baseline() float64 { return s.lead/2 + 0.355*s.size*mmPerPoint }
