package escalation

import (
	"slices"

	"degrau/internal/civil"
)

// hold returns the last day on which the step is too early, with its reason; zero where nothing holds it. A hold never
// outlasts the time in which the step must be taken.
func (k *knowledge) hold(s *StepDef, clocks []clock) (civil.Date, Phrase) {
	for _, h := range s.Holds {
		if t, _ := h.While.holds(k); t != yes {
			continue
		}
		var last civil.Date
		for _, d := range k.gather(&Rule{}, h.Until) {
			last = latestOf(last, d.On.Last().AddDays(h.Plus))
		}
		if last.IsZero() || k.today.After(last) {
			continue
		}
		if slices.ContainsFunc(clocks, func(c clock) bool {
			return slices.Contains(s.meets, c.Rule) && c.State != DeadlineMet && !c.over && !last.Before(c.surely())
		}) {
			continue
		}
		return last, Phrase{Text: h.Reason, Args: map[string]any{"due": last}}
	}
	return civil.Date{}, Phrase{}
}

// surely is the day by which a step is surely in time; where the earliest reading is doubtful, the latest one says it.
func (c clock) surely() civil.Date {
	if c.rule.Confidence == "doubtful" {
		return c.DueLatest
	}
	return c.Alarm
}

// held keeps the step for later while it is too early.
func (k *knowledge) held(r *rung, clocks []clock) bool {
	last, why := k.hold(r.def, clocks)
	if last.IsZero() {
		return false
	}
	r.State, r.Opens, r.early, r.wait = StepLater, last.AddDays(1), why, last
	r.Reasons = append(r.Reasons, why)
	return true
}

// proven lets a step be taken beside the main line once one attempt to solve the matter is on record. Where only days
// are missing, it says from when.
func (k *knowledge) proven(r *rung, before map[string]*rung) bool {
	var opens civil.Date
	for _, a := range r.def.Proof {
		b := before[a.Step]
		if b == nil || b.State != StepDone || !b.ended {
			continue
		}
		day := b.taken.AddDays(a.Days)
		if a.Days == 0 || b.taken.IsZero() || !k.today.Before(day) {
			r.State, r.Opens, r.Reasons, r.main = "", civil.Date{}, nil, false
			return true
		}
		if opens.IsZero() || day.Before(opens) {
			opens = day
		}
	}
	if !opens.IsZero() && (r.Opens.IsZero() || opens.Before(r.Opens)) {
		r.Opens = opens
	}
	return false
}
