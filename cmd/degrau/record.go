package main

import (
	"context"
	"path/filepath"

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
func (a *app) recordDossier(ctx context.Context, in reports.Input, doc paper.Document, done pdf.Written, to string) error {
	b := buildOf(in, doc, store.BuildDossier)
	b.SHA256, b.Bytes, b.Pages, b.Mark = done.SHA256, done.Bytes, done.Pages, done.Mark
	return a.record(ctx, b, to)
}

// recordKit notes the kit that was just put in place, as its folder holds it.
func (a *app) recordKit(ctx context.Context, in reports.Input, dir string, names []string) error {
	doc, _, err := reports.Dossier(in)
	if err != nil {
		return err
	}
	b := buildOf(in, doc, store.BuildKit)
	for _, name := range append(names, kitList) {
		f, err := fingerprintOf(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return a.notRecorded(dir, err)
		}
		b.Bytes += f.size
		b.Files = append(b.Files, store.BuildFile{Name: filepath.ToSlash(name), SHA256: f.sha256()})
		switch name {
		case kitDossier:
			b.Mark = f.mark()
		case kitList:
			b.SHA256 = f.sha256()
		}
	}
	return a.record(ctx, b, dir)
}

func (a *app) record(ctx context.Context, b store.Build, to string) error {
	s, err := a.openStore(ctx, false)
	if err == nil {
		err = s.RecordBuild(ctx, b)
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
