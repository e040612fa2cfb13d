package reports

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// WriteCalendar writes the days of a plan that still lie ahead as iCalendar (RFC 5545). The titles are safe on a lock
// screen: no company, no amount, no product; what it is about stands in the description and behind the link.
func WriteCalendar(w io.Writer, p escalation.Plan, caseID, caseURL string, l *locale.Localizer) error {
	c := calendar{w: bufio.NewWriter(w), stamp: p.Now.UTC().Format("20060102T150405Z"), today: civil.In(p.Now, lateZone), url: caseURL, l: l}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//Degrau//Degrau//PT")
	c.line("CALSCALE:GREGORIAN")
	c.line("METHOD:PUBLISH")
	c.text("X-WR-CALNAME", l.T("kit.calendar.name"))
	for _, d := range p.Deadlines {
		if d.Task {
			continue
		}
		c.deadline(caseID, d)
	}
	c.next(caseID, p)
	c.line("END:VCALENDAR")
	if c.err != nil {
		return c.err
	}
	return c.w.Flush()
}

// lateZone is where a day ends last among the places the packs serve. A plan does not carry its zone, and an entry for a
// day that is still running must not be lost.
var lateZone = time.FixedZone("", -5*60*60)

type calendar struct {
	w     *bufio.Writer
	stamp string
	today civil.Date
	url   string
	l     *locale.Localizer
	err   error
}

func (c *calendar) ahead(d civil.Date) bool { return !d.IsZero() && !d.Before(c.today) }

// deadline writes the alarm day and the due day of what the consumer must do, and the last day of what the others must
// do. A day that is past is never written: an entry that appears behind says "ends today" of a day that is gone. Where
// only the longest reading still lies ahead, the entry is for that day and says that it may still be possible.
func (c *calendar) deadline(caseID string, d escalation.Deadline) {
	if d.Due.IsZero() || (d.State != escalation.DeadlineOpen && d.State != escalation.DeadlineUncertain) {
		return
	}
	name := Say(d.Name, c.l)
	switch last := c.workingDay(d.DueLatest); {
	case d.Owner != escalation.OwnerConsumer:
		if d.State == escalation.DeadlineOpen && c.ahead(d.Due) {
			c.event(uid(caseID, d.ID, "theirs"), d.Due, "kit.calendar.theirs", name)
		}
	case c.ahead(d.Due):
		if c.ahead(d.Alarm) && d.Alarm != d.Due {
			c.event(uid(caseID, d.ID, "alarm"), d.Alarm, "kit.calendar.alarm", name)
		}
		c.event(uid(caseID, d.ID, "due"), d.Due, "kit.calendar.due", name)
	case c.ahead(last):
		c.event(uid(caseID, d.ID, "latest"), last, "kit.calendar.maybe", name)
	}
}

// workingDay moves a weekend's day back to its Friday, as long as that is still ahead: on a Sunday nobody answers.
func (c *calendar) workingDay(d civil.Date) civil.Date {
	back := 0
	switch d.Weekday() {
	case time.Saturday:
		back = 1
	case time.Sunday:
		back = 2
	}
	if friday := d.AddDays(-back); !d.IsZero() && c.ahead(friday) {
		return friday
	}
	return d
}

// next writes the day of the next step, unless the alarm of its own deadline already stands on that day.
func (c *calendar) next(caseID string, p escalation.Plan) {
	n := p.Next
	if n == nil || !c.ahead(n.By) {
		return
	}
	for _, d := range p.Deadlines {
		if d.Task {
			continue
		}
		if d.ID == n.Deadline && d.Owner == escalation.OwnerConsumer && c.ahead(d.Due) && (d.Alarm == n.By || d.Due == n.By) {
			return
		}
	}
	c.event(uid(caseID, "next"), n.By, "kit.calendar.next", Say(n.Action, c.l))
}

func (c *calendar) event(id string, on civil.Date, key, name string) {
	title := c.l.T(key)
	about := []string{}
	if name != "" {
		about = append(about, c.l.T("kit.calendar.about", "name", name, "on", c.l.Date(on)))
	}
	if c.url != "" {
		about = append(about, c.url)
	}
	c.line("BEGIN:VEVENT")
	c.line("UID:" + id)
	c.line("DTSTAMP:" + c.stamp)
	c.line("DTSTART;VALUE=DATE:" + basic(on))
	c.line("DTEND;VALUE=DATE:" + basic(on.AddDays(1)))
	c.text("SUMMARY", title)
	if len(about) > 0 {
		c.text("DESCRIPTION", strings.Join(about, "\n"))
	}
	if c.url != "" && !strings.ContainsAny(c.url, "\r\n") {
		c.line("URL:" + c.url)
	}
	c.line("CLASS:PRIVATE")
	c.line("TRANSP:TRANSPARENT")
	c.line("BEGIN:VALARM")
	c.line("ACTION:DISPLAY")
	c.text("DESCRIPTION", title)
	c.line("TRIGGER:PT9H") // nine in the morning of an all-day entry
	c.line("END:VALARM")
	c.line("END:VEVENT")
}

// uid stays the same when the deadline moves, so that a calendar that reads the file again moves the entry and does not
// add a second one.
func uid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x1f")))
	return hex.EncodeToString(sum[:16]) + "@degrau"
}

func basic(d civil.Date) string { return d.Time(time.UTC).Format("20060102") }

var icsEscapes = strings.NewReplacer("\\", "\\\\", ";", "\\;", ",", "\\,", "\r\n", "\\n", "\n", "\\n", "\r", "")

func (c *calendar) text(name, value string) { c.line(name + ":" + icsEscapes.Replace(value)) }

// line writes one content line, folded at 75 octets, never inside a rune.
func (c *calendar) line(s string) {
	if c.err != nil {
		return
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	room := 75
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.put(s[:cut] + "\r\n ")
		s, room = s[cut:], 74 // the space of the fold counts
	}
	c.put(s + "\r\n")
}

func (c *calendar) put(s string) {
	if c.err == nil {
		_, c.err = c.w.WriteString(s)
	}
}
