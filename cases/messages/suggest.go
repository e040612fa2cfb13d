package messages

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"degrau/cases"
	"degrau/cases/intake"
	"degrau/internal/civil"
)

// Suggestion is one fact or event that the words of an exhibit tell of. It is never a fact of the case until a person
// says yes: its origin is always to be checked.
type Suggestion struct {
	ID      string         `json:"id"`   // the same whenever the exhibit is read again
	Path    string         `json:"path"` // of the facts, without number: purchases.order_number, payments, parties; or events
	Value   string         `json:"value"`
	Event   *cases.Entry   `json:"event,omitempty"`
	Payment *cases.Payment `json:"payment,omitempty"`
	Party   *cases.Party   `json:"party,omitempty"`
	Order   string         `json:"order,omitempty"` // the purchase that it belongs to, where several are told of
	By      Part           `json:"by"`              // whose words these are
	Message int            `json:"message"`
	Origin  cases.Origin   `json:"origin"`         // Source: "P3, message 214"; Span counts bytes of that message
	Also    []string       `json:"also,omitempty"` // other places that tell the same
}

// Limits of what is suggested, and of how much of a transcript is read for it.
const (
	MaxSuggestions = 200
	maxAlso        = 20
	maxRead        = 8 << 20 // bytes of words
	wordy          = 24      // shorter words without a number tell of nothing
)

// Suggest reads the transcript as a pasted text is read, each piece against the day it was written on. The suggestions
// come in the order of the file; For says of which exhibit they are.
func (t *Transcript) Suggest(received civil.Date) []Suggestion {
	s := &suggester{t: t, seen: map[string]int{}}
	s.firstWords()
	lang, budget := languageOf(t.sample()), maxRead
	for u := range t.units() {
		if budget -= len(u.text); budget < 0 || len(s.out) >= MaxSuggestions {
			break
		}
		if len(u.text) < wordy && !strings.ContainsAny(u.text, "0123456789") {
			continue
		}
		ref := u.day.Day
		if ref.IsZero() {
			ref = received
		}
		text := u.text
		if t.PartOf(u.from) == Company {
			text = ungreeted(text)
		}
		s.read(u, intake.ReadAs(text, ref, lang))
	}
	slices.SortStableFunc(s.out, func(a, b Suggestion) int { return cmp.Compare(a.Message, b.Message) })
	return s.out
}

// ungreeted blanks the greetings of a desk, byte for byte. A pasted complaint that says "Dear customer" quotes somebody;
// here they are the company's own words, and what follows them counts.
func ungreeted(s string) string {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return s
	}
	for _, g := range words().Greetings {
		if i := strings.Index(low, g); i >= 0 {
			s = s[:i] + strings.Repeat(" ", len(g)) + s[i+len(g):]
		}
	}
	return s
}

// suggester gathers suggestions, each once.
type suggester struct {
	t    *Transcript
	out  []Suggestion
	seen map[string]int // place in out, by key
}

// key tells suggestions of the same thing together.
func (s Suggestion) key() string { return s.Path + "\x1f" + s.Value }

func (s *suggester) add(x Suggestion, u unit, o cases.Origin) {
	m, offset := u.at(o.Span[0])
	place := s.t.place(m, offset)
	key := x.key()
	if i, ok := s.seen[key]; ok {
		if have := &s.out[i]; len(have.Also) < maxAlso && have.Origin.Source != place && !slices.Contains(have.Also, place) {
			have.Also = append(have.Also, place)
		}
		return
	}
	if len(s.out) >= MaxSuggestions {
		return
	}
	x.By, x.Message = s.t.PartOf(m.From), m.N
	size := min(o.Span[1]-o.Span[0], len(m.Text)-offset)
	x.Origin = cases.Origin{Snippet: strings.TrimLeft(o.Snippet, " ,.;:"), Span: [2]int{offset, offset + max(size, 0)}, Certainty: cases.Check, Source: place}
	s.seen[key] = len(s.out)
	s.out = append(s.out, x)
}

// For names the exhibit that the suggestion is read from.
func (s Suggestion) For(label string) Suggestion {
	s.Origin.Source = label + ", " + s.Origin.Source
	sum := sha256.Sum256([]byte(label + "\x1f" + s.key()))
	s.ID = hex.EncodeToString(sum[:4])
	if s.Event != nil {
		e := *s.Event
		e.Evidence = []string{label}
		if at, ok := cases.ParseCite(s.Origin.Source); ok {
			e.Cites = []cases.Cite{at}
		}
		s.Event = &e
	}
	return s
}

// read turns the reading of one unit into suggestions.
func (s *suggester) read(u unit, r intake.Reading) {
	f := r.Facts
	first, theirs := "", s.t.PartOf(u.from) == Company
	for i, p := range f.Purchases {
		at := fmt.Sprintf("purchases.%d.", i)
		if first == "" {
			first = p.OrderNumber
		}
		s.fact(u, r, at+"order_number", Suggestion{Path: "purchases.order_number", Value: p.OrderNumber})
		s.fact(u, r, at+"item", Suggestion{Path: "purchases.item", Value: p.Item, Order: p.OrderNumber})
		s.fact(u, r, at+"on", Suggestion{Path: "purchases.on", Value: p.On.String(), Order: p.OrderNumber})
		s.fact(u, r, at+"promised_on", Suggestion{Path: "purchases.promised_on", Value: p.PromisedOn.String(), Order: p.OrderNumber})
		if theirs && r.Origins[at+"total"].Certainty != cases.Sure {
			p.Total = cases.Money{}
		}
		s.fact(u, r, at+"total", Suggestion{Path: "purchases.total", Value: sumOf(p.Total), Order: p.OrderNumber})
		for k, code := range p.Tracking {
			s.fact(u, r, at+"tracking."+strconv.Itoa(k), Suggestion{Path: "purchases.tracking", Value: code, Order: p.OrderNumber})
		}
	}
	for i, p := range f.Payments {
		if p.Amount.Minor == 0 || theirs && r.Origins[fmt.Sprintf("payments.%d.role", i)].Certainty != cases.Sure {
			continue // a sum that the company names is paid only where it says so
		}
		s.fact(u, r, fmt.Sprintf("payments.%d", i), Suggestion{Path: "payments", Value: strings.TrimSpace(sumOf(p.Amount) + " " + string(p.Role)), Payment: &p, Order: first})
	}
	for i, p := range f.Parties {
		if p.Role == cases.Consumer || p.Name == "" {
			continue
		}
		s.fact(u, r, fmt.Sprintf("parties.%d", i), Suggestion{Path: "parties", Value: string(p.Role) + " " + p.Name, Party: &p})
	}
	for i, e := range f.Events {
		s.fact(u, r, fmt.Sprintf("events.%d", i), Suggestion{Path: "events", Value: eventValue(e), Event: dated(u, e)})
	}
}

// dated gives an event that no day was told of the day of the message that tells it: a protocol number is given when
// somebody speaks.
func dated(u unit, e cases.Entry) *cases.Entry {
	if e.On.IsZero() && e.At.IsZero() && !u.day.Day.IsZero() {
		e.On = civil.Whole(u.day.Day)
	}
	return &e
}

func eventValue(e cases.Entry) string {
	return strings.TrimSpace(strings.Join([]string{string(e.Kind), e.On.String(), e.Body, e.Protocol}, " "))
}

func sumOf(m cases.Money) string {
	if m.Minor == 0 {
		return ""
	}
	return m.Decimal() + " " + m.Currency
}

// fact adds a suggestion whose words stand at the path of the reading, or below it.
func (s *suggester) fact(u unit, r intake.Reading, path string, x Suggestion) {
	if x.Value == "" {
		return
	}
	if o, ok := originAt(r.Origins, path); ok {
		s.add(x, u, o)
	}
}

// originAt returns the origin of a path, or the earliest of those below it or above it.
func originAt(all map[string]cases.Origin, path string) (cases.Origin, bool) {
	if o, ok := all[path]; ok {
		return o, true
	}
	best, ok := cases.Origin{}, false
	for p, o := range all {
		if strings.HasPrefix(p, path+".") && (!ok || o.Span[0] < best.Span[0]) {
			best, ok = o, true
		}
	}
	if i := strings.LastIndexByte(path, '.'); !ok && i > 0 && strings.Count(path, ".") > 2 {
		return originAt(all, path[:i])
	}
	return best, ok
}

// firstWords suggests what the talk itself proves: the day the person first wrote to the company, and the day it first
// answered.
func (s *suggester) firstWords() {
	wrote := false
	for i := range s.t.Messages {
		m := &s.t.Messages[i]
		if m.Kind != Said || m.Quoted || m.At.Day.IsZero() || m.Text == "" {
			continue
		}
		var kind cases.Kind
		switch part := s.t.PartOf(m.From); {
		case part == Consumer && !wrote && s.t.has(Company):
			kind, wrote = cases.Contacted, true
		case part == Company && wrote:
			kind = cases.Answered
		default:
			continue
		}
		text := strings.Join(strings.Fields(m.Text), " ")
		text = text[:runeCut(text, 300)]
		e := cases.Entry{Kind: kind, On: civil.Whole(m.At.Day), Text: text}
		u := unit{text: m.Text, pieces: []piece{{0, m}}, from: m.From, day: m.At}
		s.add(Suggestion{Path: "events", Value: eventValue(cases.Entry{Kind: kind, On: civil.Whole(m.At.Day)}), Event: &e}, u,
			cases.Origin{Snippet: text, Span: [2]int{0, len(m.Text)}})
		if kind == cases.Answered {
			return
		}
	}
}

// has reports whether somebody of the part wrote.
func (t *Transcript) has(part Part) bool {
	for _, p := range t.People {
		if p.Part == part {
			return true
		}
	}
	return false
}
