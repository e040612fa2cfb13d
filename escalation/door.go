package escalation

import (
	"slices"

	"degrau/internal/civil"
)

// barred looks at what the step needs. A need that fails closes it, with the reason in words and what to do instead; one
// that nobody has answered only asks, unless the pack says that it blocks.
func (k *knowledge) barred(r *rung) bool {
	for _, n := range r.def.Needs {
		t, asks := n.If.holds(k)
		switch {
		case t == no:
			r.State, r.ended, r.foreign = StepClosed, true, true
		case t == unknown && n.Unknown != "" && n.Unknown != "asks":
			r.State, r.ended = StepUncertain, true
		default:
			continue
		}
		r.Reasons = append(r.Reasons, Phrase{Text: n.Reason})
		if t == unknown && len(asks) > 0 {
			r.Reasons = append(r.Reasons, Phrase{Key: "plan.reason.needs_answer"})
		}
		r.Instead = k.present(n.Instead)
		return true
	}
	return false
}

// lost looks at the clocks that close the step. All of them must have passed by their latest reading; where only a
// doubtful number has, the step stays uncertain, and the ladder goes on past it.
func (k *knowledge) lost(r *rung, clocks []clock) bool {
	var closing []clock
	for _, c := range clocks {
		if slices.Contains(r.def.meets, c.Rule) && c.State == DeadlineOpen {
			return false // something can still be saved here
		}
		if c.rule.Closes && slices.Contains(r.def.meets, c.Rule) && c.State != DeadlineMet {
			closing = append(closing, c)
		}
	}
	if len(closing) == 0 || slices.ContainsFunc(closing, func(c clock) bool { return !c.over }) {
		return false
	}
	last := slices.MaxFunc(closing, func(a, b clock) int { return a.DueLatest.Compare(b.DueLatest) })
	r.Closes, r.ended = last.DueLatest, true
	r.Instead = k.present(r.def.Instead)
	r.State = StepLost
	key := "plan.reason.lost"
	if slices.ContainsFunc(closing, func(c clock) bool { return c.State != DeadlinePassed }) {
		r.State, key = StepUncertain, "plan.reason.maybe_lost"
	}
	r.late = Phrase{Key: key, Args: map[string]any{"name": last.Name, "due": last.DueLatest}}
	r.Reasons = append(r.Reasons, r.late)
	return true
}

// present keeps the ids of steps that are for this case.
func (k *knowledge) present(ids []string) []string {
	var out []string
	for _, s := range k.packs.steps {
		if slices.Contains(ids, s.ID) && k.concerns(s) {
			out = append(out, s.ID)
		}
	}
	return out
}

// waits holds a step back while one before it has not ended.
func (k *knowledge) waits(r *rung, before map[string]*rung) bool {
	var until civil.Date
	held, dated := false, true
	for _, id := range r.def.After {
		b := before[id]
		if b == nil || b.ended || (!b.main || b.def.Again > 0) && (r.main && !b.main || b.State != StepDone) {
			continue // a step beside the main line, or one that comes again and again, holds nobody up but its own followers
		}
		name := Phrase{Text: b.def.body.Name}
		switch {
		case b.State == StepDone && !b.early.IsZero():
			until = latestOf(until, b.wait)
			r.Reasons = append(r.Reasons, b.early)
		case b.wait.IsZero() || b.State != StepDone:
			dated = false
			if !held {
				r.Reasons = append(r.Reasons, Phrase{Key: "plan.reason.after", Args: map[string]any{"step": name}})
			}
		default:
			until = latestOf(until, b.wait)
			r.Reasons = append(r.Reasons, Phrase{Key: "plan.reason.until", Args: map[string]any{"body": name, "due": b.wait}})
		}
		held = true
	}
	if !held {
		for _, id := range r.def.After {
			if b := before[id]; b != nil && !b.answer.IsZero() {
				r.answer = b.answer
			}
		}
		return false
	}
	r.State = StepLater
	if dated { // a step that still has to be taken has no day
		r.Opens = until.AddDays(1)
	}
	return true
}

// urgency finds the nearest alarm that taking this step can still keep. Where only uncertain clocks run, the safe day is
// behind us: soon, and before the last arguable one.
func (k *knowledge) urgency(r *rung, clocks []clock) {
	for _, c := range clocks {
		if !slices.Contains(r.def.meets, c.Rule) || c.over || c.State == DeadlineMet {
			continue
		}
		if c.rule.Closes && (r.Closes.IsZero() || c.DueLatest.Before(r.Closes)) {
			r.Closes = c.DueLatest
		}
		switch {
		case c.State != DeadlineOpen:
		case r.def.Soon: // every day makes it worse
			r.hurry(k.today, k.today, c)
		case c.guessed: // nobody has seen the day
			by := earliest(k.paced(k.pace), latestOf(c.Alarm, k.today))
			r.hurry(by, by, c)
		default:
			by := latestOf(c.Alarm, k.today)
			r.hurry(by, by, c)
		}
	}
	safe := !r.by.IsZero()
	for _, c := range clocks {
		if !slices.Contains(r.def.meets, c.Rule) || c.over || c.State != DeadlineUncertain {
			continue
		}
		r.State = StepUncertain
		reason := Phrase{Key: "plan.reason.uncertain", Args: map[string]any{"name": c.Name, "due": c.Due, "latest": c.DueLatest}}
		r.Reasons = append(r.Reasons, reason)
		if !safe {
			r.late = reason
		}
		if limit := latestOf(k.packs.alarm(c.DueLatest, k.place), k.today); !safe || limit.Before(r.by) {
			r.hurry(earliest(k.paced(k.pace), limit), limit, c)
		}
	}
}

// hurry keeps the earlier of two alarms, and the earlier of two last safe days.
func (r *rung) hurry(by, limit civil.Date, c clock) {
	if r.by.IsZero() || by.Before(r.by) {
		r.by, r.deadline, r.norms, r.reason = by, c.ID, c.Sources, Phrase{}
		if len(c.rule.Why) > 0 && c.State == DeadlineOpen {
			r.reason = Phrase{Text: c.rule.Why, Args: map[string]any{"due": c.Due}}
		}
	}
	if r.limit.IsZero() || limit.Before(r.limit) {
		r.limit = limit
	}
}
