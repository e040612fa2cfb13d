package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

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
