package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"degrau/cases"
	"degrau/internal/store"
	"degrau/reports"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// buildOf says what a paper was made from.
func buildOf(in reports.Input, doc paper.Document, kind string) store.Build {
	v := in.Variant
	if v == "" {
		v = reports.Full
		if doc.StripMetadata {
			v = reports.Public
		}
	}
	return store.Build{CaseID: in.Case.ID, Kind: kind, Body: in.Body, Variant: string(v), HeadHash: in.Case.LastHash, LastSeq: in.Case.LastSeq,
		Packs: in.Packs.Snapshot(), AsOf: doc.AsOf, MadeAt: in.Now}
}

// recordDossier notes the dossier that was just put in place.
// The bytes lie at from, and are kept as they were handed out; where from is empty, the build is noted alone.
func (a *app) recordDossier(ctx context.Context, in reports.Input, doc paper.Document, done pdf.Written, to, from string) error {
	b := buildOf(in, doc, store.BuildDossier)
	b.SHA256, b.Bytes, b.Pages, b.Mark = done.SHA256, done.Bytes, done.Pages, done.Mark
	if from == "" {
		return a.record(ctx, b, to)
	}
	name := filepath.Base(to)
	if to == "-" {
		name = "dossie-" + in.Case.Code + "-" + in.Body + ".pdf"
	}
	return a.record(ctx, b, to, handed(name, from))
}

// handed is a file that was handed out, as it lies on the disk.
func handed(name, at string) store.Handed {
	return store.Handed{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(at) }}
}

// recordKit notes the kit that was just put in place, as its folder holds it.
func (a *app) recordKit(ctx context.Context, in reports.Input, dir string, names []string) error {
	doc, _, err := reports.Dossier(in)
	if err != nil {
		return err
	}
	b := buildOf(in, doc, store.BuildKit)
	var files []store.Handed
	for _, name := range append(names, kitList) {
		f, err := fingerprintOf(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return a.notRecorded(dir, err)
		}
		b.Bytes += f.size
		files = append(files, handed(filepath.ToSlash(name), filepath.Join(dir, filepath.FromSlash(name))))
		b.Files = append(b.Files, store.BuildFile{Name: filepath.ToSlash(name), SHA256: f.sha256()})
		switch {
		case b.Mark == "" && (name == kitDossier || strings.HasPrefix(name, "dossier-")): // of volumes, the first
			b.Mark = f.mark()
		case name == kitList:
			b.SHA256 = f.sha256()
		}
	}
	return a.record(ctx, b, dir, files...)
}

func (a *app) record(ctx context.Context, b store.Build, to string, files ...store.Handed) error {
	s, err := a.openStore(ctx, false)
	if err == nil {
		err = s.KeepBuild(ctx, b, files)
	}
	if err != nil {
		return a.notRecorded(to, err)
	}
	return nil
}

// notRecorded is the half success: the paper is there, but verify will not know it.
func (a *app) notRecorded(to string, err error) error {
	return coded{exitPartly, &cases.Error{Key: "build_not_recorded", Args: map[string]any{"file": to, "why": a.sentence(err)}, Cause: err}}
}
