package intake

import (
	"strconv"
	"strings"

	"degrau/cases"
)

// beside is how many tokens may lie between a person's data for one to vouch for the other.
const beside = 60

// manyAddresses is how many e-mail addresses are looked at: a pasted list is nobody's own.
const manyAddresses = 40

// consumer reads who writes: the name after "my name is", the CPF, and the e-mail and telephone beside them.
func (d *draft) consumer() {
	p := cases.Party{Role: cases.Consumer}
	path := "parties." + strconv.Itoa(len(d.f.Parties))
	var known []int // tokens where the person speaks of himself
	if from, to, ok := d.r.ownName(); ok {
		p.Name = strings.Join(strings.Fields(tidy(d.r.original(from, to))), " ")
		d.origin(path+".name", from, to, false)
		known = append(known, from)
	}
	if c, sure, ok := d.r.ownTaxID(); ok {
		p.TaxID = c.value
		d.origin(path+".tax_id", c.from, c.to, sure)
		known = append(known, c.from)
	}
	if from, to, ok := d.r.ownEmail(known); ok {
		p.Email = tidy(d.r.original(from, to))
		d.origin(path+".email", from, to, false)
		known = append(known, from)
	}
	for _, c := range d.r.codes {
		if c.kind == asPhone && d.r.ownPhone(c, known) {
			p.Phone = strings.TrimSpace(c.value)
			d.origin(path+".phone", c.from, c.to, false)
			break
		}
	}
	if p != (cases.Party{Role: cases.Consumer}) {
		d.f.Parties = append(d.f.Parties, p)
	}
}

// ownName reads the writer's name after a clear cue: up to five words in capitals. After a mere "I am" it takes two.
func (r *reader) ownName() (int, int, bool) {
	for _, h := range r.hits[cueSelfName] {
		if r.quote[h.from] {
			continue
		}
		i := h.to
		for r.is(i, ':') {
			i++
		}
		to, words := i, 0
		for to < len(r.toks) && words < 5 && r.toks[to].kind == word && r.claim[to] == unclaimed && r.toks[to].sent == r.toks[h.from].sent {
			o := r.original(to, to+1)
			if lexicons.nameLinks[r.toks[to].w] && words > 0 && (r.capitalWord(to+1) || lexicons.nameLinks[r.wordAt(to+1)] && r.capitalWord(to+2)) {
				to++
				continue
			}
			if !r.capitalWord(to) || strings.ToUpper(o) == o && len(o) > 1 || r.lex.function[r.toks[to].w] || r.lex.vocabulary[r.toks[to].w] && !r.lex.nameStops[r.toks[to].w] && words == 0 || r.firmAt(to) {
				break
			}
			to++
			words++
		}
		if words >= 2 || words == 1 && h.to-h.from > 1 {
			return i, to, true
		}
	}
	return 0, 0, false
}

func (r *reader) capitalWord(i int) bool {
	if r.wordAt(i) == "" {
		return false
	}
	o := []rune(r.original(i, i+1))
	return len(o) > 0 && strings.ToUpper(string(o[0])) == string(o[0])
}

func (r *reader) firmAt(i int) bool {
	for _, f := range r.firms {
		if i >= f.from && i < f.to {
			return true
		}
	}
	return false
}

// ownTaxID returns the first CPF whose check digits fit and that no shop is named before; another one makes it doubtful.
func (r *reader) ownTaxID() (code, bool, bool) {
	best, sure, ok := code{}, true, false
	for _, c := range r.codes {
		if c.kind != asTaxID || !ValidCPF(c.value) || r.ofSeller(c.from) {
			continue
		}
		if !ok {
			best, ok = c, true
		} else if digitsOf(c.value) != digitsOf(best.value) {
			sure = false
		}
	}
	return best, sure, ok
}

// ofSeller reports whether a word for the shop stands among the few words before the token: "CPF do vendedor".
func (r *reader) ofSeller(token int) bool {
	for i := max(0, token-5); i < token; i++ {
		if r.toks[i].sent == r.toks[token].sent && len(r.startsAt(cueSellerName, i)) > 0 {
			return true
		}
	}
	return false
}

// ownEmail finds an address that is the writer's: called "my", or beside his name or CPF. A company's desk is not.
func (r *reader) ownEmail(known []int) (int, int, bool) {
	tried := 0
	for i := 0; i < len(r.toks) && tried < manyAddresses; i++ {
		if !r.is(i, '@') || r.claim[i] != asLink || !r.glued(i) || !r.glued(i+1) || r.quote[i] {
			continue
		}
		tried++
		from, to := i, i+1
		for from > 0 && i-from < 60 && r.claim[from-1] == asLink && r.glued(from) {
			from--
		}
		for to < len(r.toks) && to-i < 60 && r.claim[to] == asLink && r.glued(to) {
			to++
		}
		for to > i && r.toks[to-1].kind == sym {
			to--
		}
		at, point := strings.IndexByte(r.original(from, to), '@'), strings.LastIndexByte(r.original(from, to), '.')
		if at < 1 || point < at+2 || lexicons.desks[r.wordAt(from)] || lexicons.towards[r.wordAt(from-1)] || r.ofSeller(from) {
			continue
		}
		if r.calledMine(from) || nearAny(from, known) {
			return from, to, true
		}
	}
	return 0, 0, false
}

// ownPhone reports whether the telephone is the writer's. A number he called is not.
func (r *reader) ownPhone(c code, known []int) bool {
	d := digitsOf(c.value)
	if len(d) < 8 || strings.HasPrefix(d, "0800") || strings.HasPrefix(d, "0300") || strings.HasPrefix(d, "400") || r.ofSeller(c.from) {
		return false
	}
	for i := max(0, c.from-4); i < c.from; i++ {
		if len(r.startsAt(cueTriedPhone, i)) > 0 || lexicons.towards[r.wordAt(i)] && i == c.from-1 {
			return false
		}
	}
	return r.calledMine(c.from) || nearAny(c.from, known)
}

// calledMine reports whether "my" stands among the four words before the token.
func (r *reader) calledMine(token int) bool {
	for i := max(0, token-4); i < token; i++ {
		if r.toks[i].sent == r.toks[token].sent && lexicons.mine[r.wordAt(i)] {
			return true
		}
	}
	return false
}

func nearAny(token int, known []int) bool {
	for _, k := range known {
		if abs(k-token) <= beside {
			return true
		}
	}
	return false
}

func digitsOf(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

// shopTaxID gives the seller the CNPJ written after its name.
func (d *draft) shopTaxID() {
	for _, c := range d.r.codes {
		if c.kind != asTaxID || !ValidCNPJ(c.value) {
			continue
		}
		for _, p := range [...]struct {
			role cases.Role
			at   party
		}{{cases.Seller, d.seller}, {cases.Marketplace, d.market}} {
			if p.at.name == "" || c.from < p.at.to || c.from-p.at.to > 8 {
				continue
			}
			for i := range d.f.Parties {
				if d.f.Parties[i].Role == p.role && d.f.Parties[i].TaxID == "" {
					d.f.Parties[i].TaxID = c.value
					d.origin("parties."+strconv.Itoa(i)+".tax_id", c.from, c.to, true)
					return
				}
			}
		}
	}
}
