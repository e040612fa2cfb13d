package escalation

import (
	"slices"
	"testing"
)

// backFacts is an order of R$ 300 with a refund of R$ 300 among the payments.
func backFacts(problem, extra string) string {
	return `{"place":"BR-SP","problems":["` + problem + `"],"parties":[{"role":"seller","name":"Loja X"}],"purchases":[{"on":"2026-10-01","total":{"amount":"300.00","currency":"BRL"}}],
		"payments":[{"on":"2026-10-01","amount":{"amount":"300.00","currency":"BRL"},"method":"boleto","role":"paid"},
		{"amount":{"amount":"300.00","currency":"BRL"},"role":"refunded"}],` + extra + `"events":[]}`
}

func TestOnlyASureRefundClosesTheLadder(t *testing.T) {
	check := func(path string) string {
		return `"origins":{"` + path + `":{"snippet":"já devolveram","span":[0,1],"certainty":"check"}},`
	}
	part := edit(backFacts("defective", ""), `"on":"2026-10-01","amount":{"amount":"300.00"`, `"on":"2026-10-01","amount":{"amount":"200.00"`)
	part = edit(part, `{"amount":{"amount":"300.00","currency":"BRL"},"role":"refunded"}`, `{"amount":{"amount":"200.00","currency":"BRL"},"role":"refunded"}`)
	for _, c := range []struct {
		name, facts, events string
		closed, asked       bool
	}{
		{"all is back", backFacts("defective", ""), "", true, false},
		{"nobody confirmed the amount that came back", backFacts("defective", check("payments.1.amount")), "", false, false},
		{"nobody confirmed that it came back", backFacts("defective", check("payments.1.role")), "", false, false},
		{"nobody confirmed what was paid", backFacts("defective", check("payments.0.role")), "", false, false},
		{"they say that it is missing", backFacts("refund_missing", ""), "", false, true},
		{"they were asked and it is all back", backFacts("refund_missing", `"answers":{"refund.complete":true},`), "", true, false},
		{"they were asked and it is not", backFacts("defective", `"answers":{"refund.complete":false},`), "", false, false},
		{"it came while the case was open", edit(backFacts("refund_missing", ""), `"role":"refunded"`, `"role":"promised"`),
			`{"kind":"refunded","on":"2026-11-01","amount":{"amount":"300.00","currency":"BRL"}}`, true, false},
		{"the order cost more than came back", part, "", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustPlan(t, c.facts, c.events, "2026-11-22")
			if closed := p.Reason.Key == "plan.reason.refunded"; closed != c.closed {
				t.Errorf("closed %v: %+v %+v", closed, p.Next, p.Reason)
			}
			if asked := slices.Contains(gapPaths(p), "answers.refund.complete"); asked != c.asked {
				t.Errorf("asked %v: %v", asked, gapPaths(p))
			}
		})
	}
}
