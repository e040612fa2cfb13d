package pdf_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"degrau/reports/paper"
)

// faults compares what a paper prints about its exhibits with where they really are: the index row, the stamp, the
// link, the bookmark, the way back and Written.Starts must all say the same page.
func faults(t *testing.T, w written, d paper.Document) []string {
	t.Helper()
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	pages, links := w.text(t), w.links(t)
	if len(pages) != w.Pages || len(links) != w.Pages {
		say("%d pages of text, %d of links, %d written", len(pages), len(links), w.Pages)
		return out
	}
	index := pageOf(pages, "Lista de provas")
	marks := strings.Split(tool(t, "mutool", "show", w.path, "outline"), "\n")
	numbers, _ := stamps(t, pages)
	for i, e := range d.Exhibits {
		from, to := w.Starts[e.Label], 0
		for n, p := range pages {
			if strings.HasPrefix(p, e.Label+" "+e.Title) { // the band is drawn first
				if to == 0 && n+1 != from {
					say("%s starts on page %d, Write says %d", e.Label, n+1, from)
				}
				if to = n + 1; !slices.Contains(links[n], index) {
					say("page %d has no way back to the index on page %d", n+1, index)
				}
				if numbers[n] != n+1 {
					say("page %d is stamped %d", n+1, numbers[n])
				}
			}
		}
		if to == 0 {
			say("%s is nowhere", e.Label)
			continue
		}
		printed := itoa(from)
		if to > from {
			printed += "–" + itoa(to)
		}
		if row := fmt.Sprintf("%s Original %03d %s", e.Label, i+1, printed); pageOf(pages, row) == 0 {
			say("no index row %q", row)
		}
		if !slices.ContainsFunc(links[:max(from-1, 0)], func(l []int) bool { return slices.Contains(l, from) }) {
			say("no link leads to %s on page %d", e.Label, from)
		}
		if !slices.ContainsFunc(marks, func(m string) bool {
			return strings.Contains(m, e.Label+" "+e.Title) && strings.Contains(m, fmt.Sprintf("#page=%d&", from))
		}) {
			say("no bookmark for %s on page %d", e.Label, from)
		}
	}
	return out
}

// indexed makes a paper whose index must come out right; front is how many filler lines stand before the index.
func indexed(t *testing.T, s shelf, exhibits, front int, originals ...[]byte) paper.Document {
	t.Helper()
	tb := paper.Table{Head: []string{"Prova", "O que é", "Fl."}, Right: []bool{false, false, true}}
	d := small(paper.Section{Number: 1, Title: "Relato"}, filler(front), paper.Section{Number: 2, Title: "Lista de provas", NewPage: true})
	photo := jpegBytes(t, screen(60, 80, 1))
	for i := range exhibits {
		b, kind := photo, "jpeg"
		if i < len(originals) {
			if b = originals[i]; bytes.HasPrefix(b, []byte("%PDF")) {
				kind = "pdf"
			} else if bytes.HasPrefix(b, []byte("\x89PNG")) {
				kind = "png"
			}
		}
		label, title := fmt.Sprintf("P%d", i+1), fmt.Sprintf("Original %03d", i+1)
		tb.Rows = append(tb.Rows, []paper.Cell{{Text: label, Link: label}, {Text: title}, {Pages: []string{label}}})
		d.Exhibits = append(d.Exhibits, paper.Exhibit{Label: label, Title: title, Proves: "prova", Kind: kind, SHA256: s.put(b)})
	}
	d.Blocks = append(d.Blocks, paper.Index{Table: tb})
	return d
}

func TestIndexPagesAreTheRealPages(t *testing.T) {
	pages := func(n int) []byte { return pagesPDF(slices.Repeat([]string{"/MediaBox [0 0 400 600]"}, n)...) }
	tall := pngBytes(t, screen(100, 2500, 1))
	for _, c := range []struct {
		name      string
		exhibits  int
		front     int
		originals [][]byte
		change    func(*paper.Document)
	}{
		{name: "one exhibit", exhibits: 1},
		{name: "front that ends at page nine", exhibits: 3, front: 330},
		{name: "front that crosses page ten", exhibits: 12, front: 350},
		{name: "front that crosses page one hundred", exhibits: 3, front: 4400},
		{name: "index longer than a page", exhibits: 90},
		{name: "a PDF of many pages first", exhibits: 3, originals: [][]byte{pages(12)}},
		{name: "a broken PDF between", exhibits: 3, originals: [][]byte{pages(2), []byte("%PDF-1.4 broken"), pages(3)}},
		{name: "a tall screenshot", exhibits: 2, originals: [][]byte{tall, tall}},
		{name: "a cover in front", exhibits: 2, change: func(d *paper.Document) { d.Blocks = append([]paper.Block{sampleCover()}, d.Blocks...) }},
		{name: "an unsupported file", exhibits: 3, change: func(d *paper.Document) { d.Exhibits[1].Kind = "opus" }},
		{name: "a missing original", exhibits: 3, change: func(d *paper.Document) { d.Exhibits[0].SHA256 = "gone" }},
		{name: "a long closing part", exhibits: 2, change: func(d *paper.Document) { d.Closing = []paper.Block{longTable(200)} }},
		{name: "US Letter", exhibits: 4, front: 120, change: func(d *paper.Document) { d.Letter = true }},
		{name: "page numbers that wrap", exhibits: 60, front: 340, change: func(d *paper.Document) {
			all := paper.Cell{}
			for i := 0; i < 60; i += 2 {
				all.Pages = append(all.Pages, fmt.Sprintf("P%d", i+1))
			}
			d.Blocks = append([]paper.Block{paper.Table{Rows: [][]paper.Cell{{all, {Text: "x"}, {Text: "y"}}, {all, all, all}}}}, d.Blocks...)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := shelf{}
			d := indexed(t, s, c.exhibits, c.front, c.originals...)
			if c.change != nil {
				c.change(&d)
			}
			for _, f := range faults(t, write(t, d, s), d) {
				t.Error(f)
			}
		})
	}
}

// TestWrongNumbersAreFound breaks papers on purpose: the comparison above must notice each time.
func TestWrongNumbersAreFound(t *testing.T) {
	s := shelf{}
	d := indexed(t, s, 4, 100, pagesPDF("/MediaBox [0 0 400 600]", "/MediaBox [0 0 400 600]"))
	sound := write(t, d, s)
	if f := faults(t, sound, d); len(f) > 0 {
		t.Fatal(f)
	}
	index := func(d *paper.Document) *paper.Table {
		i := d.Blocks[len(d.Blocks)-1].(paper.Index)
		i.Table.Rows = slices.Clone(i.Table.Rows)
		d.Blocks = append(slices.Clone(d.Blocks[:len(d.Blocks)-1]), i)
		return &i.Table
	}
	for name, spoil := range map[string]func(*paper.Document){
		"pages off by one":     func(d *paper.Document) { index(d).Rows[1][2] = paper.Cell{Text: itoa(sound.Starts["P2"] + 1)} },
		"pages of a neighbour": func(d *paper.Document) { index(d).Rows[1][2] = paper.Cell{Pages: []string{"P3"}} },
		"range cut short":      func(d *paper.Document) { index(d).Rows[0][2] = paper.Cell{Text: itoa(sound.Starts["P1"])} },
		"row without pages":    func(d *paper.Document) { index(d).Rows[2][2] = paper.Cell{} },
		"exhibit dropped":      func(d *paper.Document) { d.Exhibits = slices.Delete(slices.Clone(d.Exhibits), 2, 3) },
		"exhibits swapped": func(d *paper.Document) {
			d.Exhibits = []paper.Exhibit{d.Exhibits[1], d.Exhibits[0], d.Exhibits[2], d.Exhibits[3]}
			tb := index(d)
			tb.Rows[0][2], tb.Rows[1][2] = paper.Cell{Text: "5–6"}, paper.Cell{Text: "7"}
		},
		"no way back":     func(d *paper.Document) { d.Words.BackToIndex = "" },
		"no index anchor": func(d *paper.Document) { d.Blocks[len(d.Blocks)-1] = d.Blocks[len(d.Blocks)-1].(paper.Index).Table },
		"no links": func(d *paper.Document) {
			tb := index(d)
			for i := range tb.Rows {
				tb.Rows[i] = cells(tb.Rows[i][0].Text, tb.Rows[i][1].Text, itoa(sound.Starts[tb.Rows[i][0].Text]))
			}
		},
		"another title": func(d *paper.Document) { d.Exhibits[3].Title = "Something else" },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := d
			spoiled.Blocks, spoiled.Exhibits = slices.Clone(d.Blocks), slices.Clone(d.Exhibits)
			spoil(&spoiled)
			if len(faults(t, write(t, spoiled, s), d)) == 0 {
				t.Error("nothing was found")
			}
		})
	}
}
