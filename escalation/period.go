package escalation

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// period is one reading of a rule with its calendars found: all that counting needs.
type period struct {
	n        int
	unit     string
	days     *calendar // whose working days are counted
	roll     *calendar // whose working days a last day is moved to
	included bool
	rollTo   string
	nextDay  bool
	late     bool // this is the latest reading: hours without a clock time run to their last minute
}

// periods returns the earliest and the latest reading of a rule in a place. They are the same where there is only one.
func (p *Packs) periods(r *Rule, place string) (period, period) {
	early := p.period(r.Count, r.FirstDay, r.Roll, r.MonthEnd, place)
	late := early
	if l := r.Latest; l != nil {
		c := r.Count
		if l.Count != nil {
			c = *l.Count
		}
		late = p.period(c, or(l.FirstDay, r.FirstDay), or(l.Roll, r.Roll), or(l.MonthEnd, r.MonthEnd), place)
	}
	late.late = true
	return early, late
}

func (p *Packs) period(c CountDef, first, roll, monthEnd, place string) period {
	cal := p.calendarFor(c.Calendar, place)
	return period{n: c.N, unit: c.Unit, days: cal, roll: cal, included: first == "included", rollTo: roll,
		nextDay: monthEnd == "next_day"}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// calendarFor finds a calendar by id. The word "place" and the empty word mean the calendar of the place; "court" that
// of its courts, where a pack has one.
func (p *Packs) calendarFor(id, place string) *calendar {
	if id == "court" {
		for at := place; at != ""; at = parent(at) {
			if c := p.courts[at]; c != nil {
				return c
			}
		}
	}
	if c := p.calendars[id]; c != nil && id != "" {
		return c
	}
	return p.placeCalendar(place)
}

// placeCalendar returns the calendar of the city, else the state, else the country; weekends only where no pack knows
// the country.
func (p *Packs) placeCalendar(place string) *calendar {
	for at := place; at != ""; at = parent(at) {
		if c := p.places[at]; c != nil {
			return c
		}
	}
	return p.plain
}

// parent shortens BR-SP-sao-paulo to BR-SP to BR to nothing. A city's own hyphens fall away one by one.
func parent(place string) string {
	for i := len(place) - 1; i > 0; i-- {
		if place[i] == '-' {
			return place[:i]
		}
	}
	return ""
}

// due counts the period from a day. The day of the event is day zero; where a rule counts it, the last day comes one
// day earlier.
func (q period) due(start civil.Date) civil.Date { return q.rolled(q.raw(start)) }

// raw is the last day before it is moved off a holiday.
func (q period) raw(start civil.Date) civil.Date {
	n := q.n
	if q.included && n > 0 && (q.unit == "calendar_day" && !q.days.suspended(start) || q.unit == "working_day" && q.days.working(start)) {
		n--
	}
	switch q.unit {
	case "hour":
		if q.late {
			return start.AddDays((n + 23) / 24)
		}
		return start.AddDays(n / 24)
	case "calendar_day":
		return q.calendarDays(start, n)
	case "working_day":
		return q.workingDays(start, n)
	case "month", "year":
		months := n
		if q.unit == "year" {
			months *= 12
		}
		d := start.AddMonths(months)
		if q.nextDay && d.Day != start.Day { // Código Civil, art. 132 § 3º: the day after, where the number is missing
			d = d.AddDays(1)
		}
		if q.included {
			d = d.AddDays(-1)
		}
		return d
	}
	return start
}

// calendarDays counts every day but those on which the calendar stands still, such as a court's recess.
func (q period) calendarDays(start civil.Date, n int) civil.Date {
	if !q.days.suspends {
		return start.AddDays(n)
	}
	by := 1
	if n < 0 {
		by, n = -1, -n
	}
	d := start
	for n > 0 {
		d = d.AddDays(by)
		if !q.days.suspended(d) {
			n--
		}
	}
	return d
}

func (q period) workingDays(start civil.Date, n int) civil.Date {
	by := 1
	if n < 0 {
		by, n = -1, -n
	}
	d := start
	for range n {
		d = q.days.step(d, by)
	}
	return d
}

func (q period) rolled(d civil.Date) civil.Date {
	if q.roll.working(d) {
		return d
	}
	switch q.rollTo {
	case "next_working_day":
		return q.roll.step(d, 1)
	case "previous_working_day":
		return q.roll.step(d, -1)
	}
	return d
}

// provisional reports whether the count looked at days that nobody has listed yet. Calendar days need no list.
func (q period) provisional(due civil.Date) bool {
	if q.unit == "working_day" || q.unit == "calendar_day" && q.days.suspends || q.rollTo != "" && q.rollTo != "none" {
		return q.days.provisional(due)
	}
	return false
}

// alarm is the working day before due, where the consumer lives.
func (p *Packs) alarm(due civil.Date, place string) civil.Date {
	return p.placeCalendar(place).step(due, -1)
}

// knowsDaysOff reports whether a pack lists the holidays of a place. Where none does, alarms rest on weekends alone.
func (p *Packs) knowsDaysOff(place string) bool { return p.placeCalendar(place) != p.plain }

// Add counts n units from d in a calendar; hours count as whole days of 24.
func (p *Packs) Add(d civil.Date, n int, unit, calendar string) (civil.Date, error) {
	cal := p.calendars[calendar]
	switch {
	case cal == nil && (calendar != "" || unit == "working_day"):
		return civil.Date{}, cases.NotFoundf("no_such_calendar", "calendar", calendar)
	case !cases.Known(unit, units):
		return civil.Date{}, cases.Invalidf("unit", "unknown_unit", "unit", unit)
	case n < -maxCount || n > maxCount || d.Year < civil.MinYear+20 || d.Year > civil.MaxYear-1000:
		return civil.Date{}, cases.Invalidf("n", "out_of_range", "n", n)
	}
	if cal == nil {
		cal = p.plain
	}
	return period{n: n, unit: unit, days: cal, roll: cal}.due(d), nil
}
