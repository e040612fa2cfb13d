package web

import (
	"html/template"
	"unicode/utf8"

	"degrau/escalation"
	"degrau/internal/civil"
)

// NowCard is the one thing to do.
type NowCard struct {
	Action   string
	By       string // "até 2 de outubro"
	When     string // "sexta-feira, 2 de outubro de 2026"
	Left     string // "faltam 9 dias"
	Size     string // a smaller size for a longer date, so that it stays on one line of a small phone
	Strip    template.HTML
	Why      string
	Ours     bool        // the day is our own suggestion: no rule sets it
	Due      string      // the last day of the deadline, where By is the reminder before it
	Source   *SourceLine // of the deadline that sets the day
	About    *SourceLine // of the step, where no deadline sets the day
	Count    string      // address of the day-by-day count
	Body     string
	BodyName string
	Step     string
	Warn     []string // what it would shut
	Ready    bool     // there are texts for this body
	Instead  []string
	Who      string
	Waiting  bool
	Remains  []string // where no step can be recommended: those that may still be tried
	Help     []Option // and where legal help is free
}

// SourceLine is a norm with the state of its checking.
type SourceLine struct {
	Norm  string
	URL   string
	State string
	Doubt bool
}

func (p Page) source(src escalation.Source) SourceLine {
	out := SourceLine{Norm: src.Norm, State: upper(p.T("source.unchecked")), Doubt: src.Confidence == "doubtful"}
	if src.URL != nil {
		out.URL = *src.URL
	}
	if src.Checked != nil {
		if d, err := civil.Parse(*src.Checked); err == nil {
			out.State = upper(p.T("source.checked", "date", d))
		}
	}
	return out
}

func (p Page) sources(all []escalation.Source) []SourceLine {
	var out []SourceLine
	for _, s := range all {
		out = append(out, p.source(s))
	}
	return out
}

// left says how far off a day is.
func (p Page) left(d civil.Date) string {
	switch n := d.DaysSince(p.Today); {
	case p.Far(d):
		return p.T("web.far", "month", monthOfDay(d))
	case n == 0:
		return p.T("time.today")
	case n == 1:
		return p.T("time.tomorrow")
	case n > 0:
		return p.T("time.days_left", "n", n)
	case n == -1:
		return p.T("time.yesterday")
	default:
		return p.T("time.days_ago", "n", -n)
	}
}

// farDays is how far off a day is no longer told in days: nobody pictures 3,547 of them.
const farDays = 365

// Far reports whether a day is told as month and year.
func (p Page) Far(d civil.Date) bool { return d.DaysSince(p.Today) > farDays }

func monthOfDay(d civil.Date) civil.Partial { return civil.Partial{Year: d.Year, Month: d.Month} }

// until writes "até 2 de outubro", with the year where it is not this one.
func (p Page) until(d civil.Date) string {
	if d.Year == p.Today.Year {
		return p.T("web.until", "day", p.L.Day(d))
	}
	return p.T("web.until", "day", p.L.DateShort(d))
}

// sizeOf names the class that keeps a date on one line at 360 px.
func sizeOf(date string) string {
	switch n := utf8.RuneCountInString(date); {
	case n > 22:
		return "longest"
	case n > 18:
		return "longer"
	case n > 14:
		return "long"
	}
	return ""
}

// nowCard draws the plan's next step.
func (s *site) nowCard(p CaseBase, v *view) NowCard {
	n := v.Plan.Next
	if n == nil {
		card := NowCard{Waiting: true, Why: p.Say(v.Plan.Reason)}
		if d := v.Plan.WaitUntil; !d.IsZero() {
			card.Action = p.T("web.wait.until", "day", d)
			card.Left = p.left(d)
		} else {
			card.Action = p.T("web.wait.none")
			if len(v.Plan.Conflicts) > 0 {
				card.Action = p.T("web.wait.answer")
			}
		}
		for _, id := range v.Plan.Remains {
			for _, st := range v.Plan.Steps {
				if st.ID == id {
					card.Remains = append(card.Remains, p.Say(st.Action))
				}
			}
		}
		for _, id := range v.Plan.Help {
			card.Help = append(card.Help, Option{Value: "/orgaos/" + id, Text: s.bodyName(p.L, id)})
		}
		return card
	}
	card := NowCard{Step: n.Step, Action: p.Say(n.Action), Why: p.Say(n.Why), Body: n.Body, BodyName: s.bodyName(p.L, n.Body)}
	if !n.By.IsZero() {
		card.By, card.When, card.Left = p.until(n.By), p.L.Weekday(n.By.Weekday())+", "+p.L.Date(n.By), p.left(n.By)
		card.Size = sizeOf(card.By)
	}
	if d, ok := v.deadline(n.Deadline); ok {
		card.Count = v.Base + "/prazos/" + d.ID
		card.Source = p.first(d.Sources)
		card.Strip = strip(v.begun(d, n.By), n.By, p.Today, p.T("web.strip.title"), card.When+", "+card.Left)
		if last, words := p.term(d); last != n.By {
			card.Due = upper(words) + "."
		}
	} else {
		card.Ours = !n.By.IsZero()
		card.About = p.first(n.Sources)
	}
	if b, ok := s.Packs.Body(n.Body); ok {
		card.Ready = len(b.Form.Fields) > 0
		card.Who = p.L.Fill(b.WhoFiles, nil)
	}
	card.Instead = s.instead(p, v, n.Step)
	for _, st := range v.Plan.Steps {
		if st.ID == n.Step {
			card.Warn = warnings(p, st)
		}
	}
	return card
}

// deadline finds one of the plan's deadlines.
func (v *view) deadline(id string) (escalation.Deadline, bool) {
	for _, d := range v.Plan.Deadlines {
		if d.ID == id {
			return d, true
		}
	}
	return escalation.Deadline{}, false
}

// begun is the day a strip starts: that of the deadline's clock, or of the case where the clock is counted back from a
// day to come, as with a bill.
func (v *view) begun(d escalation.Deadline, by civil.Date) civil.Date {
	if on := d.Start.On; !on.IsZero() && on.First().Before(by) {
		return on.First()
	}
	return civil.In(v.Case.CreatedAt, houseZone)
}

func (p Page) first(all []escalation.Source) *SourceLine {
	if len(all) == 0 {
		return nil
	}
	src := p.source(all[0])
	return &src
}

// instead names the steps that can be taken in place of one.
func (s *site) instead(p CaseBase, v *view, step string) []string {
	var ids []string
	for _, st := range v.Plan.Steps {
		if st.ID == step {
			ids = st.Instead
		}
	}
	var out []string
	for _, st := range v.Plan.Steps {
		for _, id := range ids {
			if st.ID == id {
				out = append(out, p.Say(st.Action))
			}
		}
	}
	return out
}
