package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/ocr"
	"degrau/internal/reading"
	"degrau/internal/store"
)

// reader reads the words of a store's exhibits, those of pictures where tesseract is installed.
func (a *app) reader(ctx context.Context, s *store.Store) *reading.Reader {
	if a.said == nil {
		a.said = &reading.Reader{Open: s.OpenBlob}
		if p := ocr.Find(ctx); p != nil {
			a.said.Picture = p.Read
		}
	}
	return a.said
}

// wordsOf gives the words of a case's exhibits, for papers.
func (a *app) wordsOf(ctx context.Context, s *store.Store, k *cases.Case) func(cases.Evidence) (*messages.Transcript, error) {
	f := k.Facts()
	return func(x cases.Evidence) (*messages.Transcript, error) { return a.reader(ctx, s).Transcript(ctx, x, f) }
}

// exhibitOf finds an exhibit of the case by its label.
func exhibitOf(k *cases.Case, label string) (cases.Evidence, error) {
	return labelled(k.Evidence(), label)
}

// shownOf finds it as others see it: with what is covered of the same bytes under another number.
func shownOf(k *cases.Case, label string) (cases.Evidence, error) {
	return labelled(cases.CoveredAlike(k.Evidence()), label)
}

func labelled(all []cases.Evidence, label string) (cases.Evidence, error) {
	for _, x := range all {
		if strings.EqualFold(x.Label(), label) {
			return x, nil
		}
	}
	return cases.Evidence{}, cases.NotFoundf("no_such_exhibit", "label", label)
}

func (a *app) caseMessagesCmd() *cobra.Command {
	var me, company, other string
	c := &cobra.Command{
		Use: "messages ID EXHIBIT", Short: "Print the words of an exhibit, message by message",
		Long: "Prints the messages of a chat, an e-mail, a document or a PDF with the numbers by which papers cite them. With\n" +
			"--me, --company and --other, says who is who: what they wrote is read as theirs from then on.",
		Example: "  degrau case messages 7KQ2-M4XD P3\n  degrau case messages 7KQ2-M4XD P3 --me 'Ana Lima' --company 'Loja X' --json",
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
			sides := []side{{me, messages.Consumer}, {company, messages.Company}, {other, messages.Other}}
			if err := a.sayWhoIsWho(c.Context(), s, k, sides); err != nil {
				return err
			}
			t, err := a.reader(c.Context(), s).Transcript(c.Context(), x, k.Facts())
			if errors.Is(err, messages.ErrNoWords) {
				return cases.Invalidf("", "no_words", "label", x.Label())
			}
			if err != nil {
				return err
			}
			return a.print(t, func(w io.Writer) { a.showTranscript(w, x.Label(), t) })
		},
	}
	c.Flags().StringVar(&me, "me", "", "the name you write under in chats; several parted by semicolons")
	c.Flags().StringVar(&company, "company", "", "the name the company writes under")
	c.Flags().StringVar(&other, "other", "", "somebody who is neither")
	return c
}

// side is who somebody is, as the person says.
type side struct {
	names string // parted by semicolons
	part  messages.Part
}

// sayWhoIsWho keeps the names people write under as answers of the case.
func (a *app) sayWhoIsWho(ctx context.Context, s *store.Store, k *cases.Case, sides []side) error {
	f, changed := k.Facts(), []string(nil)
	for _, x := range sides {
		for _, name := range strings.Split(x.names, ";") {
			var paths []string
			f, paths = reading.Call(f, name, x.part)
			changed = append(changed, paths...)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	slices.Sort(changed)
	if err := k.CorrectFacts(f, slices.Compact(changed), actorCLI, a.now()); err != nil {
		return err
	}
	return s.Save(ctx, k)
}

func (a *app) showTranscript(w io.Writer, label string, t *messages.Transcript) {
	l := a.words()
	fmt.Fprintln(w, label+"  "+a.inShort(t))
	for _, p := range t.People {
		part := l.T("transcript.part.unsettled")
		if p.Part != messages.Unsettled {
			part = l.T("transcript.part." + string(p.Part))
		}
		fmt.Fprintf(w, "  %s: %s (%d)\n", p.Name, part, p.Messages)
	}
	for _, x := range t.Warnings {
		fmt.Fprintln(w, "  "+l.T("media.warning."+x.Key))
	}
	for _, m := range t.Messages {
		fmt.Fprintf(w, "\n%s\n", spaced(l.Place(m.Place()), m.At.String(), m.From))
		if m.Kind != messages.Said {
			fmt.Fprintf(w, "[%s] ", l.T("transcript.kind."+string(m.Kind)))
		}
		if m.Quoted {
			fmt.Fprintf(w, "[%s] ", l.T("transcript.quoted"))
		}
		if m.Attachment != "" {
			fmt.Fprintf(w, "%s ", m.Attachment)
		}
		fmt.Fprintln(w, m.Text)
	}
	for _, x := range t.Attachments {
		why := ""
		if x.Reason != "" {
			why = l.T("transcript.reason." + x.Reason)
		}
		fmt.Fprintln(w, spaced(x.Name, l.Size(x.Size), x.SHA256, why))
	}
}

// spaced joins what there is with two spaces.
func spaced(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "  ")
}

// inShort says what was read: "WhatsApp, 214 messages".
func (a *app) inShort(t *messages.Transcript) string {
	l := a.words()
	return l.T("transcript.source."+string(t.Source)) + ", " + l.T("transcript.messages", "n", len(t.Messages))
}
