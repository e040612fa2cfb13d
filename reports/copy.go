package reports

import (
	"errors"
	"fmt"
	"slices"

	"degrau/cases"
	"degrau/reports/paper"
)

// sheet is an exhibit as it is drawn: its words, a copy, or its original. Each is worked out once for a paper.
func (m *matter) sheet(x cases.Evidence) paper.Exhibit {
	if known, ok := m.drawn[x.Label()]; ok {
		return known
	}
	s := paper.Exhibit{Label: x.Label(), Title: m.caption(x), Name: x.Name, SHA256: x.SHA256, Kind: x.Kind, Size: x.Size, Words: m.conversation(x), Hidden: len(x.Covered) > 0, Located: x.HasLocation()}
	switch {
	case len(s.Words) == 0:
		m.copyOf(x, &s)
	case !allCovered(x, s.Words): // a place that these words do not have: somebody believes something hidden that is not
		s.Words, s.Refused = nil, "covered"
		m.gaps = append(m.gaps, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.covered", Args: map[string]any{"label": x.Label()}})
	}
	if m.drawn == nil {
		m.drawn = map[string]paper.Exhibit{}
	}
	m.drawn[x.Label()] = s
	return s
}

// copyOf sets the copy that is drawn. What is covered is never drawn from the original: without a copy nothing is.
func (m *matter) copyOf(x cases.Evidence, s *paper.Exhibit) {
	covered := len(x.Covered) > 0
	if m.in.left[x.Label()] {
		s.Refused = "too_large"
		m.gaps = append(m.gaps, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.too_large", Args: map[string]any{"label": x.Label()}})
		return
	}
	if m.in.Copy == nil {
		if covered {
			s.Refused = "covered"
		}
		return
	}
	c, err := m.in.Copy(x)
	if most, ok := m.in.reduced[x.Label()]; ok && err == nil {
		if smaller, e := m.in.Reduce(x, most); e == nil {
			c = smaller
			m.gaps = append(m.gaps, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.reduced", Args: map[string]any{"label": x.Label()}})
		} else if !errors.Is(e, paper.ErrNoCopy) {
			err = e
		}
	}
	switch {
	case err == nil && covered && !c.Covered: // words are covered, and it has none that are printed
		s.Refused = "covered"
	case err == nil:
		s.Copy = c
	case !errors.Is(err, paper.ErrNoCopy):
		if m.fault == nil {
			m.fault = fmt.Errorf("copy of %s: %w", x.Label(), err)
		}
	case covered:
		s.Refused = "covered"
	}
	if s.Refused != "" {
		m.gaps = append(m.gaps, Gap{Fact: "exhibits." + x.Label(), Key: "dossier.gap.covered", Args: map[string]any{"label": x.Label()}})
	}
}

// copyWords says under an exhibit that what is shown is a copy, and why.
func (m *matter) copyWords(s paper.Exhibit) []string {
	var out []string
	switch {
	case s.Copy.Covered:
		out = append(out, m.t("copy.covered", "why", m.l.List(m.reasons(s.Label))))
	case s.Copy.Reduced:
		out = append(out, m.t("copy.reduced", "size", m.l.Size(s.Size)))
	case s.Copy.SHA256 != "":
		out = append(out, m.t("copy.converted"))
	case len(s.Words) > 0 && len(m.reasons(s.Label)) > 0:
		out = append(out, m.t("copy.covered", "why", m.l.List(m.reasons(s.Label))))
	}
	if s.Copy.First {
		out = append(out, m.t("copy.first"))
	}
	return out
}

// reasons says why parts of an exhibit are covered.
func (m *matter) reasons(label string) []string {
	var out []string
	if x := m.exhibit(label); x != nil {
		for _, c := range x.Covered {
			reason := c.Reason
			if reason == "" {
				reason = cases.OthersData
			}
			if s := m.t("covered." + reason); !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// copyName says in the list of custody what a copy is.
func (m *matter) copyName(c paper.Copy) string {
	switch {
	case c.Covered:
		return m.t("copy.name_covered")
	case c.Reduced:
		return m.t("copy.name_reduced")
	}
	return m.t("copy.name_converted")
}

// copied reports whether any exhibit is drawn from a copy.
func (m *matter) copied() bool {
	return slices.ContainsFunc(m.exhibits, func(x cases.Evidence) bool { return m.sheet(x).Copy.SHA256 != "" })
}

// allCovered reports whether each cover of an exhibit is a message or line that was printed, and so left out.
func allCovered(x cases.Evidence, words []paper.Message) bool {
	for _, c := range x.Covered {
		if c.IsBox() || !slices.ContainsFunc(words, func(w paper.Message) bool {
			return w.Head != "" && w.N == c.Message || w.Head == "" && w.N == c.Line
		}) {
			return false
		}
	}
	return true
}
