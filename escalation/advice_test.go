package escalation

import (
	"slices"
	"strings"
	"testing"

	"degrau/internal/civil"
)

func step(t testing.TB, p Plan, id string) Step {
	t.Helper()
	i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("no step %s in %s", id, states(p))
	}
	return p.Steps[i]
}

func TestWithdrawalIsNamedInItsSevenDays(t *testing.T) {
	facts := shop("wrong_item", "boleto")
	p := mustPlan(t, facts, on("delivered", "", "2026-11-18"), "2026-11-20")
	if p.Next == nil || p.Next.Deadline != "br-withdraw" || !strings.Contains(p.Next.Why.Text["pt"], "CDC, art. 49") || p.Next.Why.Args["due"].(civil.Date).String() != "2026-11-25" {
		t.Errorf("%+v", p.Next)
	}
	p = mustPlan(t, facts, on("delivered", "", "2026-11-01"), "2026-11-20")
	if p.Next == nil || strings.Contains(p.Next.Why.Text["pt"], "CDC, art. 49") {
		t.Errorf("%+v", p.Next)
	}
}

func TestCompanyListIsToBeLookedAtFirst(t *testing.T) {
	refused := ev(on("contacted", "seller", "2026-11-01"), on("refused", "seller", "2026-11-02"))
	warned := func(p Phrase) bool {
		for why, ok := p, true; ok; why, ok = why.Args["why"].(Phrase) {
			if why.Key == "plan.why.check" {
				return true
			}
		}
		return false
	}
	p := mustPlan(t, shop("not_delivered", "boleto"), refused, "2026-11-05")
	if p.Next == nil || p.Next.Step != "br-consumidor-gov" || !warned(p.Next.Why) {
		t.Errorf("%+v", p.Next)
	}
	p = mustPlan(t, answered(shop("not_delivered", "boleto"), "br-consumidor-gov.company_listed", "true"), refused, "2026-11-05")
	if p.Next == nil || p.Next.Step != "br-consumidor-gov" || warned(p.Next.Why) {
		t.Errorf("%+v", p.Next)
	}
	p = mustPlan(t, answered(shop("not_delivered", "boleto"), "br-consumidor-gov.company_listed", "false"), refused, "2026-11-07")
	if s := step(t, p, "br-consumidor-gov"); s.State != StepClosed || !slices.Contains(s.Instead, "br-procon") || p.Next == nil || p.Next.Step != "br-procon" {
		t.Errorf("%+v %+v", s, p.Next)
	}
}

func TestPayeeIsAskedWhereTheDisputeIsOver(t *testing.T) {
	over := ev(on("filed", "aliexpress-dispute", "2026-07-15"), on("refused", "aliexpress-dispute", "2026-07-23"))
	for _, c := range []struct {
		name, facts, events string
		want                bool
	}{
		{"boleto, refused", ali("not_delivered", "boleto"), over, true},
		{"Pix, refused", ali("not_delivered", "pix"), over, true},
		{"boleto, still open", ali("not_delivered", "boleto"), on("filed", "aliexpress-dispute", "2026-07-15"), false},
		{"card, refused", ali("not_delivered", "card"), over, false},
		{"card, refund missing", ali("refund_missing", "card"), over, true},
	} {
		p := mustPlan(t, c.facts, c.events, "2026-07-25")
		if got := slices.ContainsFunc(p.Steps, func(s Step) bool { return s.ID == "payee" }); got != c.want {
			t.Errorf("%s: %v in %s", c.name, got, states(p))
		}
	}
}

func TestParcelThatIsNotLateIsNobodysAnswerTime(t *testing.T) {
	for _, c := range []struct{ facts, events, now, want string }{
		{ali("not_delivered", "pix"), "", "2026-06-10", "plan.reason.after"},
		{shop("not_delivered", "boleto"), "", "2026-10-10", "plan.reason.after"},
		{shop("not_delivered", "boleto"), on("contacted", "seller", "2026-10-05"), "2026-10-18", ""},
	} {
		p := mustPlan(t, c.facts, c.events, c.now)
		if p.Reason.Key != "plan.reason.too_early" || p.Reason.Args["why"].(Phrase).Text["pt"] == "" {
			t.Errorf("%+v", p.Reason)
		}
		if r := step(t, p, "br-consumidor-gov").Reasons[0]; r.Key != c.want || c.want == "" && r.Text["pt"] == "" {
			t.Errorf("%+v", r)
		}
	}
	if s := step(t, mustPlan(t, ali("not_delivered", "pix"), "", "2026-06-10"), "aliexpress-dispute"); s.State != StepLater || s.Opens.String() != "2026-07-01" {
		t.Errorf("%+v", s)
	}
}
