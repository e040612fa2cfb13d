package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// rung is one step in one case, with what the planner must know beyond what it shows.
type rung struct {
	Step
	def      *StepDef
	main     bool
	lead     bool
	open     bool       // can be taken now
	foreign  bool       // not for this case, or shut for good: nothing can be lost there any more
	ended    bool       // nothing more is to be waited for here
	wait     civil.Date // until when the body has the word
	by       civil.Date // the nearest alarm it can still keep; zero: none
	limit    civil.Date // the last safe day before the loss that comes first: what steps are weighed against each other by
	deadline string
	reason   Phrase   // the rule's own, where it has one
	norms    []Source // of that deadline
	answer   Phrase   // what the body did, for the step after it
	early    Phrase   // why it is too early
	taken    civil.Date
	late     Phrase // why it is still worth trying, where its time may be over
}

var responses = []cases.Kind{cases.Answered, cases.Refused, cases.PromisedEvent, cases.OfferedEvent, cases.Decided,
	cases.RefundedEvent, cases.Acknowledged, cases.Sentenced, cases.Settled}

// ladder works out every step that belongs to the case, in the order of the ladder.
func (k *knowledge) ladder(id string, clocks []clock) []*rung {
	byID := map[string]*rung{}
	var out []*rung
	for _, s := range k.packs.ordered {
		if s.Ladder != "" && s.Ladder != id || !k.concerns(s) {
			continue
		}
		r := k.rung(s, clocks, byID)
		byID[s.ID] = r
		out = append(out, r)
	}
	k.warnShutting(out)
	slices.SortStableFunc(out, func(a, b *rung) int {
		if a.lead != b.lead {
			if a.lead {
				return -1
			}
			return 1
		}
		return a.def.Rank - b.def.Rank
	})
	return out
}

// concerns reports whether a step is for this case at all.
func (k *knowledge) concerns(s *StepDef) bool {
	if s.body.Country != "" && s.body.Country != k.country {
		return false
	}
	if t, _ := s.When.holds(k); t != yes || k.hides(s) {
		return false
	}
	return len(s.OpensOn) == 0 || k.happened(s.OpensOn)
}

// hides reports whether a step is left out because a question about it is still open. Where the step would lead, what
// the person said is reason enough to show it.
func (k *knowledge) hides(s *StepDef) bool {
	if s.Lead != nil {
		if t, _ := s.Lead.holds(k); t == yes {
			return false
		}
	}
	return slices.ContainsFunc(s.Needs, func(n Need) bool {
		t, _ := n.If.holds(k)
		return t == unknown && (n.Unknown == "hides" || n.Unknown == "quiet")
	})
}

// hidden reports a rule all of whose steps are left out.
func (k *knowledge) hidden(r *Rule) bool {
	hidden := false
	for _, s := range k.packs.steps {
		if slices.Contains(r.Steps, s.ID) {
			if !k.hides(s) {
				return false
			}
			hidden = true
		}
	}
	return hidden
}

// rung works out one step. Those it comes after have been worked out before it.
func (k *knowledge) rung(s *StepDef, clocks []clock, before map[string]*rung) *rung {
	r := &rung{def: s, Step: Step{ID: s.ID, Body: s.body.ID, Action: Phrase{Text: s.Action}, Task: s.Task, Sources: s.Sources}}
	if s.Lead != nil {
		t, _ := s.Lead.holds(k)
		r.lead = t == yes
	}
	r.main = !s.Side || r.lead
	if k.done(r, clocks) || k.declined(r) || k.locked(r) || k.barred(r) || k.shut(r) || k.lost(r, clocks) {
		return r
	}
	if k.waits(r, before) && !k.proven(r, before) || k.held(r, clocks) {
		return r
	}
	r.open, r.State = true, StepParallel
	if s.Task {
		r.Reasons = append(r.Reasons, Phrase{Text: s.Why})
		return r
	}
	k.urgency(r, clocks)
	return r
}

// done looks for the event that completes the step, and whether its body still has the word.
func (k *knowledge) done(r *rung, clocks []clock) bool {
	since := k.opened(r.def)
	var on civil.Date
	found := false
	for _, e := range k.facts.Events {
		day := dayOf(e, k.zone).Last()
		if !since.IsZero() && !day.IsZero() && day.Before(since) {
			continue
		}
		taken := k.anyFits(r.def.Done, e)
		if taken || len(r.def.OpensOn) == 0 && r.def.hears(e) && k.speaksTo(r.def, e) {
			found = true
			if taken && day.After(on) {
				on = day
			}
		}
	}
	said := r.def.Task && k.answer(DonePrefix+r.ID, []string{"yes"}) == yes
	if t, _ := r.def.DoneIf.holds(k); said || r.def.DoneIf != nil && t == yes {
		r.State, r.ended = StepDone, true
		return true
	}
	if !found || r.def.Again > 0 && !k.current(r.def, clocks, on) {
		return false
	}
	r.State, r.taken = StepDone, on
	refused, promised := k.response(r, on)
	r.ended = true
	if r.def.Final && !refused {
		r.ended = false // with the body now, without a day
	}
	if refused {
		return true
	}
	for _, c := range clocks {
		if slices.Contains(r.def.waits, c.Rule) && !c.over && c.State != DeadlineMet {
			r.ended, r.wait = false, latestOf(r.wait, c.DueLatest)
		}
		if slices.Contains(r.def.waits, c.Rule) && c.over && c.MetOn.IsZero() && r.answer.IsZero() {
			r.answer = Phrase{Key: "plan.why.no_answer", Args: map[string]any{"body": Phrase{Text: r.def.body.Name}, "due": c.DueLatest}}
		}
	}
	if last, why := k.hold(r.def, clocks); last.After(r.wait) { // asked early: the day that was agreed comes first
		r.ended, r.wait, r.early = false, last, why
	}
	if !promised.IsZero() && !k.today.After(promised) {
		if promised.After(r.wait) {
			r.early = Phrase{}
		}
		r.ended, r.wait = false, latestOf(r.wait, promised)
	}
	return true
}

// hears reports whether an event is the body's own word on this step.
func (s *StepDef) hears(e cases.Entry) bool {
	if !slices.Contains(responses, e.Kind) {
		return false
	}
	if e.Body == "" {
		return slices.ContainsFunc(s.Done, func(m EventMatch) bool { return slices.Contains(m.Bodies, "none") })
	}
	return e.Body == s.body.ID
}

// opened is the day of the event that opened the step, for those that open on one.
func (k *knowledge) opened(s *StepDef) civil.Date {
	var first civil.Date
	for _, e := range k.facts.Events {
		if d := dayOf(e, k.zone).First(); anyFits(s.OpensOn, e) && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}

// response reports a final refusal since the step was last taken, and the day of a promise.
func (k *knowledge) response(r *rung, since civil.Date) (refused bool, promised civil.Date) {
	for _, e := range k.facts.Events {
		day := dayOf(e, k.zone).Last()
		if !r.def.hears(e) || !day.IsZero() && day.Before(since) {
			continue
		}
		switch e.Kind {
		case cases.Refused:
			refused = true
			r.answer = Phrase{Key: "plan.why.refused", Args: map[string]any{"body": Phrase{Text: r.def.body.Name}}}
		case cases.PromisedEvent:
			refused, promised = false, latestOf(promised, e.Until)
		case cases.Answered, cases.OfferedEvent, cases.Decided:
			r.answer = Phrase{Key: "plan.why.answered", Args: map[string]any{"body": Phrase{Text: r.def.body.Name}}}
		}
	}
	return refused, promised
}

func latestOf(a, b civil.Date) civil.Date {
	if b.After(a) {
		return b
	}
	return a
}
