package intake

// bareAmount reads a number without a currency as a sum, if the words say so: "paguei 129,90", "cobra 45", "frete de
// 25". A whole number needs such a word right beside it; one with two decimals only must not be a measure.
func (r *reader) bareAmount(i int) bool {
	if r.numAt(i) == "" || r.glued(i) && (r.toks[i-1].kind == word || r.is(i-1, '/') || r.is(i-1, ':') || r.is(i-1, '-')) {
		return false
	}
	n, ok := r.numeralAt(i, r.lang != "en", false)
	if !ok || n.doubt || r.is(n.to, '%') || r.is(n.to, '/') || r.is(n.to, ':') || !r.free(i, n.to) {
		return false
	}
	if r.is(n.to, '-') && r.glued(n.to) && r.numAt(n.to+1) != "" || r.is(n.to, '.') && r.glued(n.to+1) && r.numAt(n.to+1) != "" {
		return false
	}
	cents := n.decimals == 2 && (n.mark == ',') == (r.lang != "en")
	spoken := r.moneyBefore(i) || r.feeAfter(n.to) || r.boughtFor(i, n) || cents && len(r.startsAt(cueFeeNoun, n.to)) > 0
	end, scale := r.scale(n.to)
	if scale == 1000 && spoken {
		n = n.times(scale)
		n.to = end
	}
	if r.countsSomething(n.to, cents) {
		return false
	}
	if n.decimals == 0 && (len(r.toks[i].w) > 6 || r.toks[i].w[0] == '0' || n.whole == 0) {
		return false
	}
	if !spoken && !(cents && n.mark == ',') {
		return false
	}
	if n.decimals == 1 && !spoken || n.mark == '.' && n.decimals == 2 && r.lang != "en" && !spoken {
		return false
	}
	return r.addAmount(i, n, r.bareCurrency(), false)
}

// bareCurrency is the currency the rest of the text names, else that of its place.
func (r *reader) bareCurrency() string {
	if len(r.amounts) > 0 {
		return r.amounts[len(r.amounts)-1].money.Currency
	}
	return r.currency
}

// moneyBefore reports whether a verb of paying or a noun for a price stands right before token i.
func (r *reader) moneyBefore(i int) bool {
	j := i
	for n := 0; n < 3 && j > 0; n++ {
		if r.endsAt(cueMoneyVerb, j) || r.endsAt(cueFeeNoun, j) {
			return true
		}
		w := r.wordAt(j - 1)
		if !(r.lex.function[w] && len(w) <= 4 || r.is(j-1, ':') || r.is(j-1, '(') || r.is(j-1, '=')) || r.lex.negators[w] || w == "por" || w == "for" || w == "para" || w == "pentru" {
			return false
		}
		j--
	}
	return j > 0 && (r.endsAt(cueMoneyVerb, j) || r.endsAt(cueFeeNoun, j))
}

// boughtFor reads "comprei por 2.500": a price, if the number is not small enough to be a count.
func (r *reader) boughtFor(i int, n numeral) bool {
	if w := r.wordAt(i - 1); w != "por" && w != "for" || n.whole < 10 {
		return false
	}
	h, _, ok := r.near(cueDatePurchase, i, n.to, 8)
	return ok && h.from < i
}

// feeAfter reports whether the name of a fee follows: "60 de mano de obra", "25 de frete".
func (r *reader) feeAfter(i int) bool {
	for j := i; j < i+3 && j < len(r.toks); j++ {
		if r.toks[j].kind == sym && !r.is(j, '(') {
			return false
		}
		if w := r.wordAt(j); j > i && !r.lex.function[r.wordAt(j-1)] || lexicons.ands[w] {
			return false
		}
		for _, h := range r.startsAt(cueFeeNoun, j) {
			if j > i || h.to-h.from > 1 {
				return true
			}
		}
	}
	return false
}

// countsSomething reports whether what follows the number makes it a count or a measure.
func (r *reader) countsSomething(i int, cents bool) bool {
	w := r.wordAt(i)
	if w == "" {
		return r.is(i, '"') && r.glued(i)
	}
	if r.lex.units[w] || !r.toks[i].space && !r.toks[i].line && len(w) <= 4 && lexicons.measures[w] || lexicons.measures[w] {
		return true
	}
	if cents {
		return false
	}
	return !r.lex.function[w] && !r.amountFollower(i)
}

// amountFollower reports whether the word at token i may stand after a sum.
func (r *reader) amountFollower(i int) bool {
	if len(r.startsAt(cueFeeNoun, i)) > 0 || r.feeAfter(i) {
		return true
	}
	for g := range methodOf {
		if len(r.startsAt(g, i)) > 0 {
			return true
		}
	}
	return false
}

// quantity claims a number with its unit, so that nobody takes it for a sum or an order.
func (r *reader) quantity(i int) bool {
	n, ok := r.numeralAt(i, true, false)
	if !ok {
		return false
	}
	w := r.wordAt(n.to)
	if r.is(n.to, '%') || w != "" && (r.lex.units[w] || lexicons.measures[w]) {
		r.take(i, n.to+1, asQuantity)
		return true
	}
	return false
}

// clock claims a time of day: 15:00h, 20h30, 5pm.
func (r *reader) clock(i int) bool {
	h := atoi(r.numAt(i))
	if r.numAt(i) == "" || len(r.toks[i].w) > 2 || h > 24 {
		return false
	}
	to := i + 1
	switch {
	case r.is(to, ':') && r.glued(to) && len(r.numAt(to+1)) == 2 && r.glued(to+1):
		to += 2
		if r.is(to, ':') && len(r.numAt(to+1)) == 2 {
			to += 2
		}
	case (r.wordAt(to) == "h" || r.wordAt(to) == "hs" || r.wordAt(to) == "hrs") && r.glued(to):
		to++
		if len(r.numAt(to)) == 2 && r.glued(to) {
			to++
		}
	case r.wordAt(to) == "am" && (r.glued(to) || r.lang == "en") || r.wordAt(to) == "pm":
		to++
	default:
		return false
	}
	r.take(i, to, asTime)
	return true
}
