package pdf

// op is one thing to draw, in mm from the left edge and, until it is placed, from the top of its piece.
type op interface{ draw(c *canvas, dy float64) }

type textOp struct {
	x, y  float64 // top left of the line
	line  line
	style style
}

type ruleOp struct {
	x1, y1, x2, y2 float64
	width          float64
	colour         colour
}

type fillOp struct {
	x, y, w, h float64
	colour     colour
}

type frameOp struct {
	x, y, w, h float64
	colour     colour
}

type dotOp struct {
	x, y, d float64
	colour  colour
}

// pictureOp draws a picture into a rectangle; where clip is set only what falls inside is seen.
type pictureOp struct {
	picture    int
	x, y, w, h float64
	clip       *rect
}

type rect struct{ x, y, w, h float64 }

// linkOp makes a rectangle lead to an anchor.
type linkOp struct {
	x, y, w, h float64
	to         string
}

// anchorOp is a place links lead to.
type anchorOp struct{ name string }

// markOp is an entry of the bookmarks.
type markOp struct {
	level int
	title string
}

// placed is an op on its page.
type placed struct {
	op op
	dy float64
}

// page is one sheet.
type page struct{ ops []placed }

func (p *page) add(dy float64, ops ...op) {
	for _, o := range ops {
		p.ops = append(p.ops, placed{o, dy})
	}
}
