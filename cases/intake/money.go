package intake

import (
	"strings"

	"degrau/cases"
)

// currencyBefore reads a currency that stands before its amount: R$, US$, €, Rs., MXN. It returns the token after it.
func (r *reader) currencyBefore(i int) (string, int) {
	t := r.toks[i]
	if t.kind == num {
		return "", i
	}
	if t.kind == sym {
		switch t.w[0] {
		case '$':
			return r.dollar(), i + 1
		case signEuro:
			return "EUR", i + 1
		case signPound:
			return "GBP", i + 1
		case signRupee:
			return "INR", i + 1
		case signYen:
			return "JPY", i + 1
		}
		return "", i
	}
	if r.is(i+1, '$') && (r.glued(i+1) || t.w == "us" && r.lang != "en" && r.numAt(i+2) != "") {
		if c, ok := dollars[t.w]; ok {
			return c, i + 2
		}
		return r.dollar(), i + 2
	}
	if t.w == "r" && r.is(i+1, '$') || t.w == "u" && r.is(i+1, '$') && r.wordAt(i+2) == "s" {
		return map[string]string{"r": "BRL", "u": "USD"}[t.w], i + map[string]int{"r": 2, "u": 3}[t.w]
	}
	if c, ok := r.lex.Money["_"+t.w]; ok {
		return c, i + 1
	}
	if c, ok := isoCodes[t.w]; ok {
		return c, i + 1
	}
	if t.w == "rs" {
		if r.lang == "en" {
			return "INR", i + 1
		}
		return "BRL", i + 1 // R$ with a slip of the shift key
	}
	return "", i
}

var dollars = map[string]string{"r": "BRL", "us": "USD", "u": "USD", "mx": "MXN", "mex": "MXN", "ar": "ARS", "cl": "CLP", "co": "COP", "ca": "CAD", "c": "CAD",
	"a": "AUD", "au": "AUD", "hk": "HKD", "nt": "TWD", "s": "SGD"}

var isoCodes = map[string]string{"brl": "BRL", "usd": "USD", "eur": "EUR", "ron": "RON", "mxn": "MXN", "ars": "ARS", "clp": "CLP",
	"cop": "COP", "pen": "PEN", "inr": "INR", "gbp": "GBP", "cny": "CNY", "pln": "PLN", "cad": "CAD", "aud": "AUD", "mdl": "MDL", "uyu": "UYU"}

// dollar says what a bare $ means where the text was written.
func (r *reader) dollar() string {
	switch c := r.currency; {
	case r.lang == "es" && c == r.lex.Currency:
		return "" // whose peso, nobody said
	case c == "BRL" || c == "MXN" || c == "ARS" || c == "CLP" || c == "COP" || c == "CAD" || c == "AUD" || c == "UYU":
		return c
	}
	return "USD"
}

// pesos are the currencies a bare $ may mean in Spanish.
var pesos = [...]string{"ARS", "CLP", "COP", "MXN", "USD"}

// askPesos asks whose money a $ is, where no word of the text tells.
func (r *reader) askPesos(i int, n numeral) bool {
	r.take(i, n.to, asAmount)
	if r.quote[i] {
		return true
	}
	var readings []string
	for _, c := range pesos {
		minor := n.whole*100 + int64(n.cents)
		if cases.Exponent(c) == 0 {
			if n.cents > 0 {
				continue // it has no cents
			}
			minor /= 100
		}
		readings = append(readings, cases.Money{Minor: minor, Currency: c}.Decimal()+" "+c)
	}
	r.ask("payments.0.amount", i, n.to, readings...)
	return true
}

// currencyAfter reads a currency that follows its amount and returns the token after it.
func (r *reader) currencyAfter(i int) (string, int) {
	if i >= len(r.toks) || r.toks[i].line && i > 0 {
		return "", i
	}
	t := r.toks[i]
	switch {
	case t.kind == sym && (t.w[0] == '$' || t.w[0] < ' '):
		if r.numAt(i+1) != "" && r.glued(i+1) {
			return "", i // the sign belongs to the next number
		}
		c, _ := r.currencyBefore(i)
		return c, i + 1
	case t.w == "r" && r.is(i+1, '$') && r.glued(i+1) && !(r.numAt(i+2) != "" && r.glued(i+2)):
		return "BRL", i + 2
	case t.kind != word:
		return "", i
	}
	for k, w := i, t.w; ; {
		if c, ok := r.lex.Money[w]; ok {
			return r.regional(c, w), k + 1
		}
		if c, ok := isoCodes[w]; ok {
			return c, k + 1
		}
		if k > i || w != "de" || r.wordAt(i+1) == "" { // "300 de lei"
			return "", i
		}
		k, w = i+1, r.wordAt(i+1)
	}
}

// regional settles words such as peso and dollar by the country the text points to.
func (r *reader) regional(c, w string) string {
	if c != "*" {
		return c
	}
	if strings.HasPrefix(w, "peso") {
		switch r.currency {
		case "ARS", "CLP", "COP", "UYU":
			return r.currency
		}
		return "MXN"
	}
	return r.currency
}

// settleCurrency finds the currency of amounts that name none: by the country the words point to, else by the
// currency named most often, else by the language.
func (r *reader) settleCurrency() {
	r.currency = r.lex.Currency
	for _, t := range r.toks {
		if c, ok := r.lex.Regions[t.w]; ok && t.kind == word {
			r.currency = c
			return
		}
	}
	for i := range r.toks {
		if r.toks[i].kind == sym && (r.toks[i].w[0] == signPound || r.toks[i].w[0] == signRupee) {
			r.currency, _ = r.currencyBefore(i)
			return
		}
		if r.lang == "en" && r.wordAt(i) == "rs" {
			r.currency = "INR"
			return
		}
	}
}

// namedAmount reads an amount with its currency beginning at token i.
func (r *reader) namedAmount(i int) bool {
	comma := r.lang != "en"
	if c, j := r.currencyBefore(i); (c != "" || r.is(i, '$')) && j < len(r.toks) {
		for j < len(r.toks) && (r.is(j, '.') || r.is(j, ':')) && r.numAt(j+1) != "" {
			j++
		}
		if n, ok := r.numeralAt(j, comma, true); ok && r.free(i, n.to) {
			if c == "" {
				c, _ = r.currencyAfter(n.to) // $ 59,99 dólares
			}
			if c == "" {
				return r.askPesos(i, n)
			}
			// A bare $ is the peso of several countries and the slip of many a Brazilian.
			return r.addAmount(i, n, c, !r.is(i, '$') || r.lang == "en" || r.currency != r.lex.Currency)
		}
		return false
	}
	if r.numAt(i) == "" {
		return r.amountInWords(i)
	}
	n, ok := r.numeralAt(i, comma, true)
	if !ok {
		return false
	}
	end, scale := r.scale(n.to)
	if c, to := r.currencyAfter(end); c != "" {
		n = n.times(scale)
		n.to = to
		return r.free(i, to) && r.addAmount(i, n, c, true)
	}
	if m, ok := r.numeralAt(i, comma, false); ok && m.to < n.to {
		if c, to := r.currencyAfter(m.to); c != "" {
			m.to = to
			return r.free(i, to) && r.addAmount(i, m, c, true)
		}
	}
	return false
}

// scale reads "mil", "k" or "mii" after a number.
func (r *reader) scale(i int) (int, int64) {
	if w := r.wordAt(i); w != "" && (r.lex.Numbers[w] == 1000 || w == "k" && r.glued(i)) {
		if r.wordAt(i+1) == "de" && r.lex.Money[r.wordAt(i+2)] != "" {
			return i + 2, 1000
		}
		return i + 1, 1000
	}
	if r.wordAt(i) == "de" && r.lex.Money[r.wordAt(i+1)] != "" {
		return i + 1, 1
	}
	return i, 1
}

func (n numeral) times(scale int64) numeral {
	if scale == 1000 {
		n.whole, n.cents, n.decimals = n.whole*1000+int64(n.cents)*10, 0, 0
	}
	return n
}

// amountInWords reads "cem reais", "dos mil pesos".
func (r *reader) amountInWords(i int) bool {
	if r.wordAt(i) == "" {
		return false
	}
	if _, ok := r.lex.Numbers[r.wordAt(i)]; !ok {
		return false
	}
	v, to := r.numberWords(i)
	if v < 5 {
		return false // "um real" is mostly a figure of speech
	}
	if r.wordAt(to) == "de" {
		to++
	}
	c, end := r.currencyAfter(to)
	if c == "" || !r.free(i, end) {
		return false
	}
	return r.addAmount(i, numeral{to: end, whole: v}, c, true)
}

// maxAmounts bounds the sums taken from one text: the ledger weighs each against the others, and no buyer names so many.
const maxAmounts = 300

// addAmount keeps the sum n of the currency, with the cents that may follow in words ("129 reais e 90 centavos").
func (r *reader) addAmount(from int, n numeral, currency string, named bool) bool {
	to := n.to
	if end, scale := r.scale(to); scale == 1000 && n.whole < 100000 {
		n = n.times(scale)
		to = end
	}
	if c, after := r.currencyAfter(to); c == currency && after > to {
		to = after // R$ 129,90 reais
	}
	if n.cents == 0 && n.decimals == 0 {
		n.cents, to = r.centsAfter(to)
	}
	minor := n.whole*100 + int64(n.cents)
	if e := cases.Exponent(currency); e == 0 {
		minor /= 100
	}
	if n.doubt && !n.grouped {
		return false
	}
	r.take(from, to, asAmount)
	if r.quote[from] {
		return true
	}
	if n.doubt {
		m := cases.Money{Minor: minor, Currency: currency}
		r.ask("payments.0.amount", from, to, m.Decimal(), n.alt)
		return true
	}
	if len(r.amounts) == maxAmounts {
		return true
	}
	r.amounts = append(r.amounts, amount{from: from, to: to, money: cases.Money{Minor: minor, Currency: currency}, sure: named && !n.ocr})
	return true
}

// centsAfter reads "e 90 centavos" after whole units.
func (r *reader) centsAfter(i int) (int, int) {
	j := i
	if w := r.wordAt(j); w == "e" || w == "y" || w == "con" || w == "com" || w == "si" || w == "and" {
		j++
	}
	d := r.numAt(j)
	if len(d) == 0 || len(d) > 2 {
		return 0, i
	}
	if c := r.lex.Money[r.wordAt(j+1)]; c == "cents" || c == "" && r.lex.Money["="+r.wordAt(j+1)] == "cents" {
		return atoi(d), j + 2
	}
	return 0, i
}
