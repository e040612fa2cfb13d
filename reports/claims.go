package reports

import (
	"slices"
	"strings"

	"degrau/cases"
)

// claim is one thing the paper says, with the exhibits that show it.
type claim struct {
	text   string
	short  string // without the person's words, for a list of a few
	brief  string // for the cover, where text is too long for it
	proofs []cases.Cite
	weight int // the cover takes the weightiest; 0 stays off the cover
}

// claims lists what the paper states, in the order of what happened. Each names the exhibits that the case itself ties
// to it; the program never guesses what a picture shows.
func (m *matter) claims() []claim {
	var out []claim
	out = append(out, m.purchaseClaims()...)
	charges, sum := m.charges()
	for _, e := range m.events {
		weight, ok := claimWeight[e.Kind]
		if !ok || e.Kind == cases.Charged && e.Amount.IsZero() || slices.ContainsFunc(charges, func(c cases.Entry) bool { return sameEntry(c, e) }) {
			continue
		}
		text, short := m.told(e), m.what(e)
		if d := m.day(e); !d.IsZero() {
			text = m.t("claim.on", "what", text, "on", m.when(d))
			short += ", " + m.when(d)
		}
		out = append(out, claim{text: text, short: short, proofs: m.citesOf(e), weight: weight})
	}
	if len(charges) > 0 {
		var places []cases.Cite
		for _, e := range charges {
			places = append(places, m.citesOf(e)...)
		}
		text := m.t("claim.charges", "n", len(charges), "sum", m.amount(sum))
		out = append(out, claim{text: text, short: text, proofs: m.here(places), weight: 9})
	}
	return out
}

// claimWeight says which events are claims, and how much the cover wants them.
var claimWeight = map[cases.Kind]int{
	cases.Delivered: 5, cases.DeliveryFailed: 5, cases.Contacted: 3, cases.Answered: 4, cases.Refused: 7, cases.PromisedEvent: 7,
	cases.OfferedEvent: 3, cases.Filed: 6, cases.Acknowledged: 2, cases.Decided: 7, cases.RefundedEvent: 6, cases.Charged: 2,
	cases.BillClosed: 2, cases.ReturnedGoods: 6, cases.DefectAppeared: 8, cases.Withdrew: 8, cases.Settled: 6, cases.Sentenced: 8,
	cases.Shipped: 4,
}

func sameEntry(a, b cases.Entry) bool {
	return a.Kind == b.Kind && a.On == b.On && a.Until == b.Until && a.Amount == b.Amount && a.Text == b.Text && a.Protocol == b.Protocol
}

func (m *matter) purchaseClaims() []claim {
	var out []claim
	for i, p := range m.facts.Purchases {
		base := at("purchases", i, "")
		if c, ok := m.boughtClaim(i, p); ok {
			out = append(out, c)
		}
		if !p.PromisedOn.IsZero() {
			text := m.t("claim.promised", "on", m.when(p.PromisedOn))
			out = append(out, claim{text: text, short: text, proofs: m.cites(nil, base+".promised_on"), weight: 9})
		}
		if len(p.Tracking) > 0 {
			text := m.t("claim.tracking", "code", strings.Join(p.Tracking, ", "))
			out = append(out, claim{text: text, short: text, proofs: m.cites(nil, base+".tracking.0"), weight: 4})
		}
	}
	return out
}

// boughtClaim states one purchase; the first one carries the payments, because nothing says which order they were for.
func (m *matter) boughtClaim(i int, p cases.Purchase) (claim, bool) {
	base := at("purchases", i, "")
	paths := []string{base, base + ".on", base + ".order_number", base + ".item", base + ".total"}
	words := []string{m.purchaseWords(p)}
	key, short := "claim.purchase", "event.purchased"
	var kinds []cases.Kind
	if i == 0 {
		kinds = []cases.Kind{cases.Purchased}
		for j := range m.facts.Payments {
			pay := at("payments", j, "")
			paths = append(paths, pay, pay+".amount", pay+".on", pay+".method")
		}
		for _, pay := range m.paid() {
			key, short = "claim.purchase_paid", "claim.bought"
			words = append(words, m.paymentWords(pay))
		}
	}
	said := slices.DeleteFunc(slices.Clone(words), func(s string) bool { return s == "" })
	if len(said) == 0 {
		return claim{}, false
	}
	c := claim{text: m.t(key, "what", strings.Join(said, "; ")), short: m.t(short), proofs: m.cites(kinds, paths...), weight: 10}
	if !p.On.IsZero() {
		c.short += ", " + m.when(p.On)
	}
	c.brief = strings.Join(append([]string{c.short}, words[1:]...), "; ")
	return c, true
}

// purchaseWords names a purchase in one breath: item, order, day.
func (m *matter) purchaseWords(p cases.Purchase) string {
	var parts []string
	if p.Item != "" {
		parts = append(parts, "“"+clip(oneLine(p.Item), 60)+"”")
	}
	if p.OrderNumber != "" {
		parts = append(parts, m.t("claim.order", "order", m.order(p.OrderNumber)))
	}
	if !p.On.IsZero() {
		parts = append(parts, m.when(p.On))
	}
	return strings.Join(parts, ", ")
}

// paid lists the confirmed payments.
func (m *matter) paid() []cases.Payment {
	var out []cases.Payment
	for _, p := range m.facts.Payments {
		if (p.Role == cases.Paid || p.Role == "") && !p.Amount.IsZero() {
			out = append(out, p)
		}
	}
	return out
}

func (m *matter) paymentWords(p cases.Payment) string {
	s := m.amount(p.Amount)
	if method := m.method(p); method != "" {
		s += ", " + method
	}
	return s
}

// loose lists the exhibits that no claim names: they are shown, with the caption the person gave, and nothing is said
// about what they prove.
func (m *matter) loose(all []claim) []cases.Evidence {
	var out []cases.Evidence
	for _, x := range m.exhibits {
		if !slices.ContainsFunc(all, func(c claim) bool { return slices.Contains(exhibitsOf(c.proofs), x.Label()) }) {
			out = append(out, x)
		}
	}
	return out
}

// forCover picks at most n claims by weight and gives them back in their own order.
func forCover(all []claim, n int) []claim {
	picked := make([]int, 0, len(all))
	for i, c := range all {
		if c.weight > 0 {
			picked = append(picked, i)
		}
	}
	slices.SortStableFunc(picked, func(a, b int) int {
		if d := all[b].weight - all[a].weight; d != 0 {
			return d
		}
		return len(all[b].proofs) - len(all[a].proofs)
	})
	picked = picked[:min(n, len(picked))]
	slices.Sort(picked)
	out := make([]claim, 0, len(picked))
	for _, i := range picked {
		out = append(out, all[i])
	}
	return out
}
