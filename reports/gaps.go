package reports

import (
	"strings"

	"degrau/cases"
	"degrau/internal/locale"
)

// gapFor names a fact that the paper would state and that is missing or not confirmed. The sentence is the catalogue's
// for that field, or the one for its list, or the one for anything.
func gapFor(path string) Gap {
	var words []string
	for _, w := range strings.Split(path, ".") {
		if strings.Trim(w, "0123456789") != "" {
			words = append(words, w)
		}
	}
	for n := len(words); n > 0; n-- {
		if key := "dossier.gap." + strings.Join(words[:n], "."); locale.For("pt").Has(key) {
			return Gap{Fact: path, Key: key}
		}
	}
	return Gap{Fact: path, Key: "dossier.gap.other"}
}

// missing lists what a paper of this body would state and the case does not have.
func (m *matter) missing() []Gap {
	var out []Gap
	want := func(have bool, path string) {
		if !have && !m.listed(path) {
			out = append(out, gapFor(path))
		}
	}
	want(len(m.facts.Problems) > 0, "problems") // the path that the plan asks under
	p := m.purchase()
	want(!p.On.IsZero(), "purchases.0.on")
	want(p.Item != "", "purchases.0.item")
	want(p.OrderNumber != "", "purchases.0.order_number")
	if m.facts.Has(cases.NotDelivered) {
		want(!p.PromisedOn.IsZero(), "purchases.0.promised_on")
	}
	want(m.money != nil && m.money.Paid.Minor > 0, "payments.0.amount")
	want(m.company() != "", "parties.company")
	if !m.public {
		c, _ := m.facts.Party(cases.Consumer)
		want(c.Name != "", "parties.consumer.name")
		want(c.TaxID != "", "parties.consumer.tax_id")
		want(c.Address != "", "parties.consumer.address")
	}
	want(len(m.exhibits) > 0 || m.public, "exhibits")
	return out
}

// listed reports whether the path already stands in the gaps, as waiting for confirmation.
func (m *matter) listed(path string) bool {
	for _, g := range m.gaps {
		if g.Fact == path {
			return true
		}
	}
	return false
}

// purchase returns the first purchase, empty where there is none.
func (m *matter) purchase() cases.Purchase {
	if len(m.facts.Purchases) == 0 {
		return cases.Purchase{}
	}
	return m.facts.Purchases[0]
}
