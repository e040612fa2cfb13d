package intake

import (
	"unicode/utf8"

	"degrau/cases"
	"degrau/internal/civil"
)

// MaxText is how much of a text is read: its first 256 KiB. Nobody tells a purchase in more, and a pasted archive must
// not hold up those behind it.
const MaxText = 256 * 1024

// read runs the steps in their order: what a later step sees, an earlier one has claimed. hint is the language of the
// talk that the text is a piece of, if known.
func read(text string, ref civil.Date, hint string) Reading {
	if len(text) > MaxText {
		end := MaxText
		for end > MaxText-utf8.UTFMax && !utf8.RuneStart(text[end]) {
			end-- // never through the middle of a letter
		}
		text = text[:end]
	}
	r := newReader(text, ref, hint)
	r.findCues()
	r.markQuotes()
	r.markLinks()
	r.findFirms()
	r.settleCurrency()
	r.settleDateOrder()
	r.numbers()
	r.relativeDates()
	r.parts()
	r.roles()
	r.wishes()
	r.ledger()
	r.dateRoles()
	return r.reading()
}

// numbers reads every number once, the surest kind first.
func (r *reader) numbers() {
	for i := range r.toks {
		if r.claim[i] != unclaimed {
			continue
		}
		r.number(i)
	}
	// Long digits without a cue come last: by then every cue and company is known.
	for i := range r.toks {
		if r.claim[i] == unclaimed && r.toks[i].kind == num {
			r.bareOrder(i)
		}
	}
}

func (r *reader) number(i int) bool {
	if r.slashDate(i) && r.dateAt(i) {
		return true // before a phone or an order could take its digits
	}
	return r.codeAt(i) || r.namedAmount(i) || r.dateAt(i) || r.clock(i) || r.cuedCode(i) || r.bareAmount(i) || r.quantity(i)
}

// slashDate reports whether 20/02/2026 stands at token i.
func (r *reader) slashDate(i int) bool {
	a, b, c := r.numAt(i), r.numAt(i+2), r.numAt(i+4)
	return len(a) > 0 && len(a) <= 2 && len(b) > 0 && len(b) <= 2 && len(c) == 4 && r.is(i+1, '/') && r.is(i+3, '/')
}

// settleDateOrder looks for what tells day-month from month-day in English text: a date that can only be one of them,
// or a place.
func (r *reader) settleDateOrder() {
	if r.lang != "en" {
		return
	}
	for i := range r.toks {
		if r.numAt(i) == "" || !r.is(i+1, '/') || !r.is(i+3, '/') || len(r.toks[i].w) > 2 || len(r.numAt(i+2)) > 2 {
			continue
		}
		a, b := atoi(r.numAt(i)), atoi(r.numAt(i+2))
		if a > 12 && b <= 12 && b > 0 && a <= 31 {
			r.dateOrder = true
			return
		}
		if b > 12 && a <= 12 && a > 0 && b <= 31 {
			r.dateOrder, r.monthDay = true, true
			return
		}
	}
	switch r.currency {
	case "GBP", "INR", "EUR", "AUD", "BRL", "RON":
		r.dateOrder = true
	}
	for _, t := range r.toks {
		if t.kind == word && lexicons.monthFirst[t.w] {
			r.dateOrder, r.monthDay = true, true
			return
		}
	}
}

// reading puts together what was found.
func (r *reader) reading() Reading {
	out := Reading{Language: r.lang, Problems: []cases.Problem{}, OrderNumbers: []string{}, TrackingCodes: []string{},
		Amounts: []Amount{}, Dates: []string{}, PaymentMethods: []cases.Method{}, AlreadyTried: r.tried(),
		Origins: r.origins, Questions: []Question{}}
	d := newDraft(r)
	for _, p := range d.problems {
		out.Problems = append(out.Problems, p.problem)
	}
	out.ProblemKind = out.Problems[0]
	for _, c := range r.codes {
		switch c.kind {
		case asOrder:
			out.OrderNumbers = addOnce(out.OrderNumbers, c.value)
		case asTracking:
			out.TrackingCodes = addOnce(out.TrackingCodes, c.value)
		}
	}
	for _, a := range r.amounts {
		out.Amounts = append(out.Amounts, Amount{Value: a.money.Decimal(), Currency: a.money.Currency, Role: a.role, Span: r.span(a.from, a.to)})
	}
	for _, m := range r.moments {
		out.Dates = addOnce(out.Dates, m.on.String())
	}
	for _, m := range d.methods {
		out.PaymentMethods = append(out.PaymentMethods, m.method)
	}
	if r.instalments > 0 {
		n := r.instalments
		out.Instalments = &n
	}
	out.Seller, out.Marketplace = d.seller.name, d.market.name
	out.Facts = d.facts()
	d.listOrigins(&out)
	out.Questions = append(out.Questions, r.questions...)
	return out
}

func addOnce(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
