package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/media"
	"degrau/internal/store"
)

// maxEvidence is the most bytes of one file on the command line.
const maxEvidence = 2_000_000_000

func (a *app) caseEvidenceCmd() *cobra.Command {
	var caption, captured string
	c := &cobra.Command{
		Use: "evidence ID FILE...", Short: "Add evidence: hashed, kept as it is, numbered P1, P2 ...",
		Example: "  degrau case evidence 7KQ2-M4XD receipt.jpg screen.png --json\n" +
			"  degrau case evidence 7KQ2-M4XD bill.pdf --caption 'Fatura de agosto'",
		Args: cobra.MinimumNArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			on, err := flagPartial("--captured-on", captured)
			if err != nil {
				return err
			}
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			added, failed := []cases.Evidence{}, 0
			for _, name := range args[1:] {
				x, err := a.addFileOn(c.Context(), s, k, name, caption, on)
				if err != nil {
					failed++
					a.note("%s: %s", name, a.sentence(err))
					continue
				}
				added = append(added, x)
			}
			if len(added) == 0 {
				return coded{exitInvalid, nil}
			}
			if err := s.Save(c.Context(), k); err != nil {
				return err
			}
			err = a.print(exhibits(added), func(w io.Writer) {
				for _, x := range added {
					fmt.Fprintf(w, "%s  %s  %s  %s\n", x.Label(), x.SHA256, x.Kind, strings.Join(x.Warnings, " "))
				}
			})
			if err == nil && failed > 0 {
				return coded{exitPartly, nil}
			}
			return err
		},
	}
	c.Flags().StringVar(&caption, "caption", "", "what the evidence shows")
	c.Flags().StringVar(&captured, "captured-on", "", "when it was made, as you declare it: YYYY-MM-DD or YYYY-MM")
	return c
}

// exhibit is one line of what was added; a list is never null.
type exhibit struct {
	Label string `json:"label"`
	cases.Evidence
	Warnings []string `json:"warnings"`
}

func exhibits(added []cases.Evidence) []exhibit {
	out := make([]exhibit, len(added))
	for i, x := range added {
		out[i] = exhibit{x.Label(), x, append([]string{}, x.Warnings...)}
	}
	return out
}

func (a *app) addFile(ctx context.Context, s *store.Store, k *cases.Case, name, caption string) (cases.Evidence, error) {
	return a.addFileOn(ctx, s, k, name, caption, civil.Partial{})
}

// addFileOn keeps the bytes first and only then records the event that names them.
func (a *app) addFileOn(ctx context.Context, s *store.Store, k *cases.Case, name, caption string, on civil.Partial) (cases.Evidence, error) {
	info, err := a.probe(name)
	if err != nil {
		return cases.Evidence{}, err
	}
	f, err := openFile(name)
	if err != nil {
		return cases.Evidence{}, err
	}
	defer f.Close()
	blob, err := s.PutBlob(ctx, f, maxEvidence)
	if err != nil {
		return cases.Evidence{}, err
	}
	return k.AddEvidence(cases.Evidence{SHA256: blob.SHA256, Name: filepath.Base(name), Kind: info.Kind, Size: blob.Size,
		Width: info.Width, Height: info.Height, Pages: info.Pages, Caption: caption, CapturedOn: on, Source: "cli",
		Warnings: info.Warnings}, actorCLI, a.now())
}

// probe looks at a file's first bytes to say what it is.
func (a *app) probe(name string) (media.Info, error) {
	f, err := openFile(name)
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
