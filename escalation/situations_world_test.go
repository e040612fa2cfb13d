package escalation

import (
	"slices"
	"testing"

	"degrau/cases"
)

// worldSituations are rows of the golden table outside Brazil, and on other platforms. The purchase is of 1 September 2026,
// promised for the 20th; the days are counted by hand.
func worldSituations() []situation {
	delivered := on("delivered", "", "2026-09-18") // a Friday
	return []situation{
		{name: "romanian purchase may be withdrawn from until 2 October", now: "2026-09-20", facts: bought("RO", "other", "card", "", "500.00 RON", "", delivered),
			next: "seller", by: "2026-10-01 ro-13", losses: "ro-13 2026-10-02; ro-11 2027-09-20"},
		{name: "romanian defect: withdrawal, replacement, card, SAL, guarantee", now: "2026-09-20", facts: bought("RO", "defective", "card", "", "500.00 RON", "", delivered),
			next: "seller", by: "2026-10-01 ro-13", losses: "ro-13 2026-10-02; ro-16 2026-10-18; v-01 2026-12-15; ro-11 2027-09-20; ro-15 2028-09-18"},
		{name: "ANPC has thirty days, thirty-one in the longer reading", now: "2026-11-01", facts: bought("RO", "not_delivered", "transfer", "", "500.00 RON", "", ev(asked, on("filed", "ro-anpc", "2026-10-20"))),
			next: "-plan.reason.waiting", by: "2026-11-20", losses: ""},
		{name: "ANPC took fifteen days more", now: "2026-11-25", facts: bought("RO", "not_delivered", "transfer", "", "500.00 RON", "", ev(asked, on("filed", "ro-anpc", "2026-10-20"), `{"kind":"extended","body":"ro-anpc","on":"2026-11-18"}`)),
			next: "-plan.reason.waiting", by: "2026-12-04", losses: ""},
		{name: "romanian shop asked, paid by transfer: SAL before ANPC", now: "2026-11-02", facts: bought("RO", "not_delivered", "transfer", "", "500.00 RON", `"ro-sal.trader_in_romania":true`, asked),
			next: "ro-sal", by: "2026-11-04", losses: "ro-11 2027-09-20"},
		{name: "spanish purchase may be withdrawn from until a Monday", now: "2026-09-22", facts: bought("ES", "other", "card", "", "50.00 EUR", "", on("delivered", "", "2026-09-21")),
			next: "seller", by: "2026-10-02 es-08", losses: "es-08 2026-10-05"},
		{name: "spanish shop has a month, paid by transfer", now: "2026-10-20", facts: bought("ES-MD", "not_delivered", "transfer", "", "50.00 EUR", "", asked),
			next: "-plan.reason.waiting", by: "2026-11-02", losses: ""},
		{name: "spanish OMIC asks within fifteen days", now: "2026-10-20", facts: bought("ES", "refund_missing", "transfer", "", "50.00 EUR", "", ev(refused, on("filed", "es-omic", "2026-10-06"))),
			next: "-plan.reason.waiting", by: "2026-10-28", losses: ""},
		{name: "portuguese Book: fifteen working days over 5 October", now: "2026-10-20", facts: bought("PT", "not_delivered", "transfer", "", "50.00 EUR", `"pt-livro.establishment":true`, ev(asked, on("filed", "pt-livro", "2026-10-02"))),
			next: "-plan.reason.waiting", by: "2026-10-26", losses: ""},
		{name: "american letter must arrive: a week for the post before 31 October", now: "2026-10-20", facts: bought("US", "not_delivered", "card", "", "500.00 USD", "", ev(asked, on("filed", "card-issuer", "2026-10-05"))),
			next: "us-fcba", by: "2026-10-23 us-01", losses: "us-01 2026-10-31"},
		{name: "american letter from the first statement", now: "2026-11-02", facts: bought("US", "not_delivered", "card", "", "500.00 USD", "", ev(asked, on("filed", "card-issuer", "2026-10-05"), `{"kind":"bill_closed","on":"2026-09-28","until":"2026-10-20"}`)),
			next: "us-fcba", by: "2026-11-04 us-01", losses: "us-01 2026-10-31~2026-11-27"},
		{name: "american debit card, nothing done", now: "2026-10-10", facts: bought("US", "not_delivered", "debit", "", "500.00 USD", "", ""),
			next: "seller", by: "2026-10-14", losses: "v-01 2026-12-15"},
		{name: "paypal payment has 180 days", now: "2026-11-01", facts: bought("RO", "not_delivered", "paypal", "", "500.00 RON", "", asked),
			next: "paypal-dispute", by: "2026-11-03", losses: "pp-01 2027-02-28; ro-11 2027-09-20"},
		{name: "paypal dispute must be escalated in twenty days", now: "2026-11-01", facts: bought("US", "not_delivered", "paypal", "", "500.00 USD", "", ev(asked, on("filed", "paypal-dispute", "2026-10-20"))),
			next: "paypal-claim", by: "2026-11-06 pp-02", losses: "pp-02 2026-11-09"},
		{name: "ebay closes by itself after 21 business days over Columbus Day", now: "2026-09-28", facts: bought("US", "not_delivered", "wallet", "ebay", "500.00 USD", "", on("filed", "ebay-guarantee", "2026-09-21")),
			next: "ebay-step-in", by: "2026-10-20 eb-03", losses: "eb-03 2026-10-21"},
		{name: "temu protects ninety days, but the withdrawal ends tomorrow: the seller is told first", now: "2026-10-01", facts: bought("PT", "wrong_item", "wallet", "temu", "50.00 EUR", "", on("delivered", "", "2026-09-18")),
			next: "seller", by: "2026-10-01 pt-08", losses: "pt-08 2026-10-02; tm-01 2026-11-30"},
		{name: "shopee, seven days from Friday", now: "2026-09-21", facts: bought("BR-SP", "wrong_item", "pix", "shopee", "50.00 BRL", "", delivered),
			next: "shopee-guarantee", by: "2026-09-24 shopee-7", losses: "br-withdraw 2026-09-25; shopee-7 2026-09-25; br-vicio-30 2026-10-18; br-vicio-90 2026-12-17"},
		{name: "amazon waits 48 hours for the seller", now: "2026-09-22", facts: bought("BR-SP", "not_delivered", "boleto", "amazon", "50.00 BRL", `"amazon-a-to-z.third_party":true`, on("contacted", "seller", "2026-09-21")),
			next: "-plan.reason.waiting", by: "2026-09-28", losses: "az-02 2026-12-19"},
		{name: "brazilian tax on a parcel that went back", now: "2026-11-02", facts: bought("BR-PR", "tax_charged", "boleto", "", "50.00 BRL", `"br-receita.paid_to_site":false`, ""),
			next: "seller", by: "2026-11-04", losses: "", state: "br-receita parallel"},
		{name: "brazilian shop does not answer in its five days", now: "2026-10-08", facts: bought("BR-PR", "seller_unresponsive", "boleto", "", "50.00 BRL", "", asked),
			next: "br-consumidor-gov", by: "2026-10-13", losses: ""},
		{name: "elsewhere in the Union the directive's fourteen days", now: "2026-09-20", facts: bought("FR", "other", "card", "", "50.00 EUR", "", delivered),
			next: "seller", by: "2026-10-01 eu-13", losses: "eu-13 2026-10-02"},
	}
}

// TestGoldenTableCoversTheWorld holds the table to every headline problem, way of paying and country.
func TestGoldenTableCoversTheWorld(t *testing.T) {
	seen := map[string]bool{}
	n := 0
	for _, c := range slices.Concat(situations(), worldSituations(), brSituations()) {
		f := mustFacts(t, c.facts)
		n++
		seen[f.Place[:min(2, len(f.Place))]] = true
		for _, p := range f.Problems {
			seen[string(p)] = true
		}
		for _, p := range f.Payments {
			seen[string(p.Method)] = true
		}
	}
	if n < 80 {
		t.Errorf("only %d rows", n)
	}
	for _, want := range []string{"BR", "RO", "ES", "PT", "US", "pix", "boleto", "card", "debit", "paypal", "transfer", "wallet"} {
		if !seen[want] {
			t.Errorf("no row for %s", want)
		}
	}
	for _, p := range cases.Problems {
		if !seen[string(p)] {
			t.Errorf("no row for %s", p)
		}
	}
}
