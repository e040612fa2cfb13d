package escalation

import (
	"slices"
	"sync/atomic"
	"time"

	"degrau/internal/civil"
)

func (l *loader) calendars(p *Packs) {
	files := map[string]record{}
	for _, r := range l.of("calendars") {
		c := &calendar{}
		if !l.decode(r, &c.Calendar) {
			continue
		}
		l.id(r, c.ID)
		l.checkCalendar(p, r, c)
		weekend := p.packOf[r.file].Weekend
		for _, w := range weekend {
			c.weekend[weekdays[w]] = true
		}
		p.calendars[c.ID] = c
		files[c.ID] = r
		p.files["calendar/"+c.ID] = r.file
	}
	for id, c := range p.calendars {
		l.inherit(p, files[id], c)
	}
	for id, c := range p.calendars {
		if c.Until-c.From > 100 || c.From < civil.MinYear || c.Until < c.From {
			continue // reported already
		}
		c.suspends = slices.ContainsFunc(c.defs, func(h HolidayDef) bool { return h.Suspends })
		c.known = make([]atomic.Pointer[calendarYear], c.Until-c.From+1)
		l.worksSomeDay(files[id], c)
		l.place(p, files[id], c)
	}
}

func (l *loader) checkCalendar(p *Packs, r record, c *calendar) {
	lang := p.packOf[r.file].Language
	l.faults.texts(r.file, "name", c.Name, lang)
	l.faults.word(r.file, "kind", c.Kind, calendarKinds)
	l.faults.sources(r.file, "sources", c.Sources)
	if c.From < civil.MinYear || c.Until < c.From || c.Until-c.From > 100 {
		l.faults.add(r.file, "from", "years %d to %d are out of range", c.From, c.Until)
	}
	l.holidays(r, c, lang)
}

// inherit gathers the holidays of all calendars that c extends.
func (l *loader) inherit(p *Packs, r record, c *calendar) {
	seen := []string{c.ID}
	c.defs = slices.Clone(c.Holidays)
	for up := c.Extends; up != ""; {
		if slices.Contains(seen, up) {
			l.faults.add(r.file, "extends", "loop through %q", up)
			return
		}
		seen = append(seen, up)
		base := p.calendars[up]
		if base == nil {
			l.faults.add(r.file, "extends", "dangling id %q", up)
			return
		}
		c.defs = append(c.defs, base.Holidays...)
		c.From, c.Until = max(c.From, base.From), min(c.Until, base.Until)
		up = base.Extends
	}
}

// worksSomeDay refuses a calendar in which counting working days would never end. Few holidays cannot fill a year, so
// most calendars need not be listed for that.
func (l *loader) worksSomeDay(r record, c *calendar) {
	most, weekend := 0, 0
	for _, h := range c.defs {
		switch {
		case h.Range != nil:
			most += len(h.Range.in(2024))
		default:
			most += 1 + len(h.Days)
		}
	}
	for _, off := range c.weekend {
		if off {
			weekend++
		}
	}
	if most < (7-weekend)*52 && weekend < 7 {
		return
	}
	for y := c.From; y <= c.Until+1; y++ {
		if !c.worksIn(y) {
			l.faults.add(r.file, "", "has no working day in %d", y)
			return
		}
	}
}

func (c *calendar) worksIn(y int) bool {
	for d := (civil.Date{Year: y, Month: time.January, Day: 1}); d.Year == y; d = d.AddDays(1) {
		if c.working(d) {
			return true
		}
	}
	return false
}

// place registers the calendar by which the people of a place live: legal, state and city ones, not a bank's or a court's.
func (l *loader) place(p *Packs, r record, c *calendar) {
	if c.Kind == "court" && c.Place != "" {
		p.courts[c.Place] = c
	}
	if c.Place == "" || c.Kind == "bank" || c.Kind == "court" || c.Kind == "plain" {
		return
	}
	if other := p.places[c.Place]; other != nil {
		l.faults.add(r.file, "place", "%s already has the calendar %s", c.Place, other.ID)
		return
	}
	p.places[c.Place] = c
}
