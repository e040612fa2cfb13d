package reports

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// mainLedger returns the ledger of the currency most was paid in. Amounts that were demanded and not paid are in no
// total. Where only an order's total is confirmed and no payment, the ledger has no paid amount.
func mainLedger(f cases.Facts, events []cases.Entry) *cases.Ledger {
	f.Events = events
	var best *cases.Ledger
	for _, l := range f.Ledgers() {
		if best == nil || l.Paid.Minor > best.Paid.Minor {
			best = &l
		}
	}
	return best
}

// openAmount is what was paid less what came back; where no payment is confirmed, the order's total less what came back.
func (m *matter) openAmount() cases.Money {
	total := cases.Money{}
	for _, p := range m.facts.Purchases {
		if total.IsZero() || total.Currency == p.Total.Currency {
			total.Minor, total.Currency = total.Minor+p.Total.Minor, p.Total.Currency
		}
	}
	switch {
	case m.money != nil && m.money.Paid.Minor > 0:
		return m.money.Open
	case m.money != nil && m.money.Currency == total.Currency:
		total.Minor = max(0, total.Minor-m.money.Refunded.Minor)
	}
	if total.Minor == 0 {
		return cases.Money{}
	}
	return total
}

// cancelledOn is the day from which a charge is no longer owed: a withdrawal, an agreement, a decision or the promise of
// a refund, whichever the case has first.
func (m *matter) cancelledOn() civil.Partial {
	e, ok := m.first(cases.Withdrew, cases.Settled, cases.Decided, cases.PromisedEvent)
	if !ok {
		return civil.Partial{}
	}
	return m.day(e)
}

// charges are the charges on bills after the cancellation, in one currency, and their sum.
func (m *matter) charges() ([]cases.Entry, cases.Money) {
	since := m.cancelledOn()
	if since.IsZero() || !m.facts.Has(cases.ChargeContinues) {
		return nil, cases.Money{}
	}
	var out []cases.Entry
	var sum cases.Money
	for _, e := range m.events {
		if e.Kind != cases.Charged && e.Kind != cases.BillClosed || e.Amount.IsZero() || m.day(e).IsZero() {
			continue
		}
		if m.day(e).First().Before(since.Last()) || !sum.IsZero() && sum.Currency != e.Amount.Currency {
			continue
		}
		out = append(out, e)
		sum.Minor, sum.Currency = sum.Minor+e.Amount.Minor, e.Amount.Currency
	}
	return out, sum
}

// lateness is the figure of days: since when, and what the figure is called.
func (m *matter) lateness() (days int, key string) {
	since := civil.Partial{}
	switch {
	case m.facts.Has(cases.NotDelivered) && !m.purchase().PromisedOn.IsZero():
		since, key = m.purchase().PromisedOn, "figure.late"
	case m.facts.Has(cases.RefundMissing) && !m.refundDue().IsZero():
		since, key = m.refundDue(), "figure.refund_wait"
	case m.facts.Has(cases.ChargeContinues) && !m.cancelledOn().IsZero():
		since, key = m.cancelledOn(), "figure.since_cancel"
	case !m.purchase().On.IsZero():
		since, key = m.purchase().On, "figure.since_purchase"
	}
	if since.IsZero() {
		return 0, ""
	}
	// Of a month only the last day is sure to have passed.
	days = m.asOf.DaysSince(since.Last())
	if days <= 0 {
		return 0, ""
	}
	if since.IsMonth() {
		key += "_month"
	}
	return days, key
}

// refundDue is the day a refund was promised for, else the day it was promised on.
func (m *matter) refundDue() civil.Partial {
	if e, ok := m.refundPromise(); ok {
		if !e.Until.IsZero() {
			return civil.Whole(e.Until)
		}
		return m.day(e)
	}
	for _, p := range m.facts.Payments {
		if p.Role == cases.Promised {
			return p.On
		}
	}
	return civil.Partial{}
}

// refundPromise is the event in which somebody promised or decided that money goes back.
func (m *matter) refundPromise() (cases.Entry, bool) {
	return m.first(cases.PromisedEvent, cases.Decided, cases.Settled)
}
