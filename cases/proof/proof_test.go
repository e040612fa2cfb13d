package proof

import (
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/civil"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const order = "8150000000000011"

func opened(t *testing.T, f cases.Facts, exhibits int) *cases.Case {
	t.Helper()
	k, err := cases.Open(f, "", "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	for range exhibits {
		if _, err := k.AddEvidence(cases.Evidence{SHA256: strings.Repeat("ab", 32), Name: "x", Kind: "text", Size: 1}, "cli", noon); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

func base() cases.Facts {
	return cases.Facts{Place: "BR-PR", Problems: []cases.Problem{cases.NotDelivered},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-04"), OrderNumber: order, Total: cases.MustMoney("1250.00", "BRL"),
			PromisedOn: civil.MustPartial("2026-06-30"), Tracking: []string{"LB000000008CN"}}},
		Payments: []cases.Payment{{Amount: cases.MustMoney("1250.00", "BRL"), Method: cases.Card, Role: cases.Paid}}}
}

// toldOf is one suggestion of an exhibit, in a message.
func toldOf(label string, n int, path, value, of string) messages.Suggestion {
	return messages.Suggestion{Path: path, Value: value, Order: of, By: messages.Company,
		Origin: cases.Origin{Source: cases.Cite{Exhibit: label, Part: "message", N: n}.String(), Snippet: value}}
}

func find(t *testing.T, all []Assertion, path string) Assertion {
	t.Helper()
	for _, a := range all {
		if a.Path == path {
			return a
		}
	}
	t.Fatalf("%s is not asserted: %+v", path, all)
	return Assertion{}
}

func places(all []Place) string {
	var out []string
	for _, p := range all {
		out = append(out, p.At.String())
	}
	return strings.Join(out, "; ")
}

func TestWhatNobodyShowsIsUnproved(t *testing.T) {
	all := Of(opened(t, base(), 0), nil)
	if len(all) != 6 {
		t.Fatalf("%d assertions: %+v", len(all), all)
	}
	for _, a := range all {
		if a.State != Unproved || a.Proofs == nil || a.Against == nil {
			t.Errorf("%+v", a)
		}
	}
}

func TestWordsThatSayTheSameProve(t *testing.T) {
	k := opened(t, base(), 3)
	all := Of(k, []Told{{Suggestions: []messages.Suggestion{
		toldOf("P2", 7, "purchases.order_number", order, ""),
		toldOf("P2", 9, "purchases.on", "2026-04-12", order),
		toldOf("P3", 1, "purchases.total", "1250.00 BRL", order),
		toldOf("P3", 2, "purchases.tracking", "LB000000008CN", ""),
		toldOf("P3", 3, "purchases.tracking", "XX000000000CN", ""),
	}}})
	for path, want := range map[string]string{
		"purchases.0.order_number": "P2, message 7", "purchases.0.on": "P2, message 9", "purchases.0.total": "P3, message 1",
		"purchases.0.tracking.0": "P3, message 2", "payments.0.amount": "P3, message 1", "purchases.0.promised_on": "",
	} {
		if a := find(t, all, path); places(a.Proofs) != want || len(a.Against) > 0 || (want != "") != (a.State == Proved) {
			t.Errorf("%s: %s, %+v", path, places(a.Proofs), a)
		}
	}
}

func TestWordsThatSayOtherwiseContradict(t *testing.T) {
	k := opened(t, base(), 2)
	all := Of(k, []Told{{Suggestions: []messages.Suggestion{
		toldOf("P1", 3, "purchases.on", "2026-05-02", order),
		toldOf("P1", 4, "purchases.total", "1205.00 BRL", order),
		toldOf("P2", 3, "purchases.total", "240.00 USD", order),             // the price elsewhere
		toldOf("P2", 1, "purchases.total", "99.00 BRL", "8150000000000099"), // another order
		toldOf("P2", 2, "purchases.promised_on", "2026-07-20", order),       // a new promise is no contradiction
	}}})
	if a := find(t, all, "purchases.0.on"); a.State != Contradicted || places(a.Against) != "P1, message 3" || a.Against[0].Says != "2026-05-02" {
		t.Errorf("%+v", a)
	}
	if a := find(t, all, "purchases.0.total"); a.State != Contradicted || places(a.Against) != "P1, message 4" {
		t.Errorf("%+v", a)
	}
	if a := find(t, all, "purchases.0.promised_on"); a.State != Unproved {
		t.Errorf("%+v", a)
	}
}

func TestAnAmountTheCaseKnowsIsNoOtherTotal(t *testing.T) {
	f := base()
	f.Payments = append(f.Payments, cases.Payment{Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded})
	all := Of(opened(t, f, 1), []Told{{Suggestions: []messages.Suggestion{toldOf("P1", 4, "purchases.total", "300.00 BRL", order)}}})
	if a := find(t, all, "purchases.0.total"); a.State == Contradicted {
		t.Errorf("%+v", a)
	}
}

func TestADeliveryInAnExhibitDeniesThatNothingCame(t *testing.T) {
	delivered := toldOf("P1", 5, "events", "delivered 2026-06-20", "")
	delivered.Event = &cases.Entry{Kind: cases.Delivered, On: civil.MustPartial("2026-06-20")}
	own := toldOf("P1", 6, "events", "delivered 2026-06-21", "")
	own.Event, own.By = &cases.Entry{Kind: cases.Delivered, On: civil.MustPartial("2026-06-21")}, messages.Consumer
	told := []Told{{Suggestions: []messages.Suggestion{delivered, own}}}
	a := find(t, Of(opened(t, base(), 1), told), "problems.0")
	if a.State != Contradicted || places(a.Against) != "P1, message 5" {
		t.Errorf("%+v", a)
	}
	f := base()
	f.Answers = map[string]any{"item.received": false}
	for _, a := range Of(opened(t, f, 1), told) {
		if a.Path == "problems.0" {
			t.Errorf("the person has answered: %+v", a)
		}
	}
}

func TestAPartOfTheMoneyDoesNotDenyTheRest(t *testing.T) {
	f := base()
	f.Problems = []cases.Problem{cases.RefundMissing}
	back := toldOf("P1", 5, "events", "refunded", "")
	for amount, denied := range map[string]bool{"100.00": false, "1250.00": true} {
		back.Event = &cases.Entry{Kind: cases.RefundedEvent, On: civil.MustPartial("2026-06-20"), Amount: cases.MustMoney(amount, "BRL")}
		found := false
		for _, a := range Of(opened(t, f, 1), []Told{{Suggestions: []messages.Suggestion{back}}}) {
			found = found || a.Path == "problems.0"
		}
		if found != denied {
			t.Errorf("%s back: denied %v", amount, found)
		}
	}
}

func TestEventsAreProvedByTheirExhibitsAndByWords(t *testing.T) {
	k := opened(t, base(), 3)
	for _, e := range []cases.Entry{
		{Kind: cases.Contacted, On: civil.MustPartial("2026-07-05"), Evidence: []string{"P1"}},
		{Kind: cases.Filed, Body: "br-procon", On: civil.MustPartial("2026-07-15"), Protocol: "552-81"},
		{Kind: cases.Answered, On: civil.MustPartial("2026-07-16"), Evidence: []string{"P2"}, Cites: []cases.Cite{{Exhibit: "P2", Part: "page", N: 2}}},
		{Kind: cases.Note, Text: "x"},
	} {
		if err := k.Record(e, "cli", noon); err != nil {
			t.Fatal(err)
		}
	}
	protocol := toldOf("P3", 8, "events", "filed", "")
	protocol.Event = &cases.Entry{Kind: cases.Acknowledged, Protocol: "552-81"}
	first := toldOf("P1", 2, "events", "contacted", "")
	first.Event = &cases.Entry{Kind: cases.Contacted, On: civil.MustPartial("2026-07-05")}
	var got []string
	for _, a := range Of(k, []Told{{Suggestions: []messages.Suggestion{protocol, first}}}) {
		if a.Path == "events" {
			got = append(got, string(a.Event.Kind)+": "+places(a.Proofs))
		}
	}
	if want := "contacted: P1, message 2|filed: P3, message 8|answered: P2, page 2"; strings.Join(got, "|") != want {
		t.Errorf("%v", got)
	}
}

func TestAnExhibitThatIsOutProvesNothing(t *testing.T) {
	f := base()
	k := opened(t, f, 1)
	f = k.Facts()
	f.Origins = map[string]cases.Origin{"purchases.0.order_number": {Source: "P1, message 3", Certainty: cases.Sure}}
	if err := k.CorrectFacts(f, []string{"purchases.0.order_number"}, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if a := find(t, Of(k, nil), "purchases.0.order_number"); a.State != Proved || places(a.Proofs) != "P1, message 3" {
		t.Errorf("%+v", a)
	}
	if err := k.RemoveEvidence("P1", "cli", noon); err != nil {
		t.Fatal(err)
	}
	if a := find(t, Of(k, nil), "purchases.0.order_number"); a.State != Unproved {
		t.Errorf("%+v", a)
	}
}
