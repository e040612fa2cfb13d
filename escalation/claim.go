package escalation

import (
	"slices"
	"strings"

	"degrau/cases"
)

// claim is what is asked for in money, in the one currency of the case: the sum of the requests where they name amounts,
// else what was paid and has not come back, else what was ordered. It is zero where amounts are missing or stand in two
// currencies, and not sure where nobody has confirmed them.
func (k *knowledge) claim() (m cases.Money, sure bool) {
	var asked []cases.Money
	for _, r := range k.facts.Requests {
		asked = append(asked, r.Amount)
	}
	if m := sum(asked); m.Minor > 0 {
		return m, true
	}
	ledgers := slices.DeleteFunc(k.facts.Ledgers(), func(l cases.Ledger) bool { return l.Paid.Minor == 0 })
	switch len(ledgers) {
	case 1:
		return ledgers[0].Open, true
	case 0:
	default:
		return cases.Money{}, false
	}
	var paid, ordered []cases.Money
	for _, p := range k.facts.Payments {
		if p.Role == cases.Paid || p.Role == "" {
			paid = append(paid, p.Amount)
		}
	}
	for _, b := range k.facts.Purchases {
		ordered = append(ordered, b.Total)
	}
	if m := sum(paid); m.Minor > 0 {
		return m, false
	}
	m = sum(ordered)
	return m, m.Minor > 0 && len(k.facts.Payments) == 0 && k.facts.Confirmed("purchases.0.total")
}

// sum adds amounts of one currency, those that are not known left out; two currencies have no sum.
func sum(all []cases.Money) cases.Money {
	var out cases.Money
	for _, m := range all {
		switch {
		case m.IsZero():
		case out.Currency != "" && out.Currency != m.Currency:
			return cases.Money{}
		default:
			out.Currency = m.Currency
			out.Minor += m.Minor
		}
	}
	return out
}

// number is an answer that is an amount of money: "2500.00" in the currency of the limit it is compared with, or
// "2500.00 BRL".
func (k *knowledge) number(q string) (cases.Money, bool) {
	s, ok := k.facts.Answers[q].(string)
	if !ok {
		return cases.Money{}, false
	}
	amount, currency, _ := strings.Cut(strings.TrimSpace(s), " ")
	if currency == "" {
		currency = AnyCurrency
	}
	m, err := cases.ParseMoney(amount, currency)
	return m, err == nil
}

// AnyCurrency stands for an amount whose currency nobody named: ISO 4217's code for none.
const AnyCurrency = "XXX"

// within compares an amount with its bounds on the day of the plan. A limit in another currency, or one that no pack
// knows for that day, settles nothing.
func (k *knowledge) within(m cases.Money, known bool, b Bounds) truth {
	if !known {
		return unknown
	}
	t := yes
	compare := func(l *Limit, holds func(m, limit int64) bool) {
		if l == nil {
			return
		}
		limit := k.packs.limit(*l, k.today)
		if limit.IsZero() || m.Currency != AnyCurrency && limit.Currency != m.Currency {
			t = and(t, unknown)
			return
		}
		t = and(t, is(holds(m.Minor, limit.Minor)))
	}
	compare(b.AtMost, func(m, limit int64) bool { return m <= limit })
	compare(b.Above, func(m, limit int64) bool { return m > limit })
	return t
}
