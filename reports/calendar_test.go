package reports

import (
	"bytes"
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
		{ID: "b", Name: name, Owner: escalation.OwnerCompany, Due: civil.MustParse("2026-12-31"), State: escalation.DeadlineUncertain},
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
