package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
)

func (a *app) caseProofsCmd() *cobra.Command {
	var body string
	c := &cobra.Command{
		Use: "proofs ID", Short: "List what has to be shown, what is missing, and where to find it",
		Long: "Lists the proofs that the bodies of the open steps want to see, or those of one body: which exhibits are they, where to find\n" +
			"what is missing, and whom to ask. Say that an exhibit is one with: degrau case describe ID P3 --shows payment",
		Example: "  degrau case proofs 7KQ2-M4XD\n  degrau case proofs 7KQ2-M4XD --body br-procon --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.checkBody(body); err != nil {
				return err
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			_, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			all := a.proofsOf(p, k, body)
			return a.print(reports.ProofsView(all, a.words()), func(w io.Writer) { a.showProofs(w, p, k.Facts(), all, args[0]) })
		},
	}
	c.Flags().StringVar(&body, "body", "", "only what this body wants; see: degrau bodies list")
	return c
}

// proofsOf are the proofs of the plan, or those that one body wants.
func (a *app) proofsOf(p *escalation.Packs, k *cases.Case, body string) []escalation.Proof {
	if body != "" {
		return p.Proofs(situationOf(k), body, a.now())
	}
	return p.Plan(situationOf(k), a.now()).Proofs
}

func (a *app) showProofs(w io.Writer, packs *escalation.Packs, f cases.Facts, all []escalation.Proof, id string) {
	l := a.words()
	if len(all) == 0 {
		fmt.Fprintln(w, l.T("cli.proofs.none"))
	}
	for _, p := range all {
		importance := l.T("proofs.helps")
		if p.Must() {
			importance = l.T("proofs.must")
		}
		fmt.Fprintf(w, "%s  %s (%s, %s)\n", p.ID, reports.Say(p.Name, l), l.T("proofs.state."+string(p.State)), importance)
		fmt.Fprintln(w, "    "+reports.Say(p.Why, l))
		if len(p.Exhibits) > 0 {
			fmt.Fprintln(w, "    "+l.T("proofs.is", "exhibits", l.List(p.Exhibits)))
			continue
		}
		for _, x := range p.Where {
			fmt.Fprintln(w, "    "+l.T("cli.proofs.where")+" "+reports.Say(x, l))
		}
		if asked := reports.AskedWords(p, l); asked != "" {
			fmt.Fprintln(w, "    "+asked)
		}
		if len(p.Ask) > 0 {
			fmt.Fprintln(w, "    "+l.T("cli.proofs.ask", "of", a.askedNames(packs, f, p), "id", id, "proof", p.ID))
		}
	}
}

func (a *app) askedNames(packs *escalation.Packs, f cases.Facts, p escalation.Proof) string {
	var out []string
	for _, x := range p.Ask {
		out = append(out, reports.AskedName(packs, f, x, a.words()))
	}
	return strings.Join(out, "; ")
}

// showMissing names under the next step the proofs that its body cannot do without.
func (a *app) showMissing(w io.Writer, p escalation.Plan, id string) {
	l := a.words()
	if p.Next == nil {
		return
	}
	missing := slices.DeleteFunc(slices.Clone(p.Proofs), func(x escalation.Proof) bool {
		return x.State == escalation.ProofHave || !slices.Contains(x.Bodies, escalation.ProofBody{Body: p.Next.Body, Must: true})
	})
	a.heading(w, "cli.proofs.missing", len(missing))
	for _, x := range missing {
		fmt.Fprintln(w, "  "+spaced(reports.Say(x.Name, l), reports.AskedWords(x, l)))
		if len(x.Where) > 0 {
			fmt.Fprintln(w, "    "+l.T("cli.proofs.where")+" "+reports.Say(x.Where[0], l))
		}
	}
	if len(missing) > 0 && id != "" {
		fmt.Fprintln(w, "  "+l.T("cli.proofs.more", "id", id))
	}
}
