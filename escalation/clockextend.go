package escalation

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// Extension is more time that a body gave: when it said so, until when, and why, in its own words.
type Extension struct {
	Index  int // of the event
	On     civil.Partial
	Until  civil.Date
	Why    string
	Beyond bool // longer than the rule allows
}

// extend moves the due day where the rule's body has said that it takes longer. Without a day it is the whole extension
// that the rule allows; a longer one is believed, so that nobody is called late too early, and marked.
func (k *knowledge) extend(c *clock, r *Rule, on civil.Partial) {
	if r.Extendable == nil {
		return
	}
	q := k.packs.period(*r.Extendable, "", r.Roll, "", k.place)
	most := q.due(c.DueLatest)
	for i, e := range k.facts.Events {
		day := dayOf(e, k.ruleZone(r))
		if e.Kind != cases.Extended || e.Body != r.Body || !day.IsZero() && day.Last().Before(on.First()) {
			continue
		}
		x := &Extension{Index: i, On: day, Until: e.Until, Why: e.Text}
		if x.Until.IsZero() {
			x.Until = q.due(c.Due)
		}
		x.Beyond = x.Until.After(most)
		c.Extended = x
	}
	if c.Extended == nil {
		return
	}
	if c.Extended.Until.After(c.Due) {
		c.Due = c.Extended.Until
	}
	c.DueLatest = latestOf(c.Due, c.DueLatest)
}
