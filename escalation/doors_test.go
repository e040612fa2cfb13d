package escalation

import (
	"fmt"
	"strings"
	"testing"

	"degrau/cases"
)

// door is one row of the matrix: a case, and what must be said of some of its doors. want holds "step state" or
// "step state: words of the reason in English", parted by ";"; next is the step that leads, empty for none.
type door struct {
	name, facts, now, next, want string
}

// bought is a case of some place, problem, way of paying and platform ("" for a shop of its own), with answers and events
// in JSON.
func bought(place, problem, method, market, amount, answers, events string) string {
	party := `{"role":"seller","name":"Shop X"}`
	if market != "" {
		party = `{"role":"marketplace","id":"` + market + `"}`
	}
	sum, currency, _ := strings.Cut(amount, " ")
	return fmt.Sprintf(`{"place":%q,"problems":[%q],"parties":[%s],"purchases":[{"on":"2026-09-01","order_number":"A-1","item":"lamp","total":{"amount":%q,"currency":%q},"promised_on":"2026-09-20"}],
		"payments":[{"on":"2026-09-01","amount":{"amount":%q,"currency":%q},"method":%q,"role":"paid"}],"answers":{%s},"events":[%s]}`,
		place, problem, party, sum, currency, sum, currency, method, answers, events)
}

var (
	asked   = on("contacted", "seller", "2026-10-01")
	refused = ev(on("contacted", "seller", "2026-10-01"), on("refused", "seller", "2026-10-05"))
)

func doors() []door {
	br := func(problem, method, amount, answers, events string) string {
		return bought("BR-SP", problem, method, "", amount, answers, events)
	}
	real := "500.00 BRL"
	return []door{
		{name: "brazilian shop, pix, nothing done", facts: br("not_delivered", "pix", real, "", ""), now: "2026-11-01", next: "seller",
			want: "seller now"},
		{name: "brazilian shop refused", facts: br("not_delivered", "pix", real, "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "brazilian shop refused, company not listed", facts: br("not_delivered", "pix", real, `"br-consumidor-gov.company_listed":false`, refused), now: "2026-11-01", next: "br-procon",
			want: "br-consumidor-gov closed: The company does not take part in; br-procon now; br-reclame-aqui parallel; br-proteste parallel; br-jec parallel: plan.reason.would_risk"},
		{name: "brazilian shop refused, account too low", facts: br("not_delivered", "pix", real, `"br-consumidor-gov.account":false,"br-consumidor-gov.company_listed":true`, refused), now: "2026-11-01", next: "br-procon",
			want: "br-consumidor-gov closed: It needs a gov.br account of silver or gold; br-procon now; br-reclame-aqui parallel; br-proteste parallel; br-jec parallel: plan.reason.would_risk"},
		{name: "a missing parcel paid by pix is no matter for the MED", facts: br("not_delivered", "pix", real, "", ""), now: "2026-11-01", next: "seller",
			want: "pix-med absent; seller now"},
		{name: "fraud said by pix: a word alone opens nothing, it asks", facts: br("fraud", "pix", real, "", ""), now: "2026-11-01", next: "seller",
			want: "pix-med uncertain: plan.reason.needs_answer; seller now; br-policia parallel"},
		{name: "fraud confirmed by pix", facts: br("fraud", "pix", real, `"pix-med.fraud":true`, ""), now: "2026-11-01", next: "pix-med",
			want: "pix-med now; seller parallel; br-policia parallel"},
		{name: "fraud denied by pix", facts: br("fraud", "pix", real, `"pix-med.fraud":false`, ""), now: "2026-11-01", next: "seller",
			want: "pix-med closed: The Pix dispute is only for fraud, coercion or; seller now; br-policia closed: A delay or defect by a real shop"},
		{name: "fraud by card", facts: br("fraud", "card", real, "", ""), now: "2026-11-01", next: "seller",
			want: "seller now; br-policia parallel; card-issuer parallel"},
		{name: "claim of 20 minimum wages", facts: br("not_delivered", "boleto", "32420.00 BRL", "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "claim a cent above 20 minimum wages", facts: br("not_delivered", "boleto", "32420.01 BRL", "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "claim above 20 with a lawyer", facts: br("not_delivered", "boleto", "40000.00 BRL", `"br-jec.lawyer":true`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "claim above 20 without a lawyer", facts: br("not_delivered", "boleto", "40000.00 BRL", `"br-jec.lawyer":false`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-jec closed: Above 20 minimum wages a lawyer is needed, or the; br-consumidor-gov now; br-reclame-aqui parallel; br-defensoria parallel"},
		{name: "claim above 40 minimum wages", facts: br("not_delivered", "boleto", "70000.00 BRL", "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-jec closed: The claim is above 40 minimum wages, the; br-consumidor-gov now; br-reclame-aqui parallel; br-defensoria parallel"},
		{name: "claim only against Correios", facts: br("not_delivered", "boleto", real, `"br-jec.only_correios":true`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-jec closed: Correios cannot be sued in the state court.; br-consumidor-gov now; br-reclame-aqui parallel; br-defensoria parallel"},
		{name: "income within the limit", facts: br("not_delivered", "boleto", real, `"br-defensoria.family_income":"3000.00"`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "income above the limit", facts: br("not_delivered", "boleto", real, `"br-defensoria.family_income":"9000.00 BRL"`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-defensoria closed: In São Paulo and Santa Catarina the limit is; br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk"},
		{name: "income not said", facts: br("not_delivered", "boleto", real, "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "many victims", facts: br("not_delivered", "boleto", real, `"br-mp.many_victims":true`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "nobody asked about victims", facts: br("not_delivered", "boleto", real, "", refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-mp absent; br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "data asked of the company", facts: br("not_delivered", "boleto", real, `"br-anpd.asked_company":true`, refused), now: "2026-11-01", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "tax paid at Correios", facts: br("tax_charged", "boleto", real, `"br-receita.paid_to_site":false`, ""), now: "2026-11-01", next: "seller",
			want: "seller now; br-receita parallel"},
		{name: "tax paid to the site", facts: br("tax_charged", "boleto", real, `"br-receita.paid_to_site":true`, ""), now: "2026-11-01", next: "seller",
			want: "br-receita closed: On a Remessa Conforme site the tax was paid to; seller now"},
		{name: "aliexpress account lost", facts: bought("BR-SP", "account_access", "pix", "aliexpress", real, "", ""), now: "2026-09-25", next: "aliexpress-support",
			want: "aliexpress-dispute closed: Without access to the account, the dispute and; aliexpress-support now; br-reclame-aqui parallel"},
		{name: "aliexpress account lost, said by an answer", facts: bought("BR-SP", "not_delivered", "pix", "aliexpress", real, `"aliexpress.account":false`, ""), now: "2026-09-25", next: "aliexpress-support",
			want: "aliexpress-dispute closed: Without access to the account, the dispute and; aliexpress-seller closed: Without access to the account, the dispute and; aliexpress-support now; br-reclame-aqui parallel"},
		{name: "aliexpress dispute open", facts: bought("BR-SP", "not_delivered", "card", "aliexpress", real, "", ""), now: "2026-09-25", next: "aliexpress-dispute",
			want: "aliexpress-dispute now; aliexpress-seller parallel; card-issuer parallel: plan.reason.would_risk"},
		{name: "aliexpress offer accepted", facts: bought("BR-SP", "refund_missing", "card", "aliexpress", real, "", ev(on("filed", "aliexpress-dispute", "2026-09-22"), on("offered", "aliexpress-dispute", "2026-09-24"))), now: "2026-09-25", next: "aliexpress-support",
			want: "aliexpress-support now; aliexpress-seller parallel; payee parallel; card-issuer parallel"},
		{name: "shopee within seven days", facts: bought("BR-SP", "defective", "pix", "shopee", real, "", on("delivered", "", "2026-09-18")), now: "2026-09-22", next: "shopee-guarantee",
			want: "shopee-guarantee now; seller parallel"},
		{name: "shopee receipt confirmed", facts: bought("BR-SP", "defective", "pix", "shopee", real, "", on("delivered", "shopee-guarantee", "2026-09-18")), now: "2026-09-22", next: "seller",
			want: "shopee-guarantee closed: You confirmed receipt; seller now"},
		{name: "shopee long after", facts: bought("BR-SP", "defective", "pix", "shopee", real, "", on("delivered", "", "2026-09-18")), now: "2026-11-22", next: "seller",
			want: "shopee-guarantee uncertain: plan.reason.maybe_lost; seller now"},
		{name: "shopee refused", facts: bought("BR-SP", "not_delivered", "pix", "shopee", real, "", ev(on("filed", "shopee-guarantee", "2026-09-22"), on("refused", "shopee-guarantee", "2026-09-30"))), now: "2026-10-02", next: "br-consumidor-gov",
			want: "br-consumidor-gov now; br-reclame-aqui parallel; br-jec parallel: plan.reason.would_risk; br-defensoria parallel"},
		{name: "amazon sold by a seller", facts: bought("BR-SP", "not_delivered", "card", "amazon", real, `"amazon-a-to-z.third_party":true`, on("contacted", "seller", "2026-09-21")), now: "2026-09-25", next: "",
			want: "card-issuer parallel: plan.reason.would_close"},
		{name: "amazon sold by amazon", facts: bought("BR-SP", "not_delivered", "card", "amazon", real, `"amazon-a-to-z.third_party":false`, on("contacted", "seller", "2026-09-21")), now: "2026-09-25", next: "",
			want: "amazon-a-to-z closed: The guarantee covers only what a seller sells; card-issuer parallel"},
		{name: "amazon and a card dispute filed", facts: bought("US", "not_delivered", "card", "amazon", "500.00 USD", `"amazon-a-to-z.third_party":true`, ev(on("contacted", "seller", "2026-09-21"), on("filed", "card-issuer", "2026-09-24"))), now: "2026-09-28", next: "us-fcba",
			want: "amazon-a-to-z closed: A card dispute usually ends or freezes the case; us-fcba now; us-ag parallel; us-bbb parallel; us-ftc parallel"},
		{name: "ebay reported, four business days ago", facts: bought("US", "not_delivered", "card", "ebay", "500.00 USD", "", on("filed", "ebay-guarantee", "2026-09-21")), now: "2026-09-28", next: "ebay-step-in",
			want: "ebay-step-in now; us-fcba parallel; card-issuer parallel"},
		{name: "ebay report too late", facts: bought("US", "not_delivered", "card", "ebay", "500.00 USD", "", ""), now: "2026-10-25", next: "seller",
			want: "ebay-guarantee uncertain: plan.reason.maybe_lost; seller now; card-issuer parallel"},
		{name: "temu within ninety days", facts: bought("ES-MD", "not_delivered", "card", "temu", "50.00 EUR", "", ""), now: "2026-10-01", next: "temu-protection",
			want: "eu-ecc closed: ECC-Net cannot act against a trader outside the; temu-protection now; seller parallel; card-issuer parallel: plan.reason.would_risk"},
		{name: "temu after ninety days", facts: bought("ES-MD", "not_delivered", "card", "temu", "50.00 EUR", "", ""), now: "2026-12-05", next: "seller",
			want: "temu-protection lost: plan.reason.lost; eu-ecc closed: ECC-Net cannot act against a trader outside the; seller now; card-issuer parallel"},
		{name: "mercado livre", facts: bought("BR-SP", "wrong_item", "pix", "mercadolivre", real, "", on("delivered", "", "2026-09-18")), now: "2026-09-20", next: "mercadolivre-guarantee",
			want: "mercadolivre-guarantee now; seller parallel"},
		{name: "paypal in Romania", facts: bought("RO", "not_delivered", "paypal", "", "500.00 RON", "", asked), now: "2026-11-01", next: "paypal-dispute",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; paypal-dispute now; ro-sal parallel"},
		{name: "paypal dispute cancelled", facts: bought("RO", "not_delivered", "paypal", "", "500.00 RON", "", ev(asked, on("filed", "paypal-dispute", "2026-10-02"), on("cancelled", "paypal-dispute", "2026-10-06"))), now: "2026-11-01", next: "ro-sal",
			want: "paypal-claim closed: Accepting the offer or cancelling closes the; eu-ecc uncertain: ECC-Net is for a trader in another EU country,; ro-sal now"},
		{name: "paypal dispute waits to be escalated", facts: bought("US", "not_delivered", "paypal", "", "500.00 USD", "", ev(asked, on("filed", "paypal-dispute", "2026-10-20"))), now: "2026-11-01", next: "paypal-claim",
			want: "paypal-claim now; us-cfpb parallel; us-ag parallel; us-bbb parallel"},
		{name: "romanian shop, asked, trader in Romania", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", `"ro-sal.trader_in_romania":true`, asked), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; ro-sal parallel"},
		{name: "romanian shop, ANPC first", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", `"ro-sal.trader_in_romania":true`, ev(asked, on("filed", "ro-anpc", "2026-10-20"))), now: "2026-11-01", next: "card-issuer",
			want: "ro-sal closed: SAL does not take a case already put to another; eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now"},
		{name: "romanian shop, trader abroad", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", `"ro-sal.trader_in_romania":false`, asked), now: "2026-11-01", next: "card-issuer",
			want: "ro-sal closed: SAL handles only traders active in Romania.; eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; ro-anpc parallel"},
		{name: "romanian bank refused", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", "", ev(asked, on("filed", "card-issuer", "2026-10-02"), on("refused", "card-issuer", "2026-10-20"))), now: "2026-11-01", next: "ro-sal",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; ro-sal now; ro-csalb parallel"},
		{name: "aliexpress in Romania", facts: bought("RO", "not_delivered", "card", "aliexpress", "500.00 RON", "", ev(on("filed", "aliexpress-dispute", "2026-09-22"), on("refused", "aliexpress-dispute", "2026-10-01"), on("contacted", "aliexpress-support", "2026-10-02"))), now: "2026-10-20", next: "card-issuer",
			want: "aliexpress-seller closed: The dispute is already decided; ro-sal closed: SAL handles only traders active in Romania.; eu-ecc closed: ECC-Net cannot act against a trader outside the; card-issuer now; ro-anpc parallel"},
		{name: "trader in another EU country", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", `"eu-ecc.trader_in_other_eu_country":true,"ro-sal.trader_in_romania":false`, asked), now: "2026-11-01", next: "card-issuer",
			want: "ro-sal closed: SAL handles only traders active in Romania.; card-issuer now; eu-ecc parallel; ro-anpc parallel"},
		{name: "trader in no EU country", facts: bought("RO", "not_delivered", "card", "", "500.00 RON", `"eu-ecc.trader_in_other_eu_country":false`, asked), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc closed: ECC-Net is for a trader in another EU country,; card-issuer now; ro-sal parallel"},
		{name: "spanish shop waits a month", facts: bought("ES-MD", "not_delivered", "card", "", "500.00 EUR", "", asked), now: "2026-10-20", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now"},
		{name: "spanish shop refused", facts: bought("ES-MD", "not_delivered", "card", "", "500.00 EUR", "", refused), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; es-omic parallel"},
		{name: "spanish shop adheres to arbitration", facts: bought("ES-MD", "not_delivered", "card", "", "500.00 EUR", `"es-arbitraje.adhered":true`, ev(refused, on("filed", "es-omic", "2026-10-06"), on("refused", "es-omic", "2026-10-20"))), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; es-arbitraje parallel"},
		{name: "spanish shop does not adhere", facts: bought("ES-MD", "not_delivered", "card", "", "500.00 EUR", `"es-arbitraje.adhered":false`, ev(refused, on("filed", "es-omic", "2026-10-06"), on("refused", "es-omic", "2026-10-20"))), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; es-arbitraje closed: The company does not take part in arbitration.; card-issuer now"},
		{name: "portuguese shop", facts: bought("PT", "not_delivered", "card", "", "500.00 EUR", `"pt-livro.establishment":true`, asked), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; pt-livro parallel"},
		{name: "shop without establishment in Portugal", facts: bought("PT", "not_delivered", "card", "", "500.00 EUR", `"pt-livro.establishment":false`, asked), now: "2026-11-01", next: "card-issuer",
			want: "pt-livro closed: It is not confirmed that the Book binds shops; eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; pt-cniacc parallel"},
		{name: "portuguese claim above 5000", facts: bought("PT", "not_delivered", "card", "", "5000.01 EUR", `"pt-livro.establishment":true`, ev(asked, on("filed", "pt-livro", "2026-10-02"), on("refused", "pt-livro", "2026-10-10"))), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; pt-cniacc closed: Above EUR 5,000 the company may refuse; card-issuer now"},
		{name: "portuguese claim of 5000", facts: bought("PT", "not_delivered", "card", "", "5000.00 EUR", `"pt-livro.establishment":true`, ev(asked, on("filed", "pt-livro", "2026-10-02"), on("refused", "pt-livro", "2026-10-10"))), now: "2026-11-01", next: "card-issuer",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; card-issuer now; pt-cniacc parallel"},
		{name: "american credit card", facts: bought("US", "not_delivered", "card", "", "500.00 USD", "", asked), now: "2026-10-10", next: "card-issuer",
			want: "card-issuer now; us-fcba parallel; us-ag parallel; us-bbb parallel"},
		{name: "american debit card", facts: bought("US", "not_delivered", "debit", "", "500.00 USD", "", asked), now: "2026-10-10", next: "card-issuer",
			want: "us-fcba closed: The FCBA covers credit cards. With a debit; card-issuer now; us-ag parallel; us-bbb parallel; us-ftc parallel"},
		{name: "american bank refused", facts: bought("US", "not_delivered", "card", "", "500.00 USD", "", ev(asked, on("filed", "us-fcba", "2026-10-05"), on("refused", "us-fcba", "2026-10-20"))), now: "2026-11-01", next: "card-issuer",
			want: "card-issuer now; us-ag parallel; us-bbb parallel; us-ftc parallel"},
		{name: "withdrawal in France", facts: bought("FR", "other", "card", "", "50.00 EUR", "", on("delivered", "", "2026-09-18")), now: "2026-09-20", next: "seller",
			want: "eu-ecc uncertain: ECC-Net is for a trader in another EU country,; seller now; card-issuer parallel"},
		{name: "a country without a pack", facts: bought("MX", "not_delivered", "card", "", "500.00 MXN", "", asked), now: "2026-11-01", next: "card-issuer",
			want: "card-issuer now"},
		{name: "delivered and not delivered", facts: br("not_delivered", "pix", real, "", on("delivered", "", "2026-09-25")), now: "2026-11-01", next: "",
			want: "seller uncertain: plan.reason.conflict"},
		{name: "all the money came back", facts: br("refund_missing", "pix", real, "", ev(refused, on("filed", "br-procon", "2026-10-10"), `{"kind":"refunded","body":"seller","on":"2026-10-20","amount":{"amount":"500.00","currency":"BRL"}}`)), now: "2026-11-01", next: "",
			want: "payee closed: plan.reason.refunded; br-consumidor-gov closed: plan.reason.refunded; br-reclame-aqui closed: plan.reason.refunded; tell-br-procon parallel: plan.tell.why"},
		{name: "what the person cannot do", facts: br("not_delivered", "pix", real, `"cannot.br-consumidor-gov":true`, refused), now: "2026-11-01", next: "br-procon",
			want: "br-consumidor-gov closed: plan.reason.cannot; br-procon now; br-reclame-aqui parallel; br-proteste parallel; br-jec parallel: plan.reason.would_risk"},
	}
}

func TestDoorsMatrix(t *testing.T) {
	p := mustPacks(t)
	if n := len(doors()); n < 60 {
		t.Errorf("only %d situations", n)
	}
	for _, c := range doors() {
		t.Run(c.name, func(t *testing.T) {
			plan := p.Plan(Situation{Facts: mustFacts(t, c.facts), State: cases.StateOpen}, noon(t, c.now))
			c.check(t, plan)
		})
	}
}

// check compares the plan with what the row says.
func (c door) check(t *testing.T, plan Plan) {
	t.Helper()
	next := ""
	if plan.Next != nil {
		next = plan.Next.Step
	}
	if next != c.next {
		t.Errorf("next is %q (%s), want %q", next, plan.Reason.Key, c.next)
	}
	for _, want := range strings.Split(c.want, "; ") {
		pair, words, _ := strings.Cut(want, ": ")
		id, state, _ := strings.Cut(pair, " ")
		found := false
		for _, s := range plan.Steps {
			if s.ID == id {
				found = true
				if string(s.State) != state || words != "" && !strings.Contains(reasonKeys(s), words) {
					t.Errorf("%s is %s (%s), want %s (%s)", id, s.State, reasonKeys(s), state, words)
				}
			}
		}
		if found == (state == "absent") {
			t.Errorf("%s: want %s; %s", id, state, states(plan))
		}
	}
}
