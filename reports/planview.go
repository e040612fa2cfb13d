package reports

import (
	"time"

	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// The shapes below are the contract's section 4: ids and enums as they are, sentences in one language, null for what is
// not known, lists never null.

type planView struct {
	Now       string         `json:"now"`
	Place     *string        `json:"place"`
	Ladder    *string        `json:"ladder"`
	Next      *nextView      `json:"next"`
	Reason    *string        `json:"reason"`
	WaitUntil *string        `json:"wait_until"`
	Steps     []stepView     `json:"steps"`
	Deadlines []deadlineView `json:"deadlines"`
	Losses    []lossView     `json:"losses"`
	Gaps      []gapView      `json:"gaps"`
	Proofs    []proofView    `json:"proofs"`
	Conflicts []conflictView `json:"conflicts"`
	Notices   []string       `json:"notices"`
	Answers   []answerView   `json:"stock_answers"`
	Remains   []string       `json:"remains"`
	Help      []string       `json:"help"`
	Packs     string         `json:"packs"`
	Changes   any            `json:"changes"`
}

type changeView struct {
	Deadline string                `json:"deadline"`
	Rule     string                `json:"rule"`
	Owner    escalation.Owner      `json:"owner"`
	Kind     escalation.ChangeKind `json:"kind"` // earlier later new gone
	Was      *string               `json:"was"`
	Due      *string               `json:"due"`
	Days     int                   `json:"days"`
	Applies  bool                  `json:"applies"` // at once; else it waits for a yes
	Says     string                `json:"says"`
	Sources  []escalation.Source   `json:"sources"`
}

// ChangesView returns what other packs change, sentences in the language of l.
func ChangesView(cs []escalation.Change, l *locale.Localizer) any {
	out := []changeView{}
	for _, c := range cs {
		out = append(out, changeView{c.Deadline, c.Rule, c.Owner, c.Kind, dayOrNull(c.Was), dayOrNull(c.Due), c.Days, c.Applies, Say(c.Says, l), listed(c.Sources)})
	}
	return out
}

type nextView struct {
	Step     string              `json:"step"`
	Body     string              `json:"body"`
	Action   string              `json:"action"`
	By       *string             `json:"by"`
	Deadline *string             `json:"deadline"`
	Why      string              `json:"why"`
	Sources  []escalation.Source `json:"sources"`
}

type stepView struct {
	ID      string               `json:"id"`
	Body    string               `json:"body"`
	State   escalation.StepState `json:"state"`
	Action  *string              `json:"action"`
	Opens   *string              `json:"opens"`
	Closes  *string              `json:"closes"`
	Reasons []string             `json:"reasons"`
	Instead []string             `json:"instead"`
	Task    bool                 `json:"task"`
	Sources []escalation.Source  `json:"sources"`
}

type deadlineView struct {
	ID          string                   `json:"id"`
	Rule        string                   `json:"rule"`
	Body        *string                  `json:"body"`
	Name        *string                  `json:"name"`
	Owner       escalation.Owner         `json:"owner"`
	EndsRight   bool                     `json:"ends_right"`
	MetBy       string                   `json:"met_by"`
	Start       startView                `json:"start"`
	Due         *string                  `json:"due"`
	DueLatest   *string                  `json:"due_latest"`
	Alarm       *string                  `json:"alarm"`
	State       escalation.DeadlineState `json:"state"`
	MetOn       *string                  `json:"met_on"`
	Count       countView                `json:"count"`
	Provisional bool                     `json:"provisional"`
	DueAt       *string                  `json:"due_at"`
	Paused      bool                     `json:"paused"`
	Task        bool                     `json:"task"`
	Extended    *extensionView           `json:"extended"`
	VeryLate    *string                  `json:"very_late"`
	Notes       []string                 `json:"notes"`
	Sources     []escalation.Source      `json:"sources"`
}

type startView struct {
	Event string  `json:"event"`
	On    *string `json:"on"`
}

type countView struct {
	N        int     `json:"n"`
	Unit     string  `json:"unit"`
	Calendar *string `json:"calendar"`
}

type lossView struct {
	Deadline string  `json:"deadline"`
	Right    string  `json:"right"`
	Due      *string `json:"due"`
	Unless   string  `json:"unless"`
	Doubtful bool    `json:"doubtful"`
}

type gapView struct {
	Fact       string       `json:"fact"`
	Question   string       `json:"question"`
	Where      *string      `json:"where"`
	MattersFor []string     `json:"matters_for"`
	Readings   []string     `json:"readings"`
	Answer     *string      `json:"answer"`
	Options    []optionView `json:"options"`
}

type optionView struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type extensionView struct {
	On     *string `json:"on"`
	Until  *string `json:"until"`
	Why    *string `json:"why"`
	Beyond bool    `json:"beyond"`
}

type conflictView struct {
	Fact     string     `json:"fact"`
	Question string     `json:"question"`
	Sides    []sideView `json:"sides"`
}

type sideView struct {
	Says     string   `json:"says"`
	Event    *int     `json:"event"` // place in the case's events, from 0
	On       *string  `json:"on"`
	Evidence []string `json:"evidence"`
}

type answerView struct {
	Event   int                 `json:"event"`
	Answer  string              `json:"answer"`
	Name    string              `json:"name"`
	Means   string              `json:"means"`
	Reply   string              `json:"reply"`
	Proofs  []string            `json:"proofs"`
	Rule    *string             `json:"rule"`
	Ground  *string             `json:"ground"`
	Step    *string             `json:"step"`
	Exhibit []string            `json:"exhibits"`
	Sources []escalation.Source `json:"sources"`
}

type guardView struct {
	Act     string              `json:"act"`
	Name    string              `json:"name"`
	Body    *string             `json:"body"`
	Event   string              `json:"event"`
	Before  string              `json:"before"`
	Shuts   []shutView          `json:"shuts"`
	Sources []escalation.Source `json:"sources"`
}

type shutView struct {
	Step   string `json:"step"`
	Body   string `json:"body"`
	Effect string `json:"effect"` // closes, risks
	Why    string `json:"why"`
}

// GuardsView returns what acts of the person would shut, sentences in the language of l.
func GuardsView(gs []escalation.Guard, l *locale.Localizer) any {
	out := []guardView{}
	for _, g := range gs {
		v := guardView{Act: g.Act, Name: Say(g.Name, l), Body: orNull(g.Entry.Body), Event: string(g.Entry.Kind), Before: Say(g.Before, l),
			Shuts: []shutView{}, Sources: listed(g.Sources)}
		for _, s := range g.Shuts {
			v.Shuts = append(v.Shuts, shutView{s.Step, s.Body, s.Effect, Say(s.Why, l)})
		}
		out = append(out, v)
	}
	return out
}

// PlanView returns the plan in the contract's JSON form, sentences in the language of l.
func PlanView(p escalation.Plan, l *locale.Localizer) any {
	v := planView{Now: p.Now.UTC().Format(time.RFC3339), Place: orNull(p.Place), Ladder: orNull(p.Ladder),
		Reason: orNull(Say(p.Reason, l)), WaitUntil: dayOrNull(p.WaitUntil), Steps: []stepView{}, Deadlines: []deadlineView{},
		Losses: []lossView{}, Gaps: []gapView{}, Conflicts: []conflictView{}, Notices: sayAll(p.Notices, l), Answers: []answerView{},
		Remains: listed(p.Remains), Help: listed(p.Help), Packs: p.Packs, Changes: ChangesView(p.Changes, l), Proofs: viewProofs(p.Proofs, l)}
	if n := p.Next; n != nil {
		v.Next = &nextView{Step: n.Step, Body: n.Body, Action: Say(n.Action, l), By: dayOrNull(n.By), Deadline: orNull(n.Deadline),
			Why: Say(n.Why, l), Sources: listed(n.Sources)}
	}
	for _, s := range p.Steps {
		v.Steps = append(v.Steps, stepView{ID: s.ID, Body: s.Body, State: s.State, Action: orNull(Say(s.Action, l)),
			Opens: dayOrNull(s.Opens), Closes: dayOrNull(s.Closes), Reasons: sayAll(s.Reasons, l), Instead: listed(s.Instead),
			Task: s.Task, Sources: listed(s.Sources)})
	}
	for _, d := range p.Deadlines {
		v.Deadlines = append(v.Deadlines, viewDeadline(d, l))
	}
	for _, x := range p.Losses {
		v.Losses = append(v.Losses, lossView{x.Deadline, Say(x.Right, l), dayOrNull(x.Due), Say(x.Unless, l), x.Doubtful})
	}
	for _, c := range p.Conflicts {
		v.Conflicts = append(v.Conflicts, viewConflict(c, l))
	}
	for _, a := range p.Answers {
		v.Answers = append(v.Answers, answerView{Event: a.Event, Answer: a.Answer, Name: Say(a.Name, l), Means: Say(a.Means, l), Reply: Say(a.Reply, l),
			Proofs: sayAll(a.Proofs, l), Rule: orNull(a.Rule), Ground: orNull(a.Ground), Step: orNull(a.Step), Exhibit: listed(a.Exhibit),
			Sources: listed(a.Sources)})
	}
	for _, g := range p.Gaps {
		x := gapView{Fact: g.Fact, Question: Say(g.Question, l), Where: orNull(Say(g.Where, l)), MattersFor: listed(g.MattersFor), Readings: listed(g.Readings),
			Answer: orNull(g.Answer), Options: []optionView{}}
		for _, o := range g.Options {
			x.Options = append(x.Options, optionView{o.Value, Say(o.Label, l)})
		}
		v.Gaps = append(v.Gaps, x)
	}
	return v
}

func viewConflict(c escalation.Conflict, l *locale.Localizer) conflictView {
	v := conflictView{Fact: c.Fact, Question: Say(c.Question, l), Sides: []sideView{}}
	for _, s := range c.Sides {
		x := sideView{Says: Say(s.Says, l), On: orNull(s.On.String()), Evidence: listed(s.Evidence)}
		if s.Event >= 0 {
			x.Event = &s.Event
		}
		v.Sides = append(v.Sides, x)
	}
	return v
}

func viewDeadline(d escalation.Deadline, l *locale.Localizer) deadlineView {
	v := deadlineView{ID: d.ID, Rule: d.Rule, Body: orNull(d.Body), Name: orNull(Say(d.Name, l)), Owner: d.Owner,
		EndsRight: d.EndsRight, MetBy: d.MetBy, Start: startView{d.Start.Event, orNull(d.Start.On.String())},
		Due: dayOrNull(d.Due), DueLatest: dayOrNull(d.DueLatest), Alarm: dayOrNull(d.Alarm), State: d.State,
		MetOn: orNull(d.MetOn.String()), Count: countView{d.Count.N, d.Count.Unit, orNull(d.Count.Calendar)},
		Provisional: d.Provisional, Paused: d.Paused, Task: d.Task, VeryLate: dayOrNull(d.VeryLate), Notes: sayAll(d.Notes, l), Sources: listed(d.Sources)}
	if !d.DueAt.IsZero() {
		v.DueAt = orNull(d.DueAt.Format(time.RFC3339))
	}
	if x := d.Extended; x != nil {
		v.Extended = &extensionView{orNull(x.On.String()), dayOrNull(x.Until), orNull(x.Why), x.Beyond}
	}
	return v
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dayOrNull(d civil.Date) *string { return orNull(d.String()) }

// listed returns an empty list for none, so that JSON says [] and never null.
func listed[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}
