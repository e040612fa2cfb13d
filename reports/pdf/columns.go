package pdf

import (
	"strings"

	"degrau/reports/paper"
)

// columns shares the text width out: by the table's widths, else by what the cells need. A column never gets less than
// its longest word while another has room to give, so that no date or amount is broken.
func (c *composer) columns(t paper.Table) []column {
	n := len(t.Head)
	for _, row := range t.Rows {
		n = max(n, len(row))
	}
	if n == 0 {
		return nil
	}
	total := c.sheet.textWidth() - gutter*float64(n-1)
	needs, wants := c.needs(t, n)
	widths := shares(t.Widths, wants, n, total)
	relieve(widths, firm(needs))
	relieve(widths, needs)
	cols := make([]column, n)
	x := c.sheet.left
	for i := range cols {
		cols[i] = column{x: x, width: widths[i], right: i < len(t.Right) && t.Right[i]}
		x += widths[i] + gutter
	}
	return cols
}

// enoughRows bounds how many rows are measured for the widths.
const enoughRows = 400

// needs returns for each column its longest word and its longest text, in mm.
func (c *composer) needs(t paper.Table, n int) (words, texts []float64) {
	words, texts = make([]float64, n), make([]float64, n)
	grow := func(i int, text string, s style) {
		if i >= n || len(text) > 4000 {
			return
		}
		texts[i] = max(texts[i], c.width(text, s))
		words[i] = max(words[i], c.longestWord(text, s))
	}
	for i, h := range t.Head {
		grow(i, h, tableHead)
	}
	for k, row := range t.Rows {
		if k == enoughRows {
			break
		}
		for i, cell := range row {
			s := tableStyle
			s.bold = cell.Bold
			text := cell.Text
			for _, r := range c.pages.ranges(cell.Pages) {
				text += " " + r.String() + ","
			}
			grow(i, strings.TrimSuffix(text, ","), s)
		}
	}
	return words, texts
}

func (c *composer) longestWord(text string, s style) float64 {
	longest := 0.0
	for _, paragraph := range strings.Split(c.clean(text), "\n") {
		w := 0.0
		for _, k := range c.clusters(paragraph, s) {
			if k.space() && k.after {
				w = 0 // only spaces part words here: "segunda-feira" looks better whole
				continue
			}
			w += k.width
			longest = max(longest, w)
		}
	}
	return longest + 0.1
}

// shares turns given shares into widths; without them each column gets what it wants, long texts less than they want.
func shares(given, wants []float64, n int, total float64) []float64 {
	weights := make([]float64, n)
	sum := 0.0
	for i := range weights {
		switch {
		case len(given) > 0 && i < len(given) && given[i] > 0:
			weights[i] = given[i]
		case len(given) > 0:
			weights[i] = 0.01
		default:
			weights[i] = min(max(wants[i], 8), 90)
		}
		sum += weights[i]
	}
	for i := range weights {
		weights[i] *= total / sum
	}
	return weights
}

// Words up to shortWord (mm) are dates, amounts, weekdays and protocols; beyond longWord a word may break.
const (
	shortWord = 32.0
	longWord  = 60.0
	leastLong = 18.0 // what a column of longer words keeps
)

// firm are the needs of short words, which are served first: an address or a hash in another column breaks anyway, and
// must not break a date with it.
func firm(needs []float64) []float64 {
	out := make([]float64, len(needs))
	for i, n := range needs {
		if out[i] = n; n > shortWord {
			out[i] = leastLong
		}
	}
	return out
}

// relieve widens columns that are narrower than their longest word, at the cost of those with room.
func relieve(widths, needs []float64) {
	lack, room := 0.0, 0.0
	for i := range widths {
		if d := min(needs[i], longWord) - widths[i]; d > 0 {
			lack += d
		} else {
			room -= d
		}
	}
	if lack <= 0 || room <= 0 {
		return
	}
	take := min(1, lack/room)
	give := min(1, room/lack)
	for i := range widths {
		if d := min(needs[i], longWord) - widths[i]; d > 0 {
			widths[i] += d * give
		} else {
			widths[i] += d * take
		}
	}
}
