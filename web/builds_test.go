package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"testing"

	"degrau/internal/store"
)

func TestPapersThatLeaveAreRemembered(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	pdf := b.get(base + "/dossie/br-procon.pdf").Body.Bytes()
	if k, same := s.known(t, pdf); k.Kind != store.BuildDossier || k.Body != "br-procon" || k.Pages == 0 || !same {
		t.Errorf("the dossier: %+v, same %t", k, same)
	}
	raw := b.get(base + "/enviar/br-consumidor-gov/kit.zip").Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	listed := 0
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if k, same := s.known(t, content); k.Kind != store.BuildKit || !same {
			t.Errorf("%s of the kit: %+v, same %t", f.Name, k, same)
		}
		listed++
	}
	if listed < 4 {
		t.Errorf("the archive holds %d files", listed)
	}
}

func (s *testSite) known(t *testing.T, content []byte) (store.Build, bool) {
	t.Helper()
	sum := sha256.Sum256(content)
	k, same, err := s.store.KnownBuild(t.Context(), hex.EncodeToString(sum[:]), "")
	if err != nil {
		t.Fatal(err)
	}
	return k, same
}
