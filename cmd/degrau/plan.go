package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
)

func (a *app) planCmd() *cobra.Command {
	var factsFile, ics string
	var guards bool
	c := &cobra.Command{
		Use:   "plan ID",
		Short: "Say what to do now, and by when",
		Long: "Prints the next step, every deadline with its source, what can be lost and what is still missing.\n" +
			"Alarms follow the earliest reading of the law; only the latest arguable day calls a deadline passed.",
		Example: "  degrau plan 7KQ2-M4XD\n  degrau plan --facts facts.json --now 2026-11-22 --json\n  degrau plan 7KQ2-M4XD --ics deadlines.ics\n  degrau plan 7KQ2-M4XD --guards",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if (len(args) == 1) == (factsFile != "") {
				return wrongUse("usage_plan")
			}
			s, code, plan, err := a.situation(c, args, factsFile)
			if err != nil {
				return err
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			if guards {
				gs := p.Guards(s, a.now())
				return a.print(reports.GuardsView(gs, a.words()), func(w io.Writer) { a.showGuards(w, p, gs) })
			}
			if factsFile != "" {
				plan = p.Plan(s, a.now())
			}
			if ics != "" {
				return a.writeWhole(ics, func(w io.Writer) error { return reports.WriteCalendar(w, plan, code, "", a.words()) })
			}
			return a.print(reports.PlanView(plan, a.words()), func(w io.Writer) { a.showPlan(w, p, plan, strings.Join(args, "")) })
		},
	}
	c.Flags().StringVar(&factsFile, "facts", "", "facts in JSON instead of a stored case; - for standard input")
	c.Flags().BoolVar(&guards, "guards", false, "say instead what accepting, cancelling, confirming or rating would close")
	c.Flags().StringVar(&ics, "ics", "", "write the deadlines as a calendar file instead; - for standard output")
	return c
}

// situation is what a plan is made from, a name for it in calendars, and of a stored case its plan.
func (a *app) situation(c *cobra.Command, args []string, factsFile string) (escalation.Situation, string, escalation.Plan, error) {
	if factsFile != "" {
		b, err := a.readInput(factsFile, 8<<20)
		if err != nil {
			return escalation.Situation{}, "", escalation.Plan{}, err
		}
		f, err := decodeFacts(b)
		return escalation.Situation{Facts: f, State: cases.StateOpen}, "facts", escalation.Plan{}, err
	}
	s, k, err := a.load(c.Context(), args[0])
	if err != nil {
		return escalation.Situation{}, "", escalation.Plan{}, err
	}
	plan, err := a.planOf(c.Context(), s, k)
	return situationOf(k), k.ID, plan, err
}

func situationOf(k *cases.Case) escalation.Situation {
	return escalation.Situation{Facts: k.Facts(), Exhibits: k.Evidence(), State: k.State}
}
