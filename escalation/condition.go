package escalation

import (
	"maps"
	"slices"
	"strings"

	"degrau/cases"
)

// Condition is a test on a case. All that is said must hold; within a list, one is enough.
type Condition struct {
	Places       []string            `json:"places,omitempty"` // BR, BR-SP: the place or what lies in it
	Problems     []cases.Problem     `json:"problems,omitempty"`
	NotProblems  []cases.Problem     `json:"not_problems,omitempty"`
	Methods      []cases.Method      `json:"methods,omitempty"`
	Marketplaces []string            `json:"marketplaces,omitempty"`
	Elsewhere    []string            `json:"not_marketplaces,omitempty"`
	Remedies     []cases.Remedy      `json:"remedies,omitempty"`
	Parties      []cases.Role        `json:"parties,omitempty"`
	Charged      *bool               `json:"charged,omitempty"`       // the card is still being charged
	Tracked      *bool               `json:"tracked,omitempty"`       // a tracking code is known
	TrackingEnds string              `json:"tracking_ends,omitempty"` // country letters of an S10 code: BR
	Answers      map[string][]string `json:"answers,omitempty"`       // "body.question": accepted answers; yes, no or the text
	Events       []EventMatch        `json:"events,omitempty"`
	NoEvents     []EventMatch        `json:"no_events,omitempty"`
	Claim        *Bounds             `json:"claim,omitempty"`   // what is asked for, in money
	Numbers      map[string]Bounds   `json:"numbers,omitempty"` // "body.question": an answer that is an amount of money
	Any          []Condition         `json:"any,omitempty"`     // and one of these
	None         []Condition         `json:"none,omitempty"`    // and none of these
}

// truth is yes, no, or not known yet.
type truth int

const (
	no truth = iota - 1
	unknown
	yes
)

func and(a, b truth) truth { return min(a, b) }

func is(b bool) truth {
	if b {
		return yes
	}
	return no
}

// holds asks the condition of a case; asks collects the paths of the facts that would settle it.
func (c *Condition) holds(k *knowledge) (t truth, asks []string) {
	if c == nil {
		return yes, nil
	}
	t = yes
	test := func(v truth, path string) {
		if v == unknown {
			asks = append(asks, path)
		}
		t = and(t, v)
	}
	if len(c.Places) > 0 {
		test(k.in(c.Places), "place")
	}
	if len(c.Problems) > 0 {
		test(k.problem(c.Problems), "problems")
	}
	if len(c.NotProblems) > 0 && k.problem(c.NotProblems) == yes {
		t = no
	}
	if len(c.Methods) > 0 {
		test(k.paidBy(c.Methods), "payments.0.method")
	}
	if len(c.Marketplaces) > 0 {
		test(is(slices.Contains(c.Marketplaces, k.market)), "")
	}
	if len(c.Elsewhere) > 0 && slices.Contains(c.Elsewhere, k.market) {
		t = no
	}
	if len(c.Remedies) > 0 {
		test(is(slices.ContainsFunc(k.facts.Requests, func(r cases.Request) bool { return slices.Contains(c.Remedies, r.Remedy) })), "")
	}
	if len(c.Parties) > 0 {
		test(is(slices.ContainsFunc(k.facts.Parties, func(p cases.Party) bool { return slices.Contains(c.Parties, p.Role) })), "")
	}
	if c.Charged != nil {
		test(is(k.charging == *c.Charged), "")
	}
	if c.Tracked != nil {
		test(is((len(k.tracking) > 0) == *c.Tracked), "")
	}
	if c.TrackingEnds != "" {
		test(is(slices.ContainsFunc(k.tracking, func(s string) bool { return strings.HasSuffix(strings.ToUpper(s), c.TrackingEnds) })), "")
	}
	for _, q := range sortedKeys(c.Answers) {
		test(k.answer(q, c.Answers[q]), "answers."+q)
	}
	if len(c.Events) > 0 {
		test(is(k.happened(c.Events)), "")
	}
	if len(c.NoEvents) > 0 {
		test(is(!k.happened(c.NoEvents)), "")
	}
	if c.Claim != nil {
		claim, sure := k.claim()
		v := k.within(claim, !claim.IsZero(), *c.Claim)
		if v == no && !sure { // an amount nobody has confirmed closes no door
			v = unknown
		}
		test(v, "purchases.0.total")
	}
	for _, q := range sortedKeys(c.Numbers) {
		n, known := k.number(q)
		test(k.within(n, known, c.Numbers[q]), "answers."+q)
	}
	for i := range c.None {
		v, want := c.None[i].holds(k)
		if v == unknown {
			asks = append(asks, want...)
		}
		t = and(t, -v)
	}
	if len(c.Any) > 0 {
		best := no
		var open []string
		for _, o := range c.Any {
			v, want := o.holds(k)
			if v == unknown {
				open = append(open, want...)
			}
			best = max(best, v)
		}
		if best == unknown { // where one of them holds, the others need not be asked
			asks = append(asks, open...)
		}
		t = and(t, best)
	}
	if t == no {
		asks = nil
	}
	return t, asks
}

// sortedKeys are the keys of a map in order. A plan asks thousands of conditions, and most of them have none.
func sortedKeys[T any](m map[string]T) []string {
	if len(m) == 0 {
		return nil
	}
	return slices.Sorted(maps.Keys(m))
}
