package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"degrau/reports/paper"
)

// Reasons for a substitute sheet: keys of Words.Reasons and values of Written.Skipped.
const (
	reasonEncrypted   = "encrypted"
	reasonBroken      = "broken"
	reasonUnsupported = "unsupported"
	reasonTooLarge    = "too_large"
	reasonMissing     = "missing"
)

// refusal is why an exhibit cannot be shown.
type refusal struct {
	reason string
	err    error
}

func (r refusal) Error() string { return r.reason + ": " + r.err.Error() }
func (r refusal) Unwrap() error { return r.err }

func refuse(reason, format string, args ...any) error {
	return refusal{reason, fmt.Errorf(format, args...)}
}

// exhibit is a proof made ready: what stands on each of its pages, or why it cannot be shown.
type exhibit struct {
	paper.Exhibit
	sheets  []exhibitSheet
	before  int // pages of it that stand in an earlier volume
	of      int // pages of it in all
	refused string
}

// noPicture marks sheets of text and substitute sheets.
const noPicture = -1

// exhibitSheet is one page of an exhibit: a picture, or the part of it from top (0..1) that is part high; or lines.
type exhibitSheet struct {
	picture   int
	text      []textLine
	w, h      float64
	top, part float64
}

// prepare opens each exhibit, once, and makes ready what is drawn of it. What cannot be shown gets a substitute sheet.
func (b *builder) prepare(ctx context.Context, list []paper.Exhibit) ([]exhibit, error) {
	var out []exhibit
	for _, e := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ready, err := b.ready(ctx, e)
		if err != nil {
			return nil, fmt.Errorf("exhibit %s: %w", e.Label, err)
		}
		out = append(out, ready)
	}
	return out, nil
}

// ready makes one exhibit ready. Only a lack of means (disk, cancelled work) is an error.
func (b *builder) ready(ctx context.Context, e paper.Exhibit) (exhibit, error) {
	out := exhibit{Exhibit: e}
	key := fmt.Sprint(e.SHA256, " ", e.Kind, " ", e.Orientation, " ", e.Copy.SHA256, " ", e.Refused, " ", e.Sheets)
	if known, ok := b.known[key]; ok {
		out.sheets, out.refused, out.before, out.of = known.sheets, known.refused, known.before, known.of
		return out, nil
	}
	sheets, err := b.sheets(ctx, e)
	var refused refusal
	switch {
	case errors.As(err, &refused):
		out.refused = refused.reason
		out.sheets = []exhibitSheet{{picture: noPicture}}
	case err != nil:
		return out, err
	default:
		out.sheets = sheets
	}
	out.part()
	b.known[key] = out
	return out, nil
}

// part keeps the pages that are drawn in this volume.
func (x *exhibit) part() {
	x.of = len(x.sheets)
	from, to := x.Sheets[0], x.Sheets[1]
	if from < 1 || to < from || from > len(x.sheets) || x.refused != "" {
		return
	}
	x.before = from - 1
	x.sheets = x.sheets[from-1 : min(to, len(x.sheets))]
}

// Draws reports whether exhibits of the kind are drawn; others get a substitute sheet.
func Draws(kind string) bool { return slices.Contains([]string{"jpeg", "png", "pdf", "text"}, kind) }

func (b *builder) sheets(ctx context.Context, e paper.Exhibit) ([]exhibitSheet, error) {
	if e.Refused != "" {
		return nil, refuse(e.Refused, "it may not be drawn")
	}
	e = drawnFrom(e)
	if !Draws(e.Kind) && len(e.Words) == 0 {
		return nil, refuse(reasonUnsupported, "kind %q", e.Kind)
	}
	if b.open == nil {
		return nil, refuse(reasonMissing, "no originals")
	}
	r, err := b.open(e.SHA256)
	if err != nil {
		return nil, refuse(reasonMissing, "%w", err)
	}
	defer r.Close()
	b.only = e.Sheets
	sheets, err := b.drawn(ctx, r, e)
	b.only = [2]int{}
	if err != nil { // what seems broken may be another file
		if other := genuine(r, e.Label, e.SHA256); errors.Is(other, ErrChanged) {
			return nil, other
		}
	}
	return sheets, err
}

// drawnFrom is the exhibit with the copy that is drawn in place of its original.
func drawnFrom(e paper.Exhibit) paper.Exhibit {
	if c := e.Copy; c.SHA256 != "" {
		e.SHA256, e.Kind, e.Size, e.Orientation = c.SHA256, c.Kind, c.Size, 0
	}
	return e
}

// drawn makes the sheets of an original, as its bytes say.
func (b *builder) drawn(ctx context.Context, r io.ReadSeeker, e paper.Exhibit) ([]exhibitSheet, error) {
	if len(e.Words) > 0 {
		if err := genuine(r, e.Label, e.SHA256); errors.Is(err, ErrChanged) {
			return nil, err
		} else if err != nil {
			return nil, refuse(reasonBroken, "%w", err)
		}
		return b.messageSheets(e.Words)
	}
	kind, err := kindOf(r, e)
	if err != nil {
		return nil, refuse(reasonBroken, "%w", err)
	}
	if kind != "jpeg" { // photos are the many and the large: they are compared while they are written
		if err := genuine(r, e.Label, e.SHA256); errors.Is(err, ErrChanged) {
			return nil, err
		} else if err != nil {
			return nil, refuse(reasonBroken, "%w", err)
		}
	}
	switch kind {
	case "text":
		return b.textSheets(r)
	case "jpeg":
		return b.jpegSheets(r, e)
	case "png":
		return b.pngSheets(r)
	case "pdf":
		return b.pdfSheets(ctx, r)
	}
	return nil, refuse(reasonBroken, "not a %s", e.Kind)
}

// kindOf tells what the bytes are, and goes back to the first of them.
func kindOf(r io.ReadSeeker, e paper.Exhibit) (string, error) {
	head := make([]byte, 1024)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if e.Kind == "text" {
		return "text", nil
	}
	return sniff(head[:n]), nil
}

// sniff tells the kind by the first bytes; names and declared kinds may be wrong.
func sniff(head []byte) string {
	switch {
	case len(head) > 3 && head[0] == 0xFF && head[1] == 0xD8 && head[2] == 0xFF:
		return "jpeg"
	case len(head) > 8 && string(head[:8]) == "\x89PNG\r\n\x1a\n":
		return "png"
	case indexOf(head, "%PDF-") >= 0:
		return "pdf"
	}
	return ""
}
