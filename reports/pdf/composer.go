package pdf

import (
	"degrau/reports/paper"
)

// composer turns blocks into pieces.
type composer struct {
	*typesetter
	sheet   sheet
	words   paper.Words
	pages   pageNumbers
	indexed bool        // there is an index to lead back to
	cell    int         // counts cells with page numbers
	floors  map[int]int // fewest lines such a cell gets, so that repeated layout settles
}

// pieces returns the pieces of a block.
func (c *composer) pieces(b paper.Block) []piece {
	switch b := b.(type) {
	case paper.Section:
		return c.section(b)
	case paper.Heading:
		return c.heading(b.Text, 4.5)
	case paper.Para:
		return c.para(b)
	case paper.Numbered:
		return c.numbered(b)
	case paper.Table:
		return c.table(b)
	case paper.Index:
		return c.index(b)
	case paper.Lanes:
		return c.lanes(b)
	case paper.Signature:
		return c.signature(b)
	case paper.Code:
		return c.code(b)
	case paper.Cover:
		return nil // covers have a page of their own: see layout
	}
	return nil
}

// text makes one piece a line. The first two and the last two lines stay together, so that none stands alone.
func (c *composer) text(x, width float64, text string, s style) []piece {
	lines := c.lines(text, s, width)
	pieces := make([]piece, len(lines))
	for i, l := range lines {
		pieces[i] = piece{height: s.lead, ops: []op{textOp{x, 0, l, s}}}
	}
	bind(pieces)
	return pieces
}

// bind keeps the first two and the last two pieces of a text together.
func bind(pieces []piece) {
	n := len(pieces)
	if n > 1 {
		pieces[0].keep = true
		pieces[n-2].keep = true
	}
}

// spaced sets the space above the first piece.
func spaced(pieces []piece, before float64) []piece {
	if len(pieces) > 0 {
		pieces[0].before = before
	}
	return pieces
}

func (c *composer) section(s paper.Section) []piece {
	number, title := "", s.Title
	x := c.sheet.left
	var ops []op
	if s.Number > 0 {
		number = itoa(s.Number)
		ops = append(ops, textOp{x, 0, c.one(number, sectionNumber), sectionNumber})
		x += max(9, c.width(number, sectionNumber)+4)
	}
	text, height := c.set(x, 0, title, sectionStyle, c.sheet.right-x, 4)
	ops = append(ops, text...)
	ops = append(ops, ruleOp{c.sheet.left, height + 2.2, c.sheet.left + 18, height + 2.2, 0.5, accent})
	bookmark := title
	if number != "" {
		bookmark = number + " " + title
	}
	ops = append(ops, markOp{0, bookmark})
	return []piece{{before: 12, height: height + 6.5, ops: ops, keep: true, newPage: s.NewPage}}
}

func (c *composer) heading(text string, before float64) []piece {
	if text == "" {
		return nil
	}
	ops, height := c.set(c.sheet.left, 0, text, headStyle, c.sheet.textWidth(), 0)
	return []piece{{before: before, height: height + 0.8, ops: ops, keep: true}}
}

func (c *composer) para(p paper.Para) []piece {
	s, before := bodyStyle, 2.6
	switch p.Style {
	case "note":
		s, before = noteStyle, 2.2
	case "lead":
		s, before = leadStyle, 2.6
	}
	return spaced(c.text(c.sheet.left, c.sheet.textWidth(), p.Text, s), before)
}

func (c *composer) numbered(n paper.Numbered) []piece {
	pieces := c.heading(n.Title, 5)
	for i, item := range n.Items {
		pieces = append(pieces, c.item(i, item, n.Plain)...)
	}
	return pieces
}

func (c *composer) item(i int, text string, plain bool) []piece {
	const indent = 7.0
	mark, s := itoa(i+1)+".", bodyStyle.strong()
	if plain {
		mark, s = "–", bodyStyle
	}
	pieces := c.text(c.sheet.left+indent, c.sheet.textWidth()-indent, text, bodyStyle)
	if len(pieces) == 0 {
		pieces = []piece{{height: bodyStyle.lead}}
	}
	pieces[0].ops = append(pieces[0].ops, textOp{c.sheet.left, 0, c.one(mark, s), s})
	pieces[0].before = 1
	return pieces
}

func (c *composer) signature(s paper.Signature) []piece {
	left, width := c.sheet.left, 85.0
	var ops []op
	y := 0.0
	if s.PlaceDate != "" {
		text, h := c.set(left, y, s.PlaceDate, bodyStyle, c.sheet.textWidth(), 2)
		ops, y = append(ops, text...), y+h
	}
	y += 18
	ops = append(ops, ruleOp{left, y, left + width, y, 0.25, ink})
	y += 1.2
	name, h := c.set(left, y, s.Name, bodyStyle, width, 3)
	ops, y = append(ops, name...), y+h
	note, h := c.set(left, y, s.Note, noteStyle, c.sheet.textWidth(), 4)
	ops, y = append(ops, note...), y+h
	return []piece{{before: 8, height: y, ops: ops}}
}
