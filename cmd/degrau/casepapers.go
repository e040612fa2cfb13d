package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/store"
)

// keptPaper is a paper that was handed out and is kept.
type keptPaper struct {
	SHA256 string            `json:"sha256"`
	Kind   string            `json:"kind"`
	Body   string            `json:"body"`
	AsOf   civil.Date        `json:"as_of"`
	MadeAt time.Time         `json:"made_at"`
	Pages  int               `json:"pages,omitempty"`
	Bytes  int64             `json:"bytes"`
	Filed  civil.Partial     `json:"filed,omitzero"` // the day it was handed in
	Files  []store.BuildFile `json:"files"`
}

func (a *app) casePapersCmd() *cobra.Command {
	var get, to string
	c := &cobra.Command{
		Use: "papers ID", Short: "List the dossiers and kits that were built and are kept, and which of them was filed; or take one out again",
		Long: "Each dossier and kit is kept exactly as it was handed out, with the day whose situation it shows: the newest for each body,\n" +
			"and every one that `case record ID filed --paper` names.",
		Example: "  degrau case papers 7KQ2-M4XD\n  degrau case papers 7KQ2-M4XD --get 9f2c41d0 -o filed.pdf", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			s, k, err := a.load(c.Context(), args[0])
			if err != nil {
				return err
			}
			list, err := keptPapers(c.Context(), s, k)
			if err != nil {
				return err
			}
			if get != "" {
				return a.takeOut(c.Context(), s, k, list, strings.ToLower(get), to)
			}
			return a.print(map[string]any{"papers": list}, func(w io.Writer) {
				for _, p := range list {
					line := spaced(p.SHA256[:12], p.Body, p.Kind, a.words().DateShort(p.AsOf), a.words().Size(p.Bytes))
					if !p.Filed.IsZero() {
						line += "  " + a.words().T("cli.paper_filed", "on", a.words().PartialShort(p.Filed))
					}
					fmt.Fprintln(w, line)
					for _, f := range p.Files {
						fmt.Fprintln(w, "  "+spaced(f.SHA256[:12], f.Name))
					}
				}
			})
		},
	}
	c.Flags().StringVar(&get, "get", "", "SHA-256 of a file to take out, or its first digits")
	c.Flags().StringVarP(&to, "output", "o", "-", "file to write with --get; - is standard output")
	return c
}

func keptPapers(ctx context.Context, s *store.Store, k *cases.Case) ([]keptPaper, error) {
	all, err := s.KeptBuilds(ctx, k.ID)
	if err != nil {
		return nil, err
	}
	out := []keptPaper{}
	for _, b := range all {
		p := keptPaper{SHA256: b.SHA256, Kind: b.Kind, Body: b.Body, AsOf: b.AsOf, MadeAt: b.MadeAt, Pages: b.Pages, Bytes: b.Bytes, Files: append([]store.BuildFile{}, b.Files...)}
		for _, e := range k.Facts().Events {
			if e.Kind == cases.Filed && e.Paper != "" && (e.Paper == b.SHA256 || slices.ContainsFunc(b.Files, func(f store.BuildFile) bool { return f.SHA256 == e.Paper })) {
				p.Filed = cases.Event{Entry: e}.Day()
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// takeOut writes one file again, comparing it with its hash.
func (a *app) takeOut(ctx context.Context, s *store.Store, k *cases.Case, list []keptPaper, sum, to string) error {
	whole := ""
	for _, p := range list {
		for _, f := range append([]store.BuildFile{{SHA256: p.SHA256}}, p.Files...) {
			if strings.HasPrefix(f.SHA256, sum) {
				if whole != "" && whole != f.SHA256 {
					return cases.Conflictf("ambiguous_paper", "sha256", sum)
				}
				whole = f.SHA256
			}
		}
	}
	if whole == "" {
		return cases.NotFoundf("no_such_kept", "sha256", sum)
	}
	r, err := s.OpenPaper(ctx, k.ID, whole)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := store.Genuine(r, whole); err != nil {
		return err
	}
	return a.writeWhole(to, func(w io.Writer) error { _, err := io.Copy(w, r); return err })
}

// filedPaper finds the file that was handed in: by its digest, or the newest for the body.
func (a *app) filedPaper(ctx context.Context, id string, e cases.Entry) (string, error) {
	s, k, err := a.load(ctx, id)
	if err != nil {
		return "", err
	}
	list, err := keptPapers(ctx, s, k)
	if err != nil {
		return "", err
	}
	for _, p := range list {
		if e.Paper == "last" && p.Body == e.Body || p.SHA256 == e.Paper || slices.ContainsFunc(p.Files, func(f store.BuildFile) bool { return f.SHA256 == e.Paper }) {
			if e.Paper == "last" {
				return p.SHA256, nil
			}
			return e.Paper, nil
		}
	}
	return "", cases.NotFoundf("no_such_kept", "sha256", e.Paper)
}
