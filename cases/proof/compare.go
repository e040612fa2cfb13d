package proof

import (
	"fmt"
	"slices"
	"strings"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/civil"
)

// comparer holds what the case says against what its exhibits tell.
type comparer struct {
	facts    cases.Facts
	exhibits []cases.Evidence
	told     []Told
}

// each walks over what the exhibits tell.
func (c *comparer) each(yield func(s messages.Suggestion, p Place)) {
	for _, t := range c.told {
		for _, s := range t.Suggestions {
			if at, ok := cases.ParseCite(s.Origin.Source); ok {
				yield(s, Place{At: at, Snippet: s.Origin.Snippet, By: s.By, Machine: t.Machine, ID: s.ID})
			}
		}
	}
}

// there reports whether the exhibit is still part of the case.
func (c *comparer) there(label string) bool {
	return slices.ContainsFunc(c.exhibits, func(x cases.Evidence) bool { return x.Label() == label })
}

// origin is the exhibit in which a fact was found when it became one.
func (c *comparer) origin(paths ...string) []Place {
	var out []Place
	for _, path := range paths {
		o := c.facts.Origins[path]
		for _, at := range cases.CitesIn(o.Source) {
			if c.there(at.Exhibit) {
				out = append(out, Place{At: at, Snippet: o.Snippet})
			}
		}
	}
	return out
}

func (c *comparer) purchases() []Assertion {
	var out []Assertion
	for i, p := range c.facts.Purchases {
		base := fmt.Sprintf("purchases.%d", i) // an origin of the order as a whole shows the order, not what became of it
		say := func(name, value string, more ...string) {
			if value != "" {
				path := field("purchases", i, name)
				a := Assertion{Path: path, Value: value, Proofs: c.origin(append(more, path)...)}
				c.compare(&a, i, name)
				out = append(out, a)
			}
		}
		say("on", p.On.String(), base)
		say("order_number", p.OrderNumber, base)
		say("item", p.Item, base)
		say("total", sumOf(p.Total), base)
		say("promised_on", p.PromisedOn.String())
		for n, code := range p.Tracking {
			say(fmt.Sprintf("tracking.%d", n), code, field("purchases", i, "tracking"))
		}
	}
	return out
}

// compare holds one fact of a purchase against what the exhibits tell of that purchase.
func (c *comparer) compare(a *Assertion, i int, name string) {
	name, _, _ = strings.Cut(name, ".")
	c.each(func(s messages.Suggestion, p Place) {
		if s.Path != "purchases."+name || !c.ofPurchase(s, i) {
			return
		}
		switch {
		case s.Value == a.Value, name == "item" && strings.EqualFold(s.Value, a.Value), sameTime(s.Value, a.Value):
			a.Proofs = append(a.Proofs, p)
		case name == "on" || name == "total" && sameCurrency(s.Value, a.Value) && !c.known(s.Value):
			p.Says = s.Value
			a.Against = append(a.Against, p)
		}
	})
}

// ofPurchase reports whether a suggestion speaks of the purchase: it names its order, or names none where there is one
// purchase only. A code names its purchase by itself.
func (c *comparer) ofPurchase(s messages.Suggestion, i int) bool {
	p := c.facts.Purchases[i]
	switch s.Path {
	case "purchases.order_number":
		return s.Value == p.OrderNumber
	case "purchases.tracking":
		return slices.Contains(p.Tracking, s.Value)
	}
	return s.Order != "" && s.Order == p.OrderNumber || s.Order == "" && len(c.facts.Purchases) == 1
}

// sameCurrency reports whether two sums can be compared: the price in dollars is no other price than that in reais.
func sameCurrency(a, b string) bool {
	return len(a) > 3 && len(b) > 3 && a[len(a)-3:] == b[len(b)-3:]
}

// known reports whether the amount is one the case knows under another name: a part that was refunded is no other total.
func (c *comparer) known(value string) bool {
	for _, p := range c.facts.Payments {
		if sumOf(p.Amount) == value {
			return true
		}
	}
	for _, r := range c.facts.Requests {
		if sumOf(r.Amount) == value {
			return true
		}
	}
	return slices.ContainsFunc(c.facts.Events, func(e cases.Entry) bool { return sumOf(e.Amount) == value }) ||
		slices.ContainsFunc(c.facts.Purchases, func(p cases.Purchase) bool { return sumOf(p.Total) == value })
}

// sameTime reports whether one of two days or months holds the other.
func sameTime(a, b string) bool {
	p, err := civil.ParsePartial(a)
	q, err2 := civil.ParsePartial(b)
	return err == nil && err2 == nil && !p.IsZero() && !q.IsZero() && !p.Last().Before(q.First()) && !q.Last().Before(p.First())
}

func (c *comparer) payments() []Assertion {
	var out []Assertion
	for i, p := range c.facts.Payments {
		if p.Amount.IsZero() {
			continue
		}
		base := fmt.Sprintf("payments.%d", i)
		a := Assertion{Path: base + ".amount", Value: strings.Join(said(sumOf(p.Amount), string(p.Role), string(p.Method), p.On.String()), " "),
			Proofs: c.origin(base, base+".amount", base+".on", base+".method")}
		c.each(func(s messages.Suggestion, at Place) {
			if q := s.Payment; q != nil && q.Amount == p.Amount && (q.Role == p.Role || q.Role == "" || p.Role == "") &&
				(q.Method == p.Method || q.Method == "" || p.Method == "") {
				a.Proofs = append(a.Proofs, at)
			}
			if p.Role != cases.Refunded && s.Path == "purchases.total" && s.Value == sumOf(p.Amount) {
				a.Proofs = append(a.Proofs, at)
			}
		})
		out = append(out, a)
	}
	return out
}

// silent are the events that assert nothing about the world: the person's own notes and what the case itself did.
var silent = map[cases.Kind]bool{cases.Note: true, cases.Closed: true, cases.Reopened: true, cases.Evaluated: true, cases.Supplied: true, cases.ProofAsked: true}

func (c *comparer) event(e cases.Event) (Assertion, bool) {
	if silent[e.Kind] {
		return Assertion{}, false
	}
	entry := e.Entry
	a := Assertion{Path: "events", Seq: e.Seq, Event: &entry,
		Value: strings.Join(said(string(entry.Kind), entry.On.String(), entry.Body, entry.Protocol, sumOf(entry.Amount)), " ")}
	for _, at := range entry.CitesOf() {
		if c.there(at.Exhibit) {
			a.Proofs = append(a.Proofs, Place{At: at})
		}
	}
	c.each(func(s messages.Suggestion, p Place) {
		if s.Event != nil && tells(*s.Event, entry) {
			a.Proofs = append(a.Proofs, p)
		}
	})
	return a, true
}

// tells reports whether what an exhibit tells is this entry: the same protocol, or the same kind of thing on the same day
// and nothing that is otherwise.
func tells(s, e cases.Entry) bool {
	if s.Protocol != "" && s.Protocol == e.Protocol {
		return true
	}
	return s.Kind == e.Kind && !s.On.IsZero() && s.On == e.On && (s.Body == e.Body || s.Body == "" || e.Body == "") &&
		(s.Protocol == "" || e.Protocol == "") && (s.Amount == e.Amount || s.Amount.IsZero() || e.Amount.IsZero())
}

// denials are the events that speak against a problem.
var denials = map[cases.Problem][]cases.Kind{
	cases.NotDelivered:    {cases.Delivered},
	cases.RefundMissing:   {cases.RefundedEvent},
	cases.ChargeContinues: {cases.RefundedEvent},
}

// problems lists those that an event on record or the words of an exhibit deny. The person's own words deny nothing: they
// are how the case was told.
func (c *comparer) problems() []Assertion {
	var out []Assertion
	for i, problem := range c.facts.Problems {
		a := Assertion{Path: fmt.Sprintf("problems.%d", i), Value: string(problem)}
		for _, e := range c.facts.Events {
			if slices.Contains(denials[problem], e.Kind) && !c.answered(problem, e) {
				for _, at := range e.CitesOf() {
					if c.there(at.Exhibit) {
						a.Against = append(a.Against, Place{At: at, Says: strings.Join(said(string(e.Kind), e.On.String()), " ")})
					}
				}
			}
		}
		c.each(func(s messages.Suggestion, p Place) {
			if s.Event != nil && s.By != messages.Consumer && slices.Contains(denials[problem], s.Event.Kind) && !c.answered(problem, *s.Event) {
				p.Says = strings.Join(said(string(s.Event.Kind), s.Event.On.String(), sumOf(s.Event.Amount)), " ")
				a.Against = append(a.Against, p)
			}
		})
		if len(a.Against) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// answered reports whether the person has settled the contradiction, or a partial refund leaves the problem as it is.
func (c *comparer) answered(problem cases.Problem, e cases.Entry) bool {
	if problem == cases.NotDelivered {
		_, said := c.facts.Answers["item.received"]
		return said
	}
	if _, said := c.facts.Answers["refund.complete"]; said {
		return true
	}
	for _, l := range c.facts.Ledgers() {
		if e.Amount.Currency == l.Currency && e.Amount.Minor < l.Paid.Minor {
			return true
		}
	}
	return false
}

func said(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

func sumOf(m cases.Money) string {
	if m.IsZero() {
		return ""
	}
	return m.Decimal() + " " + m.Currency
}
