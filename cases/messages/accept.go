package messages

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// Accept makes a suggestion part of the case, because a person said that it is so. The fact keeps where it came from, so
// that papers can cite the exhibit for it.
func (s Suggestion) Accept(k *cases.Case, actor string, now time.Time) error {
	if s.Event != nil {
		return k.Record(*s.Event, actor, now)
	}
	f := k.Facts()
	paths := s.apply(&f)
	if len(paths) == 0 {
		return cases.Invalidf("suggestion", "no_such_path", "path", s.Path)
	}
	origins := map[string]cases.Origin{}
	for path, o := range f.Origins {
		origins[path] = o
	}
	for _, path := range paths {
		o := s.Origin
		o.Certainty = cases.Sure
		origins[path] = o
	}
	f.Origins = origins
	return k.CorrectFacts(f, paths, actor, now)
}

// Facts holds what is suggested and nothing else, to be put into words. Events stand apart.
func (s Suggestion) Facts() cases.Facts {
	var f cases.Facts
	s.apply(&f)
	return f
}

// apply writes the suggested fact and names the paths it went to.
func (s Suggestion) apply(f *cases.Facts) []string {
	switch {
	case s.Payment != nil:
		f.Payments = append(slices.Clone(f.Payments), *s.Payment)
		return []string{fmt.Sprintf("payments.%d.amount", len(f.Payments)-1)}
	case s.Party != nil:
		f.Parties = append(slices.Clone(f.Parties), *s.Party)
		return []string{fmt.Sprintf("parties.%d.name", len(f.Parties)-1)}
	}
	field, ok := strings.CutPrefix(s.Path, "purchases.")
	if !ok {
		return nil
	}
	i := s.purchase(f)
	p, at := &f.Purchases[i], fmt.Sprintf("purchases.%d.%s", i, field)
	var err error
	switch field {
	case "order_number":
		p.OrderNumber = s.Value
	case "item":
		p.Item = s.Value
	case "on":
		p.On, err = civil.ParsePartial(s.Value)
	case "promised_on":
		p.PromisedOn, err = civil.ParsePartial(s.Value)
	case "total":
		value, currency, _ := strings.Cut(s.Value, " ")
		p.Total, err = cases.ParseMoney(value, currency)
	case "tracking":
		at = fmt.Sprintf("%s.%d", at, len(p.Tracking))
		p.Tracking = append(slices.Clone(p.Tracking), s.Value)
	default:
		return nil
	}
	if err != nil {
		return nil
	}
	return []string{at}
}

// purchase finds the purchase that the suggestion is of, or begins one. The only purchase of a case whose number nobody
// knew yet is the one spoken of.
func (s Suggestion) purchase(f *cases.Facts) int {
	order := s.Order
	if s.Path == "purchases.order_number" {
		order = s.Value
	}
	f.Purchases = slices.Clone(f.Purchases)
	for i, p := range f.Purchases {
		if p.OrderNumber == order || order == "" && len(f.Purchases) == 1 {
			return i
		}
	}
	if len(f.Purchases) == 1 && f.Purchases[0].OrderNumber == "" {
		return 0
	}
	f.Purchases = append(f.Purchases, cases.Purchase{OrderNumber: order})
	return len(f.Purchases) - 1
}

// Fresh keeps the suggestions that the case does not hold yet.
func Fresh(all []Suggestion, f cases.Facts) []Suggestion {
	out := []Suggestion{}
	for _, s := range all {
		if !s.known(f) {
			out = append(out, s)
		}
	}
	return out
}

// known reports whether the facts say the same already.
func (s Suggestion) known(f cases.Facts) bool {
	switch {
	case s.Event != nil:
		return slices.ContainsFunc(f.Events, func(e cases.Entry) bool {
			return e.Kind == s.Event.Kind && sameDay(e, *s.Event) && (s.Event.Protocol == "" || e.Protocol == s.Event.Protocol)
		})
	case s.Payment != nil:
		return slices.ContainsFunc(f.Payments, func(p cases.Payment) bool {
			return p.Amount == s.Payment.Amount && (s.Payment.Role == "" || p.Role == s.Payment.Role)
		})
	case s.Party != nil:
		return slices.ContainsFunc(f.Parties, func(p cases.Party) bool {
			return p.Role == s.Party.Role && (plain(p.Name) == plain(s.Party.Name) || p.ID != "" && p.ID == s.Party.ID)
		})
	}
	return slices.ContainsFunc(f.Purchases, func(p cases.Purchase) bool {
		switch s.Path {
		case "purchases.order_number":
			return p.OrderNumber == s.Value
		case "purchases.item":
			return p.Item != ""
		case "purchases.on":
			return p.On.String() == s.Value
		case "purchases.promised_on":
			return p.PromisedOn.String() == s.Value
		case "purchases.total":
			return sumOf(p.Total) == s.Value
		}
		return slices.Contains(p.Tracking, s.Value)
	})
}

func sameDay(a, b cases.Entry) bool {
	return cases.Event{Entry: a}.Day() == cases.Event{Entry: b}.Day()
}
