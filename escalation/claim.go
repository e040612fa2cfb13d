package escalation

import (
	"slices"
	"strings"

	"degrau/cases"
)

// claim is what is asked for in money, in the one currency of the case: the sum of the requests where they name amounts,
// else what was paid and has not come back. It is not known where amounts are missing, or stand in two currencies.
func (k *knowledge) claim() (cases.Money, bool) {
	var asked cases.Money
	for _, r := range k.facts.Requests {
		switch {
		case r.Amount.IsZero():
		case asked.Currency != "" && asked.Currency != r.Amount.Currency:
			return cases.Money{}, false
		default:
			asked.Currency = r.Amount.Currency
			asked.Minor += r.Amount.Minor
		}
	}
	if asked.Minor > 0 {
		return asked, true
	}
	ledgers := slices.DeleteFunc(k.facts.Ledgers(), func(l cases.Ledger) bool { return l.Paid.Minor == 0 })
	if len(ledgers) == 1 {
		return ledgers[0].Open, true
	}
	if len(ledgers) > 1 {
		return cases.Money{}, false
	}
	var total cases.Money
	for i, b := range k.facts.Purchases {
		if b.Total.IsZero() || i > 0 && total.Currency != b.Total.Currency {
			return cases.Money{}, false
		}
		total.Currency = b.Total.Currency
		total.Minor += b.Total.Minor
	}
	return total, total.Minor > 0
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
