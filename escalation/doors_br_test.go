package escalation

import (
	"strings"
	"testing"

	"degrau/cases"
)

// brDoors are situations in Brazil and on AliExpress, written from the facts before the packs were asked: problem, way of
// paying, platform and answers on one side, the doors that are open, uncertain or closed on the other.
func brDoors() []door {
	br := func(place, problem, method, amount, answers, events string) string {
		return bought(place, problem, method, "", amount, answers, events)
	}
	ali := func(place, problem, method, answers, events string) string {
		return bought(place, problem, method, "aliexpress", "500.00 BRL", answers, events)
	}
	tracked := func(facts, code string) string {
		return edit(facts, `"promised_on":"2026-09-20"`, `"promised_on":"2026-09-20","tracking":["`+code+`"]`)
	}
	real, nov := "500.00 BRL", "2026-11-01"
	over := ev(on("filed", "aliexpress-dispute", "2026-09-22"), on("refused", "aliexpress-dispute", "2026-10-01"))
	atCourt := ev(refused, on("filed", "br-consumidor-gov", "2026-10-06"), on("refused", "br-consumidor-gov", "2026-10-12"), on("evaluated", "br-consumidor-gov", "2026-10-13"), on("filed", "br-jec", "2026-10-20"))
	return []door{
		// Consumidor.gov.br: the company and the level of the account
		{name: "account of gold level", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-consumidor-gov.account":"gold"`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-consumidor-gov now"},
		{name: "account of bronze level", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-consumidor-gov.account":"bronze"`, refused), now: nov, next: "br-procon",
			want: "br-consumidor-gov closed: Raise the level, or go to Procon; br-procon now"},
		{name: "no account at all and no Procon near", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-consumidor-gov.account":"none","cannot.br-procon":true`, refused), now: nov, next: "br-jec",
			want: "br-consumidor-gov closed: silver or gold; br-procon closed: plan.reason.cannot; br-jec now"},
		// the small claims court by amount, lawyer and defendant
		{name: "court with a lawyer up to 40 minimum wages", facts: br("BR-PR", "not_delivered", "boleto", "64840.00 BRL", `"br-jec.lawyer":true`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-jec parallel"},
		{name: "court a cent above 40 minimum wages", facts: br("BR-PR", "not_delivered", "boleto", "64840.01 BRL", `"br-jec.lawyer":true`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-jec closed: the ordinary court with a lawyer; br-defensoria parallel"},
		{name: "court in 2025 counts with the wage of 2025", facts: strings.ReplaceAll(br("BR-PR", "not_delivered", "boleto", "30360.01 BRL", `"br-jec.lawyer":false`, refused), "2026-", "2025-"), now: "2025-11-01", next: "br-consumidor-gov",
			want: "br-jec closed: Above 20 minimum wages"},
		{name: "a parcel of Correios: who is sued is asked, the shop may be", facts: tracked(br("BR-PR", "not_delivered", "boleto", real, "", refused), "AA123456785BR"), now: nov, next: "br-consumidor-gov",
			want: "br-jec parallel; br-jef closed: Before suing, complain to Correios"},
		{name: "only Correios is to be sued", facts: tracked(br("BR-PR", "not_delivered", "boleto", real, `"br-jec.only_correios":true`, ev(refused, on("filed", "br-correios", "2026-10-05"), on("refused", "br-correios", "2026-10-09"))), "AA123456785BR"), now: nov, next: "br-consumidor-gov",
			want: "br-jec closed: Against them, the federal court; br-jef parallel"},
		{name: "claim against Correios above 60 minimum wages", facts: tracked(br("BR-PR", "not_delivered", "boleto", "97260.01 BRL", "", ev(refused, on("filed", "br-correios", "2026-10-05"), on("refused", "br-correios", "2026-10-09"))), "AA123456785BR"), now: nov, next: "br-consumidor-gov",
			want: "br-jec closed: above 40 minimum wages; br-jef closed: above 60 minimum wages"},
		{name: "a Chinese parcel is no matter for Correios nor the federal court", facts: tracked(br("BR-PR", "not_delivered", "boleto", real, "", refused), "LB000000008CN"), now: nov, next: "br-consumidor-gov",
			want: "br-correios absent; br-jef absent; br-jec parallel"},
		// the Public Defender by income and state
		{name: "three minimum wages in São Paulo", facts: br("BR-SP", "not_delivered", "boleto", real, `"br-defensoria.family_income":"4863.00"`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria parallel"},
		{name: "between three and four in São Paulo, nobody asked about exceptions", facts: br("BR-SP", "not_delivered", "boleto", real, `"br-defensoria.family_income":"5000.00"`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria parallel"},
		{name: "between three and four in São Paulo, no exception", facts: br("BR-SP", "not_delivered", "boleto", real, `"br-defensoria.family_income":"5000.00","br-defensoria.exception":false`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria closed: Between 3 and 4 minimum wages it depends"},
		{name: "between three and four in Santa Catarina, a large family", facts: br("BR-SC", "not_delivered", "boleto", real, `"br-defensoria.family_income":"5000.00","br-defensoria.exception":true`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria parallel"},
		{name: "above four in Santa Catarina", facts: br("BR-SC", "not_delivered", "boleto", real, `"br-defensoria.family_income":"6484.01","br-defensoria.exception":true`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria closed: at most 4 minimum wages"},
		{name: "above four in Paraná: not sourced there, ask", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-defensoria.family_income":"9000.00"`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria parallel; br-defensoria-ask parallel"},
		{name: "income unknown to the person", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-defensoria.family_income":null`, refused), now: nov, next: "br-consumidor-gov",
			want: "br-defensoria parallel; br-defensoria-ask absent"},
		// Pix: who was paid, and where
		{name: "pix to a fake shop", facts: br("BR-PR", "fraud", "pix", real, `"pix-med.fraud":"fake_shop"`, ""), now: nov, next: "pix-med",
			want: "pix-med now; br-policia parallel"},
		{name: "pix to a person outside the site, told as a missing parcel", facts: br("BR-PR", "not_delivered", "pix", real, `"pix-med.fraud":"outside"`, ""), now: nov, next: "pix-med",
			want: "pix-med now; br-policia parallel"},
		{name: "pix to a real shop, called fraud", facts: br("BR-PR", "fraud", "pix", real, `"pix-med.fraud":"real_shop"`, ""), now: nov, next: "seller",
			want: "pix-med closed: only for fraud; br-policia closed: no police matter; seller now"},
		{name: "pix inside a marketplace: the word fraud opens nothing", facts: ali("BR-PR", "fraud", "pix", "", ""), now: "2026-09-25", next: "aliexpress-dispute",
			want: "pix-med absent; aliexpress-dispute now"},
		{name: "pix twice by an error of the bank", facts: br("BR-PR", "other", "pix", real, `"pix-med.fraud":"system"`, ""), now: nov, next: "pix-med",
			want: "pix-med now; br-policia absent"},
		{name: "pix with a mistyped key", facts: br("BR-PR", "other", "pix", real, `"pix-med.fraud":"own_mistake"`, ""), now: nov, next: "seller",
			want: "pix-med closed: only for fraud; seller now"},
		// taxes on a parcel that did not come
		{name: "tax paid at Correios, parcel returned", facts: br("BR-PR", "tax_charged", "boleto", real, `"br-receita.paid_to_site":false,"br-receita.parcel":"returned"`, ""), now: nov, next: "seller",
			want: "br-receita parallel"},
		{name: "tax paid at Correios, parcel lost", facts: br("BR-PR", "tax_charged", "boleto", real, `"br-receita.paid_to_site":false,"br-receita.parcel":"lost"`, ""), now: nov, next: "seller",
			want: "br-receita closed: Loss and theft go to Correios"},
		{name: "tax paid at the checkout of a certified site", facts: br("BR-PR", "tax_charged", "card", real, `"br-receita.paid_to_site":true`, ""), now: nov, next: "seller",
			want: "br-receita closed: ask the site"},
		{name: "Correios asks for the CPF", facts: br("BR-PR", "not_delivered", "card", real, `"br-receita.asked_for":"cpf"`, on("asked", "br-correios", "2026-10-26")), now: "2026-11-06", next: "br-import-demand",
			want: "br-import-demand now; seller parallel"},
		// data, victims
		{name: "the company was asked for the data a week ago", facts: ali("BR-PR", "account_access", "pix", "", on("filed", "br-privacy", "2026-10-25")), now: nov, next: "aliexpress-support",
			want: "br-privacy done; br-anpd later: plan.reason.until"},
		{name: "the company did not hand over the data in its 15 days", facts: ali("BR-PR", "account_access", "pix", "", on("filed", "br-privacy", "2026-10-10")), now: nov, next: "aliexpress-support",
			want: "br-privacy done; br-anpd parallel"},
		{name: "nobody asked the company for data", facts: ali("BR-PR", "account_access", "pix", "", ""), now: nov, next: "aliexpress-support",
			want: "br-privacy parallel; br-anpd absent"},
		{name: "many victims of one shop", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-mp.many_victims":true`, ev(refused, on("filed", "br-consumidor-gov", "2026-10-06"), on("refused", "br-consumidor-gov", "2026-10-12"), on("evaluated", "br-consumidor-gov", "2026-10-13"))), now: nov, next: "br-procon",
			want: "br-mp parallel; br-procon now"},
		{name: "one victim", facts: br("BR-PR", "not_delivered", "boleto", real, `"br-mp.many_victims":false`, ev(refused, on("filed", "br-consumidor-gov", "2026-10-06"), on("refused", "br-consumidor-gov", "2026-10-12"), on("evaluated", "br-consumidor-gov", "2026-10-13"))), now: nov, next: "br-procon",
			want: "br-mp closed: harm to many people"},
		// AliExpress
		{name: "lost account shuts the seller's door as well", facts: ali("BR-PR", "account_access", "card", "", ""), now: "2026-09-25", next: "aliexpress-support",
			want: "aliexpress-dispute closed: Without access to the account; aliexpress-seller closed: Without access to the account; aliexpress-support now; card-issuer parallel"},
		{name: "lost account in Romania", facts: ali("RO", "account_access", "card", "", ""), now: "2026-09-25", next: "aliexpress-support",
			want: "aliexpress-dispute closed: lies outside it; aliexpress-support now; br-privacy absent"},
		{name: "proposal accepted and not kept", facts: ali("BR-PR", "refund_missing", "boleto", "", ev(on("filed", "aliexpress-dispute", "2026-09-22"), `{"kind":"settled","body":"aliexpress-dispute","on":"2026-09-28","until":"2026-10-10"}`)), now: nov, next: "aliexpress-support",
			want: "aliexpress-dispute done; aliexpress-support now; payee parallel"},
		{name: "dispute cancelled while protected may be opened again", facts: ali("BR-PR", "not_delivered", "boleto", "", on("cancelled", "aliexpress-dispute", "2026-09-24")), now: "2026-09-25", next: "aliexpress-dispute",
			want: "aliexpress-dispute now: plan.reason.at_risk"},
		{name: "receipt confirmed by mistake, the seven days to withdraw end first", facts: ali("BR-PR", "defective", "boleto", "", on("delivered", "aliexpress-dispute", "2026-09-22")), now: "2026-09-25", next: "aliexpress-seller",
			want: "aliexpress-seller now; aliexpress-dispute parallel: plan.reason.at_risk"},
		{name: "dispute refused, card still open", facts: ali("BR-PR", "not_delivered", "card", "", over), now: "2026-10-05", next: "br-consumidor-gov",
			want: "aliexpress-seller closed: The dispute is already decided; br-consumidor-gov now; card-issuer parallel; aliexpress-support parallel"},
		{name: "payee refused, the Central Bank hears", facts: ali("BR-PR", "refund_missing", "boleto", "", ev(over, on("contacted", "payee", "2026-10-05"), on("refused", "payee", "2026-10-09"))), now: nov, next: "aliexpress-support",
			want: "payee done"},
		// after filing in court
		{name: "in court, the docket number is to be noted", facts: br("BR-PR", "not_delivered", "boleto", real, "", atCourt), now: nov, next: "br-procon",
			want: "br-jec done; br-jec-docket parallel; br-jec-hearing absent; br-reclame-aqui parallel: plan.reason.at_risk"},
		{name: "in court with a hearing", facts: br("BR-PR", "not_delivered", "boleto", real, "", ev(atCourt, `{"kind":"acknowledged","body":"br-jec","on":"2026-10-21","protocol":"N-1"}`, on("hearing_set", "br-jec", "2026-11-25"))), now: nov, next: "br-procon",
			want: "br-jec-docket done; br-jec-hearing parallel; br-jec-witness parallel; br-jec-enforce absent"},
		{name: "sentence given", facts: br("BR-PR", "not_delivered", "boleto", real, "", ev(atCourt, on("hearing_set", "br-jec", "2026-10-27"), on("sentenced", "br-jec", "2026-10-30"))), now: nov, next: "br-jec-appeal",
			want: "br-jec-hearing done; br-jec-appeal now; br-jec-enforce parallel; br-procon closed: The court has already judged"},
		{name: "claim dropped", facts: br("BR-PR", "not_delivered", "boleto", real, "", ev(atCourt, on("hearing_set", "br-jec", "2026-11-25"), on("cancelled", "br-jec", "2026-10-30"))), now: nov, next: "br-procon",
			want: "br-jec-hearing closed: You withdrew the claim"},
	}
}

func TestDoorsOfBrazil(t *testing.T) {
	if n := len(brDoors()); n < 40 {
		t.Errorf("only %d situations", n)
	}
	p := mustPacks(t)
	for _, c := range brDoors() {
		t.Run(c.name, func(t *testing.T) {
			plan := p.Plan(Situation{Facts: mustFacts(t, c.facts), State: cases.StateOpen}, noon(t, c.now))
			c.check(t, plan)
		})
	}
}
