package escalation

import "degrau/cases"

// notices are plain statements about the money that a person should know before they ask for more.
func (k *knowledge) notices() []Phrase {
	var out []Phrase
	for _, l := range k.facts.Ledgers() {
		over := l.Refunded.Minor - l.Paid.Minor
		if l.Paid.Minor > 0 && over > 0 {
			out = append(out, Phrase{Key: "plan.notice.paid_twice", Args: map[string]any{"paid": l.Paid, "refunded": l.Refunded,
				"over": cases.Money{Minor: over, Currency: l.Currency}}})
		} else if l.Refunded.Minor > 0 && l.Open.Minor > 0 {
			out = append(out, Phrase{Key: "plan.notice.less_to_ask", Args: map[string]any{"refunded": l.Refunded, "open": l.Open}})
		}
	}
	return out
}
