// Package pdf draws papers. It is the only package that imports fpdf.
package pdf

import (
	"context"
	"io"

	"degrau/reports/paper"
)

// Opener opens the original bytes of an exhibit by SHA-256.
type Opener func(sha256 string) (io.ReadSeekCloser, error)

// Written says what was written.
type Written struct {
	Pages   int
	Bytes   int64
	SHA256  string
	Starts  map[string]int    // first page of each exhibit
	Skipped map[string]string // exhibits with a substitute sheet: label and reason key
}

// Write draws the document to w in one pass. Exhibits are streamed from open; memory holds the words only.
func Write(ctx context.Context, w io.Writer, d paper.Document, open Opener) (Written, error) {
	return Written{}, nil
}
