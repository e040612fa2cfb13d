package intake

import (
	"strings"

	"degrau/cases"
)

// weakWord is how much further a mere "for" counts than a verb of paying.
const weakWord = 6

// roles settles what became of each sum by the cue nearest to it.
func (r *reader) roles() {
	for k := range r.amounts {
		a := &r.amounts[k]
		best := 100
		for _, c := range [...]struct {
			g group
			r cases.AmountRole
		}{{cueRoleRefunded, cases.Refunded}, {cueRolePromised, cases.Promised}, {cueRoleOffered, cases.Offered},
			{cueRoleDemanded, cases.Demanded}, {cueRolePaid, cases.Paid}} {
			if h, d, ok := r.near(c.g, a.from, a.to, 12); ok {
				d += r.breaks(h, a)
				if c.g == cueRolePaid && r.weakBesidePromise(h, a) {
					d += weakWord
				}
				if d < best {
					best, a.role, a.roleSure = d, c.r, d <= 8
				}
			}
		}
		if _, _, ok := r.near(cueNotPaid, a.from, a.to, 12); ok && (a.role == cases.Paid || a.role == "") {
			a.role, a.roleSure = cases.Demanded, false
		}
		if a.role == "" {
			a.role = cases.Paid
		}
		r.onlySaid(a)
		r.onlyCharged(a)
	}
}

// breaks counts the commas and other sums between a cue and the sum: each makes them less likely to belong together.
func (r *reader) breaks(h hit, a *amount) int {
	from, to := h.to, a.from
	if h.from >= a.to {
		from, to = a.to, h.from
	}
	n := 0
	for i := from; i < to; i++ {
		if r.toks[i].kind == sym && (r.is(i, ',') || r.is(i, ')') || r.is(i, '(')) {
			n += 3
		} else if r.claim[i] == asAmount && (i == from || r.claim[i-1] != asAmount) || h.from >= a.to && lexicons.ands[r.wordAt(i)] {
			n += 2
		}
	}
	return n
}

// weakBesidePromise reports whether a mere "for" speaks for a payment where a refund is promised: "refund approved on 10
// May for $20".
func (r *reader) weakBesidePromise(h hit, a *amount) bool {
	if h.to-h.from > 1 || !r.lex.function[r.wordAt(h.from)] {
		return false
	}
	_, _, ok := r.near(cueRolePromised, a.from, a.to, 12)
	return ok
}

// onlySaid takes back a refund that the other side tells of and the buyer does not: it is promised until it comes.
func (r *reader) onlySaid(a *amount) {
	if (a.role == cases.Refunded || a.role == cases.Promised) && r.claimedRefund(a.from, a.to) {
		a.role, a.roleSure = cases.Promised, false
	}
}

// claimedRefund reports whether the refund around the tokens is only said, or denied right after.
func (r *reader) claimedRefund(from, to int) bool {
	if h, _, ok := r.near(cueRefundSaid, from, to, 8); ok && h.from < to {
		return true
	}
	for i := from; i < min(to+10, len(r.toks)) && r.toks[i].sent-r.toks[from].sent <= 1; i++ {
		if len(r.startsAt(cueRefundDenied, i)) > 0 {
			return true
		}
	}
	return false
}

// onlyCharged reads freight or tax that is asked for after the sale as demanded, as long as nobody says it was paid.
func (r *reader) onlyCharged(a *amount) {
	if a.role != cases.Paid || a.instalment > 0 {
		return
	}
	if _, far, ok := r.near(cueFreight, a.from, a.to, 3); !ok || far > 3 {
		return
	}
	_, _, asked := r.near(cueCharged, a.from, a.to, 8)
	_, _, paid := r.near(cuePaidSelf, a.from, a.to, 12)
	if asked && !paid {
		a.role, a.roleSure = cases.Demanded, false
	}
}

// isFee reports whether the sum is for freight or tax, not for the goods.
func (r *reader) isFee(from, to int) bool {
	_, far, ok := r.near(cueFeeNoun, from, to, 3)
	return ok && far <= 3
}

// wished reports whether the sum is the one asked for: "I want a refund of 500".
func (r *reader) wished(a amount) (group, bool) {
	for g := cueAskRefund; g <= cueAskDocuments; g++ {
		h, d, ok := r.near(g, a.from, a.to, 4)
		if !ok || h.to > a.from || d > 4 || r.undone(h) || len(r.startsAt(cueWant, h.from)) == 0 || len(r.startsAt(cueRefundWord, h.from)) > 0 {
			continue
		}
		clear := true
		for i := h.to; i < a.from; i++ {
			if r.is(i, ',') || len(r.startsAt(cuePaidSelf, i)) > 0 || len(r.startsAt(cueRolePaid, i)) > 0 && !r.lex.function[r.wordAt(i)] && len(r.startsAt(cueRefundWord, i)) == 0 {
				clear = false
			}
		}
		if clear {
			return g, true
		}
	}
	return 0, false
}

// wishes keeps the sums of requests out of what was paid, where another sum was.
func (r *reader) wishes() {
	paid := 0
	for _, a := range r.amounts {
		if _, ok := r.wished(a); !ok && a.role == cases.Paid {
			paid++
		}
	}
	for k := range r.amounts {
		a := &r.amounts[k]
		if _, ok := r.wished(*a); !ok || a.role != cases.Paid && a.role != cases.Refunded && a.role != cases.Promised {
			continue
		}
		a.role, a.roleSure = cases.Paid, false
		if paid > 0 {
			a.role, a.wish = "", true
		}
	}
}

// ownPast reports whether a phrase of demanding runs over a comma or ends in a verb whose accent tells the first person
// past: pagué, not pague.
func (r *reader) ownPast(h hit) bool {
	for i := h.from + 1; i < h.to; i++ {
		if r.is(i, ',') {
			return true
		}
	}
	return strings.HasSuffix(r.original(h.to-1, h.to), "é")
}
