package pdf

import "degrau/reports/paper"

// typesetter measures and breaks text for one paper. It is not safe for concurrent use.
type typesetter struct {
	faces       [faceCount]*face
	unprintable string
	signs       map[rune]string
}

func newTypesetter(w paper.Words) (*typesetter, error) {
	faces, err := newFaces()
	return &typesetter{faces: faces, unprintable: w.Unprintable, signs: w.Signs}, err
}

// width measures a text that stays on one line.
func (t *typesetter) width(text string, s style) float64 {
	return t.one(text, s).width
}

// one sets a text on one line, however long.
func (t *typesetter) one(text string, s style) line {
	lines := t.lines(text, s, 1e9)
	if len(lines) == 0 {
		return line{}
	}
	return lines[0]
}

// clipped breaks a text into at most max lines; what is cut off is shown by an ellipsis. Zero means no limit.
func (t *typesetter) clipped(text string, s style, width float64, max int) []line {
	lines := t.lines(text, s, width)
	if max <= 0 || len(lines) <= max {
		return lines
	}
	lines = lines[:max]
	lines[max-1] = t.ellipsis(lines[max-1].source, s, width)
	return lines
}

// ellipsis ends a line with "…", giving up letters for it where it is full.
func (t *typesetter) ellipsis(text string, s style, width float64) line {
	rs := []rune(text)
	for {
		l := t.one(string(rs)+"…", s)
		if l.width <= width || len(rs) == 0 {
			return l
		}
		rs = rs[:len(rs)-1]
	}
}

// set places a text at x with its top at y and returns how high it is.
func (t *typesetter) set(x, y float64, text string, s style, width float64, max int) ([]op, float64) {
	var ops []op
	for i, l := range t.clipped(text, s, width, max) {
		ops = append(ops, textOp{x, y + float64(i)*s.lead, l, s})
	}
	return ops, float64(len(ops)) * s.lead
}

// setRight places a one-line text so that it ends at x.
func (t *typesetter) setRight(x, y float64, text string, s style) textOp {
	l := t.one(text, s)
	return textOp{x - l.width, y, l, s}
}
