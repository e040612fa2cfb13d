package reports

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

func somePlan() escalation.Plan {
	name := escalation.Phrase{Text: map[string]string{"pt": "Abrir a disputa no AliExpress; pedido de R$ 1.250,00, notebook ção ção ção ção ção ção ção"}}
	return escalation.Plan{Now: noon, Deadlines: []escalation.Deadline{
		{ID: "a", Name: name, Owner: escalation.OwnerConsumer, Due: civil.MustParse("2026-12-04"), Alarm: civil.MustParse("2026-12-03"), State: escalation.DeadlineOpen},
		{ID: "b", Name: name, Owner: escalation.OwnerCompany, Due: civil.MustParse("2026-12-31"), State: escalation.DeadlineOpen},
		{ID: "met", Name: name, Owner: escalation.OwnerConsumer, Due: civil.MustParse("2026-12-05"), State: escalation.DeadlineMet},
		{ID: "no day", Name: name, Owner: escalation.OwnerConsumer, State: escalation.DeadlineOpen},
	}}
}

func TestCalendarIsReadByAnotherProgram(t *testing.T) {
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		var b bytes.Buffer
		if err := WriteCalendar(&b, somePlan(), "case", "https://exemplo.br/casos/1", locale.For(lang)); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
				t.Errorf("%s: line of %d octets: %q", lang, len(line), line)
			}
		}
		cal, err := ics.ParseCalendar(&b)
		if err != nil {
			t.Fatal(err)
		}
		events := cal.Events()
		if len(events) != 3 {
			t.Fatalf("%s: %d events", lang, len(events))
		}
		for i, day := range []string{"20261203", "20261204", "20261231"} {
			e := events[i]
			if got := e.GetProperty(ics.ComponentPropertyDtStart).Value; got != day {
				t.Errorf("%s: event %d on %s, want %s", lang, i, got, day)
			}
			title := e.GetProperty(ics.ComponentPropertySummary).Value
			for _, secret := range []string{"AliExpress", "1.250", "notebook", "R$"} {
				if strings.Contains(title, secret) {
					t.Errorf("%s: the title %q shows %q on a lock screen", lang, title, secret)
				}
			}
			if got := e.GetProperty(ics.ComponentPropertyDescription).Value; !strings.Contains(got, "R$ 1.250,00, notebook ção") {
				t.Errorf("%s: description %q", lang, got)
			}
		}
		if e := events[2].GetProperty(ics.ComponentPropertyDtEnd).Value; e != "20270101" {
			t.Errorf("the end of an all-day entry is the day after: %s", e)
		}
	}
}

func TestCalendarIdsStayWhenDaysMove(t *testing.T) {
	p := somePlan()
	ids := func() []string {
		var b bytes.Buffer
		if err := WriteCalendar(&b, p, "case", "", locale.For("pt")); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, line := range strings.Split(b.String(), "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				out = append(out, line)
			}
		}
		return out
	}
	before := ids()
	p.Deadlines[0].Due = civil.MustParse("2026-12-20")
	if after := ids(); strings.Join(before, " ") != strings.Join(after, " ") || before[0] == before[1] {
		t.Errorf("%v became %v", before, after)
	}
}

// written returns the day and title of each entry.
func written(t *testing.T, p escalation.Plan) []string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCalendar(&b, p, "case", "", locale.For("pt")); err != nil {
		t.Fatal(err)
	}
	cal, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range cal.Events() {
		out = append(out, e.GetProperty(ics.ComponentPropertyDtStart).Value+" "+e.GetProperty(ics.ComponentPropertySummary).Value)
	}
	return out
}

func TestCalendarHoldsOnlyDaysAhead(t *testing.T) {
	const alarm, due = "Um prazo seu está perto: reserve 15 minutos hoje", "Um prazo seu termina hoje"
	const maybe, next = "Um prazo seu pode acabar hoje: talvez ainda dê tempo", "Seu próximo passo: reserve 15 minutos hoje"
	mine := func(state escalation.DeadlineState, alarm, due, latest string) escalation.Deadline {
		return escalation.Deadline{ID: "a", Owner: escalation.OwnerConsumer, Alarm: civil.MustParse(alarm), Due: civil.MustParse(due),
			DueLatest: civil.MustParse(latest), State: state}
	}
	theirs := func(state escalation.DeadlineState, due string) escalation.Deadline {
		return escalation.Deadline{ID: "b", Owner: escalation.OwnerCompany, Due: civil.MustParse(due), DueLatest: civil.MustParse("2026-12-30"), State: state}
	}
	for name, c := range map[string]struct {
		deadline escalation.Deadline
		next     *escalation.Next
		want     []string
	}{
		"alarm was yesterday":      {mine(escalation.DeadlineOpen, "2026-11-20", "2026-11-24", "2026-11-24"), nil, []string{"20261124 " + due}},
		"due today":                {mine(escalation.DeadlineOpen, "2026-11-20", "2026-11-22", "2026-11-22"), nil, []string{"20261122 " + due}},
		"earliest reading past":    {mine(escalation.DeadlineUncertain, "2026-11-10", "2026-11-11", "2026-11-26"), nil, []string{"20261126 " + maybe}},
		"last reading on a Sunday": {mine(escalation.DeadlineUncertain, "2026-11-10", "2026-11-11", "2026-11-29"), nil, []string{"20261127 " + maybe}},
		"both readings past":       {mine(escalation.DeadlineUncertain, "2026-11-10", "2026-11-11", "2026-11-20"), nil, nil},
		"their term is over":       {theirs(escalation.DeadlineUncertain, "2026-11-20"), nil, nil},
		"their term runs":          {theirs(escalation.DeadlineOpen, "2026-12-20"), nil, []string{"20261220 Hoje termina um prazo da outra parte"}},
		"next step ahead":          {theirs(escalation.DeadlinePassed, "2026-11-20"), &escalation.Next{By: civil.MustParse("2026-11-25")}, []string{"20261125 " + next}},
		"next step late":           {theirs(escalation.DeadlinePassed, "2026-11-20"), &escalation.Next{By: civil.MustParse("2026-11-20")}, nil},
		"next step on its deadline's alarm": {mine(escalation.DeadlineOpen, "2026-11-25", "2026-11-26", "2026-11-26"),
			&escalation.Next{By: civil.MustParse("2026-11-25"), Deadline: "a"}, []string{"20261125 " + alarm, "20261126 " + due}},
	} {
		t.Run(name, func(t *testing.T) {
			got := written(t, escalation.Plan{Now: noon, Deadlines: []escalation.Deadline{c.deadline}, Next: c.next})
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
