package intake

import (
	"fmt"

	"degrau/cases"
)

// payments makes one payment for each sum and what became of it; a way of paying without a sum is kept too.
func (d *draft) payments() {
	for _, a := range d.r.amounts {
		if len(d.f.Payments) >= cases.MaxList {
			break
		}
		if a.within || a.wish {
			continue
		}
		at := fmt.Sprintf("payments.%d", len(d.f.Payments))
		p := cases.Payment{Amount: a.money, Role: a.role, Instalments: a.parts}
		d.origin(at+".amount", a.from, a.to, a.sure)
		d.origin(at+".role", a.from, a.to, a.roleSure)
		if a.instalment > 0 {
			// What was paid is all parts together; that is our multiplication, to be confirmed.
			p.Instalments = a.instalment
			p.Amount.Minor *= int64(a.instalment)
			d.origin(at+".amount", a.from, a.to, false)
		}
		if p.Instalments > 0 {
			d.origin(at+".instalments", a.from, a.to, true)
		}
		if m, ok := d.methodOf(a); ok {
			p.Method = m.method
			d.origin(at+".method", m.from, m.to, true)
		}
		if m, ok := d.paidOn(a); ok {
			p.On = m.on
			d.origin(at+".on", m.from, m.to, m.sure && m.said)
		}
		d.f.Payments = append(d.f.Payments, p)
	}
	if d.paidSomething() {
		return
	}
	for i, m := range d.methods {
		at := fmt.Sprintf("payments.%d", len(d.f.Payments))
		p := cases.Payment{Method: m.method, Role: cases.Paid}
		d.origin(at+".method", m.from, m.to, len(d.methods) == 1)
		if i == 0 && d.r.instalments > 0 {
			p.Instalments = d.r.instalments
			d.origin(at+".instalments", m.from, m.to, false)
		}
		d.f.Payments = append(d.f.Payments, p)
	}
}

func (d *draft) paidSomething() bool {
	for _, p := range d.f.Payments {
		if p.Role == cases.Paid {
			return true
		}
	}
	return false
}

// paidOn returns the day of payment nearest to the sum, in its sentence.
func (d *draft) paidOn(a amount) (moment, bool) {
	best, ok := moment{}, false
	if a.role != cases.Paid && a.role != cases.Refunded {
		return best, false
	}
	for _, m := range d.r.moments {
		right := a.role == cases.Paid && (m.role == cueDatePaid || m.role == cueDateCharged) || a.role == cases.Refunded && m.role == cueDateRefunded
		if right && d.r.toks[m.from].sent == d.r.toks[a.from].sent && (!ok || abs(m.from-a.from) < abs(best.from-a.from)) {
			best, ok = m, true
		}
	}
	if !ok && a.role == cases.Paid && len(d.at) > 1 {
		return d.boughtBeside(a)
	}
	return best, ok
}

// boughtBeside returns the day told with the sum in its order's stretch, to be confirmed: bought and paid at once.
func (d *draft) boughtBeside(a amount) (moment, bool) {
	for _, m := range d.r.moments {
		if d.r.toks[m.from].sent == d.r.toks[a.from].sent && !d.apart(m.from, a.from) && (m.role == cueDatePurchase || m.role == 0) {
			m.sure = false
			return m, true
		}
	}
	return moment{}, false
}

// requests lists what is asked for, each remedy once.
func (d *draft) requests() {
	for g := cueAskRefund; g <= cueAskDocuments; g++ {
		best, found, sure := hit{}, false, false
		for _, h := range d.r.hits[g] {
			if d.r.quote[h.from] || d.r.undone(h) || sure {
				continue
			}
			if wants := len(d.r.startsAt(cueWant, h.from)) > 0; wants || !found {
				best, found, sure = h, true, wants
			}
		}
		if found {
			d.origin(fmt.Sprintf("requests.%d.remedy", len(d.f.Requests)), best.from, best.to, sure)
			d.f.Requests = append(d.f.Requests, cases.Request{Remedy: remedyOf[g], Amount: d.wishedSum(g)})
		}
	}
}

// methodOf returns how the sum was paid: the one way the text names, or the one in the sum's own stretch of text.
func (d *draft) methodOf(a amount) (methodHit, bool) {
	if a.role != cases.Paid || len(d.methods) == 0 {
		return methodHit{}, false
	}
	if len(d.r.amounts) > 200 && len(d.methods) > 1 {
		return methodHit{}, false // a pasted list
	}
	if len(d.methods) == 1 {
		return d.methods[0], true
	}
	best, ok := methodHit{}, false
	if d.paidSums() < 2 {
		return best, false // one sum, two ways: nobody picks
	}
	for _, m := range d.r.allMethods() {
		if d.r.toks[m.from].sent != d.r.toks[a.from].sent || d.apart(m.from, a.from) {
			continue
		}
		if !ok || abs(m.from-a.from) < abs(best.from-a.from) {
			best, ok = m, true
		}
	}
	return best, ok
}

func (d *draft) paidSums() int {
	n := 0
	for _, a := range d.r.amounts {
		if a.role == cases.Paid && !a.within {
			n++
		}
	}
	return n
}

// apart reports whether an order number or another sum lies between the two tokens.
func (d *draft) apart(i, j int) bool {
	for k := min(i, j); k < max(i, j); k++ {
		if d.r.claim[k] == asOrder {
			return true
		}
	}
	for _, a := range d.r.amounts {
		if a.from > min(i, j) && a.to <= max(i, j) {
			return true
		}
	}
	return false
}

// wishedSum is the sum asked for by requests of the kind.
func (d *draft) wishedSum(g group) cases.Money {
	for _, a := range d.r.amounts {
		if asked, ok := d.r.wished(a); ok && asked == g && a.money.Minor > 0 {
			d.origin(fmt.Sprintf("requests.%d.amount", len(d.f.Requests)), a.from, a.to, false)
			return a.money
		}
	}
	return cases.Money{}
}
