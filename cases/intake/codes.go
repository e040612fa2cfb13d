package intake

import "strings"

// codeAt tries to read token i as the beginning of a code whose shape alone gives it away.
func (r *reader) codeAt(i int) bool {
	t := r.toks[i]
	if t.kind == sym || t.kind == word && (len(t.w) > 12 || !(r.glued(i+1) || len(t.w) == 2)) {
		return r.phoneSigns(i)
	}
	if i > 0 && r.glued(i) && r.toks[i-1].kind != sym {
		// Glued to letters before it, the digits may still be an order: "pedido8150000000000011".
		if t.kind != num {
			return false
		}
	}
	end := r.run(i)
	up := r.upper(i, end)
	return r.longDigits(i) || r.pixEnd(i, end, up) || r.taxID(i, end, up) || r.parcel(i, end, up) || r.orderShape(i, end, up) ||
		r.card(i) || r.phoneSigns(i)
}

// longDigits claims invoice keys (44 digits) and boleto lines (47, 48), in groups or not.
func (r *reader) longDigits(i int) bool {
	if r.numAt(i) == "" {
		return false
	}
	if len(r.toks[i].w) > 20 && len(r.toks[i].w) != 44 && len(r.toks[i].w) != 22 && len(r.toks[i].w) < 60 {
		if r.cueBefore(i) != cueTracking {
			r.take(i, i+1, asOther)
			return true
		}
		return false
	}
	for _, n := range [...]int{48, 47, 44} {
		if _, to := r.digitGroups(i, n); to > 0 && r.free(i, to) {
			r.take(i, to, asOther)
			return true
		}
	}
	return false
}

// pixEnd claims a Pix end-to-end id: E, the bank's eight digits, the instant, eleven letters or digits.
func (r *reader) pixEnd(i, end int, up string) bool {
	if len(up) != 32 || (up[0] != 'E' && up[0] != 'D') || !digitsOnly(up[1:21]) {
		return false
	}
	r.take(i, end, asOther)
	return true
}

// taxID claims CPF and CNPJ: by their marks always, bare when the check digits fit and nobody calls it an order.
func (r *reader) taxID(i, end int, up string) bool {
	marked := fits(up, "###.###.###-##") || fits(up, "??.???.???/????-##") || fits(up, "###.###.###/##") || fits(up, "########/####-##")
	bare := (ValidCPF(up) || len(up) == 14 && ValidCNPJ(up)) && r.cueBefore(i) != cueOrder && r.cueBefore(i) != cueTracking
	if !marked && !bare {
		if r.cueBefore(i) == cueTaxID {
			for _, n := range [...]int{14, 11} {
				if d, to := r.digitGroups(i, n); to > 0 {
					r.addCode(code{asTaxID, i, to, d, n == 11 && ValidCPF(d) || ValidCNPJ(d), ""})
					return true
				}
			}
		}
		return false
	}
	r.addCode(code{asTaxID, i, end, up, ValidCPF(up) || ValidCNPJ(up), ""})
	return true
}

// parcel claims tracking codes by their shape: the postal union's, then those of the carriers in companies.json.
func (r *reader) parcel(i, end int, up string) bool {
	// People call the parcel "my order" too; only digits alone may then be the order's.
	ordered := r.cueBefore(i) == cueOrder
	if s, to := r.postal(i, end, up); to > 0 && (!ordered || ValidS10(s) && isUpper(r.original(i, to)[0])) {
		r.addCode(code{asTracking, i, to, s, ValidS10(s), ""})
		return true
	}
	for _, s := range lexicons.companies.parcels[len(up)] {
		if fits(up, s.shape) && !(ordered && (isDigit(up[0]) || isDigit(up[1]))) {
			r.addCode(code{asTracking, i, end, up, true, s.company})
			return true
		}
	}
	return false
}

// postal reads an S10 number, glued or in groups (LB 123 456 789 CN), mending O and I among the digits. It keeps one
// with a wrong check digit: a slip of the pen is no reason to lose the parcel.
func (r *reader) postal(i, end int, up string) (string, int) {
	if len(up) == 13 {
		mended := up[:2] + strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(up[2:11]) + up[11:]
		if s10Shape(mended) {
			return mended, end
		}
	}
	if len(r.wordAt(i)) != 2 || i+2 >= len(r.toks) {
		return "", 0
	}
	digits, to := r.digitGroups(i+1, 9)
	if to == 0 || len(r.wordAt(to)) != 2 || r.toks[to].sent != r.toks[i].sent {
		return "", 0
	}
	s := strings.ToUpper(r.wordAt(i)) + digits + strings.ToUpper(r.wordAt(to))
	o := r.original(i, to+1)
	if !s10Shape(s) || !isUpper(o[0]) && !ValidS10(s) {
		return "", 0
	}
	return s, to + 1
}

// orderShape claims order numbers that their shape gives away.
func (r *reader) orderShape(i, end int, up string) bool {
	if cue := r.cueBefore(i); cue != 0 && cue != cueOrder {
		return false
	}
	for _, s := range lexicons.companies.orders[len(up)] {
		if !fits(up, s.shape) || s.needs && !r.mentions(s.company) && r.cueBefore(i) != cueOrder {
			continue
		}
		if s.dated && !plausibleDay(up) {
			continue
		}
		r.addCode(code{asOrder, i, end, r.original(i, end), true, s.company})
		return true
	}
	return false
}

// plausibleDay reports whether s begins with YYMMDD, as Shopee's orders do.
func plausibleDay(s string) bool {
	m, d := atoi(s[2:4]), atoi(s[4:6])
	letters := 0
	for i := 6; i < len(s); i++ {
		if isUpper(s[i]) {
			letters++
		}
	}
	return m >= 1 && m <= 12 && d >= 1 && d <= 31 && letters > 0
}

// card claims payment cards: four groups of four that pass Luhn, or any such number that a card is spoken of before.
func (r *reader) card(i int) bool {
	sizes, to := r.groupSizes(i)
	if len(sizes) < 4 || r.cueBefore(i) == cueOrder || r.cueBefore(i) == cueTracking {
		return false
	}
	four := sizes[0] == 4 && sizes[1] == 4 && sizes[2] == 4 && sizes[3] == 4
	amex := sizes[0] == 4 && sizes[1] == 6 && sizes[2] == 5
	if !four && !amex {
		return false
	}
	d, end := r.digitGroups(i, 16)
	if end == 0 || end > to || !(ValidLuhn(d) || r.cueBefore(i) == cueCardNumber) || !strings.ContainsAny(d[:1], "23456") {
		return false
	}
	r.take(i, end, asOther)
	return true
}

func (r *reader) addCode(c code) {
	for i := c.from; i < c.to; i++ {
		if r.toks[i].ocr { // letters were read as digits: show the digits, and ask
			c.value, c.sure = r.upper(c.from, c.to), false
		}
	}
	r.take(c.from, c.to, c.kind)
	if c.value = tidy(c.value); !r.quote[c.from] {
		r.codes = append(r.codes, c)
	}
}

// cueBefore returns the kind of code that the words before token i announce: only fillers may stand between.
func (r *reader) cueBefore(i int) group {
	named := false
	for j, n := i, 0; j > 0 && n < 14; j, n = j-1, n+1 {
		if g := r.codeCue[j]; g != 0 {
			return g
		}
		if n >= 8 && !named {
			return 0
		}
		t := r.toks[j-1]
		named = named || t.kind == word && lexicons.numberWords[t.w]
		switch {
		case named && r.claim[j-1] == asDate: // "pedido do dia 12/05/2026, número 88112233"
		case t.kind == word && lexicons.fillers[t.w]:
		case t.kind == sym && strings.IndexByte(":#.-()=*\"'[]/,>_", t.w[0]) >= 0:
		default:
			return 0
		}
	}
	return 0
}
