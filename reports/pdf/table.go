package pdf

import (
	"strings"

	"degrau/reports/paper"
)

// Space inside tables, in mm.
const (
	gutter     = 4.0
	cellPad    = 1.0
	headBottom = 1.3
)

// column is where a column stands.
type column struct {
	x, width float64
	right    bool
}

// table makes the head, one piece a row, and the note. The head stays with two rows and comes back after a break.
func (c *composer) table(t paper.Table) []piece {
	cols := c.columns(t)
	head := c.tableHead(t, cols)
	title := c.heading(t.Title, 5)
	pieces := title
	if head.height > 0 {
		first := head
		first.before = 2.5
		if len(title) > 0 {
			first.before = 0.5
		}
		pieces = append(pieces, first)
	}
	rows := c.rows(t, cols, head)
	pieces = append(pieces, rows...)
	if t.Note != "" {
		pieces = append(pieces, spaced(c.text(c.sheet.left, c.sheet.textWidth(), t.Note, noteStyle), 1.8)...)
	}
	return pieces
}

func (c *composer) index(i paper.Index) []piece {
	pieces := c.table(i.Table)
	if len(pieces) > 0 {
		c.indexed = true
		pieces[0].ops = append(pieces[0].ops, anchorOp{indexAnchor})
	}
	return pieces
}

// tableHead is repeated after a break, with the table's title above it.
func (c *composer) tableHead(t paper.Table, cols []column) piece {
	var ops []op
	lines := 0
	for i, col := range cols {
		if i >= len(t.Head) {
			break
		}
		set := c.clipped(t.Head[i], tableHead, col.width, 3)
		lines = max(lines, len(set))
		ops = append(ops, cellOps(set, col, 0, tableHead)...)
	}
	if lines == 0 {
		return piece{}
	}
	h := float64(lines)*tableHead.lead + headBottom
	ops = append(ops, ruleOp{c.sheet.left, h, c.sheet.right, h, 0.3, ink})
	return piece{height: h, ops: ops, keep: true}
}

// continued is the head as it comes back on the next page: under the title, with the word that says so.
func (c *composer) continued(title string, head piece) *piece {
	word := strings.TrimSpace(c.words.Continued)
	if title == "" || word == "" {
		if head.height == 0 {
			return nil
		}
		return &head
	}
	ops, h := c.set(c.sheet.left, 0, title+" · "+word, noteStyle, c.sheet.textWidth(), 1)
	h++
	for _, o := range head.ops {
		ops = append(ops, shifted{o, h})
	}
	return &piece{height: h + head.height, ops: ops}
}

func (c *composer) rows(t paper.Table, cols []column, head piece) []piece {
	repeat := c.continued(t.Title, head)
	var pieces []piece
	for _, row := range t.Rows {
		for _, p := range c.row(row, cols) {
			p.repeat = repeat
			pieces = append(pieces, p)
		}
	}
	bind(pieces)
	if n := len(pieces); n > 0 && t.Note != "" {
		pieces[n-1].keep = true
	}
	return pieces
}

// tallest is how many lines a row may have before it is split over pages.
func (c *composer) tallest() int {
	return int((c.sheet.bottom - c.sheet.top - 30) / tableStyle.lead)
}

// row sets the cells side by side. A row too tall for a page becomes several.
func (c *composer) row(cells []paper.Cell, cols []column) []piece {
	set := make([]setCell, len(cols))
	lines := 1
	for i, col := range cols {
		if i < len(cells) {
			set[i] = c.cellLines(cells[i], col)
			lines = max(lines, len(set[i].lines), set[i].floor)
		}
	}
	var pieces []piece
	for from := 0; from < lines; from += c.tallest() {
		n := min(c.tallest(), lines-from)
		pieces = append(pieces, c.rowSlice(set, cols, from, n, from+n >= lines))
	}
	return pieces
}

func (c *composer) rowSlice(set []setCell, cols []column, from, n int, last bool) piece {
	p := piece{height: float64(n)*tableStyle.lead + 2*cellPad}
	for i, cell := range set {
		to := min(len(cell.lines), from+n)
		if from >= to {
			continue
		}
		p.ops = append(p.ops, cellOps(cell.lines[from:to], cols[i], cellPad, cell.style)...)
		p.ops = append(p.ops, cell.links(cols[i], from, to)...)
	}
	if last {
		p.ops = append(p.ops, ruleOp{c.sheet.left, p.height, c.sheet.right, p.height, 0.15, lightLine})
	}
	return p
}

// cellOps places the lines of a cell, against the right edge where the column says so.
func cellOps(lines []line, col column, top float64, s style) []op {
	var ops []op
	for i, l := range lines {
		x := col.x
		if col.right {
			x += col.width - l.width
		}
		ops = append(ops, textOp{x, top + float64(i)*s.lead, l, s})
	}
	return ops
}

// shifted moves an op down.
type shifted struct {
	op op
	by float64
}

func (s shifted) draw(c *canvas, dy float64) { s.op.draw(c, dy+s.by) }
