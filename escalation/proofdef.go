package escalation

// ProofDef is something that shows what a case says: a payment receipt, a tracking page. A record that extends another
// adds bodies, places and ways of asking to it, so that a country or a platform writes nothing into the general one.
type ProofDef struct {
	ID         string            `json:"id"`
	Extends    string            `json:"extends,omitempty"`
	Rank       int               `json:"rank,omitempty"` // lower comes first
	Name       map[string]string `json:"name,omitempty"`
	Why        map[string]string `json:"why,omitempty"`        // what it shows
	When       *Condition        `json:"when,omitempty"`       // the cases it is for
	Importance string            `json:"importance,omitempty"` // at bodies not named: must, helps; empty: not asked for there
	Bodies     []ProofNeed       `json:"bodies,omitempty"`
	ShownBy    ShownBy           `json:"shown_by,omitzero"`
	Where      []ProofPlace      `json:"where,omitempty"`
	Ask        []ProofAsk        `json:"ask,omitempty"`
	Vanishes   string            `json:"vanishes,omitempty"` // the task of keeping it before it is gone
	Sources    []Source          `json:"sources"`

	more  []*ProofDef       // what extends it
	needs map[string]string // importance by body
}

// ProofNeed says how much some bodies want the proof. "kind:court" stands for all bodies of a kind.
type ProofNeed struct {
	IDs        []string `json:"ids"`
	Importance string   `json:"importance"`
}

// ShownBy says which exhibits count as the proof without anybody saying so: those from which one of these facts was read,
// and those that an entry of one of these kinds names.
type ShownBy struct {
	Facts  []string     `json:"facts,omitempty"` // payments, purchases.*.promised_on
	Events []EventMatch `json:"events,omitempty"`
}

// ProofPlace is where to find the proof, step by step.
type ProofPlace struct {
	When *Condition        `json:"when,omitempty"`
	Text map[string]string `json:"text"`
}

// ProofAsk is who else must give the proof, and the ready message.
type ProofAsk struct {
	When *Condition        `json:"when,omitempty"`
	Of   string            `json:"of"`             // a body, or the role of a party
	Text string            `json:"text"`           // id of a pack text
	Rule string            `json:"rule,omitempty"` // counts the days for an answer
	Then map[string]string `json:"then,omitempty"` // what to do when they have passed
}

// How much a body wants a proof.
const (
	ProofMust  = "must"
	ProofHelps = "helps"
)

var importances = []string{ProofMust, ProofHelps}

// proofFacts are the lists of facts an exhibit can be the origin of.
var proofFacts = []string{"place", "problems", "parties", "purchases", "payments", "requests", "events"}
