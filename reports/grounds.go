package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports/paper"
)

// cited are the grounds that fit the place, the problems and the ways of paying, and that a paper may cite as law: every
// source seen in a page, or confirmed by whoever runs the program.
func (m *matter) cited() []escalation.Ground {
	var out []escalation.Ground
	place := m.facts.Place
	if place == "" {
		place = m.body.Country // whoever complains to a country's body buys under its law
	}
	for _, g := range m.in.Packs.Grounds(place) {
		if m.fits(g) && citable(g.Sources) {
			out = append(out, g)
		}
	}
	return out
}

func (m *matter) fits(g escalation.Ground) bool {
	if m.body.Country != "" && g.Country != m.body.Country {
		return false
	}
	if !slices.ContainsFunc(g.Problems, m.facts.Has) {
		return false
	}
	if len(g.Events) > 0 {
		if _, ok := m.first(g.Events...); !ok {
			return false
		}
	}
	if len(g.Methods) == 0 {
		return true
	}
	return slices.ContainsFunc(m.facts.Payments, func(p cases.Payment) bool { return slices.Contains(g.Methods, p.Method) })
}

// citable reports whether a paper may name the norm as law.
func citable(sources []escalation.Source) bool {
	if len(sources) == 0 {
		return false
	}
	for _, s := range sources {
		if s.Confidence != "sourced" && (s.Checked == nil || *s.Checked == "") {
			return false
		}
	}
	return true
}

// norms names the cited norms in a line.
func (m *matter) norms() string {
	var out []string
	for _, g := range m.cited() {
		out = append(out, bind(g.Norm))
	}
	return strings.Join(out, "; ")
}

// grounds is the table of norms, each with what it gives and where it was read.
func (m *matter) grounds() []paper.Block {
	t := paper.Table{Head: []string{m.t("head.norm"), m.t("head.gives"), m.t("head.source")}, Widths: []float64{0.24, 0.46, 0.3}}
	unchecked := false
	for _, g := range m.cited() {
		var sources []string
		for _, s := range g.Sources {
			sources = append(sources, m.sourcePlace(s))
			unchecked = unchecked || s.Checked == nil || *s.Checked == ""
		}
		t.Rows = append(t.Rows, []paper.Cell{{Text: bind(g.Norm), Bold: true}, {Text: bind(m.l.Fill(g.Text, nil))},
			{Text: strings.Join(sources, "\n"), Muted: true}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	if unchecked {
		t.Note = m.t("grounds.unchecked")
	}
	return []paper.Block{t}
}

func (m *matter) sourcePlace(s escalation.Source) string {
	place := s.Norm
	if s.URL != nil && *s.URL != "" {
		place = *s.URL
	}
	if s.Checked != nil && *s.Checked != "" {
		return m.t("source.checked", "norm", place, "on", *s.Checked)
	}
	return place
}

// binder keeps a number with its unit: no line may end between them.
var binder = strings.NewReplacer("art. ", "art.\u00a0", "arts. ", "arts.\u00a0", "nº ", "nº\u00a0", "n.º ", "n.º\u00a0",
	"§ ", "§\u00a0", "R$ ", "R$\u00a0", "inciso ", "inciso\u00a0", "fl. ", "fl.\u00a0")

func bind(s string) string { return binder.Replace(s) }
