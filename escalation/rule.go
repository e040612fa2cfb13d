package escalation

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// Rule is one period of the law or of a body's practice.
type Rule struct {
	ID        string            `json:"id"`
	Name      map[string]string `json:"name"`
	Body      string            `json:"body,omitempty"` // the body whose clock it is, or where it is met
	Owner     Owner             `json:"owner"`
	EndsRight bool              `json:"ends_right,omitempty"` // when it passes, a right of its owner is gone
	MetBy     string            `json:"met_by,omitempty"`     // sent received done
	When      *Condition        `json:"when,omitempty"`       // the cases it runs in; absent: all
	Steps     []string          `json:"steps,omitempty"`      // the consumer's: the steps that meet it; else: the step whose answer it is
	Closes    bool              `json:"closes,omitempty"`     // when it passes unmet, its steps are lost
	Starts    Starts            `json:"starts,omitempty"`
	Take      string            `json:"take,omitempty"` // first (default), last, each: which of several starts counts
	Met       []EventMatch      `json:"met,omitempty"`
	Pauses    *Pause            `json:"pauses,omitempty"`
	Ask       *Ask              `json:"ask,omitempty"` // the question that would set the clock running

	Count    CountDef `json:"count"`
	FirstDay string   `json:"first_day,omitempty"` // excluded (default) or included
	Roll     string   `json:"roll,omitempty"`      // none (default), next_working_day, previous_working_day
	MonthEnd string   `json:"month_end,omitempty"` // last_day (default) or next_day, where the month has no such day
	Latest   *Reading `json:"latest,omitempty"`    // the latest arguable reading; absent: there is one reading

	Confidence string            `json:"confidence"`     // of the number: sourced known doubtful
	Zone       string            `json:"zone,omitempty"` // where the body's day begins; absent: the person's zone
	From       civil.Date        `json:"from,omitzero"`
	Until      civil.Date        `json:"until,omitzero"`
	Loss       *LossDef          `json:"loss,omitempty"`
	MetIf      *Condition        `json:"met_if,omitempty"`     // also met where this holds
	Posting    *CountDef         `json:"posting,omitempty"`    // met_by received: our own allowance for the way there, taken off the alarm
	Extendable *CountDef         `json:"extendable,omitempty"` // the body may extend it once, by at most this; an "extended" event does
	Second     *Threshold        `json:"second,omitempty"`     // a second day from the same start: late, very late
	Why        map[string]string `json:"why,omitempty"`        // the reason of the step, where this deadline sets its day; {due} stands for it
	Sources    []Source          `json:"sources"`
	Examples   []Example         `json:"examples"`
}

// CountDef is the length of a period. Calendar "place" is the calendar of the place where the consumer lives.
type CountDef struct {
	N        int    `json:"n"`
	Unit     string `json:"unit"` // hour calendar_day working_day month year
	Calendar string `json:"calendar,omitempty"`
}

// Reading is another way to read the same rule; an absent word is as in the rule.
type Reading struct {
	Starts     Starts    `json:"starts,omitempty"`
	Take       string    `json:"take,omitempty"` // of these starts: last (default) or first
	Count      *CountDef `json:"count,omitempty"`
	FirstDay   string    `json:"first_day,omitempty"`
	Roll       string    `json:"roll,omitempty"`
	MonthEnd   string    `json:"month_end,omitempty"`
	Confidence string    `json:"confidence,omitempty"` // doubtful here means that this reading never closes a door
	Why        string    `json:"why,omitempty"`
}

// Threshold is a second day of a rule, counted from the same start.
type Threshold struct {
	Count CountDef          `json:"count"`
	Name  map[string]string `json:"name"` // what has happened once it passes: "very late: the bank's ombudsman decides"
}

// Pause stops a clock while the other side has the word. The clock goes on at the resuming event: the earliest reading
// gives back only what was left, the latest the whole period anew.
type Pause struct {
	By      []EventMatch `json:"by"`
	Resumes []EventMatch `json:"resumes"`
}

// LossDef says what is lost when the period passes: "you lose Right unless you Unless".
type LossDef struct {
	Right  map[string]string `json:"right"`
	Unless map[string]string `json:"unless"`
}

// Ask is the question for a fact that is missing, and where the answer is found.
type Ask struct {
	Fact     string            `json:"fact"`
	Question map[string]string `json:"question"`
	Where    map[string]string `json:"where"`
	Options  []AnswerOption    `json:"options,omitempty"`
}

// Example is one date counted by hand.
type Example struct {
	Event     civil.Partial `json:"event"`
	Place     string        `json:"place,omitempty"`
	Due       civil.Date    `json:"due"`
	DueLatest civil.Date    `json:"due_latest,omitzero"` // absent: the same as due
	Alarm     civil.Date    `json:"alarm,omitzero"`      // absent: not looked at
	Why       string        `json:"why"`
}

// StartDef is what sets a clock running: an event, or a fact that is a day.
type StartDef struct {
	Event  cases.Kind `json:"event,omitempty"`
	Body   string     `json:"body,omitempty"`   // of the event; empty: any
	Bodies []string   `json:"bodies,omitempty"` // any of these
	Day    string     `json:"day,omitempty"`    // on (default) or until: which day of the event
	Fact   string     `json:"fact,omitempty"`   // purchases.on, purchases.promised_on, purchases.protection_ends_on, payments.on
	Unless string     `json:"unless,omitempty"` // a fact of the same list: this start counts only while that is not known
	Result string     `json:"result,omitempty"` // of the event: the proof that was asked for
	Repeat string     `json:"repeat,omitempty"` // month: goes on after the last known one, each day then provisional
}

// EventMatch picks events of the timeline.
type EventMatch struct {
	Event   cases.Kind `json:"event"`
	Body    string     `json:"body,omitempty"`
	Bodies  []string   `json:"bodies,omitempty"`
	Proven  bool       `json:"proven,omitempty"`  // only with a protocol, an exhibit or what was written
	Before  bool       `json:"before,omitempty"`  // counts even where it happened before the clock began
	Within  int        `json:"within,omitempty"`  // with before: at most so many days before
	Result  string     `json:"result,omitempty"`  // only with this result: resolved
	Charged *bool      `json:"charged,omitempty"` // only while the card is still being charged, or only when it is not
}

// Starts is one start or a list of them.
type Starts []StartDef

// UnmarshalJSON takes {"event":...} as a list of one.
func (s *Starts) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		var one StartDef
		if err := strict(b, &one); err != nil {
			return err
		}
		*s = Starts{one}
		return nil
	}
	return strict(b, (*[]StartDef)(s))
}

func (m EventMatch) fits(e cases.Entry) bool {
	if e.Kind != m.Event || !bodyFits(e.Body, m.Body, m.Bodies) || m.Result != "" && m.Result != e.Result {
		return false
	}
	return !m.Proven || e.Protocol != "" || len(e.Evidence) > 0 || e.Text != ""
}

func (s StartDef) fits(e cases.Entry) bool {
	return s.Event != "" && e.Kind == s.Event && bodyFits(e.Body, s.Body, s.Bodies) && (s.Result == "" || s.Result == e.Result)
}

// bodyFits compares an event's body with what a pack asks for. The word "none" stands for an event without a body: "the
// shop answered" is often recorded that way.
func bodyFits(have, one string, any []string) bool {
	if one == "" && len(any) == 0 {
		return true
	}
	if have == "" {
		have = "none"
	}
	return have == one || cases.Known(have, any)
}

// at returns the version of a rule that was in force on d: a case keeps the law of its day.
func at(versions []*Rule, d civil.Date) *Rule {
	for _, r := range versions {
		if (r.From.IsZero() || !d.Before(r.From)) && (r.Until.IsZero() || !d.After(r.Until)) {
			return r
		}
	}
	return nil
}
