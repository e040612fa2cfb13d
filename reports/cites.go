package reports

import (
	"slices"
	"strings"

	"degrau/cases"
	"degrau/cases/proof"
)

// cites returns where the exhibits of this paper show the facts at these paths, and the events of the given kinds. What a
// program read from a picture shows nothing until somebody has looked.
func (m *matter) cites(kinds []cases.Kind, paths ...string) []cases.Cite {
	var out []cases.Cite
	for _, a := range m.asserted {
		if a.Event != nil && slices.Contains(kinds, a.Event.Kind) || a.Event == nil && slices.Contains(paths, a.Path) {
			out = append(out, m.placed(a.Proofs)...)
		}
	}
	return m.here(out)
}

// citesOf returns where the exhibits of this paper show an event.
func (m *matter) citesOf(e cases.Entry) []cases.Cite {
	out := e.CitesOf()
	for _, a := range m.asserted {
		if a.Event != nil && sameEntry(*a.Event, e) {
			out = append(out, m.placed(a.Proofs)...)
		}
	}
	return m.here(out)
}

func (m *matter) placed(all []proof.Place) []cases.Cite {
	var out []cases.Cite
	for _, p := range all {
		if !p.Machine {
			out = append(out, p.At)
		}
	}
	return out
}

// here keeps the places in exhibits of this paper, in order and once; a copy stands for the first exhibit of its bytes.
// The whole of an exhibit is left out where a place in it is named.
func (m *matter) here(all []cases.Cite) []cases.Cite {
	var known []cases.Cite
	for _, c := range all {
		if x := m.exhibit(c.Exhibit); x != nil {
			c.Exhibit = x.Label()
			known = append(known, c)
		}
	}
	var out []cases.Cite
	for _, c := range known {
		narrower := func(d cases.Cite) bool { return c != d && c.Covers(d) }
		if !slices.Contains(out, c) && !slices.ContainsFunc(known, narrower) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, cases.Cite.Compare)
	return out
}

// proofs is cites by exhibits alone.
func (m *matter) proofs(kinds []cases.Kind, paths ...string) []string {
	return exhibitsOf(m.cites(kinds, paths...))
}

func exhibitsOf(all []cases.Cite) []string {
	var out []string
	for _, c := range all {
		if !slices.Contains(out, c.Exhibit) {
			out = append(out, c.Exhibit)
		}
	}
	return out
}

// mostPlaces is how many places of one exhibit a row names.
const mostPlaces = 3

// places writes cites in words: "P1; P3, message 214 and 220". Of many places in one exhibit the first few are named.
func (m *matter) places(all []cases.Cite) string {
	var out []string
	count := map[string]int{}
	for _, c := range all {
		if count[c.Exhibit]++; count[c.Exhibit] <= mostPlaces {
			out = append(out, m.l.Place(c.String()))
		}
	}
	return strings.Join(out, "; ")
}

// doubts lists what the exhibits say otherwise: whoever gets the paper will see it, so the person should see it first.
func (m *matter) doubts() []Gap {
	var out []Gap
	for _, a := range m.asserted {
		for _, p := range a.Against {
			says := m.l.Canonical(p.Says)
			if says == "" {
				says = p.Snippet
			}
			out = append(out, Gap{Fact: a.Path, Key: "dossier.gap.contradicted", Args: map[string]any{"place": m.l.Place(p.At.String()), "text": clip(oneLine(says), 80)}})
		}
	}
	return append(out, m.unrendered()...)
}
