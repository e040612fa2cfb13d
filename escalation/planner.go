package escalation

import (
	"cmp"
	"slices"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// Plan works out what to do: which clocks run, where each door stands, and the one thing to do next.
func (p *Packs) Plan(s Situation, now time.Time) Plan { return p.plan(s, now, nil) }

func (p *Packs) plan(s Situation, now time.Time, held map[string]kept) Plan {
	k := p.know(s, now)
	k.older = held
	clocks := k.clocks()
	plan := Plan{Now: now, Place: k.place, Packs: p.snapshot}
	ladder := k.chooseLadder()
	if ladder != nil {
		plan.Ladder, k.pace, k.horizon = ladder.ID, ladder.Pace, ladder.Near
	}
	rungs := k.ladder(plan.Ladder, clocks)
	plan.Caution = k.strange()
	plan.Conflicts = k.conflicts()
	plan.Notices = k.notices()
	stop := k.stop()
	switch {
	case !stop.IsZero():
		plan.Reason = stop
		halt(rungs, stop)
	case len(plan.Conflicts) > 0:
		plan.Reason, plan.Losses = Phrase{Key: "plan.reason.conflict"}, losses(clocks, rungs)
		suspend(rungs, plan.Reason)
	default:
		plan.Next, plan.Reason, plan.WaitUntil = k.next(rungs)
		plan.Losses = losses(clocks, rungs)
		if plan.Next == nil && plan.WaitUntil.IsZero() {
			plan.Remains, plan.Help = remains(rungs), k.help()
		}
	}
	rungs = append(rungs, k.tell()...)
	for _, r := range rungs {
		if plan.Next != nil && r.ID == plan.Next.Step {
			r.State = StepNow
			if !plan.Caution.IsZero() {
				r.Reasons = append(r.Reasons, plan.Caution)
			}
		}
		plan.Steps = append(plan.Steps, r.Step)
	}
	plan.Deadlines = deadlines(clocks)
	plan.Answers = k.recognised(s.Facts.Events, rungs)
	if s.State != cases.StateClosed && s.State != cases.StateErased {
		plan.Gaps = k.gaps(plan, rungs, clocks)
		plan.Proofs = k.proofs(openBodies(plan), clocks)
	}
	return plan
}

// chooseLadder returns the first ladder, by rank, that is for the case.
func (k *knowledge) chooseLadder() *Ladder {
	for _, l := range k.packs.ladders {
		if t, _ := l.When.holds(k); t == yes {
			return l
		}
	}
	return nil
}

// stop says why there is nothing to do any more: the case is closed, the money is back, or there is an agreement.
func (k *knowledge) stop() Phrase {
	switch {
	case k.state == cases.StateClosed || k.state == cases.StateErased:
		return Phrase{Key: "plan.reason.closed"}
	case k.refunded():
		return Phrase{Key: "plan.reason.refunded"}
	case k.received && len(k.facts.Problems) == 0:
		return Phrase{Key: "plan.reason.received"}
	case k.settled():
		return Phrase{Key: "plan.reason.settled"}
	}
	return Phrase{}
}

// settled reports an agreement that nothing has broken since.
func (k *knowledge) settled() bool {
	settled := false
	for _, e := range k.facts.Events {
		switch e.Kind {
		case cases.Settled:
			settled = true
			if !e.Until.IsZero() && k.today.After(e.Until) {
				settled = false // the day agreed has passed
			}
		case cases.Refused, cases.Filed, cases.Charged, cases.DefectAppeared, cases.Reopened:
			settled = false
		}
	}
	return settled
}

// halt closes every step that was still to come.
func halt(rungs []*rung, why Phrase) {
	for _, r := range rungs {
		if r.State != StepDone && r.State != StepLost {
			r.State, r.Reasons, r.Opens, r.Instead = StepClosed, []Phrase{why}, civil.Date{}, nil
		}
	}
}

// deadlines lists the clocks by due day.
func deadlines(clocks []clock) []Deadline {
	var out []Deadline
	for _, c := range clocks {
		out = append(out, c.Deadline)
	}
	slices.SortStableFunc(out, func(a, b Deadline) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) })
	return out
}

// loss says what goes when the clock runs out. Once the earliest day has passed, the sentence says until when trying
// still makes sense.
func (c clock) loss() Loss {
	l := Loss{Deadline: c.ID, Right: Phrase{Text: c.rule.Loss.Right}, Due: c.Due, DueLatest: c.DueLatest, State: c.State,
		Unless: Phrase{Text: c.rule.Loss.Unless}, Doubtful: c.Doubtful}
	if c.guessed {
		l.Unless = Phrase{Key: "plan.loss.estimated", Args: map[string]any{"unless": l.Unless}}
	}
	if c.State == DeadlineUncertain {
		l.Unless = Phrase{Key: "plan.loss.still", Args: map[string]any{"due": c.Due, "latest": c.DueLatest, "unless": l.Unless}}
	}
	return l
}

// losses lists the rights that can still be lost, the nearest day that still matters first.
func losses(clocks []clock, rungs []*rung) []Loss {
	var out []Loss
	for _, c := range clocks {
		if nowhereToGo(c, rungs) || !c.EndsRight || c.Owner != OwnerConsumer || c.rule.Loss == nil {
			continue
		}
		if c.State == DeadlineOpen || c.State == DeadlineUncertain && !c.over {
			out = append(out, c.loss())
		}
	}
	slices.SortStableFunc(out, func(a, b Loss) int { return cmp.Or(a.Day().Compare(b.Day()), cmp.Compare(a.Deadline, b.Deadline)) })
	return out
}

// nowhereToGo reports a clock whose every step is not for this case, or shut for good: its right is no longer there to
// lose. A step that the person cannot take, or whose account is lost, may come back.
func nowhereToGo(c clock, rungs []*rung) bool {
	found := false
	for _, r := range rungs {
		if slices.Contains(c.rule.Steps, r.ID) {
			if !r.foreign {
				return false
			}
			found = true
		}
	}
	return found
}
