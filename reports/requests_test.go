package reports

import (
	"slices"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

func mustMatter(t testing.TB, f cases.Facts) *matter {
	t.Helper()
	m, err := newMatter(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func texts(all []asked) []string {
	var out []string
	for _, a := range all {
		out = append(out, a.text)
	}
	return out
}

func TestRequests(t *testing.T) {
	brl := func(s string) cases.Money { return cases.MustMoney(s, "BRL") }
	paid := []cases.Payment{{Amount: brl("500.00"), Role: cases.Paid}, {Amount: brl("120.00"), Role: cases.Refunded}, {Amount: brl("60.00"), Role: cases.Demanded}}
	answer := "Resposta por escrito até 02/12/2026."
	for name, c := range map[string]struct {
		f    cases.Facts
		want []string
	}{
		"nothing asked: the open amount, never what was only demanded": {cases.Facts{Problems: []cases.Problem{cases.NotDelivered}, Payments: paid},
			[]string{"Devolução de R$\u00a0380,00, pelo mesmo meio de pagamento, até 02/12/2026.", answer}},
		"no amount known": {cases.Facts{Problems: []cases.Problem{cases.NotDelivered}},
			[]string{"Devolução do valor pago, pelo mesmo meio de pagamento, até 02/12/2026.", answer}},
		"only an order total": {cases.Facts{Problems: []cases.Problem{cases.WrongItem}, Purchases: []cases.Purchase{{Total: brl("99.90")}}},
			[]string{"Devolução de R$\u00a099,90, pelo mesmo meio de pagamento, até 02/12/2026.", answer}},
		"what the person asked stands": {cases.Facts{Problems: []cases.Problem{cases.NotDelivered}, Payments: paid, Requests: []cases.Request{{Remedy: cases.Delivery},
			{Remedy: cases.Discount, Amount: brl("50.00")}, {Remedy: cases.OtherRemedy, Text: "nota fiscal em meu nome"}}},
			[]string{"Entrega do produto comprado até 02/12/2026.", "Abatimento de R$\u00a050,00 no preço.", "Nota fiscal em meu nome.", answer}},
		"a refund and a reversal ask for the same money once": {cases.Facts{Problems: []cases.Problem{cases.NotDelivered, cases.ChargeContinues}, Payments: paid},
			[]string{"Devolução de R$\u00a0380,00, pelo mesmo meio de pagamento, até 02/12/2026.", "Suspensão das parcelas que ainda vão vencer, com confirmação por escrito.", answer}},
		"an unclear problem asks for a solution": {cases.Facts{Problems: []cases.Problem{cases.OtherProblem}, Payments: paid},
			[]string{"Solução do problema descrito, confirmada por escrito.", answer}},
		"another wish without words asks for nothing": {cases.Facts{Requests: []cases.Request{{Remedy: cases.OtherRemedy}}},
			[]string{"Solução do problema descrito, confirmada por escrito.", answer}},
		"a defect is first repaired": {cases.Facts{Problems: []cases.Problem{cases.Defective}, Payments: paid},
			[]string{"Conserto do produto, sem custo, até 02/12/2026.", answer}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := texts(mustMatter(t, c.f).requests()); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestADefectNotCuredInTimeGivesTheChoice(t *testing.T) {
	m := mustMatter(t, cases.Facts{Problems: []cases.Problem{cases.Defective}, Payments: []cases.Payment{{Amount: cases.MustMoney("500.00", "BRL")}}})
	m.in.Plan.Deadlines = []escalation.Deadline{{Rule: "br-cure-30", State: escalation.DeadlinePassed}}
	if got := m.requests()[0]; got.remedy != cases.Refund || got.amount.Decimal() != "500.00" {
		t.Errorf("asked: %+v", got)
	}
}

func TestTheTermEndsBeforeARightDoes(t *testing.T) {
	m := mustMatter(t, cases.Facts{})
	for due, want := range map[string]string{"2026-11-30": "2026-11-29", "2026-11-24": "2026-12-02", "2027-01-30": "2026-12-02"} {
		m.in.Plan.Losses = []escalation.Loss{{Due: civil.MustParse(due)}}
		if got := m.answerBy().String(); got != want {
			t.Errorf("a right that ends on %s: answer by %s, want %s", due, got, want)
		}
	}
}

func TestInline(t *testing.T) {
	if got := inline([]asked{{text: "Entrega do produto."}, {text: "PIX de volta."}}); got != "1) entrega do produto; 2) PIX de volta" {
		t.Error(got)
	}
	if got := inline([]asked{{text: "Só isto."}}); got != "só isto" {
		t.Error(got)
	}
}
