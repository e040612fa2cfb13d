package reports

import (
	"context"
	"crypto/sha256"
	"io"
	"testing"

	"degrau/reports/pdf"
)

// The dossier is measured beside the least that any program must do with its exhibits: copy and hash the same bytes.
func BenchmarkDossier(b *testing.B) {
	in := mustInput(b, headlines["not-delivered"], "br-procon")
	for b.Loop() {
		d, _, err := Dossier(in)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := pdf.Write(context.Background(), io.Discard, d, in.Open); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompose(b *testing.B) {
	in := mustInput(b, headlines["not-delivered"], "br-procon")
	for b.Loop() {
		if _, _, err := Dossier(in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCopyAndHash(b *testing.B) {
	in := mustInput(b, headlines["not-delivered"], "br-procon")
	for b.Loop() {
		h := sha256.New()
		for _, x := range in.Case.Evidence() {
			r, err := in.Open(x.SHA256)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.MultiWriter(io.Discard, h), r); err != nil {
				b.Fatal(err)
			}
			r.Close()
		}
	}
}
