package web

import (
	"slices"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
)

// Wanted is a proof that a body wants to see.
type Wanted struct {
	ID, Name, Why string
	Must          bool
	Exhibits      []string
	Where         []string
	Asked         string // when it was asked for, and until when it should come
	Late          bool
	Ask           []Option // who can be asked, by the address of the ready message
	Keep          bool     // it may vanish
	For           string   // the bodies that want it
}

// maxMissing is how many missing proofs the page of the case names: the rest stands on the page of evidence.
const maxMissing = 3

// WantedLists are the proofs of a plan by how they stand.
type WantedLists struct {
	Missing []Wanted // what a body cannot do without
	Helps   []Wanted
	Have    []Wanted
}

// Few are the first of what is missing, for a short line.
func (w WantedLists) Few() []Wanted { return w.Missing[:min(maxMissing, len(w.Missing))] }

// Rest is how many the short line leaves out.
func (w WantedLists) Rest() int { return len(w.Missing) - len(w.Few()) }

func (s *site) wanted(p CaseBase, v *view) WantedLists {
	var out WantedLists
	for _, x := range v.Plan.Proofs {
		w := s.wantedRow(p, v, x)
		switch {
		case x.State == escalation.ProofHave:
			out.Have = append(out.Have, w)
		case w.Must:
			out.Missing = append(out.Missing, w)
		default:
			out.Helps = append(out.Helps, w)
		}
	}
	return out
}

// wantedRow is one proof. Where there is a next step, what its body wants is what counts.
func (s *site) wantedRow(p CaseBase, v *view, x escalation.Proof) Wanted {
	w := Wanted{ID: x.ID, Name: p.Say(x.Name), Why: p.Say(x.Why), Must: x.Must(), Exhibits: x.Exhibits, Asked: reports.AskedWords(x, p.L),
		Late: x.Asked != nil && x.Asked.Late, Keep: x.Vanishes != "" && x.State != escalation.ProofHave}
	if n := v.Plan.Next; n != nil {
		w.Must = slices.Contains(x.Bodies, escalation.ProofBody{Body: n.Body, Must: true})
	}
	for _, t := range x.Where {
		w.Where = append(w.Where, p.Say(t))
	}
	for _, a := range x.Ask {
		w.Ask = append(w.Ask, Option{Value: askHref(v, x.ID, a.Of), Text: reports.AskedName(s.Packs, v.Facts, a, p.L)})
	}
	var bodies []string
	for _, b := range x.Bodies {
		bodies = append(bodies, s.bodyName(p.L, b.Body))
	}
	w.For = p.L.List(bodies)
	return w
}

// missingFor are the proofs that one body cannot do without and the case does not show.
func (s *site) missingFor(p CaseBase, v *view, body string) []Wanted {
	var out []Wanted
	for _, x := range s.Packs.Proofs(v.situation(), body, s.Now()) {
		if x.State == escalation.ProofHave || !x.Must() {
			continue
		}
		out = append(out, s.wantedRow(p, v, x))
	}
	return out
}

func askHref(v *view, proof, of string) string { return v.Base + "/pedir/" + proof + "?a=" + of }

// choices are the proofs that an exhibit may be, what is missing first.
func (s *site) choices(p CaseBase, v *view) []Option {
	var missing, have []Option
	for _, x := range v.Plan.Proofs {
		o := Option{Value: x.ID, Text: p.Say(x.Name)}
		if x.State == escalation.ProofHave {
			have = append(have, o)
		} else {
			missing = append(missing, o)
		}
	}
	return append(missing, have...)
}

// of are the choices for one exhibit, with what it is already; a proof that the plan does not want any more stays.
func choicesOf(all []Option, s *site, p CaseBase, x cases.Evidence) []Option {
	var out []Option
	for _, o := range all {
		o.On = slices.Contains(x.Shows, o.Value)
		out = append(out, o)
	}
	for _, id := range x.Shows {
		if !slices.ContainsFunc(all, func(o Option) bool { return o.Value == id }) {
			name := p.Say(s.Packs.ProofName(id))
			if name == "" {
				name = id
			}
			out = append(out, Option{Value: id, Text: name, On: true})
		}
	}
	return out
}
