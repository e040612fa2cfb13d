package escalation

import "degrau/cases"

// Act is something a person may be about to do that can shut doors: accept an offer, cancel a dispute, confirm receipt,
// rate an answer. What it shuts is not said here: the steps say it themselves (StepDef.ClosedBy), and the planner tries
// the act out.
type Act struct {
	ID      string            `json:"id"`
	Name    map[string]string `json:"name"`
	When    *Condition        `json:"when,omitempty"`
	Event   cases.Kind        `json:"event"`            // what would be recorded
	Bodies  []string          `json:"bodies,omitempty"` // at which of these; empty: without a body
	Filed   bool              `json:"filed,omitempty"`  // only at bodies that have the case
	Result  string            `json:"result,omitempty"` // the result that would be recorded with it
	Before  map[string]string `json:"before"`           // what to make sure of first
	Sources []Source          `json:"sources"`
}
