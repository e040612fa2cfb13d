package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/store"
	"degrau/reports"
	"degrau/reports/audit"
)

// nextBody asks for the dossier of each case's own next step.
const nextBody = "next"

func (a *app) dossierBatchCmd() *cobra.Command {
	var list, body, to, variant string
	c := &cobra.Command{
		Use: "batch --cases FILE|all --body BODY|next -o FILE.zip", Short: "Build the dossiers of many cases into one archive, with an index and a list of failures",
		Long: "Builds one dossier a case, in volumes where the body's limit asks for it, and packs them into one ZIP with index.csv,\n" +
			"failures.csv and the SHA-256 of every file. --cases names a file with one id or code a line, or all open cases. One case\n" +
			"that cannot be built never stops the rest: exit code 5. A run that was stopped goes on where it was with the same command,\n" +
			"under the day it began on, and gives the same bytes; FILE.zip.part holds what is done until then.",
		Example: "  degrau dossier batch --cases all --body next -o dossiers.zip\n  degrau dossier batch --cases clients.txt --body br-procon -o procon.zip",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if list == "" || body == "" || to == "" || to == "-" {
				return wrongUse("usage_batch")
			}
			if variant != "" && variant != string(reports.Full) && variant != string(reports.Public) {
				return wrongUse("usage_variant", "value", variant)
			}
			p, err := a.loadPacks()
			if err != nil {
				return err
			}
			if _, ok := p.Body(body); !ok && body != nextBody {
				return cases.NotFoundf("no_such_body", "body", body)
			}
			s, err := a.openStore(c.Context(), false)
			if err != nil {
				return err
			}
			ids, err := a.batchCases(c.Context(), s, list)
			if err != nil {
				return err
			}
			b := &batch{app: a, store: s, packs: p, body: body, variant: reports.Variant(variant), to: to}
			return b.run(c.Context(), ids)
		},
	}
	f := c.Flags()
	f.StringVar(&list, "cases", "", "file with one case a line, or all")
	f.StringVar(&body, "body", "", "the body it is for, or next: each case's own next one")
	f.StringVarP(&to, "output", "o", "", "archive to write")
	f.StringVar(&variant, "variant", "", "full or public (default: public for bodies that publish)")
	return c
}

// mostBatch is how many cases one archive holds.
const mostBatch = 20_000

// batchCases lists the cases by what the file names, or all open ones, oldest first.
func (a *app) batchCases(ctx context.Context, s *store.Store, list string) ([]string, error) {
	if list != "all" {
		return readLines(list)
	}
	var out []string
	var last *cases.Case
	for {
		page, err := s.List(ctx, last, 200)
		if err != nil {
			return nil, err
		}
		for _, k := range page {
			if k.State == cases.StateOpen {
				out = append(out, k.ID)
			}
		}
		if len(page) < 200 {
			slices.Sort(out) // ids begin with the time
			return out, nil
		}
		last = page[len(page)-1]
	}
}

// readLines reads one case a line; empty lines and those after # are nothing.
func readLines(name string) ([]string, error) {
	f, err := openOriginal(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4096)
	for n := 1; lines.Scan(); n++ {
		id, _, _ := strings.Cut(lines.Text(), "#")
		if id = strings.TrimSpace(id); id == "" || slices.Contains(out, id) {
			continue
		}
		if out = append(out, id); len(out) > mostBatch {
			return nil, cases.Invalidf(name, "too_many", "n", len(out), "max", mostBatch)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, &cases.Error{Kind: cases.Invalid, Field: name, Key: "bad_list", Args: map[string]any{"file": name}, Cause: err}
	}
	if len(out) == 0 {
		return nil, cases.Invalidf(name, "file_empty")
	}
	return out, nil
}

// batch is one run of many dossiers.
type batch struct {
	*app
	store   *store.Store
	packs   *escalation.Packs
	body    string
	variant reports.Variant
	to      string
	at      time.Time // the instant of the first run: papers of a run that goes on are dated as those before
}

// run builds what is not built yet and then packs the archive. Work that is done stays until the archive is whole.
func (b *batch) run(ctx context.Context, ids []string) error {
	dir := b.to + ".part"
	if fi, err := os.Stat(b.to); err == nil && !fi.Mode().IsRegular() {
		return cases.Invalidf("", "not_a_file", "file", b.to)
	}
	notes, err := openNotes(dir, note{Body: b.body, Variant: string(b.variant), At: b.now(), Packs: b.packs.Snapshot()})
	if err != nil {
		return targetError(filepath.Dir(b.to), err)
	}
	defer notes.close()
	b.at = notes.head.At
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		row, err := b.one(ctx, dir, id, notes)
		if err != nil {
			return targetError(filepath.Dir(b.to), err)
		}
		if row.Fault != "" {
			b.note("%s: %s", id, row.Fault)
		}
		if (i+1)%25 == 0 {
			b.note("%s", b.words().T("cli.batch.progress", "n", i+1, "of", len(ids)))
		}
	}
	rows := notes.of(ids)
	if err := b.writeWhole(b.to, func(w io.Writer) error { return packBatch(w, dir, notes.head.At, rows) }); err != nil {
		return targetError(filepath.Dir(b.to), err)
	}
	notes.close()
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return b.tell(rows)
}

// tell says how many were built; faults make the run partly done, or failed where nothing was built.
func (b *batch) tell(rows []row) error {
	built := 0
	for _, r := range rows {
		if r.Fault == "" {
			built++
		}
	}
	err := b.print(map[string]any{"file": b.to, "built": built, "failed": len(rows) - built, "cases": rows}, func(w io.Writer) {
		fmt.Fprintln(w, b.words().T("cli.batch.done", "file", b.to, "built", built, "failed", len(rows)-built))
	})
	switch {
	case err != nil:
		return err
	case built == 0:
		return coded{exitFailed, nil}
	case built < len(rows):
		return coded{exitPartly, nil}
	}
	return nil
}

// one builds the dossier of one case, unless an earlier run has and the case is what it was. What is wrong with the case
// is told in its row; an error is a lack of means, which the next case would meet too.
func (b *batch) one(ctx context.Context, dir, id string, notes *notes) (row, error) {
	k, err := b.store.Load(ctx, id)
	if err != nil {
		return notes.add(row{ID: id, Fault: b.faultOf(err)})
	}
	if done, ok := notes.whole(dir, id, k.LastHash); ok {
		return done, nil
	}
	r := row{ID: id, Case: k.ID, Code: k.Code, Head: k.LastHash}
	in, err := b.input(ctx, k)
	if err == nil {
		r.Body = in.Body
		r.Files, err = b.build(ctx, dir, in)
	}
	if err != nil {
		if ctx.Err() != nil {
			return r, ctx.Err()
		}
		r.Files, r.Fault = nil, b.faultOf(err)
	}
	return notes.add(r)
}

// faultOf puts what is wrong with a case into words; what nobody could foresee is told as it is.
func (b *batch) faultOf(err error) string {
	var known *cases.Error
	var faulty *audit.Error
	if errors.As(err, &known) || errors.As(err, &faulty) {
		return b.sentence(err)
	}
	return err.Error()
}

// input gathers what the paper of one case is made from, as of the instant of the run.
func (b *batch) input(ctx context.Context, k *cases.Case) (reports.Input, error) {
	plan := b.packs.Plan(situationOf(k), b.at)
	body := b.body
	if body == nextBody {
		if plan.Next == nil {
			return reports.Input{}, cases.Conflictf("no_next_body")
		}
		body = plan.Next.Body
	}
	shown, err := b.reader(ctx, b.store).Proofs(ctx, k, 0)
	if err != nil {
		return reports.Input{}, err
	}
	drawn := b.copies(b.store).Paper(ctx)
	return reports.Input{Case: k, Plan: plan, Packs: b.packs, Body: body, Variant: b.variant, Now: b.at, Version: version,
		Open: drawn.Open, Copy: drawn.Copy, Reduce: drawn.Reduce, CheckURL: reports.CheckAddress(b.settings.get("base_url")), Proofs: shown, Words: b.wordsOf(ctx, b.store, k)}, nil
}

// build writes the files of one case into its own folder, whole or not at all.
func (b *batch) build(ctx context.Context, dir string, in reports.Input) ([]built, error) {
	body, _ := in.Packs.Body(in.Body)
	home := filepath.Join(dir, in.Case.Code)
	if err := os.RemoveAll(home); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	drawn, _, err := reports.Draw(ctx, home, in, reports.LimitOf(body))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	var files []built
	for i, d := range drawn {
		name := reports.VolumeName(in, i+1, len(drawn))
		if err := os.Rename(d.At, filepath.Join(home, name)); err != nil {
			return nil, err
		}
		files = append(files, built{Name: in.Case.Code + "/" + name, Pages: d.Pages, Bytes: d.Bytes, SHA256: d.SHA256})
		if err := b.recordDossier(ctx, in, d.Document, d.Written, name, ""); err != nil {
			return nil, err
		}
	}
	return files, nil
}
