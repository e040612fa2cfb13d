package main

import (
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports"
)

func (a *app) caseAskCmd() *cobra.Command {
	var of, to, sent, protocol string
	c := &cobra.Command{
		Use: "ask ID PROOF", Short: "Print the ready message that asks somebody for a proof; --sent-on records that you sent it",
		Long: "Prints the message, in the language of whoever reads it. Nothing is sent: you send it by their channel. With --sent-on the case\n" +
			"records the day, and the plan says until when the answer should come.",
		Example: "  degrau case ask 7KQ2-M4XD tracking\n  degrau case ask 7KQ2-M4XD refusal --of aliexpress-support -o pedido.txt\n" +
			"  degrau case ask 7KQ2-M4XD tracking --sent-on 2026-11-22",
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			plan, err := a.planOf(c.Context(), s, k)
			if err != nil {
				return err
			}
			proof, ask, err := wantedProof(p, situationOf(k), args[1], of, a.now())
			if err != nil {
				return err
			}
			if c.Flags().Changed("sent-on") {
				on, err := flagPartial("--sent-on", sent)
				if err != nil {
					return err
				}
				return a.recordAsked(c, args[0], p, proof, ask, on, protocol)
			}
			m, err := reports.AskMessage(reports.Input{Case: k, Plan: plan, Packs: p, Now: a.now(), Version: version}, proof, ask)
			if err != nil {
				return err
			}
			if to == "" {
				to = "-"
			}
			if a.json {
				return a.printJSON(m)
			}
			return a.writeWhole(to, func(w io.Writer) error { _, err := io.WriteString(w, m.Text+"\n"); return err })
		},
	}
	f := c.Flags()
	f.StringVar(&of, "of", "", "whom to ask, where there are several: a body or a role (default: the likeliest)")
	f.StringVarP(&to, "output", "o", "", "file to write; - is standard output")
	f.StringVar(&sent, "sent-on", "", "record instead that you sent it on this day: YYYY-MM-DD")
	f.StringVar(&protocol, "protocol", "", "with --sent-on: the number they gave")
	return c
}

// wantedProof finds a proof that some body wants in this case, and who is asked for it.
func wantedProof(packs *escalation.Packs, s escalation.Situation, id, of string, now time.Time) (escalation.Proof, escalation.AskFor, error) {
	p, ok := packs.Proof(s, id, now)
	if !ok {
		return p, escalation.AskFor{}, cases.NotFoundf("no_such_proof", "proof", id)
	}
	n := slices.IndexFunc(p.Ask, func(x escalation.AskFor) bool { return of == "" || x.Of == of })
	if n < 0 {
		return p, escalation.AskFor{}, cases.NotFoundf("nobody_to_ask", "proof", id)
	}
	return p, p.Ask[n], nil
}

func (a *app) recordAsked(c *cobra.Command, id string, p *escalation.Packs, proof escalation.Proof, ask escalation.AskFor, on civil.Partial, protocol string) error {
	return a.change(c, id, func(k *cases.Case) error {
		e := reports.AskEntry(p, k.Facts(), proof, ask, on, locale.For(k.Facts().Language))
		e.Protocol = protocol
		return k.Record(e, actorCLI, a.now())
	})
}
