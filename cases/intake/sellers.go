package intake

import "strings"

// party is a company or name found in the text.
type party struct {
	id, name string
	from, to int
	sure     bool
}

// marketplace is the platform the text speaks of most, the first one in case of a tie.
func (r *reader) marketplace() (party, bool) {
	return r.mostNamed("marketplace")
}

func (r *reader) mostNamed(kind string) (party, bool) {
	count := map[int]int{}
	best := -1
	for i, h := range r.firms {
		if lexicons.companies.companies[h.company].Kind != kind {
			continue
		}
		count[h.company]++
		if best < 0 || count[h.company] > count[r.firms[best].company] {
			best = i
		}
	}
	if best < 0 {
		return party{}, false
	}
	c := r.firms[best].company
	for _, h := range r.firms {
		if h.company == c {
			f := lexicons.companies.companies[c]
			return party{f.ID, f.Name, h.from, h.to, len(count) == 1}, true
		}
	}
	return party{}, false
}

// seller is the shop: one we know, or the name after "loja", "vendedor", "vendido por".
func (r *reader) seller() (party, bool) {
	if p, ok := r.mostNamed("shop"); ok {
		return p, true
	}
	for _, h := range r.hits[cueSellerName] {
		if r.quote[h.from] {
			continue
		}
		if from, to := r.nameAt(h.to); to > from {
			name := tidy(r.original(from, to))
			if name == "" || h.to-h.from == 1 && !isUpper(name[0]) {
				continue // "loja confiável" is no name; "vendido por lojax" is one
			}
			return party{"", name, from, to, false}, true
		}
	}
	return party{}, false
}

// nameAt reads a name at token i: up to three words in capitals or quotes, or one word that is none of the language's.
func (r *reader) nameAt(i int) (int, int) {
	for i < len(r.toks) && (r.is(i, ':') || r.is(i, '"') || r.is(i, '@')) {
		i++
	}
	for _, f := range r.firms {
		if i >= f.from && i < f.to {
			return i, i // a company we know stands there already
		}
	}
	to := i
	for to < len(r.toks) && to < i+4 && r.toks[to].kind != sym {
		if to > i && (r.toks[to].line || r.toks[to].sent != r.toks[i].sent) {
			break
		}
		o := r.original(to, to+1)
		capital := isUpper(o[0]) || !isASCII(o[:1])
		digits := r.toks[to].kind == num
		inside := to > i && to+1 < len(r.toks) && r.toks[to+1].kind == word && isUpper(r.original(to+1, to+2)[0])
		if inside && lexicons.nameLinks[r.toks[to].w] { // Mundo das Capas
			to++
			continue
		}
		if r.lex.nameStops[r.toks[to].w] || r.lex.function[r.toks[to].w] || !capital && !(digits && to > i && r.glued(to)) && to > i {
			break
		}
		if digits && to == i {
			break
		}
		to++
	}
	if to == i+1 && !isUpper(r.original(i, to)[0]) && (r.lex.vocabulary[r.toks[i].w] || len(r.toks[i].w) < 4) {
		return i, i
	}
	if to > i && strings.Trim(r.original(i, to), " ") == "" {
		return i, i
	}
	return i, to
}

// tried lists what the person says was tried already, in the order of the closed list.
func (r *reader) tried() []string {
	out := []string{}
	for _, h := range r.triedHits() {
		out = append(out, triedOf[h.group])
	}
	return out
}

// intended reports whether the words before the phrase make it a thing still to do: "to open a dispute".
func (r *reader) intended(h hit) bool {
	for i, n := h.from-1, 0; i >= 0 && n < 3; i, n = i-1, n+1 {
		if r.toks[i].kind != word || r.toks[i].sent != r.toks[h.from].sent || lexicons.ands[r.toks[i].w] || r.toks[i].w == "que" {
			return false
		}
		if len(r.startsAt(cueIntend, i)) > 0 {
			return true
		}
	}
	return false
}

// endsAt reports whether a phrase of the group ends right before token i.
func (r *reader) endsAt(g group, i int) bool {
	list := r.hits[g]
	lo, hi := 0, len(list)
	for lo < hi { // first hit that begins at i or later
		if m := (lo + hi) / 2; list[m].from < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for k := lo - 1; k >= 0 && k >= lo-8; k-- {
		if list[k].to == i {
			return true
		}
	}
	return false
}

// startsAt returns the hits of the group that begin at token i.
func (r *reader) startsAt(g group, i int) []hit {
	list := r.hits[g]
	lo, hi := 0, len(list)
	for lo < hi {
		if m := (lo + hi) / 2; list[m].from < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	end := lo
	for end < len(list) && list[end].from == i {
		end++
	}
	return list[lo:end]
}
