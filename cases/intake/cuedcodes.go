package intake

import "strings"

// cuedCode reads token i as the number its cue announces: an order, a protocol, an invoice...
func (r *reader) cuedCode(i int) bool {
	if r.toks[i].kind == sym {
		return false
	}
	cue := r.cueBefore(i)
	if cue == 0 && r.numAt(i) != "" {
		cue = r.listed(i)
	}
	if cue == 0 {
		return false
	}
	from, end := i, r.run(i)
	if r.gluedCue(i) {
		return false // NUMERO8150...: the digits are read on their own
	}
	if r.toks[i].kind == word && (digitsIn(r.upper(i, end)) < 3 || len(r.toks[i].w) > 6) {
		return false
	}
	switch cue {
	case cueOrder:
		return r.cuedOrder(from, end)
	case cueProtocol:
		if digitsIn(r.upper(from, end)) >= 4 {
			r.addCode(code{asProtocol, from, end, r.original(from, end), true, ""})
			return true
		}
	case cueTracking:
		if up, to := r.trackingRun(from, end); up != "" {
			r.addCode(code{asTracking, from, to, up, false, ""})
			return true
		}
	case cuePhone, cueInvoice, cueTaxID, cueCardNumber, cueImei, cueSku, cuePostcode, cueAccount, cueLaw:
		if digitsIn(r.upper(from, end)) > 0 {
			if n, ok := r.numeralAt(from, r.lang != "en", false); ok && n.decimals == 2 && n.to >= end && cue != cueTaxID {
				return false // "celular de 1.500,00" is a price
			}
			r.take(from, end, asOther)
			return true
		}
	}
	return false
}

// gluedCue reports whether the word at token i announces the digits glued to it: pedido815..., Nr.815..., ID815.... A
// lone capital N may begin a code.
func (r *reader) gluedCue(i int) bool {
	w := r.wordAt(i)
	k := i + 1
	for r.is(k, '.') || r.is(k, ':') || r.is(k, '#') {
		k++
	}
	if w == "" || !r.glued(i+1) || !r.glued(k) || r.numAt(k) == "" {
		return false
	}
	if w == "n" && k == i+1 && len(r.numAt(k)) < 13 && isUpper(r.original(i, i+1)[0]) {
		return false
	}
	return lexicons.numberWords[w] || r.codeCue[i+1] != 0
}

// listed carries a cue on along a list: "pedidos 8150..., 8160... e 8170...".
func (r *reader) listed(i int) group {
	j := i - 1
	for n := 0; j >= 0 && n < 3; j, n = j-1, n+1 {
		w := r.wordAt(j)
		if !(r.is(j, ',') || r.is(j, '/') || r.is(j, '&') || w == "e" || w == "y" || w == "si" || w == "and" || w == "o" || w == "no") {
			break
		}
	}
	if j < 0 || j == i-1 && !r.toks[i].line && !r.toks[i].space || len(r.codes) == 0 {
		return 0
	}
	last := r.codes[len(r.codes)-1]
	if last.to != j+1 || len(r.toks[i].w) < 5 || len(strings.Trim(last.value, "-")) < 5 {
		return 0
	}
	switch last.kind {
	case asOrder:
		return cueOrder
	case asTracking:
		return cueTracking
	case asProtocol:
		return cueProtocol
	}
	return 0
}

// cuedOrder reads the run after an order cue. Words glued to the digits are cut off; letters in capitals belong to it.
func (r *reader) cuedOrder(from, end int) bool {
	if grouped, to := r.digitGroups(from, 16); to > end && len(r.numAt(from)) == 4 {
		r.addCode(code{asOrder, from, to, grouped, true, ""})
		return true
	}
	if len(r.numAt(from)) == 2 && r.is(from+1, '-') && len(r.numAt(from+2)) >= 6 {
		r.addCode(code{asOrder, from, from + 3, r.numAt(from) + "-" + r.numAt(from+2), true, ""})
		return true
	}
	for end > from && r.toks[end-1].kind == word && r.looseWord(from, end-1) {
		end--
		for end > from && r.toks[end-1].kind == sym {
			end--
		}
	}
	if end <= from {
		return false
	}
	if len(r.numAt(from)) >= 6 && r.is(from+1, '/') {
		end = from + 1 // 44556677/44556688 are two
	}
	value := r.original(from, end)
	up := r.upper(from, end)
	digits := digitsIn(up)
	plain := digits == len(up)
	switch {
	case len(up) > 30 || digits < 4 || strings.Contains(up, "/"):
		return false
	case plain && digits == 4 && (up[:2] == "19" || up[:2] == "20") && !r.numbered(from):
		return false
	case plain && end < len(r.toks) && r.toks[end].space && (r.lex.units[r.wordAt(end)] || lexicons.measures[r.wordAt(end)]):
		return false // an order of 1500 units
	case plain && digits == 4 && up[0] == '0' && !r.numbered(from):
		return false
	case !plain && digits*3 < len(up):
		return false
	case strings.ContainsAny(up, ".") && digits < 8:
		return false
	}
	r.addCode(code{asOrder, from, end, value, true, ""})
	return true
}

// looseWord reports whether the word at token k is not part of the code it is glued to.
func (r *reader) looseWord(from, k int) bool {
	o := r.original(k, k+1)
	if strings.ToUpper(o) == o && len(o) <= 4 && !r.lex.function[r.toks[k].w] {
		return false
	}
	return !(k > from && r.is(k+1, '-') || k == from)
}

// numbered reports whether the digits at token i stand right after a sign or word for "number".
func (r *reader) numbered(i int) bool {
	return r.is(i-1, '#') || r.is(i-1, ':') || lexicons.numberWords[r.wordAt(i-1)] || r.is(i-1, '.') && lexicons.numberWords[r.wordAt(i-2)]
}

// trackingRun returns the code after a tracking cue, joining groups of digits.
func (r *reader) trackingRun(from, end int) (string, int) {
	up := r.upper(from, end)
	if len(r.numAt(from)) >= 3 && end == from+1 {
		for j := end; j < len(r.toks) && len(r.numAt(j)) >= 2 && len(up) < 34 && !r.toks[j].line; j++ {
			up, end = up+r.toks[j].w, j+1
		}
	}
	bare := strings.NewReplacer("-", "", ".", "", "_", "").Replace(up)
	if len(bare) < 8 || len(bare) > 34 || digitsIn(bare) < 6 || strings.Contains(bare, "/") {
		return "", 0
	}
	return bare, end
}

// bareOrder reads long digits that no cue announces.
func (r *reader) bareOrder(i int) bool {
	d := r.numAt(i)
	if len(d) < 5 {
		return false
	}
	if r.cueAfter(i + 1) {
		r.addCode(code{asOrder, i, i + 1, d, true, ""})
		return true
	}
	if r.glued(i) && r.is(i-1, '@') || len(d) < 13 || len(d) > 19 {
		return false
	}
	if len(d) == 15 && ValidLuhn(d) || len(d) == 13 && d[:2] == "78" {
		r.take(i, i+1, asOther) // an IMEI, or a bar code of Brazil
		return true
	}
	if ValidLuhn(d) && strings.ContainsAny(d[:1], "23456") && len(d) <= 16 {
		// An order, or the card it was paid with.
		r.ask("purchases.0.order_number", i, i+1, d, "**** "+d[len(d)-4:])
		r.take(i, i+1, asOther)
		return true
	}
	if r.longOrder(d) {
		r.addCode(code{asOrder, i, i + 1, d, false, ""})
		return true
	}
	return false
}

// cueAfter reports whether the words after the number say that it was an order: "815... é o número do meu pedido".
func (r *reader) cueAfter(j int) bool {
	for n := 0; n < 6 && j < len(r.toks); j, n = j+1, n+1 {
		for _, h := range r.startsAt(cueOrder, j) {
			// "... 123456 order 654321": the cue belongs to the number after it.
			if r.numAt(h.to) == "" && r.numAt(h.to+1) == "" {
				return true
			}
		}
		t := r.toks[j]
		if !(t.kind == word && (lexicons.fillers[t.w] || lexicons.numberWords[t.w]) || t.kind == sym && (t.w == "(" || t.w == "," || t.w == "-" || t.w == "=")) {
			return false
		}
	}
	return false
}

func digitsIn(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}
