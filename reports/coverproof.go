package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/reports/paper"
)

// withoutShown is how many claims without a document the cover names.
const withoutShown = 4

// coverText is how many letters a row of the cover's table holds: two lines.
const coverText = 120

// coverRows is how many rows of proof the cover holds; everything else stands in the matrix.
const coverRows = 6

func (m *matter) coverProof(all []claim) paper.Table {
	if len(m.exhibits) == 0 {
		return paper.Table{}
	}
	t := paper.Table{Title: m.t("cover.proof"), Head: []string{m.t("head.fact"), m.t("head.proof"), m.t("head.page")},
		Widths: []float64{0.64, 0.2, 0.16}, Right: []bool{false, false, true}}
	for _, c := range forCover(all, coverRows) {
		if len(c.proofs) > 0 {
			text := c.text
			if c.brief != "" && len([]rune(text)) > coverText {
				text = c.brief
			}
			t.Rows = append(t.Rows, m.proofRow(clip(text, coverText), c.proofs))
		}
	}
	for _, s := range m.looseShown(all) {
		if len(t.Rows) < coverRows {
			t.Rows = append(t.Rows, m.proofRow(s.text, s.proofs))
		}
	}
	if left := m.unseen(t); len(left) > 0 {
		t.Rows = append(t.Rows, m.proofRow(m.t("cover.more", "n", len(left)), wholes(left)))
	}
	return t
}

// unseen are the exhibits that no row of a table names.
func (m *matter) unseen(t paper.Table) []string {
	seen := map[string]bool{}
	for _, row := range t.Rows {
		for _, cell := range row {
			for _, label := range cell.Pages {
				seen[label] = true
			}
		}
	}
	var out []string
	for _, x := range m.exhibits {
		if !seen[x.Label()] {
			out = append(out, x.Label())
		}
	}
	return out
}

// looseShown are the exhibits that no claim names, each under what it is called; those of one name together.
func (m *matter) looseShown(all []claim) []claim {
	var out []claim
	for _, x := range m.loose(all) {
		text := m.t("claim.caption", "caption", clip(m.caption(x), 90))
		i := slices.IndexFunc(out, func(c claim) bool { return c.text == text })
		if i < 0 {
			i, out = len(out), append(out, claim{text: text})
		}
		out[i].proofs = append(out[i].proofs, cases.Cite{Exhibit: x.Label()})
	}
	return out
}

// wholes are places that are whole exhibits.
func wholes(labels []string) []cases.Cite {
	var out []cases.Cite
	for _, label := range labels {
		out = append(out, cases.Cite{Exhibit: label})
	}
	return out
}

func (m *matter) proofRow(text string, places []cases.Cite) []paper.Cell {
	labels := exhibitsOf(places)
	if len(labels) == 0 {
		return []paper.Cell{{Text: text}, {Text: m.t("no_document"), Muted: true}, {Text: "–", Muted: true}}
	}
	cell := paper.Cell{Text: m.places(places)}
	if len(labels) == 1 {
		cell.Link = labels[0]
	}
	return []paper.Cell{{Text: text}, cell, {Pages: labels}}
}

// coverNote says what has no document, and which norms are cited. In public nothing is said of documents: they exist,
// but they are not shown.
func (m *matter) coverNote(all []claim) string {
	var parts, without []string
	for _, c := range all {
		if len(c.proofs) == 0 && c.weight > 0 {
			without = append(without, lower(c.short))
		}
	}
	if n := len(without); n > withoutShown {
		without = append(without[:withoutShown], m.t("more", "n", n-withoutShown))
	}
	switch {
	case m.public && len(m.in.Case.Evidence()) > len(m.exhibits):
		parts = append(parts, m.t("public.proofs"))
	case !m.public && len(without) > 0:
		parts = append(parts, m.t("cover.without", "list", strings.Join(without, "; ")))
	}
	if norms := m.norms(); norms != "" {
		parts = append(parts, m.t("cover.norms", "list", norms))
	}
	return strings.Join(parts, " ")
}
