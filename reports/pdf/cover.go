package pdf

import (
	"strings"

	"degrau/reports/paper"
)

// coverLevel is how generously a cover is set. The cover is always one page: where it does not fit, the next level is
// tried, first with less air, then with lists cut short and a line that says so.
type coverLevel struct {
	air                       float64
	title, lead               int // most lines
	rows, value               int // most rows of a panel, lines of a value
	requests, request         int
	proofs, proof, noteLength int // most rows, runes of a cell, lines of the note
}

var coverLevels = []coverLevel{
	{1, 3, 4, 12, 6, 20, 6, 40, 400, 8},
	{0.8, 3, 4, 12, 6, 20, 6, 40, 400, 8},
	{0.6, 3, 4, 12, 4, 20, 6, 40, 400, 6},
	{0.5, 3, 4, 10, 3, 12, 4, 20, 200, 4},
	{0.5, 3, 4, 8, 3, 8, 3, 12, 160, 4},
	{0.45, 2, 4, 7, 2, 6, 2, 9, 120, 3},
	{0.4, 2, 3, 6, 2, 4, 2, 6, 90, 2},
	{0.35, 2, 2, 4, 1, 3, 1, 3, 60, 1},
	{0.3, 1, 1, 2, 1, 1, 1, 1, 30, 1},
}

// cover returns the one piece that is the cover page.
func (c *composer) cover(b paper.Cover) piece {
	cell := c.cell
	var p piece
	for _, level := range coverLevels {
		c.cell = cell
		p = c.coverAt(b, level)
		if p.height <= c.sheet.bottom {
			break
		}
	}
	return p
}

// stack is a column of things set one under another.
type stack struct {
	*composer
	level coverLevel
	ops   []op
	y     float64
}

func (k *stack) gap(mm float64) { k.y += mm * k.level.air }

func (k *stack) text(text string, s style, max int) {
	ops, h := k.set(k.sheet.left, k.y, text, s, k.sheet.textWidth(), max)
	k.ops, k.y = append(k.ops, ops...), k.y+h
}

func (k *stack) rule(width float64, col colour) {
	k.ops = append(k.ops, ruleOp{k.sheet.left, k.y, k.sheet.right, k.y, width, col})
}

// more says that a list goes on elsewhere.
func (k *stack) more(left int) {
	if left <= 0 {
		return
	}
	pattern := k.words.More
	if strings.TrimSpace(pattern) == "" {
		pattern = "… + %d"
	}
	k.text(strings.ReplaceAll(pattern, "%d", itoa(left)), noteStyle, 1)
}

// coverAt sets the cover at one level; the height is counted from the top edge of the page.
func (c *composer) coverAt(b paper.Cover, level coverLevel) piece {
	k := &stack{composer: c, level: level, y: 17}
	k.ops = append(k.ops, fillOp{0, 0, c.sheet.width, 3.5, accent}, markOp{0, b.Title})
	k.text(b.Kind, labelStyle, 1)
	k.gap(1)
	k.text(b.Title, titleStyle, level.title)
	k.gap(2)
	k.text(b.Lead, leadStyle, level.lead)
	k.gap(5)
	k.strip(b.Figures)
	k.gap(6)
	k.panels(b.Left, b.Right)
	k.gap(5)
	k.requests(b.Requests)
	k.gap(4)
	k.proof(b.Proof)
	k.gap(3)
	k.text(b.Note, noteStyle, level.noteLength)
	return piece{height: k.y, ops: k.ops}
}

// strip sets the key figures side by side between two hairlines.
func (k *stack) strip(figures []paper.Figure) {
	if len(figures) == 0 {
		return
	}
	figures = figures[:min(len(figures), 6)]
	k.rule(0.25, hairline)
	width := k.sheet.textWidth() / float64(len(figures))
	top, high := k.y+2.2, 0.0
	for i, f := range figures {
		x, w := k.sheet.left+float64(i)*width, width-3
		if i > 0 {
			x, w = x+3.2, width-5
		}
		label, lh := k.set(x, top, f.Label, labelStyle, w, 2)
		value, vh := k.set(x, top+lh, f.Value, k.fitting(f.Value, w), w, 2)
		k.ops = append(append(k.ops, label...), value...)
		high = max(high, lh+vh)
	}
	for i := range figures {
		if x := k.sheet.left + float64(i)*width; i > 0 {
			k.ops = append(k.ops, ruleOp{x, top, x, top + high, 0.25, hairline})
		}
	}
	k.y = top + high + 2.2
	k.rule(0.25, hairline)
}

// fitting is the largest type, down to 10 points, in which a figure stays on one line.
func (k *stack) fitting(value string, width float64) style {
	s := figureStyle
	for s.size > 10 && k.width(value, s) > width {
		s.size -= 0.5
	}
	return s
}

// panels sets who complains and against whom side by side.
func (k *stack) panels(left, right paper.Panel) {
	const between = 8.0
	width := (k.sheet.textWidth() - between) / 2
	a := k.panel(k.sheet.left, width, left)
	b := k.panel(k.sheet.left+width+between, width, right)
	k.y += max(a, b)
}

func (k *stack) panel(x, width float64, p paper.Panel) float64 {
	const labels = 26.0
	y := k.y
	if p.Title != "" {
		ops, h := k.set(x, y, p.Title, headStyle, width, 1)
		k.ops, y = append(k.ops, ops...), y+h+0.4
	}
	for i, r := range p.Rows {
		if i == k.level.rows {
			ops, h := k.set(x, y, "…", labelStyle, width, 1)
			k.ops, y = append(k.ops, ops...), y+h
			break
		}
		lead := labelStyle
		lead.lead = panelStyle.lead
		label, lh := k.set(x, y, r.Label, lead, labels-2, 2)
		value, vh := k.set(x+labels, y, r.Value, panelStyle, width-labels, k.level.value)
		k.ops = append(append(k.ops, label...), value...)
		y += max(lh, vh) + 0.6
	}
	return y - k.y
}

func (k *stack) requests(n paper.Numbered) {
	if len(n.Items) == 0 {
		return
	}
	if n.Title != "" {
		k.text(n.Title, headStyle, 1)
		k.y += 0.4
	}
	const indent = 7.0
	for i, item := range n.Items {
		if i == k.level.requests {
			k.more(len(n.Items) - i)
			break
		}
		mark, s := itoa(i+1)+".", bodyStyle.strong()
		if n.Plain {
			mark, s = "–", bodyStyle
		}
		k.ops = append(k.ops, textOp{k.sheet.left, k.y, k.one(mark, s), s})
		ops, h := k.set(k.sheet.left+indent, k.y, item, bodyStyle, k.sheet.textWidth()-indent, k.level.request)
		k.ops, k.y = append(k.ops, ops...), k.y+h+0.3
	}
}

// proof sets the short table of what proves each point.
func (k *stack) proof(t paper.Table) {
	if len(t.Rows) == 0 {
		return
	}
	left := len(t.Rows) - k.level.proofs
	t.Rows = shortened(t.Rows, k.level)
	cols := k.columns(t)
	if t.Title != "" {
		k.text(t.Title, headStyle, 1)
		k.y += 0.2
	}
	pieces := []piece{k.tableHead(t, cols)}
	for _, row := range t.Rows {
		pieces = append(pieces, k.row(row, cols)...)
	}
	for _, p := range pieces {
		for _, o := range p.ops {
			k.ops = append(k.ops, shifted{o, k.y})
		}
		k.y += p.height
	}
	if left > 0 {
		k.y++
		k.more(left)
	}
	k.text(t.Note, noteStyle, k.level.noteLength)
}

// shortened cuts rows and cells to what a level allows.
func shortened(rows [][]paper.Cell, level coverLevel) [][]paper.Cell {
	rows = rows[:min(len(rows), level.proofs)]
	out := make([][]paper.Cell, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			if rs := []rune(cell.Text); len(rs) > level.proof {
				cell.Text = strings.TrimSpace(string(rs[:level.proof])) + "…"
			}
			out[i] = append(out[i], cell)
		}
	}
	return out
}
