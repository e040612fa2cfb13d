package intake

import (
	"fmt"
	"strings"

	"degrau/cases"
	"degrau/internal/civil"
)

// draft turns what was found into facts in the contract's form, each with the words it came from.
type draft struct {
	r              *reader
	f              cases.Facts
	problems       []problemScore
	methods        []methodHit
	market, seller party
	at             []int // token of each purchase, to find the order nearest to a day or a sum
}

func newDraft(r *reader) *draft {
	d := &draft{r: r, problems: r.problems(), methods: r.methods()}
	if len(d.problems) == 0 {
		d.problems = []problemScore{{problem: cases.OtherProblem}}
	}
	d.market, _ = r.marketplace()
	d.seller, _ = r.seller()
	return d
}

func (d *draft) facts() cases.Facts {
	d.f.Language = d.r.lang
	d.place()
	for i, p := range d.problems {
		d.f.Problems = append(d.f.Problems, p.problem)
		if p.hit.to > 0 {
			d.origin(fmt.Sprintf("problems.%d", i), p.hit.from, p.hit.to, p.score >= 16 && i == 0)
		}
	}
	d.parties()
	d.purchases()
	d.payments()
	d.requests()
	d.events()
	d.f.Origins = d.r.origins
	return d.f
}

// origin notes where the fact at path was read.
func (d *draft) origin(path string, from, to int, sure bool) {
	c := cases.Check
	if sure {
		c = cases.Sure
	}
	span := d.r.span(from, to)
	d.r.origins[path] = cases.Origin{Snippet: snippet(d.r.text, span), Span: span, Certainty: c, Source: "text"}
}

// contextBytes is how much is shown on either side of the words a fact came from.
const contextBytes = 48

// snippet cuts the span out of the text with a little around it, at word boundaries where there are any.
func snippet(text string, span [2]int) string {
	from, to := max(0, span[0]-contextBytes), min(len(text), span[1]+contextBytes)
	for from > 0 && from < span[0] && text[from-1] != ' ' && text[from-1] != '\n' {
		from++
	}
	for to < len(text) && to > span[1] && text[to] != ' ' && text[to] != '\n' {
		to--
	}
	if span[1]-span[0] > 400 {
		to = span[0] + 400
		for to > span[0] && text[to]&0xC0 == 0x80 {
			to--
		}
	}
	return tidy(strings.TrimSpace(text[from:to]))
}

func (d *draft) parties() {
	add := func(role cases.Role, p party) {
		path := fmt.Sprintf("parties.%d", len(d.f.Parties))
		d.f.Parties = append(d.f.Parties, cases.Party{Role: role, ID: p.id, Name: p.name})
		if p.id != "" {
			d.origin(path+".id", p.from, p.to, p.sure)
		}
		d.origin(path+".name", p.from, p.to, p.sure)
	}
	if d.market.name != "" {
		add(cases.Marketplace, d.market)
	}
	if d.seller.name != "" {
		add(cases.Seller, d.seller)
	}
	for _, k := range [...]struct {
		kind string
		role cases.Role
	}{{"payment", cases.Payee}, {"bank", cases.Issuer}, {"carrier", cases.Carrier}} {
		if p, ok := d.r.mostNamed(k.kind); ok {
			p.sure = false // being named is not yet having been paid, or having carried it
			add(k.role, p)
		}
	}
	d.shopTaxID()
	d.consumer()
}

// purchases makes one purchase for each order number, or one without where the text tells of a purchase.
func (d *draft) purchases() {
	seen := map[string]bool{}
	for _, c := range d.r.codes {
		if c.kind != asOrder || seen[c.value] || len(d.f.Purchases) >= cases.MaxList {
			continue
		}
		seen[c.value] = true
		path := fmt.Sprintf("purchases.%d.order_number", len(d.f.Purchases))
		d.f.Purchases, d.at = append(d.f.Purchases, cases.Purchase{OrderNumber: c.value}), append(d.at, c.from)
		d.origin(path, c.from, c.to, c.sure)
	}
	if len(d.f.Purchases) == 0 && d.tellsPurchase() {
		d.f.Purchases, d.at = []cases.Purchase{{}}, []int{0}
	}
	if len(d.f.Purchases) == 0 {
		return
	}
	d.purchaseDays()
	d.parcels()
	d.totals()
	d.item()
}

func (d *draft) tellsPurchase() bool {
	for _, m := range d.r.moments {
		if m.role == cueDatePurchase || m.role == cueDatePromised {
			return true
		}
	}
	for _, c := range d.r.codes {
		if c.kind == asTracking {
			return true
		}
	}
	for _, a := range d.r.amounts {
		if a.role == cases.Paid && (a.roleSure || a.parts > 0 || a.instalment > 0) {
			return true
		}
	}
	return len(d.r.hits[cueItem]) > 0
}

// nearestPurchase returns the purchase whose order number stands nearest to the token. Between two orders of one sentence
// it is the one before, or the one after where the sentence names each order last.
func (d *draft) nearestPurchase(token int) int {
	if i, ok := d.stretch(token); ok {
		return i
	}
	best := 0
	for i, at := range d.at {
		if abs(at-token) < abs(d.at[best]-token) {
			best = i
		}
	}
	return best
}

// stretch finds the purchase whose part of the sentence holds the token.
func (d *draft) stretch(token int) (int, bool) {
	sent := d.r.toks[token].sent
	var own []int
	for i, at := range d.at {
		if d.r.toks[at].sent == sent {
			own = append(own, i)
		}
	}
	switch len(own) {
	case 0:
		return 0, false
	case 1:
		return own[0], true
	}
	orderLast := d.tells(d.r.sentenceStart(d.at[own[0]]), d.at[own[0]]) && !d.tells(d.at[own[len(own)-1]], d.r.sentenceEnd(d.at[own[len(own)-1]]))
	best := own[0]
	if orderLast {
		best = own[len(own)-1]
	}
	for _, i := range own {
		if !orderLast && d.at[i] <= token {
			best = i
		}
		if orderLast && d.at[i] >= token {
			return i, true
		}
	}
	return best, true
}

// tells reports whether a sum or a day stands among the tokens.
func (d *draft) tells(from, to int) bool {
	for i := from; i < to; i++ {
		if d.r.claim[i] == asAmount || d.r.claim[i] == asDate {
			return true
		}
	}
	return false
}

// purchaseDays gives each purchase its day, the day promised and the end of its protection. Two different days for one
// purchase become a question and fill nothing.
func (d *draft) purchaseDays() {
	days := map[int][]moment{}
	for _, m := range d.r.moments {
		i := d.nearestPurchase(m.from)
		p := &d.f.Purchases[i]
		switch m.role {
		case cueDatePurchase:
			days[i] = append(days[i], m)
		case cueDatePromised:
			path := fmt.Sprintf("purchases.%d.promised_on", i)
			if p.PromisedOn.IsZero() {
				p.PromisedOn = m.on
				d.origin(path, m.from, m.to, m.sure && m.said)
			} else if o := d.r.origins[path]; p.PromisedOn != m.on {
				o.Certainty = cases.Check // put off since: the first promise stands, to be confirmed
				d.r.origins[path] = o
			}
		case cueDateProtection:
			if p.ProtectionEndsOn.IsZero() && !m.on.IsMonth() {
				p.ProtectionEndsOn = civil.Date(m.on)
				d.origin(fmt.Sprintf("purchases.%d.protection_ends_on", i), m.from, m.to, m.sure && m.said)
			}
		}
	}
	d.plainDays(days)
	for i := range d.f.Purchases {
		ms := days[i]
		if len(ms) == 0 {
			continue
		}
		path := fmt.Sprintf("purchases.%d.on", i)
		if readings := different(ms); len(readings) > 1 {
			d.r.questions = append(d.r.questions, Question{Field: path, Readings: readings, Span: d.r.span(ms[0].from, ms[0].to)})
			continue
		}
		d.f.Purchases[i].On = ms[0].on
		d.origin(path, ms[0].from, ms[0].to, ms[0].sure && ms[0].said)
	}
}

// plainDays takes the one day told right beside an order's number for the day of that order, where there are several and
// no word says what the day is. It asks to be confirmed.
func (d *draft) plainDays(days map[int][]moment) {
	if len(d.at) < 2 {
		return
	}
	plain := map[int][]moment{}
	for _, m := range d.r.moments {
		if i, ok := d.stretch(m.from); ok && (m.role == 0 || m.role == cueDatePaid) {
			m.sure = false
			plain[i] = append(plain[i], m)
		}
	}
	for i, ms := range plain {
		if len(days[i]) == 0 && len(ms) == 1 {
			days[i] = ms
		}
	}
}

// different lists the days that differ; a month and a day within it agree.
func different(ms []moment) []string {
	var out []string
	for _, m := range ms {
		if len(out) < 8 {
			out = addOnce(out, m.on.String())
		}
	}
	if len(out) == 2 && (strings.HasPrefix(out[0], out[1]) || strings.HasPrefix(out[1], out[0])) {
		return out[:1]
	}
	return out
}

func (d *draft) parcels() {
	seen := map[string]bool{}
	for _, c := range d.r.codes {
		if c.kind != asTracking || seen[c.value] || len(seen) >= cases.MaxList {
			continue
		}
		seen[c.value] = true
		i := d.nearestPurchase(c.from)
		p := &d.f.Purchases[i]
		d.origin(fmt.Sprintf("purchases.%d.tracking.%d", i, len(p.Tracking)), c.from, c.to, c.sure)
		p.Tracking = append(p.Tracking, c.value)
	}
}

// totals gives each purchase the first sum paid beside it. The total of instalments is our own multiplication, so it
// asks to be confirmed.
func (d *draft) totals() {
	for _, a := range d.r.amounts {
		if a.role != cases.Paid || a.money.Minor <= 0 || a.within {
			continue
		}
		i := d.nearestPurchase(a.from)
		p := &d.f.Purchases[i]
		if !p.Total.IsZero() || d.r.isFee(a.from, a.to) {
			continue
		}
		p.Total = a.money
		if a.instalment > 1 {
			p.Total.Minor *= int64(a.instalment)
		}
		d.origin(fmt.Sprintf("purchases.%d.total", i), a.from, a.to, a.sure && a.roleSure && a.instalment == 0)
	}
}

// item keeps the words for what was bought.
func (d *draft) item() {
	for _, h := range d.r.hits[cueItem] {
		to := h.to
		for to < len(d.r.toks) && to < h.to+6 && d.r.toks[to].kind != sym && d.r.toks[to].sent == d.r.toks[h.from].sent {
			t := d.r.toks[to]
			if d.r.claim[to] != unclaimed && d.r.claim[to] != asQuantity || t.kind == word && to > h.to && lexicons.shopWords[t.w] && !lexicons.nameLinks[t.w] || t.kind == word && d.r.lex.function[t.w] && !(t.w == "de" && to > h.to) {
				break
			}
			to++
		}
		for to > h.to && d.r.lex.function[d.r.toks[to-1].w] {
			to--
		}
		if to == h.to || d.r.quote[h.from] || d.named(h.to) || int(d.r.toks[to-1].e-d.r.toks[h.to].s) < 3 {
			continue
		}
		i := d.nearestPurchase(h.from)
		if d.f.Purchases[i].Item == "" {
			d.f.Purchases[i].Item = strings.Join(strings.Fields(tidy(d.r.original(h.to, to))), " ")
			d.origin(fmt.Sprintf("purchases.%d.item", i), h.to, to, true)
		} else if o := fmt.Sprintf("purchases.%d.item", i); !strings.EqualFold(d.f.Purchases[i].Item, tidy(d.r.original(h.to, to))) {
			first := d.r.origins[o]
			first.Certainty = cases.Check // two things are named
			d.r.origins[o] = first
		}
	}
}

func (d *draft) named(token int) bool {
	for _, f := range d.r.firms {
		if f.from == token {
			return true
		}
	}
	return len(d.r.startsAt(cueOrder, token)) > 0
}
