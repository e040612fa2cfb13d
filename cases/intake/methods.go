package intake

import (
	"sort"

	"degrau/cases"
)

// methodHit is one way of paying, and the words for it.
type methodHit struct {
	method   cases.Method
	from, to int
}

// methods finds how things were paid. A memory card, a voucher given instead of a refund, and the Pix a refund is asked
// by are none of it.
func (r *reader) methods() []methodHit {
	var out []methodHit
	seen := map[cases.Method]bool{}
	for _, m := range r.allMethods() {
		if !seen[m.method] {
			seen[m.method] = true
			out = append(out, m)
		}
	}
	return out
}

// allMethods lists every place that names a way of paying.
func (r *reader) allMethods() []methodHit {
	var all []hit
	for g := cueMethodNone; g <= cueMethodCash; g++ {
		for _, h := range r.hits[g] {
			if !r.quote[h.from] {
				all = append(all, h)
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].from != all[j].from {
			return all[i].from < all[j].from
		}
		return all[i].to > all[j].to
	})
	var out []methodHit
	end := 0
	for i, h := range all {
		if h.from < end || overlapsLonger(all, i) {
			continue
		}
		end = h.to
		m, ok := methodOf[h.group]
		if !ok || r.undone(h) || r.refundChannel(h) {
			continue
		}
		out = append(out, methodHit{m, h.from, h.to})
	}
	return out
}

// overlapsLonger reports whether a longer phrase shares words with this one.
func overlapsLonger(all []hit, i int) bool {
	for j := max(0, i-6); j < len(all) && j <= i+6; j++ {
		o, h := all[j], all[i]
		longer := o.to - o.from - (h.to - h.from)
		if j != i && o.from < h.to && h.from < o.to && (longer > 0 || longer == 0 && o.group == cueMethodNone && h.group != cueMethodNone) {
			return true
		}
	}
	return false
}

// refundChannel reports whether the money is to come back this way: "estorno via Pix".
func (r *reader) refundChannel(h hit) bool {
	for i := max(0, h.from-12); i < h.from; i++ {
		for _, no := range r.startsAt(cueRefundDenied, i) {
			if no.to >= h.to {
				return true // "nothing on my card"
			}
		}
	}
	for j, n := h.from-1, 0; j >= 0 && n < 5; j, n = j-1, n+1 {
		if r.toks[j].sent != r.toks[h.from].sent || r.is(j, ',') {
			return false
		}
		if r.endsAt(cueRolePaid, j+1) || r.endsAt(cueMoneyVerb, j+1) {
			return false
		}
		if r.endsAt(cueRefundWord, j+1) {
			return true
		}
	}
	return false
}

// parts reads the number of instalments: 10x, em 12 vezes, 3 cuotas. It links "10x de R$ 125,00" with its sum.
func (r *reader) parts() {
	for i := range r.toks {
		n := atoi(r.numAt(i))
		if r.numAt(i) == "" || n < 2 || n > 72 || r.quote[i] || r.claim[i] == asDate || r.claim[i] == asOrder {
			continue
		}
		j := i + 1
		times := r.wordAt(j) == "x"
		if times {
			j++
		} else if hs := r.startsAt(cueInstalments, j); len(hs) > 0 {
			j = hs[0].to
		} else if !r.endsAt(cueInstalments, i) {
			continue
		}
		r.linkParts(i, j, n, times)
	}
}

func (r *reader) linkParts(i, j, n int, times bool) {
	k := j
	for k < len(r.toks) && k < j+3 && (r.lex.function[r.wordAt(k)] || lexicons.fillers[r.wordAt(k)] || r.is(k, ':')) {
		k++
	}
	for a := range r.amounts {
		if m := &r.amounts[a]; m.from == k || m.from == j {
			m.instalment = n
			r.instalments = n
			return
		}
	}
	for a := range r.amounts {
		switch m := &r.amounts[a]; {
		case m.to <= i && i-m.to <= 4 && r.toks[m.from].sent == r.toks[i].sent && r.claim[i] != asAmount:
			if m.to < i && !r.quietBetween(m.to, i) {
				continue
			}
			m.parts = n
			r.instalments = n
			return
		}
	}
	if !times || r.endsAt(cueDateBefore, i) || r.endsAt(cueInstalments, i) || r.wordAt(i-1) == "em" || r.wordAt(i-1) == "en" || r.wordAt(i-1) == "in" {
		if r.instalments == 0 && !r.endsAt(cueNotDate, i) {
			r.instalments = n
		}
	}
}

func (r *reader) quietBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if r.toks[i].kind == num {
			return false
		}
	}
	return true
}
