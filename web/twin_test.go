package web

import (
	"strings"
	"testing"
)

func TestTheDossierIsShownAsAPageThatRunsNothing(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	mustHave(t, b.page(base+"/enviar/br-procon"), "Ver o dossiê como página")
	for _, path := range []string{base, "/exemplo"} {
		w := b.get(path + "/dossie/br-procon.html")
		h := w.Header()
		if w.Code != 200 || !strings.HasPrefix(h.Get("Content-Type"), "text/html") || !strings.HasPrefix(h.Get("Content-Disposition"), "inline") {
			t.Fatalf("%s: %d %v", path, w.Code, h)
		}
		for _, want := range []string{"default-src 'none'", "sandbox", "style-src 'sha256-", "frame-ancestors 'none'"} {
			if !strings.Contains(h.Get("Content-Security-Policy"), want) {
				t.Errorf("%s: policy %q lacks %q", path, h.Get("Content-Security-Policy"), want)
			}
		}
		if strings.Contains(h.Get("Content-Security-Policy"), "script-src") || strings.Contains(h.Get("Content-Security-Policy"), "allow-scripts") {
			t.Errorf("%s: scripts may run: %q", path, h.Get("Content-Security-Policy"))
		}
		saved := b.get(path + "/dossie/br-procon.html?guardar=1")
		if saved.Code != 200 || !strings.HasPrefix(saved.Header().Get("Content-Disposition"), "attachment") || saved.Body.String() != w.Body.String() {
			t.Errorf("%s: %d %v", path, saved.Code, saved.Header())
		}
	}
	if w := s.browser().get(base + "/dossie/br-procon.html"); w.Code == 200 {
		t.Error("a stranger reads the page")
	}
}
