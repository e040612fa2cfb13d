package main

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

func (a *app) planCmd() *cobra.Command {
	var factsFile, ics string
	c := &cobra.Command{
		Use:   "plan ID",
		Short: "Say what to do now, and by when",
		Long: "Prints the next step, every deadline with its source, what can be lost and what is still missing.\n" +
			"Alarms follow the earliest reading of the law; only the latest arguable day calls a deadline passed.",
		Example: "  degrau plan 7KQ2-M4XD\n  degrau plan --facts facts.json --now 2026-11-22 --json\n  degrau plan 7KQ2-M4XD --ics deadlines.ics",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if (len(args) == 1) == (factsFile != "") {
				return wrongUse("usage_plan")
			}
			s, code, err := a.situation(c, args, factsFile)
			if err != nil {
				return err
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			plan := p.Plan(s, a.now())
			if ics != "" {
				return a.writeWhole(ics, func(w io.Writer) error { return reports.WriteCalendar(w, plan, code, "", a.words()) })
			}
			return a.print(reports.PlanView(plan, a.words()), func(w io.Writer) { a.showPlan(w, plan) })
		},
	}
	c.Flags().StringVar(&factsFile, "facts", "", "facts in JSON instead of a stored case; - for standard input")
	c.Flags().StringVar(&ics, "ics", "", "write the deadlines as a calendar file instead; - for standard output")
	return c
}

// situation is what a plan is made from, and a name for it in calendars.
func (a *app) situation(c *cobra.Command, args []string, factsFile string) (escalation.Situation, string, error) {
	if factsFile != "" {
		b, err := a.readInput(factsFile, 8<<20)
		if err != nil {
			return escalation.Situation{}, "", err
		}
		f, err := decodeFacts(b)
		return escalation.Situation{Facts: f, State: cases.StateOpen}, "facts", err
	}
	_, k, err := a.load(c.Context(), args[0])
	if err != nil {
		return escalation.Situation{}, "", err
	}
	return situationOf(k), k.ID, nil
}

func situationOf(k *cases.Case) escalation.Situation {
	return escalation.Situation{Facts: k.Facts(), Exhibits: k.Evidence(), State: k.State}
}

// showPlan prints a plan for a person.
func (a *app) showPlan(w io.Writer, p escalation.Plan) {
	l := a.words()
	if p.Next != nil {
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
	} else {
		fmt.Fprintln(w, reports.Say(p.Reason, l))
	}
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
	a.heading(w, "cli.steps", len(p.Steps))
	for _, x := range p.Steps {
		fmt.Fprintf(w, "  %-10s %s\n", l.T("step."+string(x.State)), reports.Say(x.Action, l))
		for _, r := range x.Reasons {
			fmt.Fprintf(w, "             %s\n", reports.Say(r, l))
		}
	}
	a.heading(w, "cli.deadlines", len(p.Deadlines))
	for _, x := range p.Deadlines {
		state := l.T("deadline." + string(x.State))
		if x.State == escalation.DeadlineUncertain && x.Owner != escalation.OwnerConsumer {
			state = l.T("deadline.late") // the other side may still answer; nothing is there for the person to try
		}
		name := reports.Say(x.Name, l)
		if x.Provisional {
			name += " " + l.T("cli.provisional")
		}
		fmt.Fprintf(w, "  %s  %-9s %s (%s)\n", l.DateShort(x.Due), state, name, x.ID)
	}
	a.heading(w, "cli.gaps", len(p.Gaps))
	for _, g := range p.Gaps {
		fmt.Fprintf(w, "  %s  %s\n", oneLine(reports.Say(g.Question, l)), oneLine(reports.Say(g.Where, l)))
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
