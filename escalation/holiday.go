package escalation

import (
	"fmt"
	"slices"
	"time"

	"degrau/internal/civil"
)

var weekdays = map[string]time.Weekday{"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday,
	"wednesday": time.Wednesday, "thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday}

// observedWords say on which day a holiday is kept: next_friday_if_midweek moves one that falls Tuesday to Thursday to
// Friday; nearest_weekday keeps one that falls on Saturday on Friday too, and one on Sunday on Monday too.
var observedWords = []string{"", "next_friday_if_midweek", "nearest_weekday"}

// in lists the days of year y on which h falls, before its validity is looked at.
func (h HolidayDef) in(y int) []civil.Date {
	switch {
	case h.Observed == "nearest_weekday":
		return h.nearest(y)
	case h.Easter != nil:
		return within(y, easter(y).AddDays(*h.Easter))
	case h.Orthodox != nil:
		return within(y, orthodoxEaster(y).AddDays(*h.Orthodox))
	case h.Nth != nil:
		return within(y, h.Nth.in(y))
	case h.Range != nil:
		return h.Range.in(y)
	case len(h.Days) > 0:
		var out []civil.Date
		for _, d := range h.Days {
			if d.Year == y {
				out = append(out, d)
			}
		}
		return out
	}
	d, ok := monthDay(y, h.On)
	if !ok { // 29 February in a common year
		return nil
	}
	if h.Observed == "next_friday_if_midweek" && d.Weekday() >= time.Tuesday && d.Weekday() <= time.Thursday {
		d = d.AddDays(int(time.Friday - d.Weekday()))
	}
	return within(y, d)
}

// nearest lists the day and the weekday on which it is observed. The first of January may be observed in the year before.
func (h HolidayDef) nearest(y int) []civil.Date {
	var out []civil.Date
	for year := y - 1; year <= y+1; year++ {
		d, ok := monthDay(year, h.On)
		if !ok {
			continue
		}
		out = append(out, within(y, d)...)
		switch d.Weekday() {
		case time.Saturday:
			out = append(out, within(y, d.AddDays(-1))...)
		case time.Sunday:
			out = append(out, within(y, d.AddDays(1))...)
		}
	}
	return out
}

func within(y int, d civil.Date) []civil.Date {
	if d.Year != y {
		return nil
	}
	return []civil.Date{d}
}

func (n NthWeekday) in(y int) civil.Date {
	w, m := weekdays[n.Weekday], time.Month(n.Month)
	if n.N > 0 {
		first := civil.Date{Year: y, Month: m, Day: 1}
		return first.AddDays((int(w-first.Weekday())+7)%7 + 7*(n.N-1))
	}
	last := civil.Date{Year: y, Month: m, Day: civil.DaysIn(y, m)}
	return last.AddDays(-(int(last.Weekday()-w)+7)%7 + 7*(n.N+1))
}

func (r YearRange) in(y int) []civil.Date {
	from, ok1 := monthDay(y, r.From)
	until, ok2 := monthDay(y, r.Until)
	if !ok1 || !ok2 {
		return nil
	}
	var out []civil.Date
	put := func(a, b civil.Date) {
		for d := a; !d.After(b); d = d.AddDays(1) {
			out = append(out, d)
		}
	}
	if !until.Before(from) {
		put(from, until)
		return out
	}
	put(civil.Date{Year: y, Month: time.January, Day: 1}, until)
	put(from, civil.Date{Year: y, Month: time.December, Day: 31})
	return out
}

// monthDay reads "12-25" in a year.
func monthDay(y int, s string) (civil.Date, bool) {
	d, err := civil.Parse(fmt.Sprintf("%04d-%s", y, s))
	return d, err == nil
}

// check reports what is wrong with the definition.
func (h HolidayDef) check() string {
	ways := 0
	for _, set := range []bool{h.On != "", h.Easter != nil, h.Orthodox != nil, h.Nth != nil, len(h.Days) > 0, h.Range != nil} {
		if set {
			ways++
		}
	}
	switch {
	case ways != 1:
		return "needs exactly one of on, easter, orthodox, nth, days, range"
	case !slices.Contains(observedWords, h.Observed):
		return fmt.Sprintf("unknown word %q for observed", h.Observed)
	case h.Observed != "" && h.On == "":
		return "observed needs on"
	case !h.Until.IsZero() && h.Until.Before(h.From):
		return "until is before from"
	case len(h.Name) == 0:
		return "name is missing"
	case h.On != "":
		return badMonthDay(h.On)
	case h.Range != nil:
		return badMonthDay(h.Range.From) + badMonthDay(h.Range.Until)
	case h.Easter != nil && (*h.Easter < -100 || *h.Easter > 200), h.Orthodox != nil && (*h.Orthodox < -100 || *h.Orthodox > 200):
		return "offset is out of range"
	case h.Nth != nil:
		_, ok := weekdays[h.Nth.Weekday]
		if !ok || h.Nth.Month < 1 || h.Nth.Month > 12 || h.Nth.N == 0 || h.Nth.N > 5 || h.Nth.N < -5 {
			return "bad nth weekday"
		}
	}
	return ""
}

func badMonthDay(s string) string {
	if _, ok := monthDay(2024, s); !ok { // a leap year, so that 02-29 is a day
		return fmt.Sprintf("bad date %q, want MM-DD", s)
	}
	return ""
}
