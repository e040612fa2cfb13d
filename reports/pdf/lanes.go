package pdf

import (
	"strings"

	"degrau/reports/paper"
)

// Measures of the timeline, in mm.
const (
	dateColumn = 18.0
	laneText   = 4.0 // from the lane to its text
	dot        = 2.0
	laneFoot   = 3.0
)

// lanes draws the timeline: a column of dates, then one continuous hairline a lane with the events on it.
func (c *composer) lanes(l paper.Lanes) []piece {
	n := max(len(l.Heads), 1)
	for _, r := range l.Rows {
		n = max(n, min(r.Lane+1, 6))
	}
	width := (c.sheet.textWidth() - dateColumn) / float64(n)
	head := c.laneHead(l.Heads, n, width)
	pieces := []piece{head}
	pieces[0].before = 3
	for _, r := range l.Rows {
		p := c.laneRow(r, n, width)
		p.repeat = &head
		p.keep = r.Gap != ""
		pieces = append(pieces, p)
	}
	if k := len(pieces); k > 2 {
		pieces[1].keep = true
		pieces[k-2].keep = true
		pieces[k-1].keep = false
	}
	return pieces
}

func (c *composer) laneX(lane int, width float64) float64 {
	return c.sheet.left + dateColumn + float64(lane)*width
}

func (c *composer) laneHead(heads []string, n int, width float64) piece {
	lines := 1
	var ops []op
	for i, h := range heads {
		text := c.clipped(h, tableHead, width-laneText, 2)
		lines = max(lines, len(text))
		for k, l := range text {
			ops = append(ops, textOp{c.laneX(i, width) + laneText, float64(k) * tableHead.lead, l, tableHead})
		}
	}
	return piece{height: float64(lines)*tableHead.lead + 1.5, ops: ops, keep: true}
}

// laneRow is an event on its lane or, between events, a gap in words. Each piece carries its own stretch of the lanes'
// lines, so that they run on however the pieces fall.
func (c *composer) laneRow(r paper.LaneRow, n int, width float64) piece {
	var p piece
	if r.Gap != "" {
		text, h := c.set(c.sheet.left, 0, r.Gap, noteStyle, c.sheet.textWidth(), 1)
		p = piece{height: h + 1.2}
		p.ops = append(c.laneLines(n, width, p.height), patch(text, h)...)
		return p
	}
	lane := min(max(r.Lane, 0), n-1)
	x := c.laneX(lane, width)
	date, dh := c.set(c.sheet.left, 0, r.Date, dateStyle, dateColumn-1.4, 4)
	text, th := c.set(x+laneText, 0, r.Text, tableStyle, width-laneText-2, c.tallest())
	chips, ch := c.chips(x+laneText, th, r.Exhibits, width-laneText-2)
	p.height = max(dh, th+ch) + laneFoot
	p.ops = append(c.laneLines(n, width, p.height), date...)
	p.ops = append(p.ops, dotOp{x, tableStyle.lead / 2, dot, accent})
	p.ops = append(p.ops, text...)
	p.ops = append(p.ops, chips...)
	return p
}

// laneLines are the hairlines of all lanes over a height.
func (c *composer) laneLines(n int, width, height float64) []op {
	var ops []op
	for i := range n {
		x := c.laneX(i, width)
		ops = append(ops, ruleOp{x, 0, x, height, 0.2, hairline})
	}
	return ops
}

// patch puts white under a text that crosses a lane.
func patch(text []op, height float64) []op {
	var ops []op
	for _, o := range text {
		if t, ok := o.(textOp); ok {
			ops = append(ops, fillOp{t.x, t.y, t.line.width + 1, height, colour{255, 255, 255}})
		}
	}
	return append(ops, text...)
}

// chips are exhibit numbers, each leading to its exhibit.
func (c *composer) chips(x, y float64, labels []string, width float64) ([]op, float64) {
	if len(labels) == 0 {
		return nil, 0
	}
	lines := c.lines(strings.Join(labels, " "), chipStyle, width)
	if len(lines) > 1 { // too many to place one by one
		ops, h := c.set(x, y, strings.Join(labels, " "), chipStyle, width, 0)
		return ops, h
	}
	var ops []op
	at := x
	for _, label := range labels {
		l := c.one(label, chipStyle)
		ops = append(ops, textOp{at, y, l, chipStyle})
		if c.pages.here(label) {
			ops = append(ops, linkOp{at, y, l.width, chipStyle.lead, exhibitAnchor(label)})
		}
		at += l.width + 1.6
	}
	return ops, chipStyle.lead
}
