package escalation

import (
	"fmt"

	"degrau/internal/civil"
)

// holidays checks the days of a calendar one by one, and then against each other.
func (l *loader) holidays(r record, c *calendar, lang string) {
	if len(c.Holidays) > 500 {
		l.faults.add(r.file, "holidays", "more than 500")
		return
	}
	if len(c.NotHolidays) > 100 {
		l.faults.add(r.file, "not_holidays", "more than 100")
		return
	}
	var ok []placedHoliday
	for i, h := range c.Holidays {
		if at := sub("holidays", i); l.holiday(r, c, at, h, lang) {
			ok = append(ok, placedHoliday{at, h})
		}
		if len(h.Missed) > 0 {
			l.faults.texts(r.file, sub("holidays", i)+".missed", h.Missed, lang)
		}
	}
	for i, h := range c.NotHolidays {
		at := sub("not_holidays", i)
		l.faults.texts(r.file, at+".why", h.Why, lang)
		if l.holiday(r, c, at, h.HolidayDef, lang) {
			ok = append(ok, placedHoliday{at, h.HolidayDef})
		}
	}
	l.twice(r, ok)
}

// placedHoliday is a holiday and where in its file it stands.
type placedHoliday struct {
	at string
	HolidayDef
}

// holiday checks one definition and reports whether its days can be worked out.
func (l *loader) holiday(r record, c *calendar, at string, h HolidayDef, lang string) bool {
	l.faults.texts(r.file, at+".name", h.Name, lang)
	l.faults.sources(r.file, at+".sources", h.Sources)
	if why := h.check(); why != "" {
		l.faults.add(r.file, at, "%s", why)
		return false
	}
	if !h.Until.IsZero() && h.Until.Year < c.From || h.From.Year > c.Until {
		l.faults.add(r.file, at, "is never law from %d to %d, the years of the calendar", c.From, c.Until)
	}
	for _, d := range h.Days {
		if d.Year < c.From || d.Year > c.Until || !h.law(d) {
			l.faults.add(r.file, at+".days", "%s is outside the years of the calendar or of the holiday", d)
		}
	}
	return true
}

// twice refuses a file that names one day twice by the same rule while both are law: which of the two counts, or whether the
// day is a holiday at all, would hang on their order. Days that meet by chance, as a feast and a fixed day do, are no fault.
func (l *loader) twice(r record, hs []placedHoliday) {
	rules := map[string][]placedHoliday{}
	days := map[civil.Date]string{}
	for _, h := range hs {
		for _, d := range h.Days {
			if at, ok := days[d]; ok {
				l.faults.add(r.file, h.at+".days", "%s is already in %s", d, at)
			}
			days[d] = h.at
		}
		rule := h.rule()
		if rule == "" {
			continue
		}
		for _, other := range rules[rule] {
			if h.overlaps(other.HolidayDef) {
				l.faults.add(r.file, h.at, "is the day of %s again, while both are law", other.at)
			}
		}
		rules[rule] = append(rules[rule], h)
	}
}

// rule says when a holiday falls, alike for two that always fall together; empty for listed days, which are compared one by one.
func (h HolidayDef) rule() string {
	switch {
	case h.On != "":
		return "on " + h.On
	case h.Easter != nil:
		return fmt.Sprint("easter ", *h.Easter)
	case h.Orthodox != nil:
		return fmt.Sprint("orthodox ", *h.Orthodox)
	case h.Nth != nil:
		return fmt.Sprint("nth ", *h.Nth)
	case h.Range != nil:
		return fmt.Sprint("range ", *h.Range)
	}
	return ""
}

// overlaps reports whether two holidays are law on one day at least.
func (h HolidayDef) overlaps(o HolidayDef) bool {
	return (h.Until.IsZero() || !o.From.After(h.Until)) && (o.Until.IsZero() || !h.From.After(o.Until))
}
