package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"degrau/cases"
)

// eventOf says which event a day of the kind is.
var eventOf = map[group]cases.Kind{cueDateDelivered: cases.Delivered, cueDateShipped: cases.Shipped, cueDateFiled: cases.Filed,
	cueDateContacted: cases.Contacted, cueDateRefused: cases.Refused, cueDateRefundPromised: cases.PromisedEvent,
	cueDateRefunded: cases.RefundedEvent, cueDateReturned: cases.ReturnedGoods, cueDateDefect: cases.DefectAppeared, cueDateCharged: cases.Charged, cueDateCancelled: cases.Note}

const maxEvents = 100

// events makes one event for each day on which something happened. A filing without a body we know is a contact.
func (d *draft) events() {
	used := map[int]bool{}
	for _, m := range d.r.moments {
		kind, ok := eventOf[m.role]
		if !ok || len(d.f.Events) >= maxEvents || d.later(m) {
			continue
		}
		e := cases.Entry{Kind: kind, On: m.on, Text: d.sentence(m.from)}
		if _, _, said := d.r.near(cueClaims, m.from, m.to, 12); said && kind == cases.Delivered && d.problems[0].problem == cases.NotDelivered {
			e.Kind = cases.Note // what the tracking page says, not what happened
		}
		if kind == cases.RefundedEvent && d.r.claimedRefund(m.from, m.to) {
			e.Kind = cases.PromisedEvent // the other side says so
		}
		at := fmt.Sprintf("events.%d", len(d.f.Events))
		if a, ok := d.refundAt(m); ok && (e.Kind == cases.PromisedEvent || e.Kind == cases.RefundedEvent) {
			e.Amount = a.money
			d.origin(at+".amount", a.from, a.to, a.sure && a.roleSure)
		}
		sure := m.sure && m.said
		if kind == cases.Filed || kind == cases.Refused {
			body, from, to := d.body(m.from)
			if e.Body = body; body != "" {
				d.origin(at+".body", from, to, kind == cases.Filed)
			} else if kind == cases.Filed {
				e.Kind = cases.Contacted
			} else if e.Body = d.lastFiled(); e.Body != "" { // a refusal answers the filing before it
				d.origin(at+".body", m.from, m.to, false)
			}
		}
		if k, ok := d.protocol(m.from, used); ok {
			c := d.r.codes[k]
			used[k] = true
			e.Protocol = c.value
			d.origin(at+".protocol", c.from, c.to, true)
		}
		d.origin(at+".on", m.from, m.to, sure)
		d.f.Events = append(d.f.Events, e)
	}
	for k, c := range d.r.codes {
		if c.kind == asProtocol && !used[k] && len(d.f.Events) < maxEvents {
			d.origin(fmt.Sprintf("events.%d.protocol", len(d.f.Events)), c.from, c.to, true)
			d.f.Events = append(d.f.Events, cases.Entry{Kind: cases.Contacted, Protocol: c.value, Text: d.sentence(c.from)})
		}
	}
}

// refundAt returns the sum to come back, or that came back, nearest to the day in its sentence.
func (d *draft) refundAt(m moment) (amount, bool) {
	best, ok := amount{}, false
	for _, a := range d.r.amounts {
		back := a.role == cases.Promised || a.role == cases.Refunded
		if back && a.money.Minor > 0 && d.r.toks[a.from].sent == d.r.toks[m.from].sent && (!ok || abs(a.from-m.from) < abs(best.from-m.from)) {
			best, ok = a, true
		}
	}
	return best, ok
}

func (d *draft) lastFiled() string {
	for i := len(d.f.Events) - 1; i >= 0; i-- {
		if e := d.f.Events[i]; e.Kind == cases.Filed {
			return e.Body
		}
	}
	return ""
}

// later reports whether the day lies after the reference: what is still to come has not happened.
func (d *draft) later(m moment) bool {
	return m.role != cueDateRefundPromised && !d.r.ref.IsZero() && m.on.First().After(d.r.ref.AddDays(3))
}

// body finds whom the sentence around the token speaks of: an agency, a complaint site, the platform's own dispute.
func (d *draft) body(token int) (string, int, int) {
	r := d.r
	sent := r.toks[token].sent
	for from := r.sentenceStart(token); from < len(r.toks) && from < token+60 && r.toks[from].sent == sent; from++ {
		for _, b := range r.lex.bodyList {
			if hs := r.startsAt(b.group, from); len(hs) > 0 {
				return b.id, from, hs[0].to
			}
		}
	}
	for from := r.sentenceStart(token); from < len(r.toks) && from < token+60 && r.toks[from].sent == sent; from++ {
		hs := r.startsAt(cueDisputeWord, from)
		if len(hs) == 0 {
			continue
		}
		if k, ok := lexicons.companies.byID[d.market.id]; ok && lexicons.companies.companies[k].Dispute != "" {
			return lexicons.companies.companies[k].Dispute, from, hs[0].to
		}
		if r.mentions("paypal") {
			return "paypal-dispute", from, hs[0].to
		}
	}
	return "", 0, 0
}

func (r *reader) sentenceStart(i int) int {
	for n := 0; i > 0 && n < 60 && r.toks[i-1].sent == r.toks[i].sent; n++ {
		i--
	}
	return i
}

// protocol returns the protocol number in the sentence of the token, or right after it.
func (d *draft) protocol(token int, used map[int]bool) (int, bool) {
	for k, c := range d.r.codes {
		if c.kind == asProtocol && !used[k] && abs(c.from-token) < 40 && d.r.toks[c.from].sent-d.r.toks[token].sent <= 1 && d.r.toks[c.from].sent >= d.r.toks[token].sent {
			return k, true
		}
	}
	return 0, false
}

// sentence returns the words around the token, as the person wrote them, over the ends of lines that a program broke.
func (d *draft) sentence(token int) string {
	from := d.r.sentenceStart(token)
	for n := 0; from > 0 && n < 3 && d.r.wrapped(from); n++ {
		from = d.r.sentenceStart(from - 1)
	}
	to := token + 1
	for to < len(d.r.toks) && to < token+60 && (d.r.toks[to].sent == d.r.toks[to-1].sent || d.r.wrapped(to)) {
		to++
	}
	return tidy(strings.Join(strings.Fields(d.r.original(from, to)), " "))
}

// wrapped reports whether the token begins a line that only goes on with the one before: no sign ends that one, and
// this one begins with a small letter.
func (r *reader) wrapped(i int) bool {
	before, word := r.original(i-1, i), r.original(i, i+1)
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(first) && !strings.ContainsRune(".!?;:…", last)
}

// place reads where the person lives, where the text says so: "moro em Curitiba", "Curitiba/PR". A place that may be
// the shop's asks to be confirmed.
func (d *draft) place() {
	r := d.r
	for i := range r.toks {
		if r.toks[i].kind != word || r.quote[i] {
			continue
		}
		if uf, ok := lexicons.states[r.toks[i].w]; ok && r.lang == "pt" && i > 1 && r.stateShape(i) {
			d.f.Place = uf
			d.origin("place", i, i+1, r.livesBefore(i))
			return
		}
	}
	for _, h := range r.hits[cuePlace] {
		if r.quote[h.from] {
			continue
		}
		for n := 3; n > 0; n-- {
			if h.to+n > len(r.toks) {
				continue
			}
			var words []string
			for i := h.to; i < h.to+n; i++ {
				words = append(words, r.toks[i].w)
			}
			if p := lexicons.cities[strings.Join(words, " ")]; p != "" {
				d.f.Place = p
				d.origin("place", h.to, h.to+n, true)
				return
			}
		}
	}
}

// stateShape reports whether token i is a state's letters after a city: Curitiba/PR, Natal-RN, Campinas (SP).
func (r *reader) stateShape(i int) bool {
	o := r.original(i, i+1)
	if len(o) != 2 || strings.ToUpper(o) != o || i+1 < len(r.toks) && r.glued(i+1) && r.toks[i+1].kind != sym {
		return false
	}
	mark := r.is(i-1, '/') || r.is(i-1, '-') || r.is(i-1, '(')
	hyphen := r.toks[i-1].kind == word && r.toks[i].s == r.toks[i-1].e+1 && r.f.s[r.toks[i-1].e] == '-'
	k := i - 1
	if mark {
		k = i - 2
	}
	if !mark && !hyphen || r.toks[k].kind != word {
		return false
	}
	c := r.original(k, k+1)
	return isUpper(c[0])
}

// livesBefore reports whether the sentence says so far that somebody lives there.
func (r *reader) livesBefore(i int) bool {
	_, _, ok := r.near(cuePlace, i, i+1, 8)
	return ok
}
