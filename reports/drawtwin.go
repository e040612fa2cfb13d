package reports

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"degrau/reports/paper"
	"degrau/reports/twin"
)

// DrawnTwin is the dossier as one page of HTML.
type DrawnTwin struct {
	paper.Document
	twin.Written
	At string // where it lies, until it is handed over
}

// DrawTwin writes the dossier as a page into a folder: the twin of the PDF that has no limit.
func DrawTwin(ctx context.Context, dir string, in Input) (DrawnTwin, []Gap, error) {
	d, gaps, err := Dossier(in)
	if err != nil {
		return DrawnTwin{}, nil, err
	}
	out := DrawnTwin{Document: d, At: filepath.Join(dir, "twin")}
	out.Written, err = twinTo(ctx, out.At, d, in.Open)
	return out, gaps, err
}

func twinTo(ctx context.Context, at string, d paper.Document, open Opener) (w twin.Written, err error) {
	f, err := os.OpenFile(at, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if w, err = twin.Write(ctx, f, d, open); err != nil {
		return w, err
	}
	return w, f.Sync()
}

// TwinName is the name by which the page is handed over: that of the PDF with its own ending.
func TwinName(in Input) string { return strings.TrimSuffix(VolumeName(in, 1, 1), ".pdf") + ".html" }
