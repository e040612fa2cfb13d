package intake

// markQuotes finds rules, footers and clauses that people paste: "Art. 49 ...", "Política de devolução: ...". What
// stands in them is no fact of the case.
func (r *reader) markQuotes() {
	for _, h := range r.hits[cuePolicy] {
		if !r.quote[h.from] {
			r.markPolicy(h)
		}
	}
	for _, h := range r.hits[cueLaw] {
		if !r.quote[h.from] && h.to < len(r.toks) && r.lawNumber(h.to) {
			r.markLaw(h)
		}
	}
	for i := range r.toks {
		// A line that begins with > was quoted by a mail program.
		if r.toks[i].line && r.is(i, '>') {
			for j := i; j < len(r.toks) && (j == i || !r.toks[j].line); j++ {
				r.quote[j] = true
			}
		}
	}
}

// markPolicy marks from the cue to the end of its paragraph, as long as nobody speaks in the first person there.
func (r *reader) markPolicy(h hit) {
	from := h.from
	for from > 0 && !r.toks[from].line && r.toks[from-1].sent == r.toks[h.from].sent && h.from-from < 40 {
		from--
	}
	if r.speaks(from, h.from) {
		from = h.from
	}
	for i := from; i < len(r.toks); {
		end := r.sentenceEnd(i)
		if i > h.to && (r.toks[i].line || r.speaks(i, end)) {
			return
		}
		if i <= h.from && r.speaks(h.to, end) {
			end = r.clauseEnd(h.to, end)
		}
		for ; i < end; i++ {
			r.quote[i] = true
		}
		if end < len(r.toks) && r.toks[end-1].kind == sym && !r.toks[end-1].end {
			return
		}
	}
}

// markLaw marks an article of a law, up to the end of its clause; a quotation around it whole.
func (r *reader) markLaw(h hit) {
	end := r.sentenceEnd(h.from)
	if r.speaks(h.to, end) {
		end = r.clauseEnd(h.to, end)
	}
	from := h.from
	for j := h.from - 1; j >= 0 && j > h.from-60 && r.toks[j].sent == r.toks[h.from].sent; j-- {
		if r.is(j, '"') {
			from = j
			break
		}
	}
	for i := from; i < end; i++ {
		r.quote[i] = true
	}
}

// lawNumber reports whether a number follows the word for a law or an article.
func (r *reader) lawNumber(i int) bool {
	for j := i; j < i+4 && j < len(r.toks); j++ {
		if r.toks[j].kind == num {
			return true
		}
		if r.toks[j].kind == word && !lexicons.numberWords[r.toks[j].w] {
			return false
		}
	}
	return false
}

// sentenceEnd looks at most longSentence tokens ahead: text without any full stop must not be read again and again.
func (r *reader) sentenceEnd(i int) int {
	j := i
	for j < len(r.toks) && j < i+longSentence && r.toks[j].sent == r.toks[i].sent {
		j++
	}
	return j
}

const longSentence = 150

func (r *reader) clauseEnd(i, end int) int {
	for ; i < end; i++ {
		if r.is(i, ',') || r.is(i, ')') {
			return i + 1
		}
	}
	return end
}

// speaks reports whether a word of the first person, or of what happened to the buyer, is among the tokens.
func (r *reader) speaks(from, to int) bool {
	for i := from; i < to; i++ {
		if len(r.startsAt(cueFirstPerson, i)) > 0 {
			return true
		}
	}
	return false
}

// markLinks claims web addresses, e-mail addresses and handles, whose digits are nobody's order.
func (r *reader) markLinks() {
	for i := 0; i < len(r.toks); i++ {
		switch {
		case r.is(i, '@') || (r.wordAt(i) == "http" || r.wordAt(i) == "https") && r.is(i+1, ':') || r.wordAt(i) == "www" && r.is(i+1, '.'):
			from := i
			for r.is(i, '@') && from > 0 && r.glued(from) && i-from < 12 {
				from--
			}
			to := i + 1
			for to < len(r.toks) && r.glued(to) && !(r.is(to, ',') || r.is(to, '"') || r.is(to, ')')) && to-i < 200 {
				to++
			}
			r.take(from, to, asLink)
			i = to - 1
		}
	}
}
