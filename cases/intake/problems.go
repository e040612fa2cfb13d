package intake

import (
	"sort"

	"degrau/cases"
)

// problemScore is what speaks for one problem.
type problemScore struct {
	problem cases.Problem
	score   int
	order   int
	hit     hit // the strongest phrase
}

// problems weighs the phrases for each problem: the strongest counts whole, others add a little, the same words once.
func (r *reader) problems() []problemScore {
	var out []problemScore
	for k, p := range cases.Problems {
		s := problemScore{problem: p, order: k}
		best, extra, end := 0, 0, -1
		hits := r.hits[problemGroups+group(k)]
		for i, h := range hits {
			if h.weight < 0 || r.quote[h.from] || r.undone(h) || masked(hits, i) {
				continue
			}
			switch {
			case h.weight > best:
				if best > 0 && h.from >= end {
					extra++
				}
				best, s.hit = h.weight, h
			case h.from >= end:
				extra++
			}
			end = max(end, h.to)
		}
		if best == 0 {
			continue
		}
		s.score = best*2 + min(extra, 4)
		out = append(out, s)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	if len(out) == 0 {
		return out
	}
	if len(out) > 1 && out[0].problem == cases.OtherProblem && out[1].score+4 >= out[0].score {
		out[0], out[1] = out[1], out[0] // a problem with a name says more than none
	}
	// Faint echoes of other problems are noise once one is clear.
	keep := out[:1]
	for _, s := range out[1:] {
		if s.problem == cases.OtherProblem {
			continue // it adds nothing to a problem with a name
		}
		if s.problem == cases.RefundMissing && s.hit.weight <= wishWeight {
			continue // to want the money back is a request; nothing was promised yet
		}
		if s.score*2 >= out[0].score && s.score >= 6 && len(keep) < maxProblems {
			keep = append(keep, s)
		}
	}
	return keep
}

// maxProblems is how many problems a reading names at most.
const maxProblems = 3

// wishWeight is the weight of phrases that only ask for the money back.
const wishWeight = 7

// masked reports whether a phrase of negative weight covers this one: "não recebi resposta" is no missing parcel.
func masked(hits []hit, i int) bool {
	h := hits[i]
	for j := max(0, i-12); j < len(hits) && j <= i+12; j++ {
		m := hits[j]
		if m.weight < 0 && m.from < h.to && h.from < m.to && m.to >= h.to {
			return true
		}
	}
	return false
}

// undone reports whether a negator stands right before the phrase: "não veio com defeito". A phrase that holds its own
// negator is left alone.
func (r *reader) undone(h hit) bool {
	return !r.lex.matcher.patterns[h.pattern].negated && r.negatedBefore(h, 2)
}

// negatedBefore reports whether one of the reach words before the phrase is a negator.
func (r *reader) negatedBefore(h hit, reach int) bool {
	for j, n := h.from-1, 0; j >= 0 && n < reach; j, n = j-1, n+1 {
		if r.toks[j].kind != word || r.toks[j].sent != r.toks[h.from].sent {
			return false
		}
		if r.lex.negators[r.toks[j].w] {
			return true
		}
	}
	return false
}
