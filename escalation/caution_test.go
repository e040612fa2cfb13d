package escalation

import (
	"slices"
	"testing"
)

func TestCountryWithoutAPackIsSaidPlainly(t *testing.T) {
	for _, place := range []string{"MX", "FR", "PL", "JP"} {
		p := mustPlan(t, edit(ali("not_delivered", "card"), "BR-PR", place), "", "2026-07-10")
		if p.Caution.Key != "plan.caution.no_pack" || p.Caution.Args["place"] != place {
			t.Errorf("%s: %+v", place, p.Caution)
		}
		for _, d := range p.Deadlines {
			if !d.Provisional || d.Caution.Key != "plan.caution.no_calendar" {
				t.Errorf("%s: the alarm of %s passes for a sure one: %+v", place, d.ID, d.Caution)
			}
		}
		for _, s := range p.Steps {
			if s.State == StepNow && !slices.ContainsFunc(s.Reasons, func(r Phrase) bool { return r.Key == p.Caution.Key }) {
				t.Errorf("%s: the next step does not say it", place)
			}
		}
	}
}

func TestCountryWithAPackNeedsNoCaution(t *testing.T) {
	p := mustPlan(t, ali("not_delivered", "card"), "", "2026-07-10")
	if !p.Caution.IsZero() {
		t.Errorf("%+v", p.Caution)
	}
	for _, d := range p.Deadlines {
		if d.Provisional != !d.Caution.IsZero() || d.Provisional {
			t.Errorf("%s is provisional: %+v", d.ID, d.Caution)
		}
	}
}

func TestPlaceNobodyNamedMakesAlarmsProvisional(t *testing.T) {
	f := `{"problems":["not_delivered"],"parties":[{"role":"marketplace","id":"aliexpress"}],"purchases":[{"protection_ends_on":"2026-08-15"}],"events":[]}`
	p := mustPlan(t, f, "", "2026-07-10")
	if d := deadline(t, p, "ae-protection-end-2026-08-15"); d.Caution.Key != "plan.caution.no_place" {
		t.Errorf("%+v", d)
	}
	v, err := mustPacks(t).Eval("ae-03", mustPartial("2026-08-15"), "MX")
	if err != nil || !v.Provisional {
		t.Errorf("%+v %v", v, err)
	}
}

func TestLossSaysUntilWhenTryingMakesSense(t *testing.T) {
	p := mustPlan(t, ali("dispute_unfair", "card"), "", "2026-08-03")
	i := slices.IndexFunc(p.Losses, func(l Loss) bool { return l.Deadline == "br-chb" })
	if i < 0 {
		t.Fatalf("%+v", p.Losses)
	}
	l := p.Losses[i]
	if l.State != DeadlineUncertain || l.Day() != l.DueLatest || l.Unless.Key != "plan.loss.still" ||
		l.Unless.Args["latest"] != l.DueLatest || l.Due.String() != "2026-07-11" {
		t.Errorf("%+v", l)
	}
}

func TestLossesNeverBeginWithADayThatIsGone(t *testing.T) {
	for _, c := range situations() {
		p := mustPlan(t, c.facts, c.events, c.now)
		for i, l := range p.Losses {
			if i > 0 && l.Day().Before(p.Losses[i-1].Day()) {
				t.Errorf("%s: %s stands after %s", c.name, l.Deadline, p.Losses[i-1].Deadline)
			}
			if l.Day().String() < c.now {
				t.Errorf("%s: %s ended on %s, today is %s", c.name, l.Deadline, l.Day(), c.now)
			}
		}
	}
}

func TestPixDisputeAppearsOnlyOnAnAnswer(t *testing.T) {
	for _, c := range []struct {
		name, facts string
		clock, step bool
	}{
		{"nobody was asked", shop("not_delivered", "pix"), false, false},
		{"the person does not know", answered(shop("not_delivered", "pix"), "pix-med.fraud", "null"), false, false},
		{"they were tricked", answered(shop("not_delivered", "pix"), "pix-med.fraud", "true"), true, true},
		{"the shop is honest", answered(shop("not_delivered", "pix"), "pix-med.fraud", "false"), false, true},
		{"they said fraud themselves", shop("fraud", "pix"), true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustPlan(t, c.facts, "", "2026-11-22")
			clock := slices.ContainsFunc(p.Deadlines, func(d Deadline) bool { return d.Rule == "br-med" })
			step := slices.ContainsFunc(p.Steps, func(s Step) bool { return s.ID == "pix-med" })
			if clock != c.clock || step != c.step {
				t.Errorf("clock %v, step %v", clock, step)
			}
		})
	}
	if p := mustPlan(t, shop("not_delivered", "pix"), "", "2026-11-22"); !slices.Contains(gapPaths(p), "answers.pix-med.fraud") {
		t.Errorf("not asked for: %v", gapPaths(p))
	}
}
