package web

import (
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

// Clash is two things on record that do not fit, side by side, with the question that settles it.
type Clash struct {
	Question string
	Path     string
	Sides    []ClashSide
}

// ClashSide is one of them.
type ClashSide struct {
	Says   string
	Day    civil.Partial
	Proofs []string
}

func clashes(p CaseBase, v *view) []Clash {
	var out []Clash
	for _, c := range v.Plan.Conflicts {
		x := Clash{Question: p.Say(c.Question), Path: c.Fact}
		for _, s := range c.Sides {
			x.Sides = append(x.Sides, ClashSide{p.Say(s.Says), s.On, s.Evidence})
		}
		out = append(out, x)
	}
	return out
}

// KnownAnswer is a usual refusal among what was answered, with what answers it.
type KnownAnswer struct {
	Name, Means, Reply string
	Proofs             []string
	Source             *SourceLine
}

// known finds the usual refusals of one entry of the timeline. The plan counts the events of the facts, of which those of
// the timeline are the last.
func (v *view) known(p CaseBase, i int) []KnownAnswer {
	var out []KnownAnswer
	first := len(v.Facts.Events) - len(v.Case.Timeline())
	for _, a := range v.Plan.Answers {
		if a.Event != first+i {
			continue
		}
		k := KnownAnswer{Name: p.Say(a.Name), Means: p.Say(a.Means), Reply: p.Say(a.Reply), Source: p.first(a.Sources)}
		for _, t := range a.Proofs {
			k.Proofs = append(k.Proofs, p.Say(t))
		}
		out = append(out, k)
	}
	return out
}

// GuardCard says before an act what it closes.
type GuardCard struct {
	Name, Before string
	Shuts        []ShutRow
}

// ShutRow is a step that would close, or come to harm.
type ShutRow struct {
	Name, Why string
	Closes    bool
}

func (s *site) guards(p CaseBase, v *view) []GuardCard {
	var out []GuardCard
	for _, g := range s.Packs.Guards(v.situation(), s.Now()) {
		card := GuardCard{Name: p.Say(g.Name), Before: p.Say(g.Before), Shuts: s.shuts(p, v, g.Shuts)}
		if g.Entry.Body != "" {
			card.Name += " (" + s.bodyName(p.L, g.Entry.Body) + ")"
		}
		out = append(out, card)
	}
	return out
}

func (s *site) shuts(p CaseBase, v *view, all []escalation.Shut) []ShutRow {
	var out []ShutRow
	for _, x := range all {
		name := s.bodyName(p.L, x.Body)
		for _, st := range v.Plan.Steps {
			if st.ID == x.Step {
				name = reports.Say(st.Action, p.L)
			}
		}
		out = append(out, ShutRow{name, p.Say(x.Why), x.Effect == "closes"})
	}
	return out
}

func (v *view) situation() escalation.Situation {
	return escalation.Situation{Facts: v.Facts, Exhibits: v.Case.Evidence(), State: v.Case.State}
}
