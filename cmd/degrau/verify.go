package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"degrau/internal/store"
)

// checked is what verify says of one file.
type checked struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	State  string `json:"state"` // intact changed unknown
	What   string `json:"what,omitempty"`
}

func (a *app) verifyCmd() *cobra.Command {
	return &cobra.Command{
		Use: "verify [FILE...]", Short: "Check the whole store, or copies of evidence and exports: what is intact, what changed, and where",
		Example: "  degrau verify\n  degrau verify receipt.jpg case.zip --json",
		RunE: func(c *cobra.Command, args []string) error {
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return a.verifyStore(c.Context(), s)
			}
			return a.verifyFiles(c.Context(), s, args)
		},
	}
}

func (a *app) verifyStore(ctx context.Context, s *store.Store) error {
	n, found, err := s.Verify(ctx, nil)
	if err != nil {
		return err
	}
	if found == nil {
		found = []store.Finding{}
	}
	l := a.words()
	err = a.print(map[string]any{"checked": n, "findings": found}, func(w io.Writer) {
		for _, f := range found {
			fmt.Fprintln(w, strings.TrimSpace(l.T("cli.finding."+f.Kind, "case", f.CaseID, "seq", int(f.Seq), "what", f.What)))
		}
		fmt.Fprintln(w, l.T("cli.verified", "n", n, "bad", len(found)))
	})
	if err == nil && len(found) > 0 {
		return coded{exitVerification, nil}
	}
	return err
}

func (a *app) verifyFiles(ctx context.Context, s *store.Store, names []string) error {
	out, bad := []checked{}, false
	for _, name := range names {
		r, err := a.verifyFile(ctx, s, name)
		if err != nil {
			return err
		}
		out, bad = append(out, r), bad || r.State != "intact"
	}
	l := a.words()
	err := a.print(out, func(w io.Writer) {
		for _, r := range out {
			fmt.Fprintln(w, l.T("cli.file."+r.State, "file", r.File, "sha256", r.SHA256, "what", r.What))
		}
	})
	if err == nil && bad {
		return coded{exitVerification, nil}
	}
	return err
}

// verifyFile compares one file with what the store holds: the same bytes are intact; another file under a name that
// evidence came in with has changed; an export checks itself.
func (a *app) verifyFile(ctx context.Context, s *store.Store, name string) (checked, error) {
	f, err := openFile(name)
	if err != nil {
		return checked{}, err
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return checked{}, fmt.Errorf("read %s: %w", name, err)
	}
	r := checked{File: name, SHA256: hex.EncodeToString(h.Sum(nil)), State: "unknown"}
	if filepath.Ext(name) == ".zip" {
		if found, err := store.VerifyExport(f, size); err == nil {
			r.State = "intact"
			if len(found) > 0 {
				r.State, r.What = "changed", found[0].Kind+" "+found[0].What
			}
			return r, nil
		}
	}
	known, err := s.KnownEvidence(ctx, r.SHA256, filepath.Base(name))
	if err != nil {
		return r, err
	}
	if known.Label != "" {
		r.State, r.What = "changed", known.Code+" "+known.Label
		if known.Same {
			r.State = "intact"
		}
	}
	return r, nil
}
