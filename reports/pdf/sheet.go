package pdf

// sheet is the paper size with its margins, in mm.
type sheet struct {
	width, height float64
	left, right   float64 // x of the text's edges
	top, bottom   float64 // y of the text's edges
	rule          float64 // y of the footer's hairline
}

// newSheet returns A4 or US Letter: 25 mm to bind on the left, 18 right, 24 above, 22 below.
func newSheet(letter bool) sheet {
	w, h := 210.0, 297.0
	if letter {
		w, h = 215.9, 279.4
	}
	return sheet{width: w, height: h, left: 25, right: w - 18, top: 24, bottom: h - 22, rule: h - 16}
}

func (s sheet) textWidth() float64 { return s.right - s.left }
