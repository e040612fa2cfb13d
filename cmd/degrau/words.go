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

// exhibitOf finds an exhibit of the case by its label.
func exhibitOf(k *cases.Case, label string) (cases.Evidence, error) {
	for _, x := range k.Evidence() {
		if strings.EqualFold(x.Label(), label) {
			return x, nil
		}
	}
	return cases.Evidence{}, cases.NotFoundf("no_such_exhibit", "label", label)
}

func (a *app) caseMessagesCmd() *cobra.Command {
	var me string
	c := &cobra.Command{
		Use: "messages ID EXHIBIT", Short: "Print the words of an exhibit, message by message",
		Long: "Prints the messages of a chat, an e-mail, a document or a PDF with the numbers by which papers cite them. With\n" +
			"--me, says under which name you write in chats, so that the other side is known too.",
		Example: "  degrau case messages 7KQ2-M4XD P3\n  degrau case messages 7KQ2-M4XD P3 --me 'Ana Lima' --json",
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
			if me != "" {
				if err := a.sayWhoIAm(c.Context(), s, k, me); err != nil {
					return err
				}
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
	return c
}

// sayWhoIAm keeps a name of the person as an answer of the case.
func (a *app) sayWhoIAm(ctx context.Context, s *store.Store, k *cases.Case, me string) error {
	if err := k.CorrectFacts(reading.IAm(k.Facts(), me), []string{"answers." + reading.Me}, actorCLI, a.now()); err != nil {
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
