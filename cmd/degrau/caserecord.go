package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/civil"
)

// entryFlags are the parts of an event on the command line.
type entryFlags struct {
	on, at, until, body, protocol, amount, result, text, paper string
	evidence                                                   []string
}

func (e *entryFlags) define(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&e.on, "on", "", "the day: YYYY-MM-DD, or YYYY-MM where only the month is known")
	f.StringVar(&e.at, "at", "", "the instant, where the hour matters: RFC 3339")
	f.StringVar(&e.until, "until", "", "the last day; of bill_closed, the bill's due day")
	f.StringVar(&e.body, "body", "", "the body it is about, such as br-procon; see: degrau bodies list")
	f.StringVar(&e.protocol, "protocol", "", "the number the body gave")
	f.StringVar(&e.amount, "amount", "", "an amount with its currency: '125.00 BRL'")
	f.StringVar(&e.result, "result", "", "the result, in a word")
	f.StringVar(&e.paper, "paper", "", "of filed: SHA-256 of the file that was handed in, as `case papers` lists it; last is the newest for that body")
	f.StringVar(&e.text, "text", "", "what happened, in your words")
	f.StringSliceVar(&e.evidence, "evidence", nil, "exhibits that show it: P1,P3")
}

// entry turns the flags into an event of the kind.
func (e *entryFlags) entry(kind string) (cases.Entry, error) {
	out := cases.Entry{Kind: cases.Kind(kind), Body: e.body, Protocol: e.protocol, Result: e.result, Text: e.text, Evidence: e.evidence, Paper: strings.ToLower(e.paper)}
	var err error
	if out.On, err = flagPartial("--on", e.on); err != nil {
		return out, err
	}
	if e.until != "" {
		if out.Until, err = civil.Parse(e.until); err != nil {
			return out, wrongUse("usage_day", "flag", "--until", "value", e.until)
		}
	}
	if e.at != "" {
		if out.At, err = time.Parse(time.RFC3339, e.at); err != nil {
			return out, wrongUse("usage_instant", "value", e.at)
		}
	}
	if e.amount != "" {
		n, cur, _ := strings.Cut(strings.TrimSpace(e.amount), " ")
		if out.Amount, err = cases.ParseMoney(n, strings.TrimSpace(cur)); err != nil {
			return out, wrongUse("usage_amount", "value", e.amount)
		}
	}
	return out, nil
}

func (a *app) caseRecordCmd() *cobra.Command {
	var e entryFlags
	c := &cobra.Command{
		Use: "record ID KIND", Short: "Add to a case what happened",
		Long: "KIND is one of: " + kindNames() + ".",
		Example: "  degrau case record 7KQ2-M4XD filed --body br-consumidor-gov --on 2026-11-22 --protocol 2026.11/000123 --paper last\n" +
			"  degrau case record 7KQ2-M4XD refused --body aliexpress-dispute --on 2026-07-23 --evidence P4",
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			entry, err := e.entry(args[1])
			if err != nil {
				return err
			}
			if err := a.checkBody(entry.Body); err != nil {
				return err
			}
			if entry.Paper != "" {
				if entry.Paper, err = a.filedPaper(c.Context(), args[0], entry); err != nil {
					return err
				}
			}
			return a.change(c, args[0], func(k *cases.Case) error { return k.Record(entry, actorCLI, a.now()) })
		},
	}
	e.define(c)
	return c
}

// checkBody refuses the name of a body the packs do not have: a filing there would start no clock, in silence.
func (a *app) checkBody(id string) error {
	if id == "" {
		return nil
	}
	p, err := a.loadPacks()
	if err != nil {
		return err
	}
	if _, ok := p.Body(id); !ok {
		return cases.NotFoundf("no_such_body", "body", id)
	}
	return nil
}

func kindNames() string {
	var s []string
	for _, k := range cases.EntryKinds {
		if k != cases.Corrected && k != cases.Closed && k != cases.Reopened {
			s = append(s, string(k))
		}
	}
	return strings.Join(s, " ")
}

func (a *app) caseCorrectCmd() *cobra.Command {
	var e entryFlags
	var seq int64
	var strike bool
	var kind, factsFile string
	var set []string
	c := &cobra.Command{
		Use: "correct ID", Short: "Correct a fact or an event; what was said before stays in the history",
		Example: "  degrau case correct 7KQ2-M4XD --set purchases.0.promised_on=2026-06-30\n" +
			"  degrau case correct 7KQ2-M4XD --event 3 --on 2026-07-16\n  degrau case correct 7KQ2-M4XD --event 4 --strike",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case seq > 0 && len(set) == 0 && factsFile == "":
				return a.change(c, args[0], func(k *cases.Case) error { return a.correctEvent(c, k, seq, strike, kind, &e) })
			case seq == 0 && (len(set) > 0) != (factsFile != ""):
				return a.change(c, args[0], func(k *cases.Case) error { return a.correctFacts(k, set, factsFile) })
			}
			return wrongUse("usage_correct")
		},
	}
	e.define(c)
	c.Flags().Int64Var(&seq, "event", 0, "number of the event, as `case show` prints it")
	c.Flags().BoolVar(&strike, "strike", false, "the event did not happen")
	c.Flags().StringVar(&kind, "kind", "", "the kind it should have had")
	c.Flags().StringArrayVar(&set, "set", nil, "path=value of a fact; an empty value takes it away, null says nobody knows")
	c.Flags().StringVar(&factsFile, "facts", "", "the whole facts, in place of those known")
	return c
}

// correctEvent replaces only the parts that were given.
func (a *app) correctEvent(c *cobra.Command, k *cases.Case, seq int64, strike bool, kind string, e *entryFlags) error {
	if strike {
		return k.Record(cases.Entry{Kind: cases.Corrected, Corrects: seq}, actorCLI, a.now())
	}
	for _, old := range k.Timeline() {
		if old.Seq != seq {
			continue
		}
		if kind == "" {
			kind = string(old.Kind)
		}
		given, err := e.entry(kind)
		if err != nil {
			return err
		}
		if err := a.checkBody(given.Body); err != nil {
			return err
		}
		fixed := merge(c, old.Entry, given)
		return k.Record(cases.Entry{Kind: cases.Corrected, Corrects: seq, Replacement: &fixed}, actorCLI, a.now())
	}
	return cases.NotFoundf("no_such_event", "seq", seq)
}

func merge(c *cobra.Command, old, given cases.Entry) cases.Entry {
	old.Kind = given.Kind
	for flag, take := range map[string]func(){
		"on": func() { old.On = given.On }, "at": func() { old.At = given.At }, "until": func() { old.Until = given.Until },
		"body": func() { old.Body = given.Body }, "protocol": func() { old.Protocol = given.Protocol },
		"amount": func() { old.Amount = given.Amount }, "result": func() { old.Result = given.Result },
		"text": func() { old.Text = given.Text }, "evidence": func() { old.Evidence = given.Evidence },
	} {
		if c.Flags().Changed(flag) {
			take()
		}
	}
	return old
}
