package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/reports"
)

func (a *app) rulesCmd() *cobra.Command {
	c := &cobra.Command{Use: "rules", Short: "The periods of the law and of the platforms",
		Example: "  degrau rules eval br-cgov-resp --event 2026-11-03\n  degrau rules list\n  degrau rules check ./my-packs"}
	c.AddCommand(a.rulesEvalCmd(), a.rulesListCmd(), a.rulesCheckCmd(), a.rulesDiffCmd())
	return c
}

// dayRow is one row of a count, in the contract's form.
type dayRow struct {
	On      civil.Date `json:"on"`
	Counted bool       `json:"counted"`
	N       int        `json:"n"`
	Why     string     `json:"why"`
}

func (a *app) rulesEvalCmd() *cobra.Command {
	var event, place string
	c := &cobra.Command{
		Use: "eval RULE --event DATE", Short: "Count one deadline, day by day",
		Example: "  degrau rules eval br-cgov-resp --event 2026-11-03 --place BR-SP --json", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			on, err := flagPartial("--event", event)
			if err != nil {
				return err
			}
			if on.IsZero() {
				return wrongUse("usage_event")
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			e, err := p.Eval(args[0], on, place)
			if err != nil {
				return err
			}
			return a.showEvaluation(e)
		},
	}
	c.Flags().StringVar(&event, "event", "", "the day that starts the count: YYYY-MM-DD or YYYY-MM")
	c.Flags().StringVar(&place, "place", "", "where the consumer lives, for its holidays: BR-SP")
	return c
}

func (a *app) showEvaluation(e escalation.Evaluation) error {
	l := a.words()
	rows, latest := a.dayRows(e.Days), a.dayRows(e.DaysLatest)
	out := struct {
		Rule        string              `json:"rule"`
		Due         civil.Date          `json:"due"`
		DueLatest   civil.Date          `json:"due_latest"`
		Alarm       civil.Date          `json:"alarm"`
		Provisional bool                `json:"provisional"`
		Days        []dayRow            `json:"days"`
		DaysLatest  []dayRow            `json:"days_latest"` // the count of due_latest
		WhyLatest   string              `json:"why_latest"`
		Sources     []escalation.Source `json:"sources"`
	}{e.Rule, e.Due, e.DueLatest, e.Alarm, e.Provisional, rows, latest, e.WhyLatest, e.Sources}
	return a.print(out, func(w io.Writer) {
		fmt.Fprintln(w, l.T("cli.eval", "due", e.Due, "weekday", e.Due.Weekday(), "latest", e.DueLatest, "alarm", e.Alarm))
		a.showDays(w, rows)
		if e.DueLatest != e.Due {
			fmt.Fprintln(w, l.T("cli.eval_latest", "date", e.DueLatest, "why", out.WhyLatest))
			a.showDays(w, latest)
		}
		for _, s := range e.Sources {
			fmt.Fprintln(w, "  "+a.source(s))
		}
	})
}

func (a *app) dayRows(days []escalation.DayCount) []dayRow {
	rows := make([]dayRow, len(days))
	for i, d := range days {
		rows[i] = dayRow{d.On, d.Counted, d.N, reports.Say(d.Why, a.words())}
	}
	return rows
}

func (a *app) showDays(w io.Writer, rows []dayRow) {
	for _, d := range rows {
		mark := " "
		if d.Counted {
			mark = fmt.Sprint(d.N)
		}
		fmt.Fprintf(w, "  %s  %-14s %4s  %s\n", d.On, a.words().Weekday(d.On.Weekday()), mark, d.Why)
	}
}

func (a *app) rulesListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the rules the packs hold", Example: "  degrau rules list --json", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			return a.print(p.Rules(), func(w io.Writer) {
				for _, r := range p.Rules() {
					fmt.Fprintf(w, "%-18s %4d %-12s %s\n", r.ID, r.Count.N, r.Count.Unit, firstNorm(r.Sources))
				}
			})
		},
	}
}

func (a *app) rulesCheckCmd() *cobra.Command {
	return &cobra.Command{
		Use: "check [DIR]", Short: "Check the packs of the program, or a folder of packs on top of them",
		Example: "  degrau rules check\n  degrau rules check ./my-packs", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := escalation.Builtin()
			if len(args) == 1 {
				fi, statErr := os.Stat(args[0])
				if statErr != nil || !fi.IsDir() {
					return cases.NotFoundf("no_such_folder", "dir", args[0])
				}
				p, err = escalation.WithFolder(os.DirFS(args[0]))
			}
			if err != nil {
				return coded{exitInvalid, err}
			}
			for _, id := range p.RunningOut(civil.Date{Year: a.today().Year + 2, Month: time.January, Day: 1}) {
				cal, _ := p.Calendar(id)
				a.note("%s", a.words().T("cli.calendar_ends", "calendar", id, "year", strconv.Itoa(cal.Until)))
			}
			faults := p.Check()
			for _, f := range faults {
				a.note("%v", f)
			}
			if len(faults) > 0 {
				return coded{exitInvalid, nil}
			}
			return a.print(map[string]any{"rules": len(p.Rules()), "bodies": len(p.Bodies()), "calendars": len(p.Calendars()), "snapshot": p.Snapshot()},
				func(w io.Writer) {
					fmt.Fprintln(w, a.words().T("cli.packs_good", "rules", len(p.Rules()), "bodies", len(p.Bodies()), "calendars", len(p.Calendars())))
				})
		},
	}
}

func (a *app) bodiesCmd() *cobra.Command {
	c := &cobra.Command{Use: "bodies", Short: "The doors a case can go to", Example: "  degrau bodies list"}
	var markdown bool
	list := &cobra.Command{
		Use: "list", Short: "List the bodies the packs hold", Example: "  degrau bodies list --json\n  degrau bodies list --markdown --lang en > docs/bodies.md", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			l := a.words()
			if markdown {
				return reports.WriteBodies(a.out, p, l)
			}
			return a.print(p.Bodies(), func(w io.Writer) {
				for _, b := range p.Bodies() {
					fmt.Fprintf(w, "%-22s %-34s %s\n", b.ID, l.Fill(b.Name, nil), l.Fill(b.Cost, nil))
				}
			})
		},
	}
	list.Flags().BoolVar(&markdown, "markdown", false, "a page with everything the packs know of each body")
	c.AddCommand(list)
	return c
}

func firstNorm(s []escalation.Source) string {
	if len(s) == 0 {
		return ""
	}
	return s[0].Norm
}
