package escalation

// StockAnswer is a usual refusal, recognised by its words, with what answers it.
type StockAnswer struct {
	ID      string              `json:"id"`
	Name    map[string]string   `json:"name"`
	When    *Condition          `json:"when,omitempty"`
	Phrases map[string][]string `json:"phrases"`          // by language; see the pack format for the signs
	Unless  map[string][]string `json:"unless,omitempty"` // words that turn the sense: "was not processed" is no refund made
	Means   map[string]string   `json:"means"`            // what the answer is worth, in one or two sentences
	Reply   map[string]string   `json:"reply"`            // what can be said back
	Rule    string              `json:"rule,omitempty"`   // the rule that answers it
	Ground  string              `json:"ground,omitempty"` // the legal ground that answers it
	Proofs  []map[string]string `json:"proofs,omitempty"` // the exhibit that answers it: tracking page, order page
	Step    string              `json:"step,omitempty"`   // the step to take against it
	Sources []Source            `json:"sources"`

	parsed, turned []phrase
}
