package intake

import "degrau/cases"

// ledger marks sums that repeat or make up another, so that nothing is counted twice: instalments beside their total,
// parts beside their sum, the same price told again.
func (r *reader) ledger() {
	for k := range r.amounts {
		if r.amounts[k].instalment > 1 {
			r.joinTotal(k)
		}
	}
	for k := range r.amounts {
		r.joinParts(k)
	}
	for k := range r.amounts {
		r.joinUnits(k)
		r.joinAgain(k)
	}
}

// maxInterest is how far instalments may exceed the price they pay, in percent of it.
const maxInterest = 170

// nearTotal is how many tokens may lie between a total and its instalments.
const nearTotal = 30

// joinTotal lets the total named beside "10x de 125,00" carry the instalments. Where interest makes them more than the
// total, both sums stand in the text and the person is asked.
func (r *reader) joinTotal(k int) {
	m := &r.amounts[k]
	best := -1
	for j := range r.amounts {
		t := &r.amounts[j]
		if j == k || t.within || t.instalment > 0 || t.role != cases.Paid || t.money.Currency != m.money.Currency || abs(t.from-m.from) > nearTotal {
			continue
		}
		all := m.money.Minor * int64(m.instalment)
		slack := int64(m.instalment) * 2 // parts are rounded to cents
		if all+slack < t.money.Minor || all*100 > t.money.Minor*maxInterest {
			continue
		}
		if best < 0 || abs(t.from-m.from) < abs(r.amounts[best].from-m.from) {
			best = j
		}
	}
	if best < 0 {
		return
	}
	t := &r.amounts[best]
	t.parts, m.within = m.instalment, true
	if all := m.money.Minor * int64(m.instalment); abs64(all-t.money.Minor) > int64(m.instalment)*2 {
		t.sure = false
	} else {
		t.sure, t.roleSure = true, t.roleSure || m.roleSure
	}
}

// joinParts marks the sums that follow a total and make it up: "paid 200: 150 for the shoes and 50 for freight".
func (r *reader) joinParts(k int) {
	t := &r.amounts[k]
	if t.role != cases.Paid || t.within {
		return
	}
	var sum int64
	for j := k + 1; j < len(r.amounts) && j <= k+6; j++ {
		p := &r.amounts[j]
		if p.role != cases.Paid || p.within || p.instalment > 0 || p.money.Currency != t.money.Currency || r.toks[p.from].sent-r.toks[t.from].sent > 1 {
			return
		}
		if sum += p.money.Minor; sum == t.money.Minor && j > k+1 {
			for ; j > k; j-- {
				r.amounts[j].within = true
			}
			return
		}
	}
}

// joinUnits marks the price of one piece beside the total: "359,80, duas unidades de 179,90".
func (r *reader) joinUnits(k int) {
	m := &r.amounts[k]
	if m.role != cases.Paid || m.within || m.instalment > 0 || m.money.Minor <= 0 {
		return
	}
	for i := max(0, m.from-4); i < m.from; i++ {
		n, _ := r.count(i)
		if n < 2 || n > 20 {
			continue
		}
		for j := range r.amounts {
			t := &r.amounts[j]
			if j != k && !t.within && t.role == cases.Paid && t.money.Currency == m.money.Currency && t.money.Minor == m.money.Minor*int64(n) && abs(t.from-m.from) <= nearTotal {
				m.within = true
				return
			}
		}
	}
}

// joinAgain marks a sum paid that another sentence named before, if no other order lies between the two.
func (r *reader) joinAgain(k int) {
	m := &r.amounts[k]
	if m.role != cases.Paid || m.within {
		return
	}
	for j := 0; j < k; j++ {
		o := &r.amounts[j]
		if o.role != cases.Paid || o.within || o.money != m.money || o.instalment != m.instalment || r.orderBetween(o.to, m.from) {
			continue
		}
		// In one sentence two equal sums may be two sums, unless one tells how the other was paid.
		if r.toks[o.from].sent == r.toks[m.from].sent && m.parts == 0 {
			continue
		}
		m.within = true
		o.parts = max(o.parts, m.parts)
		return
	}
}

func (r *reader) orderBetween(from, to int) bool {
	orders := 0
	for _, c := range r.codes {
		if c.kind == asOrder {
			orders++
		}
	}
	for i := from; i < to && orders > 1; i++ {
		if r.claim[i] == asOrder {
			return true
		}
	}
	return false
}

func abs64(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
