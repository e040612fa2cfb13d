package escalation

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"degrau/internal/civil"
)

// Calendar says which days are working days somewhere, and for whom.
type Calendar struct {
	ID          string            `json:"id"`
	Name        map[string]string `json:"name"`
	Kind        string            `json:"kind"`              // legal bank court state city plain
	Place       string            `json:"place,omitempty"`   // BR, BR-SP, BR-SP-sao-paulo; empty: no place of its own
	Extends     string            `json:"extends,omitempty"` // another calendar whose days all hold here too
	From        int               `json:"from"`              // first and last year somebody listed
	Until       int               `json:"until"`
	Holidays    []HolidayDef      `json:"holidays,omitempty"`
	NotHolidays []NotHoliday      `json:"not_holidays,omitempty"` // days that others list and this calendar counts as working days
	Sources     []Source          `json:"sources"`
}

// HolidayDef is one holiday: exactly one of On, Easter, Orthodox, Nth, Days and Range says when it falls.
type HolidayDef struct {
	Name     map[string]string `json:"name"`
	On       string            `json:"on,omitempty"`       // 12-25
	Easter   *int              `json:"easter,omitempty"`   // days after western Easter
	Orthodox *int              `json:"orthodox,omitempty"` // days after orthodox Easter
	Nth      *NthWeekday       `json:"nth,omitempty"`
	Days     []civil.Date      `json:"days,omitempty"`     // listed by decree year by year
	Range    *YearRange        `json:"range,omitempty"`    // every day from one to the other, such as a court recess
	Observed string            `json:"observed,omitempty"` // see observedWords
	Suspends bool              `json:"suspends,omitempty"` // not a holiday: periods stand still
	From     civil.Date        `json:"from,omitzero"`      // first and last day it was law; zero: since before the calendar's years, or still
	Until    civil.Date        `json:"until,omitzero"`
	Missed   map[string]string `json:"missed,omitempty"` // why other lists lack it, for those who compare
	Sources  []Source          `json:"sources"`
}

// NotHoliday is a day that other lists call a holiday, and why it is none here: optional, local, or kept by banks alone.
type NotHoliday struct {
	HolidayDef
	Why map[string]string `json:"why"`
}

// NthWeekday is the nth Monday of a month; N below zero counts from the month's end.
type NthWeekday struct {
	N       int    `json:"n"`
	Weekday string `json:"weekday"`
	Month   int    `json:"month"`
}

// YearRange is a stretch of each year; it may run over New Year.
type YearRange struct {
	From  string `json:"from"` // 12-20
	Until string `json:"until"`
}

// Holiday is one named day.
type Holiday struct {
	On       civil.Date
	Name     map[string]string
	Suspends bool
	Sources  []Source
}

// calendar is a Calendar made ready for counting.
type calendar struct {
	Calendar
	weekend  [7]bool
	suspends bool                           // some days stand still
	defs     []HolidayDef                   // own and inherited
	known    []atomic.Pointer[calendarYear] // the years somebody listed, each worked out when first asked for
	others   sync.Map                       // years outside them, which are provisional
}

// calendarYear is one year of a calendar; off is indexed by month*32+day.
type calendarYear struct {
	off      [13 * 32]int16 // 1 + index in holidays; 0: nothing
	holidays []Holiday
}

// plainCalendar knows weekends only. It stands in where no pack knows the place.
func plainCalendar() *calendar {
	c := &calendar{Calendar: Calendar{ID: "", Kind: "plain", From: civil.MinYear, Until: civil.MaxYear}}
	c.weekend[time.Saturday], c.weekend[time.Sunday] = true, true
	return c
}

func (c *calendar) year(y int) *calendarYear {
	if i := y - c.From; i >= 0 && i < len(c.known) {
		cy := c.known[i].Load()
		if cy == nil {
			cy = c.list(y)
			c.known[i].Store(cy)
		}
		return cy
	}
	if cy, ok := c.others.Load(y); ok {
		return cy.(*calendarYear)
	}
	cy := c.list(y)
	c.others.Store(y, cy)
	return cy
}

func (c *calendar) list(y int) *calendarYear {
	cy := &calendarYear{}
	for _, h := range c.defs {
		for _, d := range h.in(y) {
			cy.put(Holiday{d, h.Name, h.Suspends, h.Sources})
		}
	}
	return cy
}

// put adds a holiday to its day. Two on one day become one with both names and both norms: a day is skipped once, and
// whoever checks the count should find each reason for it.
func (cy *calendarYear) put(h Holiday) {
	i := &cy.off[int(h.On.Month)*32+h.On.Day]
	if *i == 0 {
		cy.holidays = append(cy.holidays, h)
		*i = int16(len(cy.holidays))
		return
	}
	had := &cy.holidays[*i-1]
	had.Name = bothNames(had.Name, h.Name)
	had.Suspends = had.Suspends || h.Suspends
	had.Sources = slices.Concat(had.Sources, h.Sources)
}

// bothNames joins two names in every language of the first.
func bothNames(a, b map[string]string) map[string]string {
	out := maps.Clone(a)
	for lang, name := range a {
		if other := b[lang]; other != "" && !slices.Contains(strings.Split(name, "; "), other) {
			out[lang] = name + "; " + other
		}
	}
	return out
}

// holiday returns the holiday on d, if it is one.
func (c *calendar) holiday(d civil.Date) (Holiday, bool) {
	if len(c.defs) == 0 {
		return Holiday{}, false
	}
	cy := c.year(d.Year)
	if i := cy.off[int(d.Month)*32+d.Day]; i > 0 {
		return cy.holidays[i-1], true
	}
	return Holiday{}, false
}

// suspended reports a day on which periods stand still.
func (c *calendar) suspended(d civil.Date) bool {
	if !c.suspends {
		return false
	}
	h, ok := c.holiday(d)
	return ok && h.Suspends
}

func (c *calendar) working(d civil.Date) bool {
	if c.weekend[d.Weekday()] {
		return false
	}
	_, off := c.holiday(d)
	return !off
}

// step returns the next working day after d, or the last one before it where by is -1. Load refuses calendars without
// a working day; the bound keeps a hole of a year in a broken one from hanging us.
func (c *calendar) step(d civil.Date, by int) civil.Date {
	for range 800 {
		d = d.AddDays(by)
		if c.working(d) {
			break
		}
	}
	return d
}

// provisional reports whether d lies outside the years that were listed.
func (c *calendar) provisional(d civil.Date) bool { return d.Year < c.From || d.Year > c.Until }
