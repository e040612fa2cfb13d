package cases

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Limits on what one case may hold, so that a hostile or broken input cannot fill the store or stall the plan.
const (
	MaxList   = 200       // purchases, payments, parties, requests
	MaxEvents = 5000      // events that facts may bring along
	MaxText   = 64 * 1024 // bytes of one text
)

func path(list string, i int, field string) string {
	if field == "" {
		return fmt.Sprintf("%s.%d", list, i)
	}
	return fmt.Sprintf("%s.%d.%s", list, i, field)
}

// Check reports the first thing in the facts that cannot be, with its path.
func (f Facts) Check() error {
	if f.Language != "" && !Known(f.Language, Languages) {
		return Invalidf("language", "unknown_language", "language", f.Language)
	}
	if err := checkPlace(f.Place); err != nil {
		return err
	}
	if err := f.checkSizes(); err != nil {
		return err
	}
	for i, p := range f.Problems {
		if !Known(p, Problems) {
			return Invalidf(path("problems", i, ""), "unknown_problem", "problem", string(p))
		}
	}
	for i, p := range f.Parties {
		if !Known(p.Role, Roles) {
			return Invalidf(path("parties", i, "role"), "unknown_role", "role", string(p.Role))
		}
		if err := texts(path("parties", i, ""), p.ID, p.Name, p.TaxID, p.Email, p.Phone, p.Address); err != nil {
			return err
		}
	}
	for i, p := range f.Purchases {
		if err := texts(path("purchases", i, ""), append([]string{p.OrderNumber, p.Item}, p.Tracking...)...); err != nil {
			return err
		}
		if err := p.Total.check(path("purchases", i, "total")); err != nil {
			return err
		}
	}
	for i, p := range f.Payments {
		if err := p.check(i); err != nil {
			return err
		}
	}
	for i, r := range f.Requests {
		if !Known(r.Remedy, Remedies) {
			return Invalidf(path("requests", i, "remedy"), "unknown_remedy", "remedy", string(r.Remedy))
		}
		if err := texts(path("requests", i, "text"), r.Text); err != nil {
			return err
		}
		if err := r.Amount.check(path("requests", i, "amount")); err != nil {
			return err
		}
	}
	for i, e := range f.Events {
		if !Known(e.Kind, EntryKinds) {
			return Invalidf(path("events", i, "kind"), "unknown_kind", "kind", string(e.Kind))
		}
		if err := e.Check(path("events", i, "")); err != nil {
			return err
		}
	}
	return nil
}

func (f Facts) checkSizes() error {
	for _, list := range []struct {
		name   string
		n, max int
	}{
		{"problems", len(f.Problems), MaxList}, {"parties", len(f.Parties), MaxList}, {"purchases", len(f.Purchases), MaxList},
		{"payments", len(f.Payments), MaxList}, {"requests", len(f.Requests), MaxList}, {"answers", len(f.Answers), MaxList},
		{"events", len(f.Events), MaxEvents},
	} {
		if list.n > list.max {
			return Invalidf(list.name, "too_many", "n", list.n, "max", list.max)
		}
	}
	return nil
}

func (p Payment) check(i int) error {
	if p.Method != "" && !Known(p.Method, Methods) {
		return Invalidf(path("payments", i, "method"), "unknown_method", "method", string(p.Method))
	}
	if p.Role != "" && !Known(p.Role, AmountRoles) {
		return Invalidf(path("payments", i, "role"), "unknown_amount_role", "role", string(p.Role))
	}
	if p.Instalments < 0 || p.Instalments > 480 {
		return Invalidf(path("payments", i, "instalments"), "out_of_range", "n", p.Instalments)
	}
	return p.Amount.check(path("payments", i, "amount"))
}

// paperForm is how a file that was handed in is named: by its SHA-256.
var paperForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Check reports what is missing or impossible in one entry; at is the path used in the error.
func (e Entry) Check(at string) error {
	if !Known(e.Kind, Kinds) {
		return Invalidf(at+".kind", "unknown_kind", "kind", string(e.Kind))
	}
	if err := texts(at, append([]string{e.Body, e.Protocol, e.Result, e.Text}, e.Evidence...)...); err != nil {
		return err
	}
	if err := e.Amount.check(at + ".amount"); err != nil {
		return err
	}
	if n := max(len(e.Evidence), len(e.Cites)); n > MaxList {
		return Invalidf(at+".evidence", "too_many", "n", n, "max", MaxList)
	}
	if !e.On.IsZero() && !e.Until.IsZero() && e.Until.Before(e.On.First()) {
		return Invalidf(at+".until", "ends_before_start")
	}
	if e.Paper != "" && (e.Kind != Filed || !paperForm.MatchString(e.Paper)) {
		return Invalidf(at+".paper", "bad_paper")
	}
	switch e.Kind {
	case Filed:
		if e.Body == "" {
			return Invalidf(at+".body", "needs_body")
		}
		if e.On.IsZero() && e.At.IsZero() {
			return Invalidf(at+".on", "needs_day")
		}
	case BillClosed:
		if e.Until.IsZero() {
			return Invalidf(at+".until", "needs_due_day")
		}
	case ProofAsked:
		if !proofForm.MatchString(e.Result) {
			return Invalidf(at+".result", "bad_proof", "value", e.Result)
		}
		if e.On.IsZero() && e.At.IsZero() {
			return Invalidf(at+".on", "needs_day")
		}
	case HearingSet:
		if e.On.IsZero() && e.At.IsZero() {
			return Invalidf(at+".on", "needs_day")
		}
	case Corrected:
		if e.Facts == nil && e.Corrects <= 0 {
			return Invalidf(at+".corrects", "needs_event")
		}
		if e.Replacement != nil {
			if !Known(e.Replacement.Kind, EntryKinds) || e.Replacement.Kind == Corrected {
				return Invalidf(at+".replacement.kind", "unknown_kind", "kind", string(e.Replacement.Kind))
			}
			return e.Replacement.Check(at + ".replacement")
		}
	}
	return nil
}

func (m Money) check(at string) error {
	if m.IsZero() {
		return nil
	}
	if m.Minor < 0 {
		return Invalidf(at, "negative_amount")
	}
	if m.Minor > 1e14 {
		return Invalidf(at, "out_of_range", "n", m.Decimal())
	}
	return nil
}

func texts(at string, all ...string) error {
	for _, s := range all {
		if len(s) > MaxText {
			return Invalidf(at, "text_too_long", "max", MaxText)
		}
		if !utf8.ValidString(s) {
			return Invalidf(at, "not_utf8")
		}
		if strings.ContainsRune(s, 0) {
			return Invalidf(at, "nul_byte")
		}
	}
	return nil
}

func checkPlace(s string) error {
	if s == "" {
		return nil
	}
	country, region, _ := strings.Cut(s, "-")
	if len(country) != 2 || strings.Trim(country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" ||
		len(region) > 60 || strings.ContainsAny(region, " /\\\x00") {
		return Invalidf("place", "unknown_place", "place", s)
	}
	return nil
}
