package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
)

func (a *app) caseCmd() *cobra.Command {
	c := &cobra.Command{Use: "case", Short: "Open, read and continue cases", Example: "  degrau case open complaint.txt --json\n  degrau case list"}
	c.AddCommand(a.caseOpenCmd(), a.caseListCmd(), a.caseShowCmd(), a.caseRecordCmd(), a.caseCorrectCmd(), a.caseCloseCmd(),
		a.caseReopenCmd(), a.caseAdoptCmd(), a.caseEvidenceCmd(), a.caseDescribeCmd(), a.caseClaimsCmd(), a.caseProofsCmd(), a.casePapersCmd(), a.caseAskCmd(), a.caseCoverCmd(), a.caseCopyCmd(),
		a.caseMessagesCmd(), a.caseSuggestionsCmd(), a.caseExportCmd(), a.caseImportCmd())
	return c
}

func (a *app) caseListCmd() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List the cases, newest first", Example: "  degrau case list --json", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			all := []*cases.Case{}
			var last *cases.Case
			for {
				page, err := s.List(c.Context(), last, 200)
				if err != nil {
					return err
				}
				all = append(all, page...)
				if len(page) < 200 {
					break
				}
				last = page[len(page)-1]
			}
			return a.print(all, func(w io.Writer) {
				if len(all) == 0 {
					fmt.Fprintln(w, a.words().T("cli.no_cases"))
				}
				for _, k := range all {
					fmt.Fprintf(w, "%s  %s  %-7s  %s\n", k.ID, k.Code, k.State, k.UpdatedAt.Format("2006-01-02 15:04"))
				}
			})
		},
	}
}

func (a *app) caseShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "Print the facts, the timeline and the evidence of a case",
		Example: "  degrau case show 7KQ2-M4XD\n  degrau case show 0198f1a2-... --json > facts.json", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			_, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			if a.json {
				return a.showJSON(k)
			}
			a.showCase(a.out, k)
			return nil
		},
	}
}

// showJSON prints the facts in the contract's form, plus "case" with what the facts do not hold.
func (a *app) showJSON(k *cases.Case) error {
	b, err := json.Marshal(k.Facts())
	if err != nil {
		return err
	}
	var tree map[string]json.RawMessage
	if err := json.Unmarshal(b, &tree); err != nil {
		return err
	}
	evidence := k.Evidence()
	if evidence == nil {
		evidence = []cases.Evidence{}
	}
	about, err := json.Marshal(struct {
		*cases.Case
		Evidence []cases.Evidence `json:"evidence"`
	}{k, evidence})
	if err != nil {
		return err
	}
	tree["case"] = about
	return a.printJSON(tree)
}

func (a *app) showCase(w io.Writer, k *cases.Case) {
	l := a.words()
	fmt.Fprintf(w, "%s  %s  %s\n\n", k.ID, k.Code, l.T("state."+string(k.State)))
	f := k.Facts()
	f.Events = nil
	for _, r := range factRows(f, l) {
		mark := ""
		if !f.Confirmed(r.path) {
			mark = "  [" + l.T("certainty.check") + "]"
		}
		fmt.Fprintf(w, "%s: %s%s\n", r.label, r.value, mark)
	}
	for _, e := range k.Timeline() {
		fmt.Fprintf(w, "\n#%d  %s  %s", e.Seq, l.PartialShort(e.Day()), l.T("kind."+string(e.Kind)))
		for _, s := range []string{e.Entry.Body, e.Entry.Protocol, e.Entry.Result, oneLine(e.Entry.Text), strings.Join(e.Entry.Evidence, " ")} {
			if s != "" {
				fmt.Fprintf(w, "  %s", s)
			}
		}
	}
	fmt.Fprintln(w)
	for _, x := range k.Evidence() {
		fmt.Fprintf(w, "%s  %s  %s  %d  %s  %s\n", x.Label(), x.SHA256, x.Kind, x.Size, x.Name, x.Caption)
	}
}

func (a *app) caseCloseCmd() *cobra.Command {
	var result, text string
	c := &cobra.Command{
		Use: "close ID", Short: "Close a case, saying how it ended", Example: "  degrau case close 7KQ2-M4XD --result refunded",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c, args[0], func(k *cases.Case) error {
				return k.Record(cases.Entry{Kind: cases.Closed, Result: result, Text: text}, actorCLI, a.now())
			})
		},
	}
	c.Flags().StringVar(&result, "result", "", "how it ended: refunded, partly, gave_up, lost_deadline, court")
	c.Flags().StringVar(&text, "text", "", "a note")
	return c
}

func (a *app) caseReopenCmd() *cobra.Command {
	return &cobra.Command{
		Use: "reopen ID", Short: "Open a closed case again", Example: "  degrau case reopen 7KQ2-M4XD", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.change(c, args[0], func(k *cases.Case) error {
				return k.Record(cases.Entry{Kind: cases.Reopened}, actorCLI, a.now())
			})
		},
	}
}

// actorCLI is who recorded an event made on the command line.
const actorCLI = "cli"

// change loads a case, changes it, saves it, and says what the case is now.
func (a *app) change(c *cobra.Command, id string, do func(*cases.Case) error) error {
	s, k, err := a.load(c.Context(), id)
	if err != nil {
		return err
	}
	if err := do(k); err != nil {
		return err
	}
	if err := s.Save(c.Context(), k); err != nil {
		return err
	}
	last := k.Events[len(k.Events)-1]
	return a.print(map[string]any{"id": k.ID, "seq": last.Seq, "version": k.Version, "state": k.State}, func(w io.Writer) {
		fmt.Fprintln(w, a.words().T("cli.recorded", "seq", int(last.Seq), "code", k.Code))
	})
}
