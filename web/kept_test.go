package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAPaperIsKeptAsItWentOut downloads a dossier, changes the case, and takes the first paper again.
func TestAPaperIsKeptAsItWentOut(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	if strings.Contains(b.page(base+"/enviar/br-procon"), "/papeis/") {
		t.Fatal("nothing went out yet")
	}
	first := b.get(base + "/dossie/br-procon.pdf").Body.Bytes()
	page := b.page(base + "/enviar/br-procon")
	mustHave(t, page, "1 papel que você já baixou", "O que você entregou", "Outra coisa")
	at := base + "/papeis/" + between(page, "/papeis/", `"`)
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"contacted"}, "dia": {"1/11/2026"}, "texto": {"liguei de novo"}}))
	if again := b.get(base + "/dossie/br-procon.pdf").Body.Bytes(); bytes.Equal(again, first) {
		t.Fatal("the case changed and the dossier did not")
	}
	w := b.get(at)
	if w.Code != http.StatusOK || !bytes.Equal(w.Body.Bytes(), first) || w.Header().Get("Content-Type") != "application/pdf" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("%d, %d bytes of %d, %v", w.Code, w.Body.Len(), len(first), w.Header())
	}
	sum := at[strings.LastIndex(at, "/")+1:]
	b.to(b.post(base+"/enviar/br-procon", url.Values{"dia": {"2/11/2026"}, "protocolo": {"AB-1"}, "papel": {sum}}))
	mustHave(t, b.page(base+"/enviar/br-procon"), "Entregue em 02/11/2026.")
	if c := b.caseOf(base); c.Events[len(c.Events)-1].Entry.Paper != sum {
		t.Errorf("%+v", c.Events[len(c.Events)-1].Entry)
	}
	for _, bad := range []string{"/papeis/" + strings.Repeat("0", 64), "/papeis/x", "/papeis/%2e%2e"} {
		if w := b.get(base + bad); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
	other := s.browser()
	theirs := other.mustCase()
	for _, path := range []string{at, theirs + "/papeis/" + sum} {
		if w := other.get(path); w.Code != http.StatusNotFound {
			t.Errorf("somebody else gets %s: %d", path, w.Code)
		}
	}
	b.to(b.post(base+"/enviar/br-procon", url.Values{"dia": {"3/11/2026"}, "protocolo": {"AB-2"}, "papel": {strings.Repeat("f", 64)}}))
	if c := b.caseOf(base); c.Events[len(c.Events)-1].Entry.Paper != "" {
		t.Error("a paper that is none of the case's was taken")
	}
	kit := b.get(base + "/enviar/br-consumidor-gov/kit.zip")
	if kit.Code != http.StatusOK {
		t.Fatal(kit.Code)
	}
	page = b.page(base + "/enviar/br-consumidor-gov")
	mustHave(t, page, "checklist.txt", "dossier.pdf")
	b.page(base + "/provas")
}
