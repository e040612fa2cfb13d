package escalation

import (
	"slices"
	"testing"

	"degrau/cases"
)

func TestConditionsKnowYesNoAndNotYet(t *testing.T) {
	facts := edit(answered(ali("not_delivered", "card"), "x.listed", "true"), `"promised_on"`, `"tracking":["LB000000008CN"],"promised_on"`)
	facts = edit(facts, `"events":[]`, `"requests":[{"remedy":"refund"}],"events":[`+on("filed", "aliexpress-dispute", "2026-07-15")+`]`)
	p := mustPacks(t)
	k := p.know(Situation{Facts: mustFacts(t, facts)}, noon(t, "2026-07-20"))
	blank := p.know(Situation{}, noon(t, "2026-07-20"))
	tracked, charged := true, false
	for _, c := range []struct {
		name        string
		when        Condition
		want, empty truth
		asks        string
	}{
		{"nothing said", Condition{}, yes, yes, ""},
		{"in the country", Condition{Places: []string{"BR"}}, yes, unknown, "place"},
		{"in another state", Condition{Places: []string{"BR-SP"}}, no, unknown, "place"},
		{"one of the problems", Condition{Problems: []cases.Problem{cases.Fraud, cases.NotDelivered}}, yes, no, ""},
		{"none of the problems", Condition{NotProblems: []cases.Problem{cases.NotDelivered}}, no, yes, ""},
		{"paid in that way", Condition{Methods: []cases.Method{cases.Card}}, yes, unknown, "payments.0.method"},
		{"paid in another way", Condition{Methods: []cases.Method{cases.Pix}}, no, unknown, "payments.0.method"},
		{"at the marketplace", Condition{Marketplaces: []string{"aliexpress"}}, yes, no, ""},
		{"anywhere else", Condition{Elsewhere: []string{"aliexpress"}}, no, yes, ""},
		{"asks for money back", Condition{Remedies: []cases.Remedy{cases.Refund}}, yes, no, ""},
		{"a marketplace is named", Condition{Parties: []cases.Role{cases.Marketplace}}, yes, no, ""},
		{"tracked", Condition{Tracked: &tracked}, yes, no, ""},
		{"no longer charged", Condition{Charged: &charged}, yes, yes, ""},
		{"tracked from Brazil", Condition{TrackingEnds: "BR"}, no, no, ""},
		{"tracked from China", Condition{TrackingEnds: "CN"}, yes, no, ""},
		{"answered yes", Condition{Answers: map[string][]string{"x.listed": {"yes"}}}, yes, unknown, "answers.x.listed"},
		{"answered otherwise", Condition{Answers: map[string][]string{"x.listed": {"no"}}}, no, unknown, "answers.x.listed"},
		{"it happened", Condition{Events: []EventMatch{{Event: cases.Filed, Body: "aliexpress-dispute"}}}, yes, no, ""},
		{"it did not happen", Condition{NoEvents: []EventMatch{{Event: cases.Filed}}}, no, yes, ""},
		{"one no is enough", Condition{Places: []string{"BR"}, Problems: []cases.Problem{cases.Fraud}}, no, no, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := c.when.holds(k); got != c.want {
				t.Errorf("case: %d, want %d", got, c.want)
			}
			got, asks := c.when.holds(blank)
			if got != c.empty || c.asks != "" && !slices.Contains(asks, c.asks) {
				t.Errorf("empty case: %d asking %v, want %d asking %q", got, asks, c.empty, c.asks)
			}
		})
	}
}

func TestMarketplaceIsFoundByNameOrByStep(t *testing.T) {
	p := mustPacks(t)
	for name, facts := range map[string]string{
		"by id":            `{"parties":[{"role":"marketplace","id":"aliexpress"}]}`,
		"by name":          `{"parties":[{"role":"marketplace","name":"AliExpress Brasil"}]}`,
		"by seller's name": `{"parties":[{"role":"seller","name":"Ali Express"}]}`,
		"by a step":        `{"events":[{"kind":"filed","body":"aliexpress-dispute","on":"2026-07-15"}]}`,
	} {
		if got := p.market(mustFacts(t, facts)); got != "aliexpress" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := p.market(mustFacts(t, `{"parties":[{"role":"seller","name":"Loja X"}]}`)); got != "" {
		t.Errorf("a shop is taken for %q", got)
	}
}

func TestLaterStepOpensTheDayAfterTheWait(t *testing.T) {
	p := mustPlan(t, shop("not_delivered", "boleto"), on("contacted", "seller", "2026-11-20"), "2026-11-22")
	for _, s := range p.Steps {
		want := map[string]string{"br-consumidor-gov": "2026-11-26", "br-procon": ""}[s.ID]
		if (s.ID == "br-consumidor-gov" || s.ID == "br-procon") && s.Opens.String() != want {
			t.Errorf("%s opens %q, want %q", s.ID, s.Opens, want)
		}
	}
}
