// Package proof says of everything that a case asserts where it is shown, and where something speaks against it.
//
// It compares words with words: an order number, a day, an amount that an exhibit names. What a picture shows is for
// people to say.
package proof

import (
	"fmt"
	"slices"

	"degrau/cases"
	"degrau/cases/messages"
)

// State says how an assertion stands.
type State string

// The states. What is contradicted may be proved too: one exhibit says so, another does not.
const (
	Proved       State = "proved"
	Unproved     State = "unproved"
	Contradicted State = "contradicted"
)

// Assertion is one thing that the case says: a fact, or an event of its timeline.
type Assertion struct {
	Path    string       `json:"path"`          // purchases.0.total; events; problems.0
	Seq     int64        `json:"seq,omitempty"` // of the event
	Value   string       `json:"value"`         // "1250.00 BRL", "2026-04", "filed 2026-07-15 br-procon 552-81"
	State   State        `json:"state"`
	Proofs  []Place      `json:"proofs"`
	Against []Place      `json:"against"`
	Event   *cases.Entry `json:"-"`
}

// Place is where an exhibit says something.
type Place struct {
	At      cases.Cite    `json:"at"`
	Says    string        `json:"says,omitempty"` // the value there, where it is another
	Snippet string        `json:"snippet,omitempty"`
	By      messages.Part `json:"by,omitempty"`      // whose words these are, where known
	Machine bool          `json:"machine,omitempty"` // read from a picture by a program: to be checked
	ID      string        `json:"id,omitempty"`      // of the suggestion, to turn it down
}

// Told is what the words of one exhibit tell, without what the person turned down.
type Told struct {
	Machine     bool                  // its words were read from a picture by a program
	Suggestions []messages.Suggestion // each of its exhibit: see messages.Suggestion.For
}

// Of lists what the case asserts: facts in their order, events in the order of the timeline. A problem is listed only
// where something speaks against it, since that a parcel did not come is shown by no exhibit alone.
func Of(k *cases.Case, told []Told) []Assertion {
	f := k.Facts()
	c := &comparer{facts: f, exhibits: k.Evidence(), told: told}
	out := append(c.problems(), c.purchases()...)
	out = append(out, c.payments()...)
	for _, e := range k.Timeline() {
		if a, ok := c.event(e); ok {
			out = append(out, a)
		}
	}
	for i := range out {
		out[i].settle()
	}
	return out
}

// settle sets the state and puts the places in order, each once.
func (a *Assertion) settle() {
	a.Proofs, a.Against = tidy(a.Proofs), tidy(a.Against)
	switch {
	case len(a.Against) > 0:
		a.State = Contradicted
	case len(a.Proofs) > 0:
		a.State = Proved
	default:
		a.State = Unproved
	}
}

// tidy orders places by exhibit and part. A whole exhibit says less than a place in it, and goes where one is named.
func tidy(all []Place) []Place {
	out := []Place{}
	for _, p := range all {
		same := func(q Place) bool { return q.At == p.At }
		narrower := func(q Place) bool { return q.At != p.At && p.At.Covers(q.At) }
		if !slices.ContainsFunc(out, same) && !slices.ContainsFunc(all, narrower) {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b Place) int { return a.At.Compare(b.At) })
	return out
}

func field(list string, i int, name string) string { return fmt.Sprintf("%s.%d.%s", list, i, name) }
