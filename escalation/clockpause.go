package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// running is what is left of a clock that was stopped: from when it goes on, and how much.
type interruption struct {
	cycles  int // how often it was stopped
	since   Start
	left    int
	unit    string
	stopped bool // it stands still now
}

// interrupted follows a clock through everything that stops it and sets it going again. Periods of months and years go on
// in days, counted to the day on which they would have ended. What has been counted when it stops stays counted.
func (k *knowledge) interrupted(r *Rule, on civil.Partial, q period) interruption {
	var x interruption
	if r.Pauses == nil || q.unit == "hour" {
		return x
	}
	x.since, x.left, x.unit = Start{Index: -1, On: on}, q.n, q.unit
	var stop civil.Date
	for i, e := range k.facts.Events {
		day := dayOf(e, k.ruleZone(r))
		if day.IsZero() || day.Last().Before(x.since.On.First()) {
			continue
		}
		switch {
		case !x.stopped && k.anyFits(r.Pauses.By, e) && !day.First().After(q.due(x.since.On.Last())):
			stop = day.Last()
			x.left, x.unit = q.remaining(x.since.On.First(), stop)
			x.stopped = true
			q.n, q.unit, q.included = x.left, x.unit, false
		case x.stopped && k.anyFits(r.Pauses.Resumes, e) && !day.Last().Before(stop):
			x.stopped = false
			x.cycles++
			x.since = Start{Event: string(e.Kind), Index: i, On: day}
		}
	}
	if x.stopped && r.Owner != OwnerConsumer { // nobody can say when it goes on: what is left is counted from today
		x.cycles++
		x.since = Start{Event: x.since.Event, Index: x.since.Index, On: civil.Whole(latestOf(stop, k.today))}
		return x
	}
	x.stopped = false
	return x
}

// remaining is what is left of a period that began on one day and is stopped on another.
func (q period) remaining(start, stop civil.Date) (int, string) {
	if q.unit != "calendar_day" && q.unit != "working_day" {
		return max(0, q.raw(start).DaysSince(stop)), "calendar_day"
	}
	gone := 0
	if q.included && q.counts(start) {
		gone = 1
	}
	for d := start; d.Before(stop) && gone < q.n; {
		d = d.AddDays(1)
		if q.counts(d) {
			gone++
		}
	}
	return max(0, q.n-gone), q.unit
}

// counts reports whether a day is one of those the period counts.
func (q period) counts(d civil.Date) bool {
	if q.unit == "working_day" {
		return q.days.working(d)
	}
	return !q.days.suspended(d)
}

func anyFits(ms []EventMatch, e cases.Entry) bool {
	return slices.ContainsFunc(ms, func(m EventMatch) bool { return m.fits(e) })
}
