package web

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// DeadlineRow is one running period. Its day has one meaning wherever the page shows it: the last day, or the last
// arguable day once the first has gone by. The reminder before it is named apart.
type DeadlineRow struct {
	Name     string
	Owner    string
	Mine     bool
	State    escalation.DeadlineState
	Day      civil.Date
	Term     string // the day in words: "vence em 2 de outubro de 2026, faltam 9 dias"
	Reminder string // "lembrete em 1º de outubro"
	Href     string
	Doubtful bool
	Estimate bool // the day may still move
}

// lastDay is the day that still matters of a deadline.
func lastDay(d escalation.Deadline) civil.Date {
	if d.State != escalation.DeadlineOpen && d.State != escalation.DeadlineMet && d.DueLatest.After(d.Due) {
		return d.DueLatest
	}
	return d.Due
}

// term says in words when a deadline ends. What others owe is never something to try.
func (p Page) term(d escalation.Deadline) (civil.Date, string) {
	day, mine := lastDay(d), d.Owner == escalation.OwnerConsumer
	switch {
	case d.State == escalation.DeadlineMet && !d.MetOn.IsZero():
		return day, p.T("web.term.met", "day", d.MetOn)
	case d.State == escalation.DeadlineMet:
		return day, p.T("web.deadline.met")
	case d.State == escalation.DeadlinePassed:
		return day, p.T("web.term.passed", "day", day)
	case d.State == escalation.DeadlineUncertain && mine:
		return day, p.T("web.term.try", "day", day)
	case d.State == escalation.DeadlineUncertain:
		return day, p.T("web.term.theirs", "day", day)
	case p.Far(day):
		return day, p.T("web.term.far", "month", monthOfDay(day))
	}
	return day, p.T("web.term.open", "day", day) + ", " + p.left(day)
}

// termSign is the shape before the words of a deadline that no longer simply runs.
var termSign = map[escalation.DeadlineState]string{escalation.DeadlineMet: "✓", escalation.DeadlinePassed: "✕", escalation.DeadlineUncertain: "?"}

// Sign is the shape that carries the state without colour.
func (r DeadlineRow) Sign() string { return termSign[r.State] }

// Sign is the shape that carries the state without colour.
func (p DeadlinePage) Sign() string { return termSign[p.State] }

// deadlines lists the periods of a case, those that still run first, by day.
func (s *site) deadlines(p CaseBase, v *view) []DeadlineRow {
	var out []DeadlineRow
	for _, d := range v.Plan.Deadlines {
		if d.Task {
			continue
		}
		row := DeadlineRow{Name: p.Say(d.Name), Owner: p.T("owner." + string(d.Owner)), Mine: d.Owner == escalation.OwnerConsumer,
			State: d.State, Href: v.Base + "/prazos/" + d.ID, Doubtful: d.Doubtful}
		row.Day, row.Term = p.term(d)
		running := d.State == escalation.DeadlineOpen || d.State == escalation.DeadlineUncertain
		row.Estimate = d.Provisional && running
		if row.Mine && d.State == escalation.DeadlineOpen && !d.Alarm.IsZero() && d.Alarm != d.Due && !p.Far(d.Due) && !d.Alarm.Before(p.Today) {
			row.Reminder = p.T("web.term.reminder", "day", p.L.Day(d.Alarm))
		}
		out = append(out, row)
	}
	over := func(r DeadlineRow) int {
		switch {
		case r.State == escalation.DeadlineOpen, r.State == escalation.DeadlineUncertain && r.Mine:
			return 0
		case r.State == escalation.DeadlineUncertain:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b DeadlineRow) int {
		if x := over(a) - over(b); x != 0 {
			return x
		}
		return a.Day.Compare(b.Day)
	})
	return out
}

// DeadlinePage counts one period day by day, so that anyone can count again.
type DeadlinePage struct {
	CaseBase
	Name      string
	Owner     string
	State     escalation.DeadlineState
	Count     string // "10 dias úteis"
	Start     string
	Alarm     civil.Date
	Due       civil.Date
	DueLatest civil.Date
	Term      string
	Doubtful  bool
	Estimate  bool
	Caution   string // why the day may still move
	Rows      []CountRow
	Latest    []CountRow // the count of the latest arguable reading, where it differs
	WhyLatest string
	Sources   []SourceLine
}

// CountTable is one count as a table under its heading.
type CountTable struct {
	Page
	Heading string
	Why     string
	Rows    []CountRow
}

// Tables are the counts of the page: the one that sets the alarm, then the latest arguable one.
func (p DeadlinePage) Tables() []CountTable {
	out := []CountTable{{p.Page, p.T("web.count.days"), "", p.Rows}}
	if len(p.Latest) > 0 {
		out = append(out, CountTable{p.Page, p.T("web.count.days_latest"), p.WhyLatest, p.Latest})
	}
	return out
}

// CountRow is one day of the count.
type CountRow struct {
	On      civil.Date
	Weekday string
	N       int
	Counted bool
	Why     string
	Last    bool
}

func (s *site) showDeadline(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(v.Plan.Deadlines, func(d escalation.Deadline) bool { return d.ID == c.Param("deadline") })
	if i < 0 {
		return cases.NotFoundf("no_such_rule", "rule", c.Param("deadline"))
	}
	d := v.Plan.Deadlines[i]
	e, err := s.Packs.Count(d, v.Plan.Place)
	if err != nil {
		return fmt.Errorf("count %s: %w", d.Rule, err)
	}
	p := DeadlinePage{CaseBase: s.casePage(c, v, ""), Name: upper(reports.Say(d.Name, s.localizer(c.Request))), State: d.State, Alarm: d.Alarm, Due: d.Due,
		DueLatest: d.DueLatest, Doubtful: d.Doubtful}
	if d.Owner != escalation.OwnerConsumer || d.State != escalation.DeadlineOpen {
		p.Alarm = civil.Date{} // a reminder is for what the person can still do
	}
	if d.Provisional || e.Provisional {
		p.Caution = p.T("web.count.provisional")
		if !d.Caution.IsZero() {
			p.Caution = p.Say(d.Caution)
		}
	}
	p.Title = p.Name
	p.Owner = p.T("owner." + string(d.Owner))
	_, p.Term = p.term(d)
	p.Count = p.T("unit."+d.Count.Unit, "n", d.Count.N)
	p.Start = p.startWords(s, v, d.Start)
	p.Sources = p.sources(d.Sources)
	p.Rows = p.countRows(e.Days, e.Due)
	if e.DueLatest != e.Due {
		p.Latest, p.WhyLatest = p.countRows(e.DaysLatest, e.DueLatest), upper(e.WhyLatest)
	}
	return s.show(c, http.StatusOK, "deadline", p)
}

// startWords says what set the clock running.
func (p DeadlinePage) startWords(s *site, v *view, st escalation.Start) string {
	what := p.L.FactLabel(st.Event)
	if cases.Known(cases.Kind(st.Event), cases.Kinds) {
		what = p.T("kind." + st.Event)
		if st.Index >= 0 && st.Index < len(v.Facts.Events) && v.Facts.Events[st.Index].Body != "" {
			what += " (" + s.bodyName(p.L, v.Facts.Events[st.Index].Body) + ")"
		}
	}
	if st.On.IsZero() {
		return upper(what)
	}
	return upper(what) + ", " + p.L.Partial(st.On)
}

func (p DeadlinePage) countRows(days []escalation.DayCount, due civil.Date) []CountRow {
	var out []CountRow
	for _, d := range days {
		row := CountRow{On: d.On, Weekday: short(p.L.Weekday(d.On.Weekday())), N: d.N, Counted: d.Counted, Last: d.On == due}
		if !d.Counted || row.Last || len(days) < 25 {
			row.Why = p.Say(d.Why) // in a long count the number says it all
		}
		out = append(out, row)
	}
	return out
}

// calendar sends the deadlines as a calendar file whose titles are safe on a lock screen.
func (s *site) calendar(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	url := ""
	if s.BaseURL != "" {
		url = s.BaseURL + v.Base
	}
	var b bytes.Buffer
	if err := reports.WriteCalendar(&b, v.Plan, v.Case.ID, url, s.localizer(c.Request)); err != nil {
		return fmt.Errorf("write calendar: %w", err)
	}
	return s.send(c, "text/calendar; charset=utf-8", "prazos-"+v.Case.Code+".ics", b.Bytes())
}

// send answers with a file to keep.
func (s *site) send(c *gin.Context, mime, name string, b []byte) error {
	c.Header("Content-Disposition", attachment(name))
	c.Data(http.StatusOK, mime, b)
	return nil
}
