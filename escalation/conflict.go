package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// Conflict is two things on record that cannot both be, side by side. Until the person has said which one holds, nothing
// is claimed anywhere.
type Conflict struct {
	Fact     string // the answer that settles it
	Question Phrase
	Sides    []Side
}

// Side is one of the two, with where it comes from.
type Side struct {
	Says     Phrase
	Event    int // index in Facts.Events, or -1
	On       civil.Partial
	Evidence []string
}

// itemReceived is the question whether the goods came after all.
const itemReceived = "item.received"

// dropReceived takes the missing parcel out of the problems once the person has said that it came.
func (k *knowledge) dropReceived() {
	if k.answer(itemReceived, []string{"yes"}) != yes || !k.facts.Has(cases.NotDelivered) {
		return
	}
	k.facts.Problems = slices.DeleteFunc(slices.Clone(k.facts.Problems), func(p cases.Problem) bool { return p == cases.NotDelivered })
	k.received = true
}

// conflicts finds proof that speaks against what is claimed.
func (k *knowledge) conflicts() []Conflict {
	var out []Conflict
	if c, ok := k.deliveredAfterAll(); ok {
		out = append(out, c)
	}
	if _, said := k.facts.Answers[refundComplete]; !said && k.allBack() && k.disputedRefund() {
		out = append(out, Conflict{Fact: "answers." + refundComplete, Question: Phrase{Key: "plan.gap.refund.question"},
			Sides: append(k.claims(cases.RefundMissing, cases.ChargeContinues), k.backs()...)})
	}
	return out
}

// deliveredAfterAll reports a delivery on record in a case that says that nothing came. A delivery that failed, or goods
// that were sent back later, is no contradiction.
func (k *knowledge) deliveredAfterAll() (Conflict, bool) {
	if _, said := k.facts.Answers[itemReceived]; said || !k.facts.Has(cases.NotDelivered) {
		return Conflict{}, false
	}
	i := slices.IndexFunc(k.facts.Events, func(e cases.Entry) bool { return e.Kind == cases.Delivered })
	if i < 0 {
		return Conflict{}, false
	}
	return Conflict{Fact: "answers." + itemReceived, Question: Phrase{Key: "plan.gap.received.question"},
		Sides: append(k.claims(cases.NotDelivered), k.side(i, "plan.conflict.delivered"))}, true
}

// claims is what the person says, as the one side.
func (k *knowledge) claims(any ...cases.Problem) []Side {
	for _, p := range any {
		if k.facts.Has(p) {
			return []Side{{Says: Phrase{Key: "plan.conflict.claim." + string(p)}, Event: -1}}
		}
	}
	return []Side{{Says: Phrase{Key: "plan.conflict.claim.more"}, Event: -1}}
}

func (k *knowledge) side(i int, key string) Side {
	e := k.facts.Events[i]
	return Side{Says: refundPhrase(key, e.Amount), Event: i, On: dayOf(e, k.zone), Evidence: e.Evidence}
}

// refundPhrase names the amount where there is one.
func refundPhrase(key string, m cases.Money) Phrase {
	if key == "plan.conflict.refunded" && m.IsZero() {
		return Phrase{Key: "plan.conflict.refunded_unknown"}
	}
	return Phrase{Key: key, Args: map[string]any{"amount": m}}
}

// backs are the refunds on record, as the other side.
func (k *knowledge) backs() []Side {
	var out []Side
	for i, e := range k.facts.Events {
		if e.Kind == cases.RefundedEvent {
			out = append(out, k.side(i, "plan.conflict.refunded"))
		}
	}
	for _, p := range k.facts.Payments {
		if p.Role == cases.Refunded {
			out = append(out, Side{Says: refundPhrase("plan.conflict.refunded", p.Amount), Event: -1, On: p.On})
		}
	}
	return out
}

// suspend keeps every claim back while two things on record contradict each other.
func suspend(rungs []*rung, why Phrase) {
	for _, r := range rungs {
		if r.open && !r.def.Task {
			r.State, r.Reasons = StepUncertain, append(r.Reasons, why)
		}
	}
}
