package cases

import (
	"strings"
	"testing"

	"degrau/internal/civil"
)

func TestWhatAnExhibitShows(t *testing.T) {
	good := [][]string{nil, {"payment"}, {"payment", "delivery-proof"}, {"xx-9"}}
	for _, ids := range good {
		if err := (Evidence{Shows: ids}).Check("evidence"); err != nil {
			t.Errorf("%v: %v", ids, err)
		}
	}
	many := make([]string, MaxShows+1)
	for i := range many {
		many[i] = "p" + strings.Repeat("x", i)
	}
	for name, ids := range map[string][]string{"Payment": {"Payment"}, "empty": {""}, "twice": {"payment", "payment"}, "a sentence": {"my receipt"}, "a path": {"../x"},
		"too long": {strings.Repeat("x", 65)}, "too many": many, "dash at the end": {"pay-"}} {
		err := (Evidence{Shows: ids}).Check("evidence")
		if e, ok := err.(*Error); !ok || !strings.HasPrefix(e.Field, "evidence.shows") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAProofRequestNamesTheProofAndTheDay(t *testing.T) {
	for name, e := range map[string]Entry{"no proof": {Kind: ProofAsked, On: civil.MustPartial("2026-11-20")}, "a sentence": {Kind: ProofAsked, Result: "the receipt", On: civil.MustPartial("2026-11-20")},
		"no day": {Kind: ProofAsked, Result: "payment"}} {
		if err := e.Check("entry"); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if err := (Entry{Kind: ProofAsked, Result: "payment", Body: "seller", On: civil.MustPartial("2026-11-20")}).Check("entry"); err != nil {
		t.Error(err)
	}
}
