package escalation

import (
	"fmt"

	"degrau/cases"
)

// refundComplete is the question whether all the money is back.
const refundComplete = "refund.complete"

// refunded reports whether all that was paid has come back, in every currency. The ladder ends there, so a doubt keeps
// it open: the person is asked first.
func (k *knowledge) refunded() bool {
	return k.allBack() && (!k.disputedRefund() || k.answer(refundComplete, []string{"yes"}) == yes)
}

// allBack reports whether the confirmed amounts that came back cover what was paid. A payment nobody has confirmed, or
// without an amount, may be one that is still out.
func (k *knowledge) allBack() bool {
	for i, p := range k.facts.Payments {
		if p.Role != cases.Paid && p.Role != "" {
			continue
		}
		at := fmt.Sprintf("payments.%d.", i)
		if p.Amount.IsZero() || !k.facts.Confirmed(at+"amount") || !k.facts.Confirmed(at+"role") {
			return false
		}
	}
	back := false
	for _, l := range k.facts.Ledgers() {
		if l.Open.Minor > 0 {
			return false
		}
		back = back || l.Paid.Minor > 0
	}
	return back
}

// disputedRefund reports facts that speak against the refund they show: the person says that it is missing, or the
// order cost more than came back. Refunds on the timeline were recorded as they came and settle the first.
func (k *knowledge) disputedRefund() bool {
	if k.answer(refundComplete, []string{"no"}) == yes {
		return true
	}
	recorded := k.facts
	recorded.Payments = nil
	for _, p := range k.facts.Payments {
		if p.Role != cases.Refunded {
			recorded.Payments = append(recorded.Payments, p)
		}
	}
	missing := k.facts.Has(cases.RefundMissing) || k.facts.Has(cases.ChargeContinues)
	for _, l := range recorded.Ledgers() {
		if missing && l.Open.Minor > 0 {
			return true
		}
	}
	for _, l := range k.facts.Ledgers() {
		var total int64
		for _, b := range k.facts.Purchases {
			if b.Total.Currency == l.Currency {
				total += b.Total.Minor
			}
		}
		if total > l.Refunded.Minor && l.Paid.Minor > 0 {
			return true
		}
	}
	return false
}
