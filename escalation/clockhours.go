package escalation

import (
	"slices"
	"time"

	"degrau/internal/civil"
)

// hours gives a deadline its minute where the start's minute is known: a count in hours runs from minute to minute, and a
// hearing is at its hour.
func (k *knowledge) hours(c *clock, r *Rule) {
	i := c.Start.Index
	if i < 0 || i >= len(k.facts.Events) {
		return
	}
	at := k.facts.Events[i].At
	if at.IsZero() || c.Count.Unit != "hour" && c.Count.N != 0 {
		return
	}
	zone := k.ruleZone(r)
	c.DueAt = at.Add(time.Duration(c.Count.N) * time.Hour).In(zone)
	if c.Count.Unit == "hour" {
		c.Due = civil.In(c.DueAt, zone)
		c.DueLatest = latestOf(c.Due, c.DueLatest)
		if r.Latest == nil {
			c.DueLatest = c.Due
		}
	}
}

// taskClock reports a clock that only tasks meet.
func (p *Packs) taskClock(r *Rule) bool {
	if len(r.Steps) == 0 {
		return false
	}
	for _, s := range p.steps {
		if slices.Contains(r.Steps, s.ID) && !s.Task {
			return false
		}
	}
	return true
}

// posted is the day on which something must be on its way to arrive by due.
func (p *Packs) posted(r *Rule, due civil.Date, place string) civil.Date {
	if r.Posting == nil {
		return due
	}
	q := p.period(*r.Posting, "", "", "", place)
	q.n = -q.n
	return q.raw(due)
}

// second works out the day after which late becomes very late.
func (k *knowledge) second(c *clock, r *Rule, from civil.Partial) {
	if r.Second == nil {
		return
	}
	q := k.packs.period(r.Second.Count, r.FirstDay, r.Roll, r.MonthEnd, k.place)
	c.VeryLate, c.VeryLateName = latestOf(q.due(from.Last()), c.DueLatest), Phrase{Text: r.Second.Name}
}
