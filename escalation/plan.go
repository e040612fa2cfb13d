package escalation

import (
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// Phrase is a sentence nobody has put into words yet: either a key of the catalogues, or texts of a pack by language.
// Args fill the {gaps}: string, int, civil.Date, civil.Partial, cases.Money, time.Weekday or a nested Phrase.
type Phrase struct {
	Key  string
	Text map[string]string
	Args map[string]any
}

// IsZero reports whether there is nothing to say.
func (p Phrase) IsZero() bool { return p.Key == "" && len(p.Text) == 0 }

// Plan is what to do now, and by when: a pure function of the facts, the packs and the instant.
type Plan struct {
	Now       time.Time
	Place     string
	Ladder    string
	Next      *Next  // nil: see Reason
	Reason    Phrase // why there is no next step
	WaitUntil civil.Date
	Steps     []Step
	Deadlines []Deadline
	Losses    []Loss
	Gaps      []Gap
	Proofs    []Proof      // what the bodies of the open steps want to see, and how each stands
	Conflicts []Conflict   // what contradicts each other on record; while there is one, there is no next step
	Notices   []Phrase     // about the money: less to ask for, paid back twice
	Remains   []string     // where no step can be recommended: those that may still be tried
	Help      []string     // and the bodies that give free legal help
	Answers   []Recognised // usual refusals among what was answered, with what answers them
	Caution   Phrase       // what the packs do not know about the place, and what remains possible there
	Packs     string       // the packs' snapshot
	Changes   []Change     // what the packs of the day count otherwise than those the case keeps
}

// Next is the one thing to do.
type Next struct {
	Step     string
	Body     string
	Action   Phrase
	By       civil.Date // the alarm day: never the last moment
	Deadline string     // id of the deadline By comes from, or ""
	Why      Phrase
	Sources  []Source
}

// StepState says where a step stands.
type StepState string

// The states of a step.
const (
	StepDone      StepState = "done"
	StepNow       StepState = "now"
	StepParallel  StepState = "parallel"
	StepLater     StepState = "later"
	StepUncertain StepState = "uncertain"
	StepClosed    StepState = "closed"
	StepLost      StepState = "lost"
)

// Step is one rung of the ladder for this case.
type Step struct {
	ID      string
	Body    string
	State   StepState
	Action  Phrase
	Opens   civil.Date // zero: open now, or unknown
	Closes  civil.Date // zero: no known end
	Reasons []Phrase
	Instead []string // ids of steps to take instead
	Task    bool     // no door but something to do beside: keep a page, tell a body
	Sources []Source
}

// Owner says whose deadline it is.
type Owner string

// The owners of deadlines.
const (
	OwnerConsumer Owner = "consumer"
	OwnerCompany  Owner = "company"
	OwnerBody     Owner = "body"
)

// DeadlineState says where a deadline stands.
type DeadlineState string

// The states of a deadline. Between Due and DueLatest an open one is uncertain: "ainda dá para tentar".
const (
	DeadlineOpen      DeadlineState = "open"
	DeadlineMet       DeadlineState = "met"
	DeadlineUncertain DeadlineState = "uncertain"
	DeadlinePassed    DeadlineState = "passed"
)

// Deadline is one period that runs in this case.
type Deadline struct {
	ID           string // stable for the case: rule, or rule and number of the event that started it
	Rule         string
	Body         string
	Name         Phrase
	Owner        Owner
	EndsRight    bool
	MetBy        string // sent, received, done
	Start        Start
	Projected    civil.Partial // a bill nobody has seen, guessed from Start: the count begins there; zero: at Start
	StartLatest  civil.Partial // where the latest reading counts from another day; zero: the same
	Due          civil.Date    // earliest reading
	DueLatest    civil.Date    // latest arguable reading
	Alarm        civil.Date    // working day before Due
	State        DeadlineState
	MetOn        civil.Partial
	Count        Count
	DueAt        time.Time  // the minute, where it is known: a hearing, a count in hours; zero: the end of the day
	Task         bool       // the clock of a task: told beside the task, not among the terms
	Paused       bool       // it stands still: the other side waits for something; Due is counted from today
	Extended     *Extension // more time that the body gave
	VeryLate     civil.Date // a second day, after which late is very late; zero: none
	VeryLateName Phrase     // what has happened then
	Notes        []Phrase   // what else is to be said of it: extended, standing still, when late is very late
	Provisional  bool       // a day may still move: Caution says why
	Caution      Phrase     // why it is provisional
	Doubtful     bool       // the number is doubtful: it warns, but never closes a door
	Sources      []Source
}

// Start is what set a clock running.
type Start struct {
	Event string // event kind, or path of a fact
	Index int    // index in Facts.Events, or -1
	On    civil.Partial
}

// Count is the period as the rule says it.
type Count struct {
	N        int
	Unit     string // hour calendar_day working_day month year
	Calendar string
}

// Loss is a right that ends: "you lose Right on Due unless you do Unless".
type Loss struct {
	Deadline  string
	Right     Phrase
	Due       civil.Date
	DueLatest civil.Date    // after Due it is uncertain until this day: "ainda dá para tentar"
	State     DeadlineState // open, or uncertain once Due has passed
	Unless    Phrase
	Doubtful  bool
}

// Day is the day that still matters: Due, or DueLatest once Due has passed.
func (l Loss) Day() civil.Date {
	if l.State == DeadlineUncertain {
		return l.DueLatest
	}
	return l.Due
}

// Gap is a fact that is missing or not confirmed and that would change the plan or a paper.
type Gap struct {
	Fact       string // path
	Question   Phrase
	Where      Phrase // where to find it
	MattersFor []string
	Answer     string   // of a question: yes_no, amount, choice; empty for a fact with a form of its own
	Options    []Option // the answers to choose from
	Readings   []string // two readings to choose from, where there are such
}

// Option is one answer to a question.
type Option struct {
	Value string
	Label Phrase
}

// Situation is what a plan is made from.
type Situation struct {
	Facts    cases.Facts
	Exhibits []cases.Evidence
	State    cases.State
}
