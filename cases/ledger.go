package cases

import "sort"

// Ledger is the money of a case in one currency. Only confirmed amounts count.
type Ledger struct {
	Currency string
	Paid     Money
	Refunded Money
	Open     Money // paid less refunded, never below zero
	Demanded Money // asked of the consumer and not paid: in no total
	Offered  Money
	Promised Money
}

// Ledgers returns one Ledger per currency, sorted by currency. A payment without a role counts as paid. Refunds come
// from payments with that role and from refunded events.
func (f Facts) Ledgers() []Ledger {
	m := map[string]*Ledger{}
	get := func(cur string) *Ledger {
		l := m[cur]
		if l == nil {
			zero := Money{Currency: cur}
			l = &Ledger{Currency: cur, Paid: zero, Refunded: zero, Open: zero, Demanded: zero, Offered: zero, Promised: zero}
			m[cur] = l
		}
		return l
	}
	for i, p := range f.Payments {
		if p.Amount.IsZero() || !f.Confirmed(path("payments", i, "amount")) || !f.Confirmed(path("payments", i, "role")) {
			continue
		}
		l := get(p.Amount.Currency)
		switch p.Role {
		case Paid, "":
			l.Paid.Minor += p.Amount.Minor
		case Refunded:
			l.Refunded.Minor += p.Amount.Minor
		case Demanded:
			l.Demanded.Minor += p.Amount.Minor
		case Offered:
			l.Offered.Minor += p.Amount.Minor
		case Promised:
			l.Promised.Minor += p.Amount.Minor
		}
	}
	for _, e := range f.Events {
		if e.Kind == RefundedEvent && !e.Amount.IsZero() {
			get(e.Amount.Currency).Refunded.Minor += e.Amount.Minor
		}
	}
	var out []Ledger
	for _, l := range m {
		l.Open.Minor = max(0, l.Paid.Minor-l.Refunded.Minor)
		out = append(out, *l)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Currency < out[j].Currency })
	return out
}
