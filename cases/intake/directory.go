package intake

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// company is one entry of companies.json.
type company struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`      // marketplace, shop, payment, carrier, bank
	Spellings []string `json:"spellings"` // folded, as people write it
	Common    bool     `json:"common"`    // also an everyday word: needs a capital letter or "site", "loja" before it
	Orders    []string `json:"orders"`    // shapes of its order numbers: # digit, @ letter, ? either
	Dated     bool     `json:"dated"`     // its order numbers begin with YYMMDD
	Needs     bool     `json:"needs"`     // the shape counts only where the company is named
	Bare      bool     `json:"bare"`      // where it is named, long digits without a cue are an order of it
	Articles  []string `json:"articles"`  // beginnings of its article numbers, which are no orders
	Parcels   []string `json:"parcels"`   // shapes of its tracking codes
	Dispute   string   `json:"dispute"`   // body of its own dispute or guarantee
}

type shape struct {
	shape, company string
	dated, needs   bool
}

// directory finds companies by their spellings, and codes by their length and shape.
type directory struct {
	companies []company
	byID      map[string]int
	first     map[string][]spelling
	orders    map[int][]shape
	parcels   map[int][]shape
}

type spelling struct {
	words   []string
	company int
}

func loadDirectory(files fs.FS) (*directory, error) {
	d := &directory{byID: map[string]int{}, first: map[string][]spelling{}, orders: map[int][]shape{}, parcels: map[int][]shape{}}
	if err := strict(files, "lexicon/companies.json", &d.companies); err != nil {
		return nil, err
	}
	seen := map[string]string{}
	for i, c := range d.companies {
		at := fmt.Sprintf("lexicon/companies.json: %s", c.ID)
		if _, twice := d.byID[c.ID]; twice || c.ID == "" || c.Name == "" || len(c.Spellings) == 0 {
			return nil, fmt.Errorf("%s: id twice, or no name or spelling", at)
		}
		switch c.Kind {
		case "marketplace", "shop", "payment", "carrier", "bank":
		default:
			return nil, fmt.Errorf("%s: unknown kind %q", at, c.Kind)
		}
		d.byID[c.ID] = i
		for _, s := range c.Spellings {
			if fold(s).s != s || seen[s] != "" {
				return nil, fmt.Errorf("%s: spelling %q is not folded, or %s has it too", at, s, seen[s])
			}
			seen[s] = c.ID
			toks := tokenize(s)
			sp := spelling{company: i}
			for _, t := range toks {
				sp.words = append(sp.words, t.w)
			}
			d.first[sp.words[0]] = append(d.first[sp.words[0]], sp)
		}
		for _, s := range c.Orders {
			d.orders[len(s)] = append(d.orders[len(s)], shape{s, c.ID, c.Dated, c.Needs})
		}
		for _, s := range c.Parcels {
			d.parcels[len(s)] = append(d.parcels[len(s)], shape{s, c.ID, false, c.Needs})
		}
	}
	return d, nil
}

// firmHit is a company named in the text.
type firmHit struct {
	from, to int
	company  int
	at       bool // named as a handle: @AmazonHelp
}

// findFirms looks up the companies named in the text, the longest spelling at each place.
func (r *reader) findFirms() {
	d := lexicons.companies
	for i := 0; i < len(r.toks); i++ {
		t := r.toks[i]
		if t.kind == sym || r.quote[i] {
			continue
		}
		best, at := firmHit{company: -1}, i > 0 && r.is(i-1, '@')
		for _, sp := range d.first[t.w] {
			if n := len(sp.words); i+n <= len(r.toks) && i+n > best.to && r.spelt(i, sp.words) {
				best = firmHit{i, i + n, sp.company, at}
			}
		}
		if best.company < 0 && at {
			best = r.handle(i)
		}
		if best.company < 0 || d.companies[best.company].Common && !at && !r.namedFirm(best) {
			continue
		}
		r.firms = append(r.firms, best)
		i = best.to - 1
	}
}

func (r *reader) spelt(i int, words []string) bool {
	for k, w := range words {
		if r.toks[i+k].w != w || k > 0 && r.toks[i+k].sent != r.toks[i].sent {
			return false
		}
	}
	return true
}

// handle reads a handle that begins with a company's name: @AmazonHelp, @emag_ro.
func (r *reader) handle(i int) firmHit {
	w := r.toks[i].w
	for n := len(w) - 1; n >= 4; n-- {
		for _, sp := range lexicons.companies.first[w[:n]] {
			if len(sp.words) == 1 {
				return firmHit{i, i + 1, sp.company, true}
			}
		}
	}
	return firmHit{company: -1}
}

// namedFirm tells the shop Extra from the word: a capital inside a sentence, or "site", "loja", "na" before it.
func (r *reader) namedFirm(h firmHit) bool {
	if h.from > 0 && (lexicons.shopWords[r.wordAt(h.from-1)] || lexicons.shopWords[r.wordAt(h.from-2)] && r.lex.function[r.wordAt(h.from-1)]) {
		return true
	}
	o := r.original(h.from, h.to)
	if !isUpper(o[0]) || strings.ToUpper(o) == o && len(o) > 3 {
		return false
	}
	return h.from > 0 && r.toks[h.from].sent == r.toks[h.from-1].sent && !r.toks[h.from].line && r.toks[h.from-1].kind == word
}

// longOrder reports whether digits that no cue announces are an order: of a company that the text names, or of a shape
// that speaks for itself.
func (r *reader) longOrder(d string) bool {
	for _, shape := range lexicons.bareOrders {
		if fits(d, shape) {
			return true
		}
	}
	for _, h := range r.firms {
		k := lexicons.companies.companies[h.company]
		article := slices.ContainsFunc(k.Articles, func(begin string) bool { return strings.HasPrefix(d, begin) })
		if k.Bare && !article {
			return true
		}
	}
	return false
}

// mentions reports whether the company is named anywhere in the text.
func (r *reader) mentions(id string) bool {
	k, ok := lexicons.companies.byID[id]
	if !ok {
		return false
	}
	for _, h := range r.firms {
		if h.company == k {
			return true
		}
	}
	return false
}
