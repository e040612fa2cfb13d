package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
)

func (a *app) calendarCmd() *cobra.Command {
	c := &cobra.Command{Use: "calendar", Short: "Holidays and the arithmetic of days",
		Example: "  degrau calendar days BR-legal --year 2026\n  degrau calendar add 2026-02-10 10 --unit working_day --calendar BR-legal"}
	c.AddCommand(a.calendarDaysCmd(), a.calendarAddCmd())
	return c
}

func (a *app) calendarDaysCmd() *cobra.Command {
	var year int
	c := &cobra.Command{
		Use: "days CALENDAR --year Y", Short: "List the holidays of a year", Example: "  degrau calendar days BR-SP --year 2026",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			if year == 0 {
				year = a.today().Year
			}
			days, err := p.Holidays(args[0], year)
			if err != nil {
				return err
			}
			if days == nil {
				days = []escalation.Holiday{}
			}
			l := a.words()
			return a.print(holidayRows(days), func(w io.Writer) {
				for _, h := range days {
					fmt.Fprintf(w, "%s  %-14s %s  (%s)\n", h.On, l.Weekday(h.On.Weekday()), l.Fill(h.Name, nil), firstNorm(h.Sources))
				}
			})
		},
	}
	c.Flags().IntVar(&year, "year", 0, "the year (default: this one)")
	return c
}

type holidayRow struct {
	On      civil.Date          `json:"on"`
	Name    map[string]string   `json:"name"`
	Sources []escalation.Source `json:"sources"`
}

func holidayRows(days []escalation.Holiday) []holidayRow {
	out := make([]holidayRow, len(days))
	for i, d := range days {
		out[i] = holidayRow{d.On, d.Name, d.Sources}
	}
	return out
}

func (a *app) calendarAddCmd() *cobra.Command {
	var unit, calendar string
	c := &cobra.Command{
		Use: "add DATE N", Short: "Count N units from a day and print the day alone",
		Example: "  degrau calendar add 2026-02-10 10 --unit working_day --calendar BR-legal", Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			d, err := civil.Parse(args[0])
			if err != nil {
				return cases.Invalidf("", "bad_day", "value", args[0])
			}
			var n int
			if _, err := fmt.Sscanf(args[1]+"\n", "%d\n", &n); err != nil {
				return wrongUse("usage_number", "value", args[1])
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			if !cases.Known(unit, []string{"working_day", "calendar_day", "month", "year"}) {
				return wrongUse("usage_unit", "value", unit)
			}
			out, err := p.Add(d, n, unit, calendar)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(a.out, out)
			return err
		},
	}
	c.Flags().StringVar(&unit, "unit", "working_day", "working_day, calendar_day, month or year")
	c.Flags().StringVar(&calendar, "calendar", "BR-legal", "the calendar that says which days are working days")
	return c
}
