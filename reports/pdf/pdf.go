// Package pdf draws papers. It is the only package that imports fpdf.
//
// A paper is measured and placed first (flow, composer, layout), so that page numbers, totals and links are known; then
// drawn with fpdf as a skeleton in which each exhibit is a tiny placeholder; then written, with the exhibits' own bytes
// in the placeholders' place. Memory holds words, never photos.
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
	Mark    string            // the file's /ID, by which a changed copy is known again
	Starts  map[string]int    // first page of each exhibit
	Sheets  map[string]int    // and how many it takes
	Drawn   map[string][]int  // objects that its pages draw; 0 for pages of words
	Parts   []Part            // photos, whose bytes were streamed in as they are
	Rest    string            // SHA-256 of all bytes outside of Parts
	objects map[int]int       // of pictures, by their numbers in the builder
	Skipped map[string]string // exhibits with a substitute sheet: label and reason key
}

// Part is where the bytes of a photo stand in the file.
type Part struct {
	Label  string // of the exhibit
	At     int64
	Bytes  int64
	SHA256 string // of these bytes
}

// builder holds what one paper needs while it is made.
type builder struct {
	*typesetter
	sheet    sheet
	open     Opener
	strip    bool
	pictures []picture
	spool    spool
	known    map[string]exhibit // made ready before, by original
	only     [2]int             // pages of the PDF at hand that are drawn; zero: all
	hidden   []int              // layers of exhibits that their makers have switched off
}

func newBuilder(d paper.Document, open Opener) (*builder, error) {
	t, err := newTypesetter(d.Words)
	if err != nil {
		return nil, err
	}
	return &builder{typesetter: t, sheet: newSheet(d.Letter), open: open, strip: d.StripMetadata, known: map[string]exhibit{}}, nil
}

func (b *builder) add(p picture) int {
	b.pictures = append(b.pictures, p)
	return len(b.pictures) - 1
}

// Write draws the document to w. The same document and originals give the same bytes. Exhibits that cannot be shown get
// a substitute sheet and are named in Written.Skipped; the paper is written all the same. After an error, what w has
// received is not a paper.
func Write(ctx context.Context, w io.Writer, d paper.Document, open Opener) (Written, error) {
	b, err := newBuilder(d, open)
	if err != nil {
		return Written{}, err
	}
	defer b.spool.close()
	exhibits, err := b.prepare(ctx, d.Exhibits)
	if err != nil {
		return Written{}, err
	}
	l, err := lay(ctx, d, b.typesetter, exhibits)
	if err != nil {
		return Written{}, err
	}
	skeleton, marks, err := l.draw()
	if err != nil {
		return Written{}, err
	}
	out, err := b.write(ctx, w, skeleton, l, description{d, b.typesetter, marks})
	if err != nil {
		return Written{}, err
	}
	out.Pages = len(l.pages)
	out.account(exhibits, l.front)
	out.drawn(exhibits)
	return out, nil
}

// account says where each exhibit starts, how many pages it takes, and which could not be shown.
func (w *Written) account(exhibits []exhibit, front int) {
	w.Starts, w.Sheets, w.Skipped = map[string]int{}, map[string]int{}, map[string]string{}
	at := front + 1
	for _, e := range exhibits {
		if _, twice := w.Starts[e.Label]; !twice {
			w.Starts[e.Label], w.Sheets[e.Label] = at, len(e.sheets)
		}
		if e.refused != "" {
			w.Skipped[e.Label] = e.refused
		}
		at += len(e.sheets)
	}
}

// drawn says which object stands on each page of an exhibit, by what the exhibit is and not by where it was laid.
func (w *Written) drawn(exhibits []exhibit) {
	w.Drawn = map[string][]int{}
	for _, e := range exhibits {
		if _, twice := w.Drawn[e.Label]; twice {
			continue
		}
		var objects []int
		for _, s := range e.sheets {
			objects = append(objects, w.objects[s.picture])
		}
		w.Drawn[e.Label] = objects
	}
}
