package twin

import (
	"strings"

	"degrau/reports/paper"
)

// table is a table with its links worked out.
type table struct {
	ID    string
	Title string
	Label string // what the table is called where it has no title
	Note  string
	Head  []column
	Rows  [][]cell
}

type column struct {
	Text  string
	Right bool
}

// cell is one cell; Row says that it names its row, Span over how many columns it reaches.
type cell struct {
	Text                string
	Links               []link
	Right, Muted, Named bool
	Span                int
}

type link struct{ Text, To string }

func (p *page) table(t paper.Table, id string) *table {
	out := &table{ID: id, Title: t.Title, Label: t.Title, Note: t.Note}
	right := func(i int) bool { return i < len(t.Right) && t.Right[i] }
	for i, h := range t.Head {
		out.Head = append(out.Head, column{h, right(i)})
	}
	for _, row := range t.Rows {
		var cells []cell
		for i, c := range row {
			k := p.cell(c)
			// What names a row is its first cell; an empty one names nothing.
			k.Right, k.Named = right(i), i == 0 && strings.TrimSpace(c.Text) != ""
			cells = append(cells, k)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// cell puts the exhibit's pages where the PDF prints them, with links to the exhibits.
func (p *page) cell(c paper.Cell) cell {
	out := cell{Text: c.Text, Muted: c.Muted}
	if len(c.Pages) > 0 {
		for _, r := range p.look.Ranges(c.Pages) {
			out.Links = append(out.Links, link{r.Text, p.anchor(r.Label)})
		}
		if len(out.Links) == 0 {
			out.Text = strings.TrimSpace(c.Text + " –")
		}
		return out
	}
	if to := p.anchor(c.Link); to != "" {
		out.Text, out.Links = "", []link{{c.Text, to}}
	}
	return out
}

// anchor is where an exhibit stands in this page, or empty.
func (p *page) anchor(label string) string {
	if id := p.ids[label]; id != "" {
		return "#" + id
	}
	return ""
}

// lanes turns the drawn timeline into a table: the day, and a column for each side.
func (p *page) lanes(l paper.Lanes) *table {
	out := &table{Label: p.d.Words.Twin.Timeline, Head: []column{{Text: p.d.Words.Twin.Date}}}
	for _, h := range l.Heads {
		out.Head = append(out.Head, column{Text: h})
	}
	for _, r := range l.Rows {
		if r.Gap != "" {
			out.Rows = append(out.Rows, []cell{{Text: r.Gap, Muted: true, Span: len(out.Head)}})
			continue
		}
		row := make([]cell, len(out.Head))
		row[0] = cell{Text: r.Date, Named: strings.TrimSpace(r.Date) != ""}
		k := min(max(r.Lane, 0), max(len(l.Heads)-1, 0)) + 1
		if k == len(row) { // no heads at all
			row = append(row, cell{})
		}
		row[k].Text = r.Text
		for _, label := range r.Exhibits {
			row[k].Links = append(row[k].Links, link{label, p.anchor(label)})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
