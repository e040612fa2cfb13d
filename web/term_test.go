package web

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports"
)

// mustBase is the common part of a case page in one language, on the day of the tests.
func mustBase(t testing.TB, lang string) (*site, CaseBase) {
	t.Helper()
	s := mustSite(t).site
	return s, CaseBase{Page: Page{site: s, L: locale.For(lang), Today: civil.In(noon, houseZone)}, Base: "/casos/x"}
}

func said(words string) escalation.Phrase {
	return escalation.Phrase{Text: map[string]string{"pt": words}}
}

// planned is a view of an empty case with a plan made by hand.
func planned(p escalation.Plan) *view {
	return &view{Case: &cases.Case{CreatedAt: noon.Add(-48 * time.Hour)}, Plan: p, Base: "/casos/x"}
}

func TestADayOfOursIsNotToldAsLaw(t *testing.T) {
	s, p := mustBase(t, "pt")
	src := escalation.Source{Norm: "CDC, art. 54-G"}
	step := escalation.Source{Norm: "Decreto 8.573/2015"}
	d := escalation.Deadline{ID: "d1", Owner: escalation.OwnerConsumer, Name: said("avisar"), State: escalation.DeadlineOpen,
		Start: escalation.Start{On: civil.MustPartial("2026-11-01"), Index: -1}, Due: civil.MustParse("2026-12-01"), Sources: []escalation.Source{src}}
	next := escalation.Next{Action: said("Avise o banco"), By: civil.MustParse("2026-11-30"), Sources: []escalation.Source{step}}
	for name, c := range map[string]struct {
		deadline string
		has, not []string
	}{
		"our own day":          {"", []string{"Nossa sugestão, não é prazo da lei.", "Sobre este passo: Decreto 8.573/2015"}, []string{"Fonte:", `class="strip"`, "CDC", "Como contamos este prazo O que"}},
		"a day counted back":   {"d2", []string{"Fonte: CDC, art. 54-G"}, []string{"Nossa sugestão"}},
		"a day a deadline set": {"d1", []string{"Fonte: CDC, art. 54-G", "Vence em 1º de dezembro de 2026"}, []string{"Nossa sugestão", "Sobre este passo", "Decreto"}},
	} {
		t.Run(name, func(t *testing.T) {
			n := next
			n.Deadline = c.deadline
			back := d
			back.ID, back.Start.On = "d2", civil.MustPartial("2026-12-11")
			v := planned(escalation.Plan{Next: &n, Deadlines: []escalation.Deadline{d, back}})
			b, err := s.views.draw("case", CasePage{CaseBase: p, Now: s.nowCard(p, v)})
			if err != nil {
				t.Fatal(err)
			}
			card := between(string(b), `<section class="card lead-card"`, "</section>")
			mustHave(t, card, c.has...)
			for _, bad := range c.not {
				if strings.Contains(card, bad) {
					t.Errorf("the card has %q", bad)
				}
			}
			if (c.deadline != "") != strings.Contains(card, `class="strip"`) {
				t.Error("a strip belongs to a deadline, and only to one")
			}
		})
	}
}

func TestEachDeadlineHasOneDay(t *testing.T) {
	s, p := mustBase(t, "pt")
	me, them, body := escalation.OwnerConsumer, escalation.OwnerCompany, escalation.OwnerBody
	day := civil.MustParse
	for name, c := range map[string]struct {
		d              escalation.Deadline
		day            string
		term, reminder string
	}{
		"mine, open":              {escalation.Deadline{Owner: me, State: escalation.DeadlineOpen, Due: day("2026-12-02"), DueLatest: day("2026-12-02"), Alarm: day("2026-12-01")}, "2026-12-02", "vence em 2 de dezembro de 2026, faltam 10 dias", "Lembrete em 1º de dezembro"},
		"theirs, open":            {escalation.Deadline{Owner: them, State: escalation.DeadlineOpen, Due: day("2026-12-02"), Alarm: day("2026-12-01")}, "2026-12-02", "vence em 2 de dezembro de 2026, faltam 10 dias", ""},
		"mine, may be over":       {escalation.Deadline{Owner: me, State: escalation.DeadlineUncertain, Due: day("2026-11-01"), DueLatest: day("2026-12-03"), Alarm: day("2026-10-30")}, "2026-12-03", "ainda dá para tentar até 3 de dezembro de 2026", ""},
		"the company's, unsure":   {escalation.Deadline{Owner: them, State: escalation.DeadlineUncertain, Due: day("2026-11-01"), DueLatest: day("2026-12-03")}, "2026-12-03", "pode ainda responder até 3 de dezembro de 2026", ""},
		"a body's, unsure":        {escalation.Deadline{Owner: body, State: escalation.DeadlineUncertain, Due: day("2026-11-01"), DueLatest: day("2026-12-03")}, "2026-12-03", "pode ainda responder até 3 de dezembro de 2026", ""},
		"the company's, gone":     {escalation.Deadline{Owner: them, State: escalation.DeadlinePassed, Due: day("2026-11-01"), DueLatest: day("2026-11-03")}, "2026-11-03", "passou em 3 de novembro de 2026", ""},
		"years away":              {escalation.Deadline{Owner: me, State: escalation.DeadlineOpen, Due: day("2036-08-08"), Alarm: day("2036-08-07")}, "2036-08-08", "vence em agosto de 2036", ""},
		"a year and a day away":   {escalation.Deadline{Owner: me, State: escalation.DeadlineOpen, Due: day("2027-11-23")}, "2027-11-23", "vence em novembro de 2027", ""},
		"less than a year away":   {escalation.Deadline{Owner: me, State: escalation.DeadlineOpen, Due: day("2027-11-22")}, "2027-11-22", "vence em 22 de novembro de 2027, faltam 365 dias", ""},
		"met, on a day we know":   {escalation.Deadline{Owner: me, State: escalation.DeadlineMet, Due: day("2026-12-02"), MetOn: civil.MustPartial("2026-11-20")}, "2026-12-02", "cumprido em 20 de novembro de 2026", ""},
		"a reminder already past": {escalation.Deadline{Owner: me, State: escalation.DeadlineOpen, Due: day("2026-11-23"), Alarm: day("2026-11-20")}, "2026-11-23", "vence em 23 de novembro de 2026, amanhã", ""},
	} {
		t.Run(name, func(t *testing.T) {
			rows := s.deadlines(p, planned(escalation.Plan{Deadlines: []escalation.Deadline{c.d}}))
			if r := rows[0]; r.Day != day(c.day) || r.Term != c.term || r.Reminder != c.reminder {
				t.Errorf("%s %q %q", r.Day, r.Term, r.Reminder)
			}
			if c.d.Owner != me && strings.Contains(rows[0].Term, "tentar") {
				t.Error("what others owe is nothing to try")
			}
		})
	}
}

func TestALossThatMayBeOverNamesTheDayThatIsLeft(t *testing.T) {
	s, p := mustBase(t, "pt")
	loss := func(due, latest string, doubt bool) escalation.Loss {
		return escalation.Loss{Deadline: "d1", Right: said("Abrir a disputa"), Unless: said("Abra a disputa antes desse dia."),
			Due: civil.MustParse(due), DueLatest: civil.MustParse(latest), Doubtful: doubt}
	}
	for name, c := range map[string]struct {
		l     escalation.Loss
		day   string
		words string
	}{
		"still ahead": {loss("2026-12-01", "2026-12-05", false), "2026-12-01", "Abra a disputa antes desse dia."},
		"may be over": {loss("2026-11-10", "2026-12-05", true), "2026-12-05", "Pode ter acabado; ainda dá para tentar até 5 de dezembro de 2026."},
		"all past":    {loss("2026-11-10", "2026-11-12", true), "2026-11-12", "Pode ter acabado em 12 de novembro de 2026. Confirme antes de desistir."},
	} {
		t.Run(name, func(t *testing.T) {
			v := planned(escalation.Plan{Losses: []escalation.Loss{c.l}, Deadlines: []escalation.Deadline{{ID: "d1", Provisional: true}}})
			rows := losses(p, v)
			if rows[0].Day != civil.MustParse(c.day) || rows[0].Unless != c.words || !rows[0].Estimate {
				t.Errorf("%+v", rows[0])
			}
			b, err := s.views.draw("case", CasePage{CaseBase: p, Losses: rows})
			if err != nil {
				t.Fatal(err)
			}
			mustHave(t, string(b), "≈ estimado")
			if strings.Contains(visible(string(b)), "não confirmado") != c.l.Doubtful {
				t.Error("a doubt is not said, or said of what is sure")
			}
		})
	}
}

func TestALongLadderFoldsWhatIsFarAbove(t *testing.T) {
	var steps []Rung
	for i, state := range []string{"done", "done", "done", "now", "parallel", "later", "later", "later", "closed"} {
		steps = append(steps, Rung{Name: string(rune('a' + i)), State: state})
	}
	st := Stair{Steps: steps, Drawn: fold(steps), Fold: true}
	names := func(all []Rung) (s string) {
		for _, r := range all {
			s += r.Name
		}
		return s
	}
	if near, above := names(st.Near()), names(st.Above()); near != "abcdefg" || above != "hi" {
		t.Errorf("shown %q, folded %q", near, above)
	}
	if drawn := names(st.Drawn); drawn != "bcdfg" {
		t.Errorf("drawn %q", drawn)
	}
	st.Fold = false
	if len(st.Above()) != 0 {
		t.Error("a short way is folded")
	}
}

func TestWhatThePacksDoNotKnowIsSaid(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	at := b.to(b.post("/novo", url.Values{"texto": {told}}))
	base, _, _ := strings.Cut(b.to(b.post(at, url.Values{"fazer": {"confirmar"}, "place": {"MX"}})), "?")
	p := s.site.Packs.Plan(escalation.Situation{Facts: b.facts(base), State: cases.StateOpen}, noon)
	if p.Caution.IsZero() {
		t.Fatal("the packs claim to know Mexico")
	}
	card, _, _ := strings.Cut(b.page(base), `class="card lead-card"`)
	mustHave(t, card, reports.Say(p.Caution, locale.For("pt")))
}
