package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/civil"
	"degrau/internal/media"
	"degrau/internal/reading"
	"degrau/internal/store"
)

func (a *app) caseEvidenceCmd() *cobra.Command {
	var said sayings
	c := &cobra.Command{
		Use: "evidence ID FILE...", Short: "Add evidence: hashed, kept as it is, numbered P1, P2 ...",
		Long: "Adds files as exhibits. A file that is the translation or the transcript of an exhibit says so with --of and --as;\n" +
			"- reads the words from standard input, as typed by hand.",
		Example: "  degrau case evidence 7KQ2-M4XD receipt.jpg screen.png --json\n" +
			"  degrau case evidence 7KQ2-M4XD bill.pdf --caption 'Fatura de agosto' --shows bill\n" +
			"  degrau case evidence 7KQ2-M4XD - --of P5 --as transcript --made-by 'Ana Lima' < audio.txt",
		Args: cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			x, err := said.apply(c, cases.Evidence{})
			if err != nil {
				return err
			}
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			if x, err = a.captioned(k, x); err != nil {
				return err
			}
			added, faults := a.addFiles(c.Context(), s, k, args[1:], x)
			if len(added) == 0 {
				return coded{worst(faults), nil}
			}
			if err := s.Save(c.Context(), k); err != nil {
				return err
			}
			list, err := a.exhibits(c.Context(), s, k, added)
			if err != nil {
				return err
			}
			err = a.print(list, func(w io.Writer) {
				for _, x := range list {
					fmt.Fprintln(w, a.exhibitLine(x))
				}
			})
			if err == nil && len(faults) > 0 {
				return coded{exitPartly, nil}
			}
			return err
		},
	}
	said.define(c)
	return c
}

// exhibit is one line of what was added; a list is never null.
type exhibit struct {
	Label string `json:"label"`
	cases.Evidence
	Warnings    []string              `json:"warnings"`
	Words       *reading.Told         `json:"words,omitempty"` // of an exhibit that holds words; `case messages` prints them
	Suggestions []messages.Suggestion `json:"suggestions,omitempty"`
}

// exhibits reads the words of what was added, and what they suggest.
func (a *app) exhibits(ctx context.Context, s *store.Store, k *cases.Case, added []cases.Evidence) ([]exhibit, error) {
	out := make([]exhibit, len(added))
	for i, x := range added {
		told, err := a.reader(ctx, s).Told(ctx, x, k.Facts())
		if err != nil {
			return nil, err
		}
		out[i] = exhibit{x.Label(), x, append([]string{}, x.Warnings...), told, told.Fresh(x.Label(), k.Facts())}
	}
	return out, nil
}

// exhibitLine is number, hash, kind and warnings; what was read follows in brackets.
func (a *app) exhibitLine(x exhibit) string {
	line := strings.Join([]string{x.Label, x.SHA256, x.Kind, strings.Join(x.Warnings, " ")}, "  ")
	if x.Words == nil {
		return line
	}
	l := a.words()
	said := []string{l.T("transcript.source." + string(x.Words.Source)), l.T("transcript.messages", "n", x.Words.Messages)}
	if n := len(x.Suggestions); n > 0 {
		said = append(said, l.T("transcript.suggestions", "n", n))
	}
	return strings.TrimRight(line, " ") + "  (" + strings.Join(said, ", ") + ")"
}

// addFiles keeps files as evidence of a case that the caller then saves; a file that cannot be taken is named with its
// reason and the rest go on.
func (a *app) addFiles(ctx context.Context, s *store.Store, k *cases.Case, names []string, x cases.Evidence) (added []cases.Evidence, faults []error) {
	added = []cases.Evidence{}
	room := s.Room(k)
	for _, name := range names {
		x, err := a.addFile(ctx, s, k, room, name, x)
		if err != nil {
			faults = append(faults, err)
			a.note("%s: %s", name, a.sentence(err))
			continue
		}
		a.warn(name, x)
		added = append(added, x)
	}
	return added, faults
}

// worst is the exit code where nothing could be taken: that of all the files, or "invalid" where they differ.
func worst(faults []error) int {
	code := exitInvalid
	for i, err := range faults {
		if c := exitCode(err); i == 0 || c == code {
			code = c
		} else {
			return exitInvalid
		}
	}
	return code
}

// warn says in words what somebody should know at once.
func (a *app) warn(name string, x cases.Evidence) {
	for _, w := range x.Warnings {
		if first, ok := strings.CutPrefix(w, "duplicate:"); ok {
			a.note("%s", a.words().T("cli.duplicate", "file", name, "label", x.Label(), "first", first))
		}
		if w == "not_scanned" {
			a.note("%s: %s", name, a.words().T("media.warning.not_scanned"))
		}
	}
}

// addFile keeps the bytes first and only then records the event that names them. x holds what the caller says of them.
func (a *app) addFile(ctx context.Context, s *store.Store, k *cases.Case, room *store.Room, name string, x cases.Evidence) (cases.Evidence, error) {
	max, err := a.maxEvidence()
	if err != nil {
		return x, err
	}
	f, name, err := a.openEvidence(name)
	if err != nil {
		return x, err
	}
	defer f.Close()
	look := func(r store.Arrived, size int64) error {
		info, err := media.Probe(r, size, filepath.Base(name))
		x.Kind, x.Width, x.Height, x.Pages, x.Warnings = info.Kind, info.Width, info.Height, info.Pages, info.Warnings
		x.DurationMS = info.Duration.Milliseconds()
		if own, err := civil.ParsePartial(info.CapturedOn); err == nil && x.CapturedOn.IsZero() && !own.IsZero() {
			x.CapturedOn, x.CapturedBy = own, cases.SaidByFile
		} else if !x.CapturedOn.IsZero() {
			x.CapturedBy = cases.SaidByPerson
		}
		return err
	}
	b, err := s.Receive(ctx, f, store.Incoming{Max: max, Room: room, Look: look})
	if err != nil {
		return x, err
	}
	if b.Unscanned {
		x.Warnings = append(x.Warnings, "not_scanned")
	}
	x.SHA256, x.Size, x.Name, x.Source, x.ReceivedAt = b.SHA256, b.Size, cases.FileName(filepath.Base(name)), cases.FromCLI, a.now()
	told, err := a.reader(ctx, s).Told(ctx, x, k.Facts())
	if err != nil {
		return x, err
	}
	return k.AddEvidence(told.Describe(x), actorCLI, a.now())
}

// openEvidence opens a file, or what is typed where the name is -.
func (a *app) openEvidence(name string) (io.ReadCloser, string, error) {
	if name == "-" {
		return io.NopCloser(a.in), typedName, nil
	}
	f, err := openOriginal(name)
	return f, name, err
}

// typedName is the name of words that came without one.
const typedName = "typed.txt"

// probe looks at a file's first bytes to say what it is.
func (a *app) probe(name string) (media.Info, error) {
	f, err := openOriginal(name)
	if err != nil {
		return media.Info{}, err
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return media.Info{}, err
	}
	if fi.Size() == 0 {
		return media.Info{}, cases.Invalidf(name, "file_empty")
	}
	return media.Probe(f, fi.Size(), filepath.Base(name))
}

// flagPartial reads a day or a month given to a flag; nothing given is nothing known.
func flagPartial(flag, s string) (civil.Partial, error) {
	if s == "" {
		return civil.Partial{}, nil
	}
	p, err := civil.ParsePartial(s)
	if err != nil {
		return p, wrongUse("usage_day", "flag", flag, "value", s)
	}
	return p, nil
}
