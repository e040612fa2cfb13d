package escalation

import (
	"time"

	"degrau/internal/civil"
)

// stand says whether the deadline was met, and if not whether it is open, uncertain or passed on the body's own day.
func (k *knowledge) stand(c *clock, since civil.Date) {
	today := k.today
	if z := k.packs.zones[c.rule.Zone]; z != nil {
		today = civil.In(k.now, z)
	}
	c.over = today.After(c.DueLatest) || !c.DueAt.IsZero() && c.Due == c.DueLatest && k.now.After(c.DueAt)
	if c.MetOn = k.met(c.rule, since); c.MetOn.IsZero() {
		c.MetOn = k.proofCame(c.Start)
	}
	switch {
	case !c.MetOn.IsZero() && (c.Doubtful || !c.MetOn.First().After(c.DueLatest)): // a doubtful number cannot call an answer late
		c.State, c.over = DeadlineMet, true
	case !c.over && !today.After(c.Due):
		c.State = DeadlineOpen
	case c.over && (!c.Doubtful || c.Owner != OwnerConsumer && !c.unsure): // a doubtful number keeps the consumer's door open, and only that
		c.State = DeadlinePassed
	default:
		c.State = DeadlineUncertain
	}
	if c.Paused && c.State != DeadlineMet { // the word is with the other side: nothing runs out meanwhile
		c.State, c.over = DeadlineOpen, false
	}
}

// met returns the day of the first event that meets the rule.
func (k *knowledge) met(r *Rule, since civil.Date) civil.Partial {
	if r.MetIf != nil {
		if t, _ := r.MetIf.holds(k); t == yes {
			return civil.Whole(since)
		}
	}
	for _, e := range k.facts.Events {
		for _, m := range r.Met {
			if !k.fits(m, e) {
				continue
			}
			day := dayOf(e, k.ruleZone(r))
			if day.IsZero() {
				day = civil.Whole(since)
			}
			if m.Within > 0 && day.Last().Before(since.AddDays(-m.Within)) {
				continue
			}
			if m.Before || !day.Last().Before(since) {
				return day
			}
		}
	}
	return civil.Partial{}
}

func (k *knowledge) ruleZone(r *Rule) *time.Location {
	if z := k.packs.zones[r.Zone]; z != nil {
		return z
	}
	return k.zone
}
