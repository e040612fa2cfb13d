package intake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

// invented is one text of our own and what must be read in it. An absent field is not looked at, an empty one must be
// empty.
type invented struct {
	Name        string    `json:"name"`
	Ref         string    `json:"ref"`
	Text        string    `json:"text"`
	Lang        string    `json:"lang"`
	Kind        []string  `json:"kind"` // the first problem must be one of these
	Orders      *[]string `json:"orders"`
	Tracking    *[]string `json:"tracking"`
	Amounts     *[]string `json:"amounts"` // "12.50 BRL" or "12.50 BRL paid"
	Dates       *[]string `json:"dates"`
	Methods     *[]string `json:"methods"`
	Tried       *[]string `json:"tried"`     // all must be there; empty: none may
	Asks        *[]string `json:"asks"`      // fields of the questions
	Protocols   *[]string `json:"protocols"` // in the draft's events
	Events      []string  `json:"events"`    // "kind body day", all must be there
	Instalments *int      `json:"instalments"`
	Total       string    `json:"total"` // of the first purchase
	Market      string    `json:"market"`
	Seller      string    `json:"seller"`
	Place       string    `json:"place"`
	Payments    *[]string `json:"payments"` // of the draft: "1250.00 paid card x10"
	Bought      string    `json:"bought"`   // day of the first purchase
	Promised    string    `json:"promised"` // day it was to come
	Item        string    `json:"item"`     // what it was
	Sure        []string  `json:"sure"`     // paths that need no confirmation
	Normal      bool      `json:"normal"`   // codes may be written as the person did: compare digits folded
}

func TestInventedTexts(t *testing.T) {
	n := 0
	for k := range 2 * len(cases.Languages) {
		lang, name := cases.Languages[k/2], "testdata/"+cases.Languages[k/2]+".jsonl"
		if k%2 == 1 {
			name = "testdata/styles." + lang + ".jsonl" // whole stories, short reviews, chats and letters
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			dec := json.NewDecoder(strings.NewReader(sc.Text()))
			dec.DisallowUnknownFields()
			var x invented
			if err := dec.Decode(&x); err != nil {
				t.Fatalf("%s: %v", sc.Text(), err)
			}
			if x.Lang == "" {
				x.Lang = lang
			}
			n++
			t.Run(lang+"/"+x.Name, func(t *testing.T) { x.check(t) })
		}
		if err := sc.Err(); err != nil {
			t.Fatal(err)
		}
	}
	if n < 300 {
		t.Errorf("only %d texts", n)
	}
}

func (x invented) check(t *testing.T) {
	var ref civil.Date
	if x.Ref != "" {
		ref = civil.MustParse(x.Ref)
	}
	got := checkReading(t, x.Text, ref)
	if got.Language != x.Lang {
		t.Errorf("language %q, want %q", got.Language, x.Lang)
	}
	if x.Kind != nil && !slices.Contains(x.Kind, string(got.ProblemKind)) {
		t.Errorf("problems %v, want first %v", got.Problems, x.Kind)
	}
	orders := got.OrderNumbers
	if x.Normal {
		orders = mapAll(orders, func(s string) string { return fold(s).s })
	}
	same(t, "orders", x.Orders, orders)
	same(t, "tracking", x.Tracking, got.TrackingCodes)
	same(t, "dates", x.Dates, got.Dates)
	same(t, "methods", x.Methods, mapAll(got.PaymentMethods, func(m cases.Method) string { return string(m) }))
	same(t, "asks", x.Asks, mapAll(got.Questions, func(q Question) string { return q.Field }))
	same(t, "protocols", x.Protocols, protocols(got.Facts))
	x.checkAmounts(t, got.Amounts)
	x.checkRest(t, got)
	x.checkDraft(t, got)
}

func (x invented) checkDraft(t *testing.T, got Reading) {
	same(t, "payments", x.Payments, mapAll(got.Facts.Payments, func(p cases.Payment) string {
		parts := []string{string(p.Role), string(p.Method)}
		if !p.Amount.IsZero() {
			parts = append([]string{p.Amount.Decimal()}, parts...)
		}
		if p.Instalments > 0 {
			parts = append(parts, fmt.Sprintf("x%d", p.Instalments))
		}
		return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	}))
	var p cases.Purchase
	if len(got.Facts.Purchases) > 0 {
		p = got.Facts.Purchases[0]
	}
	for _, w := range [][3]string{{"bought", x.Bought, p.On.String()}, {"promised", x.Promised, p.PromisedOn.String()}, {"item", x.Item, p.Item}} {
		if w[1] != "" && w[1] != w[2] {
			t.Errorf("%s %q, want %q", w[0], w[2], w[1])
		}
	}
	for _, path := range x.Sure {
		if c := got.Origins[path].Certainty; c != cases.Sure {
			t.Errorf("%s is %q, want sure", path, c)
		}
	}
}

func (x invented) checkAmounts(t *testing.T, got []Amount) {
	if x.Amounts == nil {
		return
	}
	have := mapAll(got, func(a Amount) string { return a.Value + " " + a.Currency + " " + string(a.Role) })
	ok := len(have) == len(*x.Amounts)
	for i := 0; ok && i < len(have); i++ {
		w := (*x.Amounts)[i]
		ok = have[i] == w || strings.Count(w, " ") == 1 && strings.HasPrefix(have[i], w+" ")
	}
	if !ok {
		t.Errorf("amounts %q, want %q", have, *x.Amounts)
	}
}

func (x invented) checkRest(t *testing.T, got Reading) {
	if x.Tried != nil {
		for _, w := range *x.Tried {
			if !slices.Contains(got.AlreadyTried, w) {
				t.Errorf("tried %v, want %s", got.AlreadyTried, w)
			}
		}
		if len(*x.Tried) == 0 && len(got.AlreadyTried) > 0 {
			t.Errorf("tried %v, want nothing", got.AlreadyTried)
		}
	}
	if x.Instalments != nil && (got.Instalments == nil || *got.Instalments != *x.Instalments) {
		t.Errorf("instalments %v, want %d", got.Instalments, *x.Instalments)
	}
	events := mapAll(got.Facts.Events, func(e cases.Entry) string { return string(e.Kind) + " " + e.Body + " " + e.On.String() })
	for _, w := range x.Events {
		if !slices.Contains(events, w) {
			t.Errorf("events %q, want %q", events, w)
		}
	}
	if x.Total != "" && (len(got.Facts.Purchases) == 0 || got.Facts.Purchases[0].Total.Decimal() != x.Total) {
		t.Errorf("purchases %+v, want total %s", got.Facts.Purchases, x.Total)
	}
	for _, p := range [][3]string{{"marketplace", x.Market, got.Marketplace}, {"seller", x.Seller, got.Seller}, {"place", x.Place, got.Facts.Place}} {
		if p[1] != "" && p[1] != p[2] {
			t.Errorf("%s %q, want %q", p[0], p[2], p[1])
		}
	}
}

func protocols(f cases.Facts) (out []string) {
	for _, e := range f.Events {
		if e.Protocol != "" {
			out = append(out, e.Protocol)
		}
	}
	return out
}

func same(t *testing.T, what string, want *[]string, got []string) {
	t.Helper()
	if want == nil {
		return
	}
	w, g := slices.Sorted(slices.Values(*want)), slices.Sorted(slices.Values(got))
	if !slices.Equal(w, g) {
		t.Errorf("%s %q, want %q", what, g, w)
	}
}

func mapAll[T any](list []T, f func(T) string) []string {
	out := []string{}
	for _, x := range list {
		out = append(out, f(x))
	}
	return out
}
