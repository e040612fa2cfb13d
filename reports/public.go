package reports

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"degrau/cases"
)

// hide takes everything out of the matter that tells who the consumer is or that others could misuse: persons, tax
// numbers, ways to reach them, addresses, card and bank details, tracking codes, whole order numbers and protocols, and
// free words except where they describe the thing itself. Exhibits stay out unless the person marked them public.
func (m *matter) hide() {
	s := newScrubber(m.in.Case.Facts())
	f := &m.facts
	place, _, _ := strings.Cut(strings.TrimPrefix(f.Place, "BR-"), "-")
	if strings.HasPrefix(f.Place, "BR-") {
		place = "BR-" + place // the state, never the city
	}
	f.Place = place
	f.Parties = slices.DeleteFunc(f.Parties, func(p cases.Party) bool { return !publicParty(p) })
	for i := range f.Parties {
		p := &f.Parties[i]
		*p = cases.Party{Role: p.Role, ID: p.ID, Name: s.clean(p.Name)}
	}
	for i := range f.Purchases {
		p := &f.Purchases[i]
		p.OrderNumber, p.Item, p.Tracking = tail(p.OrderNumber), s.clean(p.Item), nil
	}
	for i := range f.Requests {
		f.Requests[i].Text = ""
	}
	f.Answers = nil
	events := slices.Clone(m.events)
	for i := range events {
		e := &events[i]
		e.Protocol, e.Result = tail(e.Protocol), ""
		if e.Kind == cases.DefectAppeared {
			e.Text = s.clean(e.Text)
		} else {
			e.Text = ""
		}
		e.Body = s.clean(e.Body)
	}
	m.events, f.Events = events, events
	m.exhibits = slices.DeleteFunc(slices.Clone(m.exhibits), func(x cases.Evidence) bool { return !x.Public || !x.IsPicture() })
	for i := range m.exhibits {
		x := &m.exhibits[i]
		// What it shows is said by the pack's name for such a proof, never in free words: those name whom we do not know.
		x.Caption, x.Name = "", ""
		x.Caption = CaptionFor(m.in.Packs, *x, m.l)
	}
}

// publicParty reports whether the party is a firm one may name in public: the platform or the shop, unless it goes by a
// person's tax number.
func publicParty(p cases.Party) bool {
	if p.Role != cases.Marketplace && p.Role != cases.Seller {
		return false
	}
	return len(onlyDigits(p.TaxID)) != 11
}

// tail keeps the last four digits of a number, enough for the company to find it and too little for anyone else. A short
// number is left out whole: four of five digits are nearly all of it.
func tail(s string) string {
	d := onlyDigits(s)
	if len(d) < 8 {
		return ""
	}
	return d[len(d)-4:]
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// omitted stands where something personal stood.
const omitted = "[…]"

// personal are shapes that are personal whoever writes them: e-mail, web address, postal tracking code, tax numbers,
// telephones, postcodes, cards, and any longer run of digits.
var personal = []*regexp.Regexp{
	regexp.MustCompile(`[^\s@<>()]+@[^\s@<>()]+`),
	regexp.MustCompile(`(?i)\b(https?://|www\.)\S+`),
	regexp.MustCompile(`(?i)(^|\s)@[\p{L}0-9_.]{3,}`),
	regexp.MustCompile(`(?i)\b[a-z]{2}[ .-]?(\d[ .-]?){8,9}[a-z]{2}\b`),
	regexp.MustCompile(`\+?\(?\d[\d\s().\-/]{5,}\d`),
	regexp.MustCompile(`\d{6,}`),
	regexp.MustCompile(`(?i)\b(atendente|sra?\.|senhora?|dona|seu)\s+\p{Lu}\p{L}+(\s+\p{Lu}\p{L}+)*`),
}

// scrubber takes personal data out of words a person typed, by shape and by the case's own values.
type scrubber struct{ words *regexp.Regexp }

func newScrubber(f cases.Facts) scrubber {
	var values []string
	add := func(min int, all ...string) {
		for _, v := range all {
			if v = strings.TrimSpace(v); len([]rune(v)) >= min {
				values = append(values, v)
			}
		}
	}
	for _, p := range f.Parties {
		add(3, p.TaxID, p.Email, p.Phone, p.Address)
		if publicParty(p) {
			continue
		}
		add(3, p.Name)
		add(4, wordsOf(p.Name)...)
		add(4, wordsOf(p.Address)...)
	}
	for _, p := range f.Purchases {
		add(4, append([]string{p.OrderNumber}, p.Tracking...)...)
	}
	for _, e := range f.Events {
		add(4, e.Protocol)
	}
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	var alternatives []string
	for _, v := range slices.Compact(values) {
		alternatives = append(alternatives, regexp.QuoteMeta(v))
	}
	if len(alternatives) == 0 {
		return scrubber{}
	}
	return scrubber{regexp.MustCompile(`(?i)(` + strings.Join(alternatives, "|") + `)[\p{L}\p{N}]*`)}
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

func (s scrubber) clean(text string) string {
	if s.words != nil {
		text = s.words.ReplaceAllString(text, omitted)
	}
	for _, re := range personal {
		text = re.ReplaceAllString(text, omitted)
	}
	return text
}
