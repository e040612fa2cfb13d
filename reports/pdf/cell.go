package pdf

import (
	"strings"

	"degrau/reports/paper"
)

// setCell is a cell broken into lines.
type setCell struct {
	lines []line
	style style
	floor int // fewest lines it takes
	areas []area
}

// area is a part of a cell's first line, or all of the cell where width is 0, that leads to an exhibit.
type area struct {
	x, width float64
	to       string
}

func (c *composer) cellLines(cell paper.Cell, col column) setCell {
	s := tableStyle
	s.bold = cell.Bold
	if cell.Muted {
		s.colour = muted
	}
	if len(cell.Pages) > 0 {
		return c.pageCell(cell, col, s)
	}
	set := setCell{style: s}
	if cell.Link != "" && c.pages.here(cell.Link) {
		set.style.colour = accent
		set.areas = []area{{to: exhibitAnchor(cell.Link)}}
	}
	set.lines = c.lines(cell.Text, set.style, col.width)
	return set
}

// pageCell prints where exhibits stand. Each range leads to its own exhibit while they fit on one line.
func (c *composer) pageCell(cell paper.Cell, col column, s style) setCell {
	ranges := c.pages.ranges(cell.Pages)
	if len(ranges) == 0 {
		return setCell{style: s, lines: c.lines(strings.TrimSpace(cell.Text+" –"), s, col.width)}
	}
	s.colour = accent
	text := cell.Text
	if text != "" {
		text += " "
	}
	set := setCell{style: s}
	for i, r := range ranges {
		if i > 0 {
			text += ", "
		}
		x := c.width(text+".", s) - c.width(".", s) // a line sheds the space at its end
		if r.label != "" {
			set.areas = append(set.areas, area{x, c.width(r.String(), s), exhibitAnchor(r.label)})
		}
		text += r.String()
	}
	set.lines = c.lines(text, s, col.width)
	if len(set.lines) > 1 {
		set.areas = nil
		for _, r := range ranges {
			if r.label != "" {
				set.areas = []area{{to: exhibitAnchor(r.label)}}
				break
			}
		}
	}
	set.floor = c.settle(len(set.lines))
	return set
}

// settle remembers the most lines this cell ever took. Layout is repeated until the page numbers stand still, and rows
// that never shrink make sure that they do.
func (c *composer) settle(lines int) int {
	n := c.cell
	c.cell++
	c.floors[n] = max(c.floors[n], lines)
	return c.floors[n]
}

// links returns the links of the lines from..to.
func (s setCell) links(col column, from, to int) []op {
	var ops []op
	for _, a := range s.areas {
		if a.width > 0 {
			if from > 0 {
				continue
			}
			x := col.x + a.x
			if col.right {
				x += col.width - s.lines[0].width
			}
			ops = append(ops, linkOp{x, cellPad, a.width, s.style.lead, a.to})
			continue
		}
		ops = append(ops, linkOp{col.x, cellPad, col.width, float64(to-from) * s.style.lead, a.to})
	}
	return ops
}

// The places links lead to.
const indexAnchor = "index"

func exhibitAnchor(label string) string { return "exhibit " + label }
