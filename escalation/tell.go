package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// tell makes a task of every body that still has the case after money came back: it must hear of it, or the person asks
// for the same money twice.
func (k *knowledge) tell() []*rung {
	back := k.refundDay()
	if back.IsZero() {
		return nil
	}
	var out []*rung
	for _, id := range k.filedBefore(back) {
		b := k.packs.bodies[id]
		if b == nil {
			continue
		}
		r := &rung{def: &StepDef{ID: TellPrefix + id, Task: true, body: b}, Step: Step{ID: TellPrefix + id, Body: id, State: StepParallel,
			Action:  Phrase{Key: "plan.tell.action", Args: map[string]any{"body": Phrase{Text: b.Name}}},
			Reasons: []Phrase{{Key: "plan.tell.why"}}, Task: true}}
		if k.toldSince(id, back) || k.answer(DonePrefix+r.ID, []string{"yes"}) == yes {
			r.State, r.Reasons = StepDone, nil
		}
		out = append(out, r)
	}
	return out
}

// TellPrefix begins the id of the task of telling a body that money came back: "tell-br-procon".
const TellPrefix = "tell-"

// refundDay is the day the first money came back; zero where none did.
func (k *knowledge) refundDay() civil.Date {
	var first civil.Date
	put := func(d civil.Date) {
		if !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	for _, e := range k.facts.Events {
		if e.Kind == cases.RefundedEvent {
			put(dayOf(e, k.zone).First())
		}
	}
	for _, p := range k.facts.Payments {
		if p.Role == cases.Refunded {
			put(p.On.First())
		}
	}
	return first
}

// filedBefore lists the bodies that had the case when the money came, in the order of the timeline, without the one that
// paid.
func (k *knowledge) filedBefore(back civil.Date) []string {
	var out []string
	for _, e := range k.facts.Events {
		if e.Kind != cases.Filed || slices.Contains(out, e.Body) || dayOf(e, k.zone).First().After(back) {
			continue
		}
		if !slices.ContainsFunc(k.facts.Events, func(o cases.Entry) bool { return o.Kind == cases.RefundedEvent && o.Body == e.Body }) {
			out = append(out, e.Body)
		}
	}
	return out
}

// toldSince reports whether the body has been told, or is done with the case.
func (k *knowledge) toldSince(id string, back civil.Date) bool {
	return slices.ContainsFunc(k.facts.Events, func(e cases.Entry) bool {
		if e.Body != id {
			return false
		}
		switch e.Kind {
		case cases.Contacted, cases.Evaluated, cases.Cancelled, cases.Settled, cases.Supplied:
			return !dayOf(e, k.zone).Last().Before(back)
		case cases.Sentenced, cases.Closed:
			return true
		}
		return false
	})
}
