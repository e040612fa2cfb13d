package reports

import (
	"errors"
	"os"
	"testing"

	"degrau/reports/audit"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

func volumesSaid(drawn []Drawn) (docs []paper.Document, done []pdf.Written) {
	for _, d := range drawn {
		docs, done = append(docs, d.Document), append(done, d.Written)
	}
	return docs, done
}

// TestDrawnPapersAreLookedAt draws volumes into a folder and then looks again, after a byte of one has changed.
func TestDrawnPapersAreLookedAt(t *testing.T) {
	in, dir := largeCase(t), t.TempDir()
	limit := Limit{Bytes: 700_000}
	drawn, _, err := Draw(t.Context(), dir, in, limit)
	if err != nil || len(drawn) < 2 {
		t.Fatalf("%d files, %v", len(drawn), err)
	}
	for i, d := range drawn {
		fi, err := os.Stat(d.At)
		if err != nil || fi.Size() != d.Bytes || d.Bytes > limit.Bytes || fi.Mode().Perm() != 0o600 {
			t.Errorf("volume %d: %+v %v", i+1, fi, err)
		}
	}
	d := drawn[1]
	b, err := os.ReadFile(d.At)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(d.At, b, 0o600); err != nil {
		t.Fatal(err)
	}
	var found *audit.Error
	if err := Audit(t.Context(), "two.pdf", d.At, d.Document, d.Written, limit); !errors.As(err, &found) || found.File != "two.pdf" {
		t.Errorf("a changed byte: %v", err)
	}
	if err := Audit(t.Context(), "two.pdf", d.At+".none", d.Document, d.Written, limit); err == nil || errors.As(err, &found) && found == nil {
		t.Errorf("a file that is not there: %v", err)
	}
	docs, done := volumesSaid(drawn)
	docs[0].Volume.Elsewhere["P9"][0].From++
	if err := audit.Set(func(int) string { return "one.pdf" }, docs, done); !errors.As(err, &found) || found.Faults[0].Key != audit.Elsewhere {
		t.Errorf("a number that leads to another volume: %v", err)
	}
	docs[1].Volume.First++
	if err := audit.Set(func(i int) string { return "x.pdf" }, docs[1:], done[1:]); !errors.As(err, &found) {
		t.Errorf("running numbers with a gap: %v", err)
	}
}
