package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/locale"
	"degrau/reports"
)

// sayings are what somebody says of an exhibit on the command line.
type sayings struct {
	caption, captured, language, of, as, by string
	shows                                   []string
	sworn, public                           bool
}

func (x *sayings) define(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&x.caption, "caption", "", "what the evidence shows")
	f.StringSliceVar(&x.shows, "shows", nil, "the proofs that it is, as `case proofs` names them: payment,order")
	f.StringVar(&x.captured, "captured-on", "", "when it was made, as you declare it: YYYY-MM-DD or YYYY-MM")
	f.StringVar(&x.language, "language", "", "of the words in it: pt, en, zh ... (default: as read)")
	f.StringVar(&x.of, "of", "", "the exhibit it translates or writes down: P3")
	f.StringVar(&x.as, "as", "", "translation, or transcript of what is heard")
	f.StringVar(&x.by, "made-by", "", "who translated it or wrote it down")
	f.BoolVar(&x.public, "public", false, "a picture that anybody may see: papers for public sites show its copy; --public=false takes it back")
	f.BoolVar(&x.sworn, "sworn", false, "by a sworn translator")
}

// apply says of an exhibit what the flags say; what they leave out stays.
func (x *sayings) apply(c *cobra.Command, e cases.Evidence) (cases.Evidence, error) {
	said := c.Flags().Changed
	if said("captured-on") {
		on, err := flagPartial("--captured-on", x.captured)
		if err != nil {
			return e, err
		}
		e.CapturedOn, e.CapturedBy = on, cases.SaidByPerson
		if on.IsZero() {
			e.CapturedBy = ""
		}
	}
	for _, f := range []struct {
		name  string
		value string
		to    *string
	}{{"caption", x.caption, &e.Caption}, {"language", x.language, &e.Language}, {"of", x.of, &e.Of}, {"as", x.as, &e.As}, {"made-by", x.by, &e.MadeBy}} {
		if said(f.name) {
			*f.to = f.value
		}
	}
	if said("shows") {
		e.Shows = x.shows
	}
	if said("public") {
		e.Public = x.public
	}
	if said("sworn") {
		e.Sworn = x.sworn
	}
	return e, nil
}

// captioned gives an exhibit that nobody described the name of the one proof that it is, in the language of the case.
func (a *app) captioned(k *cases.Case, x cases.Evidence) (cases.Evidence, error) {
	if len(x.Shows) == 0 {
		return x, nil
	}
	p, err := a.loadPacks()
	if err != nil {
		return x, err
	}
	x.Caption = reports.CaptionFor(p, x, locale.For(k.Facts().Language))
	return x, nil
}

func (a *app) caseDescribeCmd() *cobra.Command {
	var said sayings
	c := &cobra.Command{
		Use: "describe ID EXHIBIT", Short: "Say what an exhibit shows, when it was made, in which language, what it translates",
		Long:    "Says something of an exhibit that is there. The file and its number stay as they are; what was said before stays in the history.",
		Example: "  degrau case describe 7KQ2-M4XD P3 --caption 'Conversa com a loja' --language en\n  degrau case describe 7KQ2-M4XD P1 --shows payment\n  degrau case describe 7KQ2-M4XD P4 --of P3 --as translation --made-by 'Ana Lima'",
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			x, err := exhibitOf(k, args[1])
			if err != nil {
				return err
			}
			if x, err = said.apply(c, x); err != nil {
				return err
			}
			if x, err = a.captioned(k, x); err != nil {
				return err
			}
			if err := k.SayOfEvidence(x.Label(), func(e *cases.Evidence) { *e = x }, actorCLI, a.now()); err != nil {
				return err
			}
			if err := s.Save(c.Context(), k); err != nil {
				return err
			}
			list, err := a.exhibits(c.Context(), s, k, []cases.Evidence{x})
			if err != nil {
				return err
			}
			return a.print(list[0], func(w io.Writer) { fmt.Fprintln(w, a.exhibitLine(list[0])) })
		},
	}
	said.define(c)
	return c
}
