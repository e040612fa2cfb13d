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
	Packs     string         `json:"packs"`
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
	Fact       string   `json:"fact"`
	Question   string   `json:"question"`
	Where      *string  `json:"where"`
	MattersFor []string `json:"matters_for"`
	Readings   []string `json:"readings"`
}

// PlanView returns the plan in the contract's JSON form, sentences in the language of l.
func PlanView(p escalation.Plan, l *locale.Localizer) any {
	v := planView{Now: p.Now.UTC().Format(time.RFC3339), Place: orNull(p.Place), Ladder: orNull(p.Ladder),
		Reason: orNull(Say(p.Reason, l)), WaitUntil: dayOrNull(p.WaitUntil), Steps: []stepView{}, Deadlines: []deadlineView{},
		Losses: []lossView{}, Gaps: []gapView{}, Packs: p.Packs}
	if n := p.Next; n != nil {
		v.Next = &nextView{Step: n.Step, Body: n.Body, Action: Say(n.Action, l), By: dayOrNull(n.By), Deadline: orNull(n.Deadline),
			Why: Say(n.Why, l), Sources: listed(n.Sources)}
	}
	for _, s := range p.Steps {
		v.Steps = append(v.Steps, stepView{ID: s.ID, Body: s.Body, State: s.State, Action: orNull(Say(s.Action, l)),
			Opens: dayOrNull(s.Opens), Closes: dayOrNull(s.Closes), Reasons: sayAll(s.Reasons, l), Instead: listed(s.Instead),
			Sources: listed(s.Sources)})
	}
	for _, d := range p.Deadlines {
		v.Deadlines = append(v.Deadlines, viewDeadline(d, l))
	}
	for _, x := range p.Losses {
		v.Losses = append(v.Losses, lossView{x.Deadline, Say(x.Right, l), dayOrNull(x.Due), Say(x.Unless, l), x.Doubtful})
	}
	for _, g := range p.Gaps {
		v.Gaps = append(v.Gaps, gapView{g.Fact, Say(g.Question, l), orNull(Say(g.Where, l)), listed(g.MattersFor), listed(g.Readings)})
	}
	return v
}

func viewDeadline(d escalation.Deadline, l *locale.Localizer) deadlineView {
	return deadlineView{ID: d.ID, Rule: d.Rule, Body: orNull(d.Body), Name: orNull(Say(d.Name, l)), Owner: d.Owner,
		EndsRight: d.EndsRight, MetBy: d.MetBy, Start: startView{d.Start.Event, orNull(d.Start.On.String())},
		Due: dayOrNull(d.Due), DueLatest: dayOrNull(d.DueLatest), Alarm: dayOrNull(d.Alarm), State: d.State,
		MetOn: orNull(d.MetOn.String()), Count: countView{d.Count.N, d.Count.Unit, orNull(d.Count.Calendar)},
		Provisional: d.Provisional, Sources: listed(d.Sources)}
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
