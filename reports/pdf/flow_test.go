package pdf_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"degrau/reports/paper"
)

func itoa(n int) string { return strconv.Itoa(n) }

func pageOf(pages []string, text string) int {
	return slices.IndexFunc(pages, func(p string) bool { return strings.Contains(p, text) }) + 1
}

func filler(lines int) paper.Para {
	return paper.Para{Text: strings.TrimSuffix(strings.Repeat("linha de enchimento\n", lines), "\n")}
}

func TestHeadingStaysWithItsText(t *testing.T) {
	for n := 38; n < 46; n++ {
		w := write(t, small(filler(n), paper.Section{Number: 7, Title: "Cabeçalho"}, paper.Para{Text: "Primeira linha do texto."}), nil)
		pages := w.text(t)
		if a, b := pageOf(pages, "Cabeçalho"), pageOf(pages, "Primeira linha"); a != b || a == 0 {
			t.Errorf("after %d lines the heading is on page %d, its text on %d", n, a, b)
		}
	}
}

func TestHeadingNeverStandsWithOneLineAtTheFoot(t *testing.T) {
	for name, under := range map[string][]paper.Block{
		"a line and a list":         {paper.Para{Text: "Primeira linha."}, paper.Numbered{Items: []string{"Segunda linha."}}},
		"a line and a paragraph":    {paper.Para{Text: "Primeira linha."}, paper.Para{Text: "Segunda linha."}},
		"a list of short items":     {paper.Numbered{Items: []string{"Primeira linha.", "Segunda linha.", "terceira"}}},
		"a heading, line and table": {paper.Heading{Text: "Prazo"}, paper.Para{Text: "Primeira linha."}, paper.Table{Head: []string{"Dia"}, Rows: [][]paper.Cell{cells("Segunda linha.")}}},
	} {
		for n := 34; n < 46; n++ {
			pages := write(t, small(append([]paper.Block{filler(n), paper.Section{Number: 7, Title: "Cabeçalho"}}, under...)...), nil).text(t)
			if a, b := pageOf(pages, "Cabeçalho"), pageOf(pages, "Segunda linha."); a != b || a == 0 {
				t.Errorf("%s, after %d lines: the heading is on page %d, its second line on %d", name, n, a, b)
			}
		}
	}
}

func TestNoLineStandsAlone(t *testing.T) {
	var lines []string
	for i := range 6 {
		lines = append(lines, fmt.Sprintf("paragraph-line-%d", i))
	}
	for n := 40; n < 48; n++ {
		pages := write(t, small(filler(n), paper.Para{Text: strings.Join(lines, "\n")}), nil).text(t)
		for i, p := range pages {
			if c := strings.Count(p, "paragraph-line-"); c == 1 {
				t.Errorf("after %d lines page %d has one line of the paragraph", n, i+1)
			}
		}
	}
}

func longTable(rows int) paper.Table {
	tb := paper.Table{Title: "Tabela longa", Head: []string{"Coluna", "Valor"}, Right: []bool{false, true}}
	for i := range rows {
		tb.Rows = append(tb.Rows, cells(fmt.Sprintf("row-%03d first\nrow-%03d second", i, i), "1.250,00"))
	}
	return tb
}

func TestTableRepeatsItsHeadAndNeverSplitsARow(t *testing.T) {
	for n := 34; n < 42; n += 2 {
		pages := write(t, small(filler(n), longTable(60)), nil).text(t)
		for i := range 60 {
			if a, b := pageOf(pages, fmt.Sprintf("row-%03d first", i)), pageOf(pages, fmt.Sprintf("row-%03d second", i)); a != b || a == 0 {
				t.Errorf("row %d stands on pages %d and %d", i, a, b)
			}
		}
		for i, p := range pages {
			if strings.Contains(p, "row-") != strings.Contains(p, "Coluna Valor") {
				t.Errorf("page %d: rows without head or head without rows", i+1)
			}
			if c := strings.Count(p, " first"); strings.Contains(p, "Coluna Valor") && c < 2 {
				t.Errorf("page %d: head with %d rows", i+1, c)
			}
		}
	}
}

func TestRowTallerThanAPageIsSplit(t *testing.T) {
	tall := strings.TrimSpace(strings.Repeat("linha alta\n", 130)) + "\nultimate"
	tb := paper.Table{Head: []string{"A", "B"}, Rows: [][]paper.Cell{cells("x", tall), cells("y", "z")}}
	w := write(t, small(tb), nil)
	pages := w.text(t)
	if n := strings.Count(strings.Join(pages, " "), "linha alta"); n != 130 {
		t.Errorf("%d of 130 lines are there", n)
	}
	if len(pages) < 3 || pageOf(pages, "ultimate") == 0 {
		t.Errorf("%d pages", len(pages))
	}
}

func TestTimelineContinuesWithItsHeads(t *testing.T) {
	l := paper.Lanes{Heads: []string{"Consumer", "Company", "Body"}}
	for i := range 60 {
		l.Rows = append(l.Rows, paper.LaneRow{Date: "01/02/2026", Lane: i % 3, Text: fmt.Sprintf("event-%02d something happened", i)})
		if i%5 == 0 {
			l.Rows = append(l.Rows, paper.LaneRow{Gap: "12 dias"})
		}
	}
	l.Rows = append(l.Rows, paper.LaneRow{Date: "x", Lane: -3, Text: "lane below"}, paper.LaneRow{Date: "y", Lane: 99, Text: "lane above"})
	pages := write(t, small(l), nil).text(t)
	if len(pages) < 2 {
		t.Fatal("too short to continue")
	}
	for i, p := range pages {
		if !strings.Contains(p, "Consumer Company Body") {
			t.Errorf("page %d has no heads", i+1)
		}
	}
	for i := range 60 {
		if pageOf(pages, fmt.Sprintf("event-%02d", i)) == 0 {
			t.Errorf("event %d is lost", i)
		}
	}
}

func TestNothingLeavesTheText(t *testing.T) {
	long := strings.Repeat("W", 400) + " " + strings.Repeat("palavra ", 60)
	s := shelf{}
	d := small(paper.Heading{Text: long}, paper.Para{Text: long}, paper.Numbered{Title: long, Items: []string{long}},
		paper.Table{Head: []string{long, "b"}, Rows: [][]paper.Cell{cells(long, long, "one cell too many")}},
		paper.Lanes{Heads: []string{long}, Rows: []paper.LaneRow{{Date: long, Text: long, Exhibits: []string{"P1", "P2"}}}},
		paper.Signature{PlaceDate: long, Name: long, Note: long})
	d.Footer = long
	d.Exhibits = []paper.Exhibit{{Label: long, Title: long, Proves: long, Name: long, Kind: "jpeg", SHA256: s.put(jpegBytes(t, screen(80, 100, 1)))}}
	w := write(t, d, s)
	for i, b := range boxes(t, w.path) {
		if b[0] < 24*72/25.4 || b[2] > (210-17)*72/25.4 {
			t.Errorf("word %d reaches from %.0f to %.0f points", i, b[0], b[2])
		}
	}
}

func TestDatesAndAmountsAreNeverBroken(t *testing.T) {
	parts := []string{"R$ 1.250,00", "12/04/2026", "art. 42", "(41) 90000-0000", "552-81", "nº 12", "10 lei"}
	for n := range 12 {
		text := strings.Repeat("x", 3*n) + " "
		for _, p := range parts {
			text += strings.Repeat("palavras e mais palavras ", 2) + p + " "
		}
		out := tool(t, "pdftotext", "-layout", write(t, small(paper.Para{Text: text}), nil).path, "-")
		for _, p := range parts {
			if !strings.Contains(out, p) {
				t.Errorf("%q is broken after %d letters", p, n)
			}
		}
	}
}

func TestSignatureNeverStandsAlone(t *testing.T) {
	for n := 36; n < 46; n++ {
		pages := write(t, small(filler(n), paper.Para{Text: "Declaro que é verdade."}, paper.Signature{PlaceDate: "Curitiba", Name: "Zulmira"}), nil).text(t)
		if a, b := pageOf(pages, "Declaro"), pageOf(pages, "Zulmira"); a != b || a == 0 {
			t.Errorf("after %d lines the words are on page %d, the signature on %d", n, a, b)
		}
	}
}

func TestHeadingStaysWithARowAsTallAsAPage(t *testing.T) {
	tall := strings.TrimSpace(strings.Repeat("linha alta\n", 44))
	tb := paper.Table{Title: "Tabela alta", Head: []string{"A", "B"}, Rows: [][]paper.Cell{cells("x", tall), cells("y", tall), cells("z", tall)}}
	pages := write(t, small(filler(20), paper.Section{Number: 3, Title: "Parte alta"}, tb), nil).text(t)
	if p := pageOf(pages, "Parte alta"); p != 2 || !strings.Contains(pages[p-1], "linha alta") {
		t.Errorf("the heading is on page %d, without its row", p)
	}
}

// A long address beside it must not break a date, a weekday or an amount.
func TestShortColumnsAreNeverBroken(t *testing.T) {
	address := "https://exemplo.br/" + strings.Repeat("caminho", 14)
	tb := paper.Table{Head: []string{"Dia", "", "Fonte", "Outra", "Mais uma", "Valor"}, Widths: []float64{0.08, 0.08, 0.26, 0.26, 0.26, 0.06},
		Rows: [][]paper.Cell{cells("22/11/2026", "segunda-feira", address, address, address, "R$\u00a01.250,00")}}
	out := tool(t, "pdftotext", "-layout", write(t, small(tb), nil).path, "-")
	for _, want := range []string{"22/11/2026", "segunda-feira", "R$ 1.250,00"} {
		if !strings.Contains(strings.ReplaceAll(out, "\u00a0", " "), want) {
			t.Errorf("%q is broken:\n%s", want, out)
		}
	}
}
