package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"degrau/reports"
)

func (a *app) caseAdoptCmd() *cobra.Command {
	return &cobra.Command{
		Use: "adopt ID", Short: "Say yes to corrected rules: the case follows the packs of the day from here on",
		Long: "A case keeps the packs under which it was opened. What later packs make earlier applies at once; what they make\n" +
			"later, or take away, waits for this yes. The yes is an event of the case's history.",
		Example: "  degrau plan 7KQ2-M4XD\n  degrau case adopt 7KQ2-M4XD", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			plan, err := a.planOf(c.Context(), s, k)
			if err != nil {
				return err
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			if err := s.KeepPacks(c.Context(), p.Snapshot(), p.Archive, a.now()); err != nil {
				return err
			}
			if err := k.AdoptPacks(p.Snapshot(), actorCLI, a.now()); err != nil {
				return err
			}
			if err := s.Save(c.Context(), k); err != nil {
				return err
			}
			return a.print(map[string]any{"id": k.ID, "packs": k.Packs(), "changes": reports.ChangesView(plan.Changes, a.words())}, func(w io.Writer) {
				fmt.Fprintln(w, a.words().T("cli.adopted"))
				for _, x := range plan.Changes {
					fmt.Fprintln(w, "  "+reports.Say(x.Says, a.words()))
				}
			})
		},
	}
}
