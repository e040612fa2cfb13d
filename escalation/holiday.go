package escalation

import (
	"fmt"
	"slices"
	"time"

	"degrau/internal/civil"
)

var weekdays = map[string]time.Weekday{"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday,
	"wednesday": time.Wednesday, "thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday}

// observedWords say on which days a holiday is kept. Midweek is Tuesday to Thursday: next_friday_if_midweek moves the
// holiday to that week's Friday. The others keep the day itself and one more: monday_if_sunday the Monday after a Sunday,
// nearest_weekday that Monday and also the Friday before a Saturday.
var observedWords = []string{"", "next_friday_if_midweek", "monday_if_sunday", "nearest_weekday"}

// in lists the days of year y on which h is kept. Whether it is law is asked of the day on which it falls, not of the one
// on which it is observed: the first of January of a holiday's first year may be kept in the December before.
func (h HolidayDef) in(y int) []civil.Date {
	first, last := y, y
	if h.Observed != "" {
		first, last = y-1, y+1
	}
	var out []civil.Date
	for year := first; year <= last; year++ {
		for _, d := range h.falls(year) {
			if !h.law(d) {
				continue
			}
			for _, kept := range observed(h.Observed, d) {
				out = append(out, within(y, kept)...)
			}
		}
	}
	return out
}

// law reports whether h was law on d.
func (h HolidayDef) law(d civil.Date) bool {
	return (h.From.IsZero() || !d.Before(h.From)) && (h.Until.IsZero() || !d.After(h.Until))
}

// falls lists the days of year y on which h falls, wherever it is observed and whether or not it is law.
func (h HolidayDef) falls(y int) []civil.Date {
	switch {
	case h.Easter != nil:
		return within(y, easter(y).AddDays(*h.Easter))
	case h.Orthodox != nil:
		return within(y, orthodoxEaster(y).AddDays(*h.Orthodox))
	case h.Nth != nil:
		if d := h.Nth.in(y); d.Month == time.Month(h.Nth.Month) { // not every month has a fifth Friday
			return []civil.Date{d}
		}
		return nil
	case h.Range != nil:
		return h.Range.in(y)
	case len(h.Days) > 0:
		var out []civil.Date
		for _, d := range h.Days {
			out = append(out, within(y, d)...)
		}
		return out
	}
	if d, ok := monthDay(y, h.On); ok { // 29 February is no day in a common year
		return []civil.Date{d}
	}
	return nil
}

// observed lists the days on which a holiday that falls on d is kept.
func observed(word string, d civil.Date) []civil.Date {
	switch w := d.Weekday(); {
	case word == "next_friday_if_midweek" && w >= time.Tuesday && w <= time.Thursday:
		return []civil.Date{d.AddDays(int(time.Friday - w))}
	case word == "nearest_weekday" && w == time.Saturday:
		return []civil.Date{d, d.AddDays(-1)}
	case (word == "nearest_weekday" || word == "monday_if_sunday") && w == time.Sunday:
		return []civil.Date{d, d.AddDays(1)}
	}
	return []civil.Date{d}
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
