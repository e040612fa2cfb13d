package escalation

import (
	"slices"

	"degrau/internal/civil"
)

// next picks the one thing to do. The main line leads, unless a right could be lost first: the next step is never later
// than the nearest loss that an open step could prevent.
func (k *knowledge) next(rungs []*rung) (*Next, Phrase, civil.Date) {
	main, side, wait := parted(rungs)
	soon := k.paced(k.pace)
	switch {
	case len(main) > 0:
		first, others := main[0], nearest(append(side, main[1:]...))
		by := soon
		if k.near(first.by) && (others == nil || !others.limit.Before(first.by)) {
			by = first.by // its own alarm is the nearest of all: that is the day to name
		}
		if !first.by.IsZero() {
			by = earliest(by, first.by)
		}
		if others != nil && (others.limit.Before(by) || k.closing(others, first)) {
			return k.take(others, others.by), Phrase{}, civil.Date{}
		}
		return k.take(first, by), Phrase{}, civil.Date{}
	case wait != nil:
		urgent := nearest(slices.DeleteFunc(slices.Clone(side), func(r *rung) bool { return !k.near(r.by) }))
		if urgent != nil && (wait.wait.IsZero() || !urgent.by.After(wait.wait.AddDays(afterWait))) {
			return k.take(urgent, urgent.by), Phrase{}, civil.Date{}
		}
		return nil, waiting(wait), wait.wait
	}
	if urgent := nearest(side); urgent != nil {
		by := soon
		if k.near(urgent.by) {
			by = urgent.by
		}
		return k.take(urgent, by), Phrase{}, civil.Date{}
	}
	if len(side) > 0 {
		return k.take(side[0], soon), Phrase{}, civil.Date{}
	}
	if last := lastResort(rungs); last != nil {
		return k.take(last, soon), Phrase{}, civil.Date{}
	}
	return nil, k.noMore(), civil.Date{}
}

// afterWait is how many days after a waiting time an alarm still counts as falling into it: someone who begins only then
// would have too little time.
const afterWait = 7

// closingSoon is how many days a door that may be shut already is given before it goes first: what can be done later
// waits for it.
const closingSoon = 7

// closing reports whether a step whose time may be over has only days left, and the first one of the line has more.
func (k *knowledge) closing(r, first *rung) bool {
	return !r.late.IsZero() && r.limit.DaysSince(k.today) < closingSoon && (first.limit.IsZero() || r.limit.Before(first.limit))
}

// near reports whether an alarm is close enough to be named as the day to act by. A right that ends in ten years does
// not make court a matter for the tenth year.
func (k *knowledge) near(by civil.Date) bool {
	return !by.IsZero() && by.DaysSince(k.today) <= k.horizon
}

// parted parts the open steps into the main line and the rest, and finds the step whose body has the word.
func parted(rungs []*rung) (main, side []*rung, wait *rung) {
	for _, r := range rungs {
		switch {
		case r.def.Task: // to be done beside, never instead
		case r.open && r.main:
			main = append(main, r)
		case r.open:
			side = append(side, r)
		case (r.State == StepDone && !r.ended || !r.early.IsZero()) && r.main:
			if wait == nil || r.wait.After(wait.wait) {
				wait = r
			}
		}
	}
	return main, side, wait
}

// nearest is the step whose loss comes first. Where the earliest reading has passed, that is the last arguable day: a
// door that may be shut already does not push aside one that surely shuts before it.
func nearest(rungs []*rung) *rung {
	var best *rung
	for _, r := range rungs {
		if !r.by.IsZero() && (best == nil || r.limit.Before(best.limit)) {
			best = r
		}
	}
	return best
}

func earliest(a, b civil.Date) civil.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// lastResort is a step that is uncertain only because a doubtful number has passed: better than nothing.
func lastResort(rungs []*rung) *rung {
	i := slices.IndexFunc(rungs, func(r *rung) bool { return r.State == StepUncertain && !r.Closes.IsZero() })
	if i < 0 {
		return nil
	}
	return rungs[i]
}

// paced is our own advice where no deadline says by when to act: a few working days from now.
func (k *knowledge) paced(days int) civil.Date {
	cal, d := k.packs.placeCalendar(k.place), k.today
	for range max(1, days) {
		d = cal.step(d, 1)
	}
	return d
}

func (k *knowledge) take(r *rung, by civil.Date) *Next {
	n := &Next{Step: r.ID, Body: r.Body, Action: r.Action, By: by, Why: Phrase{Text: r.def.Why}, Sources: r.Sources}
	if by == r.by {
		n.Deadline, n.Sources = r.deadline, r.norms // the norm that sets the day is the one to show
		if !r.reason.IsZero() {
			n.Why = r.reason
		}
	}
	for _, need := range r.def.Needs {
		if t, _ := need.If.holds(k); t == unknown && len(need.Warn) > 0 {
			n.Why = Phrase{Key: "plan.why.check", Args: map[string]any{"why": n.Why, "warn": Phrase{Text: need.Warn}}}
		}
	}
	if !r.late.IsZero() {
		n.Why = r.late
	}
	if !r.answer.IsZero() {
		args := map[string]any{"why": n.Why}
		for name, v := range r.answer.Args {
			args[name] = v
		}
		n.Why = Phrase{Key: r.answer.Key, Args: args}
	}
	if len(n.Sources) == 0 {
		n.Sources = r.def.body.Sources
	}
	return n
}

func waiting(r *rung) Phrase {
	body := Phrase{Text: r.def.body.Name}
	if !r.early.IsZero() {
		return Phrase{Key: "plan.reason.too_early", Args: map[string]any{"why": r.early}}
	}
	if r.wait.IsZero() {
		return Phrase{Key: "plan.reason.with_body", Args: map[string]any{"body": body}}
	}
	return Phrase{Key: "plan.reason.waiting", Args: map[string]any{"body": body, "due": r.wait}}
}

// noMore says honestly that the packs know no further door.
func (k *knowledge) noMore() Phrase {
	if k.place == "" {
		return Phrase{Key: "plan.reason.no_place"}
	}
	return Phrase{Key: "plan.reason.no_more", Args: map[string]any{"place": k.country}}
}
