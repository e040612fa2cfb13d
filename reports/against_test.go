package reports

import (
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

func TestTheBankStandsAgainstOnlyWhereItIsAsked(t *testing.T) {
	delivery := headlines["not-delivered"]
	delivery.Problems = []cases.Problem{cases.NotDelivered}
	for _, c := range []struct {
		facts cases.Facts
		body  string
		want  bool
	}{{delivery, "br-procon", false}, {delivery, "br-consumidor-gov", false}, {headlines["not-delivered"], "br-procon", true},
		{delivery, "card-issuer", true}, {delivery, "bank-ombudsman", true}, {delivery, "br-bcb", true}} {
		in := mustInput(t, c.facts, c.body)
		in.Variant = Full
		m, err := newMatter(in)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(m.againstWhom().Rows, func(r paper.Row) bool { return r.Value == "Banco Exemplo" })
		if got != c.want {
			t.Errorf("%s, %v: against the bank is %v", c.body, c.facts.Problems, got)
		}
		if note := m.paymentTable().Note; !strings.Contains(note, "Banco Exemplo") {
			t.Errorf("%s: the payment does not name the bank: %q", c.body, note)
		}
	}
}

func TestAChargeWithoutAnAmountIsNoLineOfABill(t *testing.T) {
	f := headlines["not-delivered"]
	f.Events = []cases.Entry{{Kind: cases.Charged, On: civil.MustPartial("2026-08-01")}, {Kind: cases.Charged, On: civil.MustPartial("2026-09-01"), Text: "continua na fatura"}}
	d, _, err := Dossier(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d)
	if strings.Contains(text, "Cobranças na fatura") || strings.Contains(text, "01/08/2026") || !strings.Contains(text, "Cobrança: continua na fatura") {
		t.Error(text)
	}
}

func TestADoubtfulProblemIsNamedInItsGap(t *testing.T) {
	f := headlines["not-delivered"]
	f.Origins = map[string]cases.Origin{"problems.1": {Certainty: cases.Check}}
	d, gaps, err := Dossier(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(gaps, func(g Gap) bool { return g.Fact == "problems.1" })
	if i < 0 || gaps[i].Args["problem"] != "Cartão ainda cobrado" || !strings.Contains(d.Title, "Produto não entregue") {
		t.Errorf("%q, %v", d.Title, gaps)
	}
	for _, g := range gaps {
		if g.Key == "dossier.gap.problems" {
			t.Error("asks which is the problem, and states it")
		}
	}
	in := mustInput(t, f, "br-procon")
	said := in.Case.Facts() // the list said anew, with the origins of the first reading still there
	said.Events = nil
	if err := in.Case.CorrectFacts(said, []string{"problems"}, "owner", noon); err != nil {
		t.Fatal(err)
	}
	if d, gaps, err = Dossier(in); err != nil || d.Title != "Dossiê: Produto não entregue e cartão ainda cobrado" || slices.ContainsFunc(gaps, func(g Gap) bool { return strings.HasPrefix(g.Fact, "problems") }) {
		t.Errorf("problems said by the person: %q %v %v", d.Title, gaps, err)
	}
	f.Problems, f.Origins = nil, nil
	if _, gaps, err = Dossier(mustInput(t, f, "br-procon")); err != nil || !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Fact == "problems" && g.Key == "dossier.gap.problems" }) {
		t.Errorf("no problem at all: %v %v", gaps, err)
	}
}

// How long logs are kept is good to know and nothing a company could miss.
func TestOnlyWhatSomethingSetRunningIsPrintedAsATerm(t *testing.T) {
	m, err := newMatter(mustInput(t, headlines["not-delivered"], "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	day := "2026-11-20"
	d := escalation.Deadline{Owner: escalation.OwnerCompany, Due: civil.MustParse("2026-11-21"), State: escalation.DeadlinePassed,
		Sources: []escalation.Source{{Norm: "Lei", Confidence: "sourced", Checked: &day}}, Start: escalation.Start{Event: "contacted", On: civil.MustPartial("2026-11-01")}}
	if !m.printed(d) {
		t.Error("a term set running by a contact is not printed")
	}
	if d.Start.Event = "purchases.0.on"; m.printed(d) {
		t.Error("a term that runs from the purchase itself is printed")
	}
}
