package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/store"
	"degrau/reports"
)

// caseDiff is what new packs would change in one case.
type caseDiff struct {
	ID      string              `json:"id"`
	Code    string              `json:"code"`
	Changes any                 `json:"changes"`
	list    []escalation.Change // for people
}

func (a *app) rulesDiffCmd() *cobra.Command {
	return &cobra.Command{
		Use: "diff DIR", Short: "List the open cases that a new folder of packs would change, and by how many days",
		Long: "Plans every open case under the packs it keeps and under those of the program with DIR on top. A deadline of the\n" +
			"consumer that would come earlier would apply at once; a later one would wait for a yes (degrau case adopt).",
		Example: "  degrau rules diff ./new-packs\n  degrau rules diff ./new-packs --json", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if fi, err := os.Stat(args[0]); err != nil || !fi.IsDir() {
				return cases.NotFoundf("no_such_folder", "dir", args[0])
			}
			newer, err := escalation.WithFolder(os.DirFS(args[0]))
			if err != nil {
				return coded{exitInvalid, err}
			}
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			diffs, looked, err := a.diff(c.Context(), s, newer)
			if err != nil {
				return err
			}
			return a.print(map[string]any{"snapshot": newer.Snapshot(), "open_cases": looked, "cases": diffs}, func(w io.Writer) {
				for _, d := range diffs {
					fmt.Fprintln(w, d.Code)
					for _, x := range d.list {
						fmt.Fprintf(w, "  %+4d  %s\n", x.Days, reports.Say(x.Says, a.words()))
					}
				}
				fmt.Fprintln(w, a.words().T("cli.diff", "n", len(diffs), "all", looked))
			})
		},
	}
}

// diff looks at every open case, a page at a time.
func (a *app) diff(ctx context.Context, s *store.Store, newer *escalation.Packs) ([]caseDiff, int, error) {
	today, err := a.loadPacks()
	if err != nil {
		return nil, 0, err
	}
	out, looked := []caseDiff{}, 0
	for last := (*cases.Case)(nil); ; {
		page, err := s.List(ctx, last, 200)
		if err != nil {
			return nil, 0, err
		}
		for _, head := range page {
			if head.State != cases.StateOpen {
				continue
			}
			k, err := s.Load(ctx, head.ID)
			if err != nil {
				return nil, 0, err
			}
			older, err := s.PacksOf(ctx, k, today)
			if err != nil {
				return nil, 0, err
			}
			looked++
			if _, changes := newer.PlanKept(older, situationOf(k), a.now()); len(changes) > 0 {
				out = append(out, caseDiff{k.ID, k.Code, reports.ChangesView(changes, a.words()), changes})
			}
		}
		if len(page) < 200 {
			return out, looked, nil
		}
		last = page[len(page)-1]
	}
}
