package reports

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"degrau/reports/pdf"
)

// The whole way from facts to bytes, twice: the same case gives the same file. DEGRAU_PAPERS names a folder in which to
// keep the files, to look at them.
func TestDossierIsDrawnTheSameTwice(t *testing.T) {
	for _, body := range headlineBodies {
		t.Run(body, func(t *testing.T) {
			in := mustInput(t, headlines["not-delivered"], body)
			var first []byte
			for range 2 {
				d, _, err := Dossier(in)
				if err != nil {
					t.Fatal(err)
				}
				var b bytes.Buffer
				w, err := pdf.Write(context.Background(), &b, d, in.Open)
				if err != nil {
					t.Fatal(err)
				}
				if w.Pages < 2 || len(w.Skipped) > 0 || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
					t.Errorf("written: %+v", w)
				}
				if first != nil && !bytes.Equal(first, b.Bytes()) {
					t.Error("the same case gave two different files")
				}
				first = b.Bytes()
			}
			if dir := os.Getenv("DEGRAU_PAPERS"); dir != "" {
				if err := os.WriteFile(filepath.Join(dir, body+".pdf"), first, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
