package pdf

import "degrau/reports/paper"

// How large the squares are together, in mm, and how far the words stand from them: phones want four squares of white.
const (
	codeSize = 26.0
	codeAir  = 5.0
)

// code draws squares that phones read, in one piece, with the words beside them.
func (c *composer) code(b paper.Code) []piece {
	if len(b.Squares) == 0 {
		return nil
	}
	side := codeSize / float64(len(b.Squares))
	x := c.sheet.left + 4*side
	var ops []op
	for row, squares := range b.Squares {
		for at := 0; at < len(squares); at++ {
			from := at
			for at < len(squares) && squares[at] {
				at++
			}
			if at > from { // a run is one rectangle, or hairs of white would show between its squares
				ops = append(ops, fillOp{x + float64(from)*side, float64(row) * side, float64(at-from) * side, side, ink})
			}
		}
	}
	beside := x + codeSize + codeAir
	text, height := c.set(beside, 0, b.Text, noteStyle, c.sheet.right-beside, 6)
	return []piece{{before: 5, height: max(codeSize, height), ops: append(ops, text...)}}
}
