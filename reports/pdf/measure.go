package pdf

import (
	"context"
	"fmt"

	"degrau/reports/paper"
)

// Size says how much room an exhibit takes in a paper.
type Size struct {
	Sheets  int
	Bytes   int64  // of its own objects, without the page's words
	Apart   bool   // its pages can stand in different volumes: each has its own bytes
	Refused string // reason of its substitute sheet
}

// sheetBytes is more than the objects of one page take besides pictures and imported pages.
const sheetBytes = 2600

// Measure makes each exhibit ready and says what it takes, in the order of the document. Exhibits of the same bytes are
// counted each time: they may stand in different volumes.
func Measure(ctx context.Context, d paper.Document, open Opener) ([]Size, error) {
	t, err := newTypesetter(d.Words)
	if err != nil {
		return nil, err
	}
	var out []Size
	for _, e := range d.Exhibits {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		size, err := measure(ctx, t, d, e, open)
		if err != nil {
			return nil, fmt.Errorf("exhibit %s: %w", e.Label, err)
		}
		out = append(out, size)
	}
	return out, nil
}

func measure(ctx context.Context, t *typesetter, d paper.Document, e paper.Exhibit, open Opener) (Size, error) {
	b := &builder{typesetter: t, sheet: newSheet(d.Letter), open: open, strip: d.StripMetadata, known: map[string]exhibit{}}
	defer b.spool.close()
	x, err := b.ready(ctx, e)
	if err != nil {
		return Size{}, err
	}
	s := Size{Sheets: len(x.sheets), Bytes: b.spool.size + sheetBytes*int64(len(x.sheets)), Refused: x.refused}
	own := map[int]bool{}
	for _, p := range x.sheets {
		own[p.picture] = true
		for _, l := range p.text {
			s.Bytes += int64(4*len(l.line.source)) + 40
		}
	}
	for _, p := range b.pictures {
		if p.jpeg != nil {
			s.Bytes += p.jpeg.size + 600
		}
	}
	s.Apart = len(x.sheets) > 1 && (own[noPicture] || len(own) == len(x.sheets))
	return s, nil
}

// Pages lays out a document whose exhibits take as many pages as sheets says, without opening one of them: how many pages
// it has, and how many of them stand before its exhibits.
func Pages(ctx context.Context, d paper.Document, sheets []int) (total, front int, err error) {
	t, err := newTypesetter(d.Words)
	if err != nil {
		return 0, 0, err
	}
	var blank []exhibit
	for i, e := range d.Exhibits {
		x := exhibit{Exhibit: e, sheets: make([]exhibitSheet, max(sheets[i], 1)), of: sheets[i]}
		for k := range x.sheets {
			x.sheets[k].picture = noPicture
		}
		blank = append(blank, x)
	}
	l, err := lay(ctx, d, t, blank)
	if err != nil {
		return 0, 0, err
	}
	return len(l.pages), l.front, nil
}
