package reports

import (
	"slices"

	"degrau/cases"
)

// copied is an exhibit whose bytes are those of an earlier one.
type copied struct {
	cases.Evidence
	of string // label of the first
}

// unique keeps each file once, under the label of its first exhibit. If only a later one was described, its description
// serves the first. What is covered of any of them is covered of each already: see cases.CoveredAlike.
func unique(all []cases.Evidence) (once []cases.Evidence, again []copied) {
	for _, x := range all {
		i := slices.IndexFunc(once, func(y cases.Evidence) bool { return x.SHA256 != "" && y.SHA256 == x.SHA256 })
		if i < 0 {
			once = append(once, x)
			continue
		}
		if once[i].Caption == "" {
			once[i].Caption = x.Caption
		}
		again = append(again, copied{x, once[i].Label()})
	}
	return once, again
}

// allExhibits lists all exhibits by number, the copies with what they are copies of.
func (m *matter) allExhibits() []copied {
	out := slices.Clone(m.copies)
	for _, x := range m.exhibits {
		out = append(out, copied{Evidence: x})
	}
	slices.SortFunc(out, func(a, b copied) int { return a.Number - b.Number })
	return out
}
