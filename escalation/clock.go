package escalation

import (
	"fmt"
	"slices"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// clock is one rule that runs in a case.
type clock struct {
	Deadline
	rule    *Rule
	over    bool // its latest reading is behind us, doubtful or not: nobody waits for it any longer
	unsure  bool // nobody knows yet whether the rule is for this case
	guessed bool // it runs from a bill nobody has seen yet
}

// clocks finds every rule that runs in the case, by rule and start.
func (k *knowledge) clocks() []clock {
	var out []clock
	for _, id := range k.packs.ruleIDs {
		versions := k.packs.rules[id]
		newest := versions[len(versions)-1]
		fits, _ := newest.When.holds(k)
		if fits == no || fits == unknown && (k.hidden(newest) || k.unpaid(newest)) {
			continue
		}
		for _, s := range k.starts(newest) {
			r := at(versions, s.begins().First())
			if r == nil || s.On.Year < civil.MinYear+20 || s.On.Year > civil.MaxYear-1000 {
				continue
			}
			out = append(out, k.clock(r, s, fits == unknown))
		}
	}
	return out
}

// unpaid reports a rule for a way of paying, where nobody has said how it was paid.
func (k *knowledge) unpaid(r *Rule) bool {
	return len(r.When.Methods) > 0 && len(k.methods) == 0
}

// clock counts one rule from one start and says where it stands.
func (k *knowledge) clock(r *Rule, s start, doubt bool) clock {
	early, late := k.packs.periods(r, k.place)
	on := s.begins()
	c := clock{rule: r, guessed: s.guessed, unsure: doubt, Deadline: Deadline{ID: r.ID, Rule: r.ID, Body: r.Body, Name: Phrase{Text: r.Name}, Owner: r.Owner,
		EndsRight: r.EndsRight, MetBy: r.MetBy, Start: s.Start, Count: Count(r.Count), Sources: r.Sources}}
	if c.Count.Calendar == "place" || c.Count.Calendar == "court" {
		c.Count.Calendar = early.days.ID
	}
	if r.Take == "each" {
		c.ID = fmt.Sprintf("%s-%s", r.ID, on)
	}
	from, known := k.latestStart(r)
	if !known || from.Last().Before(on.Last()) {
		from = on
	}
	c.Doubtful = doubt || s.guessed || r.closing() == "doubtful" || r.Latest != nil && len(r.Latest.Starts) > 0 && !known
	since := on.First()
	if resumed, left, ok := k.paused(r, on, early); ok {
		c.Start, c.Count.N, early.n = resumed, left, left
		on, since, from = resumed.On, resumed.On.First(), resumed.On
	}
	if s.guessed {
		c.Projected, c.Name = on, Phrase{Key: "plan.deadline.estimated", Args: map[string]any{"name": c.Name}}
	}
	if from != on {
		c.StartLatest = from
	}
	c.Due, c.DueLatest = early.due(on.First()), late.due(from.Last())
	if c.DueLatest.Before(c.Due) {
		c.DueLatest = c.Due
	}
	c.Alarm = k.packs.alarm(c.Due, k.place)
	c.Caution = k.caution(s, early.provisional(c.Due) || late.provisional(c.DueLatest))
	c.Provisional = !c.Caution.IsZero()
	k.stand(&c, since)
	return c
}

// stand says whether the deadline was met, and if not whether it is open, uncertain or passed on the body's own day.
func (k *knowledge) stand(c *clock, since civil.Date) {
	today := k.today
	if z := k.packs.zones[c.rule.Zone]; z != nil {
		today = civil.In(k.now, z)
	}
	c.over = today.After(c.DueLatest)
	c.MetOn = k.met(c.rule, since)
	switch {
	case !c.MetOn.IsZero() && (c.Doubtful || !c.MetOn.First().After(c.DueLatest)): // a doubtful number cannot call an answer late
		c.State, c.over = DeadlineMet, true
	case !today.After(c.Due):
		c.State = DeadlineOpen
	case c.over && (!c.Doubtful || c.Owner != OwnerConsumer && !c.unsure): // a doubtful number keeps the consumer's door open, and only that
		c.State = DeadlinePassed
	default:
		c.State = DeadlineUncertain
	}
}

// closing is the confidence of the reading that would close the door.
func (r *Rule) closing() string {
	if r.Latest != nil && r.Latest.Confidence != "" {
		return r.Latest.Confidence
	}
	return r.Confidence
}

// met returns the day of the first event that meets the rule.
func (k *knowledge) met(r *Rule, since civil.Date) civil.Partial {
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

// paused looks for an event that stopped the clock and one that set it going again. What was left when it stopped is
// the earliest reading; the latest gives the whole period anew.
func (k *knowledge) paused(r *Rule, on civil.Partial, q period) (Start, int, bool) {
	if r.Pauses == nil || q.unit != "calendar_day" {
		return Start{}, 0, false
	}
	var stopped civil.Date
	for i, e := range k.facts.Events {
		day := dayOf(e, k.ruleZone(r))
		if day.IsZero() || day.Last().Before(on.First()) {
			continue
		}
		switch {
		case stopped.IsZero() && anyFits(r.Pauses.By, e) && !day.First().After(q.due(on.Last())):
			stopped = day.Last()
		case !stopped.IsZero() && anyFits(r.Pauses.Resumes, e) && !day.Last().Before(stopped):
			left := max(0, q.n-max(0, stopped.DaysSince(on.First())))
			return Start{Event: string(e.Kind), Index: i, On: day}, left, true
		}
	}
	return Start{}, 0, false
}

func anyFits(ms []EventMatch, e cases.Entry) bool {
	return slices.ContainsFunc(ms, func(m EventMatch) bool { return m.fits(e) })
}
