package web

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"degrau/reports"
	"degrau/reports/checker"
)

func TestTheDossierShowsConvertedPicturesAndComesInVolumes(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	heic, err := os.ReadFile("../internal/media/testdata/painted.heic")
	if err != nil {
		t.Fatal(err)
	}
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"foto.heic": heic}))
	body, _ := s.site.Packs.Body("br-procon")
	limit := reports.LimitOf(body)
	if limit.Bytes == 0 {
		t.Fatal("the body this test is about has no limit any more")
	}
	at := filepath.Join(t.TempDir(), "d.pdf")
	if err := os.WriteFile(at, b.get(base+"/dossie/br-procon.pdf").Body.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := exec.Command("pdftotext", "-layout", at, "-").Output()
	if err != nil || !strings.Contains(string(words), "Cópia convertida para esta página") {
		t.Errorf("the photo is not drawn: %v\n%s", err, words)
	}
	mustHave(t, b.page(base+"/enviar/br-procon"), "Baixar em volumes de até")
	for _, path := range []string{base, "/exemplo"} {
		w := b.get(path + "/dossie/br-procon.zip")
		z, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
		if err != nil || len(z.File) == 0 {
			t.Fatalf("%s: %d %v", path, w.Code, err)
		}
		if last := z.File[len(z.File)-1]; last.Name != checker.Name || len(z.File) < 2 {
			t.Errorf("%s: the page to check the files is not there: %s", path, last.Name)
		}
		for _, f := range z.File[:len(z.File)-1] {
			if !strings.HasSuffix(f.Name, ".pdf") || int64(f.UncompressedSize64) > limit.Bytes {
				t.Errorf("%s: %d bytes", f.Name, f.UncompressedSize64)
			}
		}
	}
	for _, path := range []string{"/dossie/br-procon", "/dossie/br-procon.exe", "/dossie/br-procon.pdf.zip", "/dossie/.pdf", "/dossie/nada.zip"} {
		if w := b.get(base + path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
