package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"degrau/cases/proof"
	"degrau/internal/locale"
)

func (a *app) caseClaimsCmd() *cobra.Command {
	return &cobra.Command{
		Use: "claims ID", Short: "List what the case says, where it is proved, and what speaks against it",
		Long: "Lists each fact and event of the case with the exhibit, page or message that shows it, or says that none does. Words that\n" +
			"say otherwise are listed too: better you see them than the other side.",
		Example: "  degrau case claims 7KQ2-M4XD\n  degrau case claims 7KQ2-M4XD --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			all, err := a.reader(c.Context(), s).Proofs(c.Context(), k, 0)
			if err != nil {
				return err
			}
			if all == nil {
				all = []proof.Assertion{}
			}
			l := a.words()
			return a.print(all, func(w io.Writer) {
				rows := factRows(k.Facts(), l)
				for _, x := range all {
					fmt.Fprintln(w, spaced(l.T("proof.state."+string(x.State)), sayAssertion(x, rows, l), sayPlaces(x.Proofs, l)))
					for _, p := range x.Against {
						fmt.Fprintln(w, "    "+spaced(l.T("proof.otherwise", "place", l.Place(p.At.String())), l.Canonical(p.Says), quoted(p.Snippet)))
					}
				}
			})
		},
	}
}

// sayAssertion names the fact or the event.
func sayAssertion(x proof.Assertion, rows []factRow, l *locale.Localizer) string {
	if x.Event != nil {
		return spaced(l.T("kind."+string(x.Event.Kind)), l.Partial(x.Event.On), x.Event.Protocol)
	}
	for _, r := range rows {
		if r.path == x.Path {
			return r.label + ": " + r.value
		}
	}
	return l.FactLabel(x.Path) + ": " + l.Canonical(x.Value)
}

// sayPlaces lists where something is shown; what a program read from a picture says so.
func sayPlaces(all []proof.Place, l *locale.Localizer) string {
	var out []string
	for _, p := range all {
		s := l.Place(p.At.String())
		if p.Machine {
			s = l.T("proof.machine", "place", s)
		}
		out = append(out, s)
	}
	if len(out) == 0 {
		return ""
	}
	return "[" + l.List(out) + "]"
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + oneLine(s) + "”"
}
