package reports

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"degrau/reports/audit"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Drawn is one file of a dossier that was written and looked at again.
type Drawn struct {
	paper.Document
	pdf.Written
	At string // where it lies, until it is handed over
}

// Draw writes the dossier into a folder, as one file or as volumes that each keep the limit, and opens each again before
// anybody else does. A paper with a fault is an *audit.Error, and nothing may be handed over. The files lie under names of
// no meaning; those by which they are handed over are VolumeName's.
func Draw(ctx context.Context, dir string, in Input, limit Limit) ([]Drawn, []Gap, error) {
	at := func(i int) string { return filepath.Join(dir, strconv.Itoa(i)) }
	docs, done, gaps, err := Volumes(ctx, in, limit, func(docs []paper.Document) ([]pdf.Written, error) {
		var out []pdf.Written
		for i, d := range docs {
			w, err := drawTo(ctx, at(i), d, in.Open)
			if err != nil {
				return nil, err
			}
			out = append(out, w)
		}
		return out, nil
	})
	if err != nil {
		return nil, nil, err
	}
	name := func(i int) string { return VolumeName(in, i+1, len(docs)) }
	var out []Drawn
	for i, d := range docs {
		if err := Audit(ctx, name(i), at(i), d, done[i], limit); err != nil {
			return nil, nil, err
		}
		out = append(out, Drawn{d, done[i], at(i)})
	}
	return out, gaps, audit.Set(name, docs, done)
}

// Audit opens a written paper again, under the name it is to be handed over by.
func Audit(ctx context.Context, name, at string, d paper.Document, w pdf.Written, limit Limit) error {
	f, err := os.Open(at)
	if err != nil {
		return fmt.Errorf("open the paper again: %w", err)
	}
	defer f.Close()
	fi, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the paper again: %w", err)
	}
	return audit.Check(ctx, name, f, fi.Size(), d, w, audit.Limit(limit))
}

// drawTo writes one paper and makes sure that it lies on the disk.
func drawTo(ctx context.Context, at string, d paper.Document, open Opener) (w pdf.Written, err error) {
	f, err := os.OpenFile(at, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if w, err = pdf.Write(ctx, f, d, open); err != nil {
		return w, err
	}
	return w, f.Sync()
}
