package escalation

import (
	"testing"

	"degrau/cases"
)

// brSituations are further rows of the golden table in Brazil. The days are counted by hand: 2 and 20 November 2026 are
// holidays, 7 September too. A purchase by bought is of 1 September, promised for the 20th.
func brSituations() []situation {
	shopIn := func(place, problem, method, answers, events string) string {
		return bought(place, problem, method, "", "500.00 BRL", answers, events)
	}
	tracked := edit(shop("not_delivered", "boleto"), `"promised_on":"2026-10-20"`, `"promised_on":"2026-10-20","tracking":["AA123456785BR"]`)
	court := ev(refused, on("filed", "br-consumidor-gov", "2026-10-06"), on("refused", "br-consumidor-gov", "2026-10-08"), on("evaluated", "br-consumidor-gov", "2026-10-09"),
		on("filed", "br-procon", "2026-10-09"), on("refused", "br-procon", "2026-10-16"), on("filed", "br-jec", "2026-10-20"))
	return []situation{
		{name: "pix to a fake shop: eighty days, but today", now: "2026-11-03", facts: shopIn("BR-PR", "fraud", "pix", `"pix-med.fraud":"fake_shop"`, ""),
			next: "pix-med", by: "2026-11-03 br-med-2026-09-01", losses: "br-med-2026-09-01 2026-11-20", state: "br-policia parallel"},
		{name: "disputed pix: the banks have seven days, the shop is told meanwhile", now: "2026-11-03", facts: shopIn("BR-PR", "fraud", "pix", `"pix-med.fraud":"fake_shop"`, on("filed", "pix-med", "2026-11-02")),
			next: "seller", by: "2026-11-05", losses: "", state: "bank-ombudsman later"},
		{name: "disputed pix without a word after seven days: the ombudsman", now: "2026-11-11", facts: shopIn("BR-PR", "fraud", "pix", `"pix-med.fraud":"fake_shop"`,
			ev(on("filed", "pix-med", "2026-11-02"), on("contacted", "seller", "2026-11-03"), on("refused", "seller", "2026-11-05"))),
			next: "br-consumidor-gov", by: "2026-11-13", losses: "", state: "pix-med done; bank-ombudsman parallel"},
		{name: "fraud inside a marketplace: its dispute first", now: "2026-09-25", facts: bought("BR-PR", "fraud", "pix", "aliexpress", "500.00 BRL", "", ""),
			next: "aliexpress-dispute", by: "2026-10-02 ae-03", losses: "ae-03 2026-10-05", state: "br-policia parallel"},
		{name: "Correios asks for the CPF: fifteen days", now: "2026-11-06", facts: shopIn("BR-PR", "not_delivered", "boleto", `"br-receita.asked_for":"cpf"`, on("asked", "br-correios", "2026-10-26")),
			next: "br-import-demand", by: "2026-11-09 br-import-cpf", losses: "br-import-cpf 2026-11-10"},
		{name: "the revenue asks, nobody said what: the shortest term leads", now: "2026-11-06", facts: shopIn("BR-PR", "not_delivered", "boleto", "", on("asked", "br-receita", "2026-10-26")),
			next: "br-import-demand", by: "2026-11-09 br-import-cpf", losses: "br-import-cpf 2026-11-10; br-import-tax 2026-11-15; br-import-demand 2026-11-25"},
		{name: "the tax was paid, the parcel goes on", now: "2026-11-06", facts: shopIn("BR-PR", "not_delivered", "boleto", `"br-receita.asked_for":"tax"`, ev(on("asked", "br-correios", "2026-10-26"), on("supplied", "br-correios", "2026-11-04"))),
			next: "seller", by: "2026-11-10", losses: "", state: "br-import-demand done"},
		{name: "lost account: the data were asked for", now: "2026-07-10", facts: ali("account_access", "pix"), events: on("filed", "br-privacy", "2026-07-02"),
			next: "aliexpress-support", by: "2026-07-14", losses: "ae-protection-end-2026-08-15 2026-08-15", state: "br-privacy done; br-anpd later"},
		{name: "registered parcel: Correios has five working days over All Souls", now: "2026-11-03", facts: tracked, events: ev(on("contacted", "seller", "2026-10-27"), on("filed", "br-correios", "2026-10-28")),
			next: "-plan.reason.waiting", by: "2026-11-03", losses: "", state: "br-correios done; br-jef later"},
		{name: "registered parcel: Correios is silent, the federal court beside", now: "2026-11-09", facts: tracked, events: ev(on("contacted", "seller", "2026-10-27"), on("filed", "br-correios", "2026-10-28")),
			next: "br-consumidor-gov", by: "2026-11-11", losses: "", state: "br-jef parallel"},
		{name: "Minas waits ten working days after AliExpress support too", now: "2026-09-09", facts: edit(ali("refund_missing", "boleto"), "BR-PR", "BR-MG"), events: ev(on("decided", "aliexpress-dispute", "2026-07-22"), on("contacted", "aliexpress-support", "2026-09-01")),
			next: "-plan.reason.waiting", by: "2026-09-16", losses: ""},
		{name: "the payment company has the bank data: five working days over 7 September", now: "2026-09-03", facts: ali("refund_missing", "boleto"),
			events: ev(on("decided", "aliexpress-dispute", "2026-07-22"), on("contacted", "aliexpress-support", "2026-08-20"), on("contacted", "payee", "2026-09-01"), on("supplied", "payee", "2026-09-01")),
			next:   "br-consumidor-gov", by: "2026-09-08", losses: "", state: "payee done"},
		{name: "wrong thing from AliExpress Choice: withdraw, dispute, free return", now: "2026-06-29", facts: answered(ali("wrong_item", "boleto"), "aliexpress.return_sign", `"choice"`), events: on("delivered", "", "2026-06-25"),
			next: "aliexpress-dispute", by: "2026-07-01", losses: "br-withdraw 2026-07-02; ae-03 2026-07-10; ae-10 2026-07-10; br-vicio-30 2026-07-25; ae-protection-end-2026-08-15 2026-08-15; br-vicio-90 2026-09-23"},
		{name: "in court: wait, the docket number beside", now: "2026-11-03", facts: shopIn("BR-PR", "not_delivered", "boleto", "", court),
			next: "-plan.reason.with_body", by: "", losses: "", state: "br-jec-docket parallel"},
		{name: "in court with a hearing: the witness by 17 November", now: "2026-11-12", facts: shopIn("BR-PR", "not_delivered", "boleto", "", ev(court, on("hearing_set", "br-jec", "2026-11-25"))),
			next: "br-jec-hearing", by: "2026-11-24 br-jec-hearing-2026-11-25", losses: "br-jec-witness-2026-11-25 2026-11-17; br-jec-hearing-2026-11-25 2026-11-25", state: "br-jec-docket done"},
		{name: "sentence of 30 October: ten working days over All Souls", now: "2026-11-03", facts: shopIn("BR-PR", "not_delivered", "boleto", "", ev(court, on("sentenced", "br-jec", "2026-10-30"))),
			next: "br-jec-appeal", by: "2026-11-13 br-jec-appeal", losses: "br-jec-appeal 2026-11-16", state: "br-jec-enforce parallel"},
		{name: "appeal handed in: 48 hours for its costs", now: "2026-11-11", facts: shopIn("BR-PR", "not_delivered", "boleto", `"br-jec.appealed":true`, ev(court, on("sentenced", "br-jec", "2026-10-30"), `{"kind":"filed","body":"br-jec","at":"2026-11-10T15:00:00-03:00"}`)),
			next: "-plan.reason.with_body", by: "", losses: "br-jec-preparo 2026-11-12", state: "br-jec-appeal done"},
		{name: "bronze account: Procon leads", now: "2026-11-03", facts: shopIn("BR-PR", "refund_missing", "boleto", `"br-consumidor-gov.account":"bronze"`, refused),
			next: "br-procon", by: "2026-11-05", losses: "", state: "br-consumidor-gov closed; payee parallel"},
	}
}

// planOf plans a case at noon of a day.
func planOf(t *testing.T, facts, now string) Plan {
	t.Helper()
	return mustPacks(t).Plan(Situation{Facts: mustFacts(t, facts), State: cases.StateOpen}, noon(t, now))
}

func TestBrazilianTermsByTheDay(t *testing.T) {
	br := func(method, answers, events string) string {
		return bought("BR-PR", "not_delivered", method, "", "500.00 BRL", answers, events)
	}
	ali := func(problem, events string) string {
		return bought("BR-PR", problem, "card", "aliexpress", "500.00 BRL", "", events)
	}
	extended := `{"kind":"extended","body":"br-bcb","on":"2026-11-03"}`
	for _, c := range []struct {
		name, facts, now, id, due, latest, very string
		state                                   DeadlineState
	}{
		{"the bank answers the Central Bank over All Souls", br("card", "", on("filed", "br-bcb", "2026-10-20")), "2026-11-03", "br-rdr", "2026-11-04", "2026-11-04", "", DeadlineOpen},
		{"the day after, it is late: nobody said that it takes longer", br("card", "", on("filed", "br-bcb", "2026-10-20")), "2026-11-05", "br-rdr", "2026-11-04", "2026-11-04", "", DeadlinePassed},
		{"it took ten working days more, and said so", br("card", "", ev(on("filed", "br-bcb", "2026-10-20"), extended)), "2026-11-05", "br-rdr", "2026-11-18", "2026-11-18", "", DeadlineOpen},
		{"the ombudsman over the Republic and Black Consciousness days", br("card", "", on("filed", "bank-ombudsman", "2026-11-09")), "2026-11-10", "br-ouv", "2026-11-24", "2026-11-24", "", DeadlineOpen},
		{"disputed pix: seven days, and eleven for the money", br("pix", `"pix-med.fraud":"outside"`, on("filed", "pix-med", "2026-11-02")), "2026-11-10", "br-med-analysis", "2026-11-09", "2026-11-09", "2026-11-13", DeadlinePassed},
		{"dispute generally opens ten days after shipping", ali("not_delivered", on("shipped", "", "2026-09-04")), "2026-09-10", "ae-02", "2026-09-14", "2026-09-14", "", DeadlineOpen},
		{"money back fifteen days after the ruling", ali("refund_missing", on("decided", "aliexpress-dispute", "2026-10-01")), "2026-10-10", "ae-09", "2026-10-16", "2026-10-17", "", DeadlineOpen},
		{"shipping in seven working days over 7 September", ali("not_delivered", ""), "2026-09-09", "ae-16", "2026-09-10", "2026-09-11", "", DeadlineOpen},
		{"an appeal, if the page offers one", ali("not_delivered", on("refused", "aliexpress-dispute", "2026-10-01")), "2026-10-05", "ae-18", "2026-10-08", "2026-10-08", "", DeadlineOpen},
		{"a doubtful appeal never runs out for the buyer", ali("not_delivered", on("refused", "aliexpress-dispute", "2026-10-01")), "2026-11-05", "ae-18", "2026-10-08", "2026-10-08", "", DeadlineUncertain},
		{"data within fifteen days, a Sunday", br("pix", "", on("filed", "br-privacy", "2026-10-31")), "2026-11-03", "br-lgpd", "2026-11-15", "2026-11-16", "", DeadlineOpen},
		{"pix may be returned by pix for ninety days", br("pix", "", ""), "2026-11-03", "br-pix-return-2026-09-01", "2026-11-30", "2026-11-30", "", DeadlineOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := deadline(t, planOf(t, c.facts, c.now), c.id)
			very := ""
			if !d.VeryLate.IsZero() {
				very = d.VeryLate.String()
			}
			if d.Due.String() != c.due || d.DueLatest.String() != c.latest || very != c.very || d.State != c.state {
				t.Errorf("%s to %s, very late %q, %s; want %s to %s, %q, %s", d.Due, d.DueLatest, very, d.State, c.due, c.latest, c.very, c.state)
			}
		})
	}
}

// TestTenYearsOutliveTheSmallCourt: a claim too large for the small claims court can still be lost, for another court is left.
func TestTenYearsOutliveTheSmallCourt(t *testing.T) {
	plan := planOf(t, bought("BR-PR", "not_delivered", "boleto", "", "70000.00 BRL", "", refused), "2026-11-03")
	for _, l := range plan.Losses {
		if l.Deadline == "br-presc" && l.Due.String() == "2036-09-01" {
			return
		}
	}
	t.Errorf("the ten years are not named: %+v", plan.Losses)
}

// TestActsInBrazilNameWhatTheyShut tries the acts of a person out on Brazilian cases.
func TestActsInBrazilNameWhatTheyShut(t *testing.T) {
	open := on("filed", "aliexpress-dispute", "2026-09-22")
	for _, c := range []struct{ name, facts, act, step, effect string }{
		{"cancelling the dispute", bought("BR-PR", "not_delivered", "card", "aliexpress", "500.00 BRL", "", open), "cancel-dispute", "aliexpress-dispute", "risks"},
		{"confirming receipt on AliExpress", bought("BR-PR", "defective", "card", "aliexpress", "500.00 BRL", "", open), "confirm-receipt", "aliexpress-dispute", "risks"},
		{"accepting an offer", bought("BR-PR", "not_delivered", "card", "aliexpress", "500.00 BRL", "", open), "accept-offer", "br-consumidor-gov", "closes"},
		{"rating at Consumidor.gov.br", bought("BR-PR", "not_delivered", "card", "", "500.00 BRL", "", ev(asked, on("filed", "br-consumidor-gov", "2026-10-07"), on("answered", "br-consumidor-gov", "2026-10-12"))), "rate", "br-consumidor-gov", "closes"},
		{"calling it resolved", bought("BR-PR", "not_delivered", "card", "", "500.00 BRL", "", ev(asked, on("filed", "br-consumidor-gov", "2026-10-07"), on("answered", "br-consumidor-gov", "2026-10-12"))), "say-resolved", "br-jec", "risks"},
		{"dropping the claim in court", bought("BR-PR", "not_delivered", "card", "", "500.00 BRL", "", ev(refused, on("filed", "br-jec", "2026-10-07"), on("hearing_set", "br-jec", "2026-10-28"))), "br-drop-claim", "br-jec-hearing", "closes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, g := range mustPacks(t).Guards(Situation{Facts: mustFacts(t, c.facts), State: cases.StateOpen}, noon(t, "2026-10-15")) {
				for _, s := range g.Shuts {
					if g.Act == c.act && s.Step == c.step && s.Effect == c.effect {
						return
					}
				}
			}
			t.Errorf("%s does not say that it %s %s", c.act, c.effect, c.step)
		})
	}
}
