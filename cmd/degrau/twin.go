package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"degrau/internal/store"
	"degrau/reports"
)

// asPage reports whether the dossier is asked for as a page of HTML: by --format, or else by the name of the file.
func asPage(format, to string) (bool, error) {
	switch format {
	case "":
		ext := strings.ToLower(filepath.Ext(to))
		return (ext == ".html" || ext == ".htm") && !isFolder(to), nil
	case "pdf", "html":
		return format == "html", nil
	}
	return false, wrongUse("usage_format", "value", format)
}

// buildTwin writes the dossier as one page.
func (a *app) buildTwin(ctx context.Context, in reports.Input, to string) error {
	to, err := target(to, reports.TwinName(in))
	if err != nil {
		return err
	}
	tmp, err := a.roomFor(to)
	if err != nil {
		return targetError(filepath.Dir(to), err)
	}
	defer os.RemoveAll(tmp)
	drawn, gaps, err := reports.DrawTwin(ctx, tmp, in)
	from, name := drawn.At, reports.TwinName(in)
	if err == nil {
		err = a.handOver(drawn.At, to)
	}
	if to != "-" {
		from, name = to, filepath.Base(to)
	}
	if err != nil {
		return targetError(filepath.Dir(to), err)
	}
	b := buildOf(in, drawn.Document, store.BuildDossier)
	b.SHA256, b.Bytes, b.Mark = drawn.SHA256, drawn.Bytes, drawn.Mark
	recorded := a.record(ctx, b, to, handed(name, from))
	a.noteGaps(gaps)
	a.noteSkipped(in, drawn.Skipped)
	if to == "-" {
		return recorded
	}
	err = a.print(map[string]any{"file": to, "bytes": drawn.Bytes, "sha256": drawn.SHA256}, func(w io.Writer) {
		fmt.Fprintln(w, a.words().T("cli.twin", "file", to, "size", a.words().Size(drawn.Bytes), "sha256", drawn.SHA256))
	})
	if err != nil {
		return err
	}
	return recorded
}
