package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/internal/store"
)

// The states of a file.
const (
	fileIntact     = "intact"
	fileChanged    = "changed"
	fileMissing    = "missing"
	fileExtra      = "extra" // in a kit's folder, and not part of the kit
	fileUnknown    = "unknown"
	fileUnreadable = "unreadable"
)

// checked is what verify says of one file.
type checked struct {
	File   string `json:"file"`
	SHA256 string `json:"sha256"`
	State  string `json:"state"`
	What   string `json:"what,omitempty"`
}

func (a *app) verifyCmd() *cobra.Command {
	return &cobra.Command{
		Use: "verify [FILE...]", Short: "Check the whole store, or papers, kits, exports and copies of evidence: what is intact, what changed, and where",
		Long: "Without a file, check every case, signature and evidence file of the store, and that no case that was opened\n" +
			"here is gone. After an older copy of the database was put back, the cases opened since are named as gone.\n\n" +
			"With files, check each: a dossier and the folder of a kit against what was noted when they were built, an\n" +
			"exported case against its own signature, a copy of evidence against the original. Each file is intact,\n" +
			"changed, missing, extra (in a kit's folder, and not part of the kit), unreadable or unknown (nothing here\n" +
			"knows it; papers of an erased case are forgotten with it).\n\n" +
			"Exit code: 0 all intact; 7 something differs or is unknown; 3 nothing differs, but a file named here is\n" +
			"not there; 4 nothing differs, but what was named is neither a file nor a folder.",
		Example: "  degrau verify\n  degrau verify procon.pdf kit/ receipt.jpg case.zip --json",
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

// verifyFiles checks each; one that cannot be read does not keep the others, and is an error only where nothing worse
// was found.
func (a *app) verifyFiles(ctx context.Context, s *store.Store, names []string) error {
	out, differs := []checked{}, false
	var unread error
	for _, name := range names {
		rows, err := a.verifyPath(ctx, s, name)
		if err != nil {
			state := fileUnreadable
			if cases.IsKind(err, cases.NotFound) {
				state = fileMissing
			}
			rows = []checked{{File: name, State: state}}
			a.note("%s", a.words().T("cli.error", "text", a.sentence(err)))
			if unread == nil {
				unread = coded{exitCode(err), nil} // it was said already
			}
		} else {
			differs = differs || slices.ContainsFunc(rows, func(r checked) bool { return r.State != fileIntact })
		}
		out = append(out, rows...)
	}
	err := a.print(out, func(w io.Writer) {
		for _, r := range out {
			fmt.Fprintln(w, strings.TrimSpace(a.words().T("cli.file."+r.State, "file", r.File, "sha256", r.SHA256, "what", r.What)))
		}
	})
	if err == nil && differs {
		return coded{exitVerification, nil}
	}
	if err == nil {
		return unread
	}
	return err
}

func (a *app) verifyPath(ctx context.Context, s *store.Store, name string) ([]checked, error) {
	if fi, err := os.Stat(name); err == nil && fi.IsDir() {
		return verifyKit(ctx, s, name)
	}
	f, err := fingerprintOf(name)
	if err != nil {
		return nil, err
	}
	r, err := verifyFile(ctx, s, name, f)
	return []checked{r}, err
}

// verifyFile compares one file with what the store holds. The same bytes are intact; a paper with the mark of ours, and
// another file under a name that evidence came in with, have changed; an export checks itself.
func verifyFile(ctx context.Context, s *store.Store, name string, f *fingerprint) (checked, error) {
	r := checked{File: name, SHA256: f.sha256(), State: fileUnknown}
	if state, what := verifyExport(name, f.size); state != "" {
		r.State, r.What = state, what
		return r, nil
	}
	known, err := s.KnownEvidence(ctx, r.SHA256, filepath.Base(name))
	if err != nil {
		return r, err
	}
	if known.Label != "" && known.Same {
		r.State, r.What = fileIntact, known.Code+" "+known.Label
		return r, nil
	}
	b, same, err := knownBuild(ctx, s, f)
	switch {
	case err != nil:
		return r, err
	case b.ID != "" && same:
		r.State, r.What = fileIntact, whatBuild(b)
	case b.ID != "":
		r.State, r.What = fileChanged, whatBuild(b)
	case known.Label != "":
		r.State, r.What = fileChanged, known.Code+" "+known.Label
	}
	return r, nil
}

// mostFound is how many faults of one archive are named in its line.
const mostFound = 20

// verifyExport returns no state for a file that is no exported case.
func verifyExport(name string, size int64) (state, what string) {
	if !strings.EqualFold(filepath.Ext(name), ".zip") {
		return "", ""
	}
	f, err := openFile(name)
	if err != nil {
		return "", ""
	}
	defer f.Close()
	code, found, err := store.VerifyExport(f, size)
	if err != nil {
		return "", ""
	}
	if len(found) == 0 {
		return fileIntact, code
	}
	var all []string
	for _, x := range found[:min(len(found), mostFound)] {
		all = append(all, strings.TrimSpace(x.Kind+" "+x.What))
	}
	if len(found) > mostFound {
		all = append(all, "…")
	}
	return fileChanged, strings.Join(all, "; ")
}

// knownBuild asks for the bytes and for each mark of a file, its own first.
func knownBuild(ctx context.Context, s *store.Store, f *fingerprint) (store.Build, bool, error) {
	b, same, err := s.KnownBuild(ctx, f.sha256(), f.mark())
	for i := len(f.marks) - 2; i >= 0 && err == nil && b.ID == ""; i-- {
		b, same, err = s.KnownBuild(ctx, "", f.marks[i])
	}
	return b, same, err
}

// whatBuild names a build: the case, the body, what it is and the day it speaks of.
func whatBuild(b store.Build) string {
	return strings.Join([]string{b.Code, b.Body, b.Kind, b.AsOf.String()}, " ")
}
