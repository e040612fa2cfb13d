package intake

import (
	"sort"

	"degrau/cases"
	"degrau/internal/civil"
)

// claim says what a token was read as; each token belongs to one reading at most.
type claim byte

const (
	unclaimed claim = iota
	asLink
	asAmount
	asDate
	asTime
	asQuantity
	asOrder
	asTracking
	asProtocol
	asTaxID
	asPhone
	asOther // cards, invoices, postcodes, bank accounts, articles of a law
)

// code is a number or name of something: an order, a parcel, a protocol.
type code struct {
	kind     claim
	from, to int // tokens
	value    string
	sure     bool
	company  string // the shape or place told us whose number this is
}

// amount is one sum, and where.
type amount struct {
	from, to   int
	money      cases.Money
	role       cases.AmountRole
	sure       bool // the sum and the currency
	roleSure   bool
	instalment int  // this many payments of this sum
	parts      int  // the sum is paid in so many parts
	wish       bool // a sum asked for, told beside what was paid
	within     bool // a part or a repetition of another sum: it adds nothing to the ledger
}

// moment is one day or month, and where.
type moment struct {
	from, to int
	on       civil.Partial
	sure     bool
	role     group // the date cue that fits best, or 0
	said     bool  // a calendar date, not "yesterday"
}

// reader is the state of one reading.
type reader struct {
	text     string
	ref      civil.Date
	f        *folded
	toks     []token
	lang     string
	langSure bool // no other language comes near
	lex      *lexicon
	claim    []claim
	quote    []bool // tokens of quoted rules and footers: no facts of the case

	hits     map[group][]hit // in order of place
	codeCue  []group         // cue for a code that ends at this token
	cueLen   []int32         // and the length of its phrase
	firms    []firmHit
	currency string // of bare amounts

	codes     []code
	amounts   []amount
	moments   []moment
	questions []Question
	monthDay  bool // English text of a place that writes the month first
	dateOrder bool // the order of day and month is known

	instalments int
	origins     map[string]cases.Origin
}

func newReader(text string, ref civil.Date, hint string) *reader {
	r := &reader{text: text, ref: ref, f: fold(text), hits: map[group][]hit{}, origins: map[string]cases.Origin{}}
	r.toks = tokenize(r.f.s)
	if r.lang = r.language(); !r.langSure && lexicons.by[hint] != nil {
		r.lang = hint
	}
	r.lex = lexicons.by[cases.Languages[0]]
	if r.lang != "" {
		r.lex = lexicons.by[r.lang]
	}
	r.mendWords()
	r.claim, r.quote = make([]claim, len(r.toks)), make([]bool, len(r.toks))
	r.codeCue, r.cueLen = make([]group, len(r.toks)+1), make([]int32, len(r.toks)+1)
	return r
}

// mendWords reads common slips and the short forms of "not" as the words they stand for. Letters glued to digits may be
// part of a code and stay.
func (r *reader) mendWords() {
	for i := range r.toks {
		t := &r.toks[i]
		if t.kind != word || r.glued(i) && r.toks[i-1].kind != sym || r.glued(i+1) && r.toks[i+1].kind == num {
			continue
		}
		if w, ok := r.lex.Slips[t.w]; ok {
			t.w = w
		}
	}
	for i := range r.toks {
		if w, ok := r.lex.ShortNots[r.wordAt(i)]; ok && r.lex.negatable[r.wordAt(i+1)] {
			r.toks[i].w = w
		}
	}
}

// findCues looks up every phrase of the lexicon once; everything else works on these hits.
func (r *reader) findCues() {
	for i := range r.toks {
		r.lex.matcher.find(r.toks, i, func(h hit) {
			r.hits[h.group] = append(r.hits[h.group], h)
			// "Card number" is not "number": the longest phrase that ends here decides.
			if n := int32(h.to - h.from); h.group <= cueLaw && n > r.cueLen[h.to] {
				r.codeCue[h.to], r.cueLen[h.to] = h.group, n
			}
		})
	}
}

// near returns the hit of the group closest to the tokens from..to within the sentence, and its distance in tokens. A
// hit behind counts two further off: people name a thing before they number it.
func (r *reader) near(g group, from, to, reach int) (hit, int, bool) {
	list := r.hits[g]
	k := sort.Search(len(list), func(i int) bool { return list[i].from >= from })
	best, far, ok := hit{}, reach+1, false
	look := func(h hit) {
		d := from - h.to
		if h.from >= to {
			d = h.from - to + 2
		}
		d = max(d, 0)
		if g == cueRoleRefunded && r.negatedBefore(h, 4) {
			return // "nothing was refunded" is no refund
		}
		if g == cueRoleDemanded && r.ownPast(h) {
			return // "no quiere repararla, pagué 229"
		}
		if d < far && r.toks[h.from].sent == r.toks[from].sent && !r.quote[h.from] {
			best, far, ok = h, d, true
		}
	}
	for i := k - 1; i >= 0 && i >= k-4; i-- {
		look(list[i])
	}
	for i := k; i < len(list) && i < k+4; i++ {
		look(list[i])
	}
	return best, far, ok
}

// free reports whether no token of from..to was read as anything yet.
func (r *reader) free(from, to int) bool {
	if from < 0 || to > len(r.toks) {
		return false
	}
	for i := from; i < to; i++ {
		if r.claim[i] != unclaimed {
			return false
		}
	}
	return true
}

func (r *reader) take(from, to int, c claim) {
	for i := from; i < to; i++ {
		r.claim[i] = c
	}
}

func (r *reader) ask(field string, from, to int, readings ...string) {
	r.questions = append(r.questions, Question{Field: field, Readings: readings, Span: r.span(from, to)})
}
