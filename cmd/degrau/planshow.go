package main

import (
	"fmt"
	"io"
	"time"

	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

// showPlan prints a plan for a person.
func (a *app) showPlan(w io.Writer, packs *escalation.Packs, p escalation.Plan, id string) {
	a.showNext(w, packs, p)
	a.showMissing(w, p, id)
	for _, n := range p.Notices {
		fmt.Fprintln(w, "\n"+reports.Say(n, a.words()))
	}
	for _, c := range p.Changes {
		fmt.Fprintln(w, "\n"+reports.Say(c.Says, a.words()))
	}
	a.showConflicts(w, p)
	a.showLosses(w, p)
	a.showSteps(w, p)
	a.showDeadlines(w, p)
	a.showAnswers(w, p)
	a.showGaps(w, p)
}

func (a *app) showNext(w io.Writer, packs *escalation.Packs, p escalation.Plan) {
	l := a.words()
	if p.Next == nil {
		fmt.Fprintln(w, reports.Say(p.Reason, l))
		a.showNames(w, "cli.remains", p.Remains, func(id string) string { return stepAction(p, id, a) })
		a.showNames(w, "cli.help", p.Help, func(id string) string {
			b, _ := packs.Body(id)
			return l.Fill(b.Name, nil)
		})
		return
	}
	fmt.Fprintln(w, reports.Say(p.Next.Action, l))
	if !p.Next.By.IsZero() {
		key := "cli.by"
		if p.Next.Deadline == "" {
			key = "cli.by_ours" // our own pace, no term of any rule
		}
		fmt.Fprintln(w, "  "+l.T(key, "date", p.Next.By, "weekday", p.Next.By.Weekday()))
	}
	fmt.Fprintln(w, "  "+reports.Say(p.Next.Why, l))
	for _, s := range p.Next.Sources {
		fmt.Fprintln(w, "  "+a.source(s))
	}
}

func stepAction(p escalation.Plan, id string, a *app) string {
	for _, s := range p.Steps {
		if s.ID == id {
			return reports.Say(s.Action, a.words())
		}
	}
	return id
}

func (a *app) showNames(w io.Writer, key string, ids []string, name func(string) string) {
	a.heading(w, key, len(ids))
	for _, id := range ids {
		fmt.Fprintln(w, "  "+name(id))
	}
}

func (a *app) showConflicts(w io.Writer, p escalation.Plan) {
	l := a.words()
	a.heading(w, "cli.conflicts", len(p.Conflicts))
	for _, c := range p.Conflicts {
		for _, s := range c.Sides {
			day := ""
			if !s.On.IsZero() {
				day = " (" + l.Partial(s.On) + ")"
			}
			fmt.Fprintf(w, "  - %s%s\n", reports.Say(s.Says, l), day)
		}
		fmt.Fprintf(w, "  %s\n", reports.Say(c.Question, l))
	}
}

func (a *app) showLosses(w io.Writer, p escalation.Plan) {
	l := a.words()
	a.heading(w, "cli.losses", len(p.Losses))
	today := civil.In(p.Now, time.UTC)
	for _, x := range p.Losses {
		day, words := x.Due, reports.Say(x.Unless, l)
		if day.Before(today) && !x.DueLatest.Before(today) {
			day, words = x.DueLatest, l.T("cli.still", "date", x.DueLatest)
		}
		if x.Doubtful {
			words += " " + l.T("cli.doubtful")
		}
		fmt.Fprintf(w, "  %s  %s. %s\n", l.DateShort(day), reports.Say(x.Right, l), words)
	}
}

func (a *app) showSteps(w io.Writer, p escalation.Plan) {
	var doors, tasks []escalation.Step
	for _, x := range p.Steps {
		if x.Task {
			tasks = append(tasks, x)
		} else {
			doors = append(doors, x)
		}
	}
	a.heading(w, "cli.steps", len(doors))
	a.showStepList(w, doors)
	a.heading(w, "cli.tasks", len(tasks))
	a.showStepList(w, tasks)
}

func (a *app) showStepList(w io.Writer, steps []escalation.Step) {
	l := a.words()
	for _, x := range steps {
		fmt.Fprintf(w, "  %-10s %s\n", l.T("step."+string(x.State)), reports.Say(x.Action, l))
		for _, r := range x.Reasons {
			fmt.Fprintf(w, "             %s\n", reports.Say(r, l))
		}
	}
}

func (a *app) showDeadlines(w io.Writer, p escalation.Plan) {
	l := a.words()
	a.heading(w, "cli.deadlines", len(p.Deadlines))
	for _, x := range p.Deadlines {
		if x.Task {
			continue
		}
		state := l.T("deadline." + string(x.State))
		if x.State == escalation.DeadlineUncertain && x.Owner != escalation.OwnerConsumer {
			state = l.T("deadline.late") // the other side may still answer; nothing is there for the person to try
		}
		name := reports.Say(x.Name, l)
		if !x.DueAt.IsZero() {
			name += " " + l.T("cli.hour", "time", x.DueAt.Format("15:04"))
		}
		if x.Provisional {
			name += " " + l.T("cli.provisional")
		}
		fmt.Fprintf(w, "  %s  %-9s %s (%s)\n", l.DateShort(x.Due), state, name, x.ID)
		for _, n := range x.Notes {
			fmt.Fprintf(w, "             %s\n", reports.Say(n, l))
		}
	}
}

func (a *app) showAnswers(w io.Writer, p escalation.Plan) {
	l := a.words()
	a.heading(w, "cli.answers", len(p.Answers))
	for _, x := range p.Answers {
		fmt.Fprintf(w, "  %s\n    %s\n    %s\n", reports.Say(x.Name, l), reports.Say(x.Means, l), reports.Say(x.Reply, l))
		for _, s := range x.Sources {
			fmt.Fprintln(w, "    "+a.source(s))
		}
	}
}

func (a *app) showGaps(w io.Writer, p escalation.Plan) {
	l := a.words()
	a.heading(w, "cli.gaps", len(p.Gaps))
	for _, g := range p.Gaps {
		fmt.Fprintf(w, "  %s  %s\n", oneLine(reports.Say(g.Question, l)), oneLine(reports.Say(g.Where, l)))
	}
}

// showGuards prints what an act would close, before it is done.
func (a *app) showGuards(w io.Writer, packs *escalation.Packs, gs []escalation.Guard) {
	l := a.words()
	if len(gs) == 0 {
		fmt.Fprintln(w, l.T("cli.guards_none"))
		return
	}
	fmt.Fprintln(w, l.T("cli.guards"))
	for _, g := range gs {
		fmt.Fprintf(w, "\n  %s\n    %s\n", reports.Say(g.Name, l), reports.Say(g.Before, l))
		for _, s := range g.Shuts {
			b, _ := packs.Body(s.Body)
			fmt.Fprintf(w, "    %s %s: %s\n", l.T("cli.effect."+s.Effect), l.Fill(b.Name, nil), reports.Say(s.Why, l))
		}
	}
}

func (a *app) heading(w io.Writer, key string, n int) {
	if n > 0 {
		fmt.Fprintf(w, "\n%s\n", a.words().T(key))
	}
}

// source writes where a value comes from and whether somebody has read the official text.
func (a *app) source(s escalation.Source) string {
	l := a.words()
	checked := l.T("cli.not_checked")
	if s.Checked != nil {
		checked = l.T("cli.checked", "date", *s.Checked)
	}
	return l.T("cli.source", "norm", s.Norm, "checked", checked)
}
