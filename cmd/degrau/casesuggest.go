package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/locale"
	"degrau/internal/reading"
	"degrau/internal/store"
)

func (a *app) caseSuggestionsCmd() *cobra.Command {
	var accept, ignore []string
	c := &cobra.Command{
		Use: "suggestions ID [EXHIBIT...]", Short: "List what the words of the evidence tell and the case does not hold yet",
		Long: "Reads chats, e-mails, documents and PDFs of the case and lists the facts and events they tell, each with its\n" +
			"place. Nothing of it counts until you accept it by its id.",
		Example: "  degrau case suggestions 7KQ2-M4XD P3\n  degrau case suggestions 7KQ2-M4XD --accept 1f0c2a9b,77d0e1c4",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			all, err := a.suggestions(c.Context(), s, k, args[1:])
			if err != nil {
				return err
			}
			if len(accept)+len(ignore) > 0 {
				return a.settle(c.Context(), s, k, all, accept, ignore)
			}
			return a.print(all, func(w io.Writer) {
				for _, x := range all {
					fmt.Fprintln(w, suggestionLine(x, a.words()))
				}
			})
		},
	}
	c.Flags().StringSliceVar(&accept, "accept", nil, "ids of suggestions that are right")
	c.Flags().StringSliceVar(&ignore, "ignore", nil, "ids of suggestions that are not")
	return c
}

// suggestions reads the exhibits named, or all of them.
func (a *app) suggestions(ctx context.Context, s *store.Store, k *cases.Case, labels []string) ([]messages.Suggestion, error) {
	exhibits := k.Evidence()
	if len(labels) > 0 {
		exhibits = nil
		for _, label := range labels {
			x, err := exhibitOf(k, label)
			if err != nil {
				return nil, err
			}
			exhibits = append(exhibits, x)
		}
	}
	out := []messages.Suggestion{}
	for _, x := range exhibits {
		told, err := a.reader(ctx, s).Told(ctx, x, k.Facts())
		if err != nil {
			return nil, err
		}
		out = append(out, told.Fresh(x.Label(), k.Facts())...)
	}
	return out, nil
}

// settle makes suggestions facts and events of the case, or turns them down; one that is not there is an error and
// changes nothing.
func (a *app) settle(ctx context.Context, s *store.Store, k *cases.Case, all []messages.Suggestion, accept, ignore []string) error {
	for _, id := range append(slices.Clone(accept), ignore...) {
		i := slices.IndexFunc(all, func(x messages.Suggestion) bool { return x.ID == id })
		if i < 0 {
			return cases.NotFoundf("no_such_suggestion", "id", id)
		}
		var err error
		if slices.Contains(ignore, id) {
			err = k.CorrectFacts(reading.Ignore(k.Facts(), id), []string{"answers." + reading.Ignored}, actorCLI, a.now())
		} else {
			err = all[i].Accept(k, actorCLI, a.now())
		}
		if err != nil {
			return err
		}
	}
	if err := s.Save(ctx, k); err != nil {
		return err
	}
	return a.print(map[string]any{"id": k.ID, "accepted": append([]string{}, accept...), "ignored": append([]string{}, ignore...), "version": k.Version}, func(w io.Writer) {
		fmt.Fprintln(w, a.words().T("cli.recorded", "seq", int(k.LastSeq), "code", k.Code))
	})
}

// suggestionLine is one suggestion in words: its id, what it says, where.
func suggestionLine(x messages.Suggestion, l *locale.Localizer) string {
	return spaced(x.ID, saySuggestion(x, l), "["+l.Place(x.Origin.Source)+"]", "“"+oneLine(x.Origin.Snippet)+"”")
}

// saySuggestion names the fact or event.
func saySuggestion(x messages.Suggestion, l *locale.Localizer) string {
	switch {
	case x.Event != nil:
		return spaced(l.T("kind."+string(x.Event.Kind)), l.Partial(x.Event.On), x.Event.Protocol)
	case x.Party != nil:
		return l.T("role."+string(x.Party.Role)) + ": " + x.Party.Name
	}
	label := l.FactLabel(x.Path)
	for _, r := range factRows(x.Facts(), l) {
		if l.FactLabel(r.path) == label {
			return r.label + ": " + r.value
		}
	}
	return label + ": " + x.Value
}
