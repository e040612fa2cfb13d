package escalation

// StepDef is a rung as a body describes it: where it stands, when it opens, what it needs, what completes it.
type StepDef struct {
	ID      string            `json:"id"`
	Ladder  string            `json:"ladder,omitempty"` // empty: every ladder
	Rank    int               `json:"rank"`             // lower comes first among the open ones
	Side    bool              `json:"side,omitempty"`   // beside the main line: offered, never in the way
	Soon    bool              `json:"soon,omitempty"`   // to be done at once: every day of waiting makes it worse
	Final   bool              `json:"final,omitempty"`  // once done it is with the body, for as long as that takes
	Again   int               `json:"again,omitempty"`  // taken anew with every period of its clock; without one, after so many days
	Lead    *Condition        `json:"lead,omitempty"`   // where this holds it stands at the head of the main line
	After   []string          `json:"after,omitempty"`  // steps that must have ended first; those not in the case are skipped
	When    *Condition        `json:"when,omitempty"`   // the cases it is for; in others it is left out
	OpensOn []EventMatch      `json:"opens_on,omitempty"`
	Needs   []Need            `json:"needs,omitempty"`
	Holds   []Hold            `json:"holds,omitempty"` // it is too early: the door opens after a day, or asking has no sense yet
	Proof   []Attempt         `json:"proof,omitempty"` // one of these is enough to take it beside the main line, before its turn
	Done    []EventMatch      `json:"done"`
	Action  map[string]string `json:"action"`
	Why     map[string]string `json:"why"`
	Instead []string          `json:"instead,omitempty"` // steps to take where this one is lost or closed
	Sources []Source          `json:"sources,omitempty"`

	Task     bool       `json:"task,omitempty"`      // no door but something to do beside: keep a page, tell somebody
	DoneIf   *Condition `json:"done_if,omitempty"`   // also done where this holds
	ClosedBy []Closing  `json:"closed_by,omitempty"` // what shuts it, or puts it at risk, besides time

	body  *Body    // whose step it is
	waits []string // rules whose end is waited for once it is done, from the rules' own steps
	meets []string // the consumer's rules that taking this step meets
}

// Hold keeps a step for later while there is nothing to complain of yet: the parcel is on its way and not late.
type Hold struct {
	While  *Condition        `json:"while"`
	Until  Starts            `json:"until"`          // the last of these days
	Plus   int               `json:"plus,omitempty"` // so many days after it
	Reason map[string]string `json:"reason"`
}

// AnswerOption is one answer to choose, as the conditions name it and as people read it.
type AnswerOption struct {
	Value string            `json:"value"`
	Label map[string]string `json:"label"`
}

// Closing is something that shuts a step, or puts it at risk. The planner warns before whatever would do it: a step whose
// own event stands here, or an act of the person (see Act).
type Closing struct {
	By      []EventMatch      `json:"by"`
	Effect  string            `json:"effect"` // closes, risks (a doubtful effect only ever risks)
	Reason  map[string]string `json:"reason"`
	Instead []string          `json:"instead,omitempty"`
	Sources []Source          `json:"sources"`
}

var effects = []string{"closes", "risks"}

// Attempt is an earlier step that shows that a solution was sought without success.
type Attempt struct {
	Step string `json:"step"`
	Days int    `json:"days,omitempty"` // only so many days after it was taken
}

// Need is one precondition of a step, with its reason in words and the question that settles it.
type Need struct {
	If       Condition         `json:"if"`
	Unknown  string            `json:"unknown,omitempty"` // asks (default): open, with a question; blocks: not before the answer; hides: left out until then, or shown as uncertain with its question where it would lead; quiet: the same, and asked last of all
	Reason   map[string]string `json:"reason"`            // said when it does not hold
	Question map[string]string `json:"question,omitempty"`
	Where    map[string]string `json:"where,omitempty"`
	Options  []AnswerOption    `json:"options,omitempty"` // where the answer is neither yes nor no nor an amount
	Instead  []string          `json:"instead,omitempty"`
	Warn     map[string]string `json:"warn,omitempty"` // said beside the step's reason while nobody has answered
}
