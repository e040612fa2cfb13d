package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestThePetitionIsHandedOut(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	page := b.page(base + "/enviar/br-jec")
	mustHave(t, page, "O texto para entregar", "Petição inicial, em PDF", "Petição inicial, para editar (DOCX)")
	if !strings.Contains(page, "br-jec/kit.zip") {
		t.Error("no link to the kit")
	}
	if strings.Contains(page, "textos.txt") {
		t.Error("there are no fields to paste")
	}
	for path, kind := range map[string]string{"/papel/br-jec.petition.pdf": "application/pdf", "/papel/br-jec.petition.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"/enviar/br-jec/kit.zip": "application/zip"} {
		w := b.get(base + path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
	}
	for _, path := range []string{"/papel/br-jec.petition", "/papel/br-jec.petition.exe", "/papel/br-jec.sermon.pdf", "/papel/br-procon.petition.pdf", "/papel/nobody.petition.pdf", "/papel/a.b.c.d", "/papel/..%2f.x.pdf"} {
		if w := b.get(base + path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
