package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// NotHoliday returns the reason for which a day that others call a holiday is a working day in a calendar, or in one that
// it extends; false where the packs say nothing of it.
func (p *Packs) NotHoliday(calendar string, d civil.Date) (NotHoliday, bool) {
	for range 20 { // extends has no loop: Load refuses one
		c := p.calendars[calendar]
		if c == nil {
			break
		}
		for _, h := range c.NotHolidays {
			if slices.Contains(h.in(d.Year), d) {
				return h, true
			}
		}
		calendar = c.Extends
	}
	return NotHoliday{}, false
}

// RunningOut lists the calendars whose listed years end before the given day: past them every date is provisional.
func (p *Packs) RunningOut(by civil.Date) []string {
	var out []string
	for _, id := range p.Calendars() {
		if p.calendars[id].Until < by.Year {
			out = append(out, id)
		}
	}
	return out
}

// Holidays lists the days of a calendar's year that are not working days besides weekends, by day. A holiday that falls
// on a weekend is listed too.
func (p *Packs) Holidays(calendar string, year int) ([]Holiday, error) {
	c := p.calendars[calendar]
	if c == nil {
		return nil, cases.NotFoundf("no_such_calendar", "calendar", calendar)
	}
	if year < civil.MinYear || year > civil.MaxYear {
		return nil, cases.Invalidf("year", "out_of_range", "n", year)
	}
	out := slices.Clone(c.year(year).holidays)
	slices.SortStableFunc(out, func(a, b Holiday) int { return a.On.Compare(b.On) })
	return out, nil
}
