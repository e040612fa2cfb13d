package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhatNobodyKnowsIsAFaultOfItsField(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"filed"}, "orgao": {"br-procon"}, "dia": {"1/11/2026"}, "protocolo": {"AB-77"}}))
	page := b.page(base)
	edit := between(page[strings.Index(page, "AB-77"):], `href="`, `"`)
	for name, c := range map[string]struct {
		form  url.Values
		field string
	}{
		"a body of no pack":        {url.Values{"tipo": {"filed"}, "orgao": {"procom"}, "dia": {"2/11/2026"}, "protocolo": {"ZZ-1"}}, "orgao"},
		"an exhibit nobody has":    {url.Values{"tipo": {"answered"}, "dia": {"2/11/2026"}, "protocolo": {"ZZ-1"}, "provas": {"P9"}}, "provas"},
		"an exhibit that is words": {url.Values{"tipo": {"note"}, "texto": {"ZZ-1"}, "provas": {hostile}}, "provas"},
	} {
		for _, path := range []string{base + "/novidade", edit} {
			t.Run(name, func(t *testing.T) {
				w := b.post(path, c.form)
				if p := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(p, `href="#`+c.field+`"`) || !strings.Contains(p, `id="`+c.field+`-erro"`) || !strings.Contains(p, "ZZ-1") {
					t.Errorf("%d %s", w.Code, firstHeading(p))
				}
			})
		}
	}
	if strings.Contains(b.page(base), "ZZ-1") {
		t.Error("what was refused is kept")
	}
}

func TestEveryBodySaysWhatToDoAndWhoMayFile(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	for _, body := range s.site.Packs.Bodies() {
		page := b.page(base + "/enviar/" + body.ID)
		mustHave(t, page, "Quem pode reclamar:", "Baixar o dossiê (PDF)", "Já enviei")
		if got := strings.Contains(visible(page), "Esta edição ainda não tem texto pronto"); got != (len(body.Form.Fields) == 0 && len(body.Papers) == 0) {
			t.Errorf("%s: says it has no text: %v", body.ID, got)
		}
		if strings.Contains(page, "textos.txt") != (len(body.Form.Fields) > 0) {
			t.Errorf("%s offers texts it has not, or hides those it has", body.ID)
		}
		mustHave(t, b.page("/orgaos/"+body.ID), "Quem pode reclamar")
	}
	w := b.get(base + "/dossie/card-issuer.pdf")
	if w.Code != 200 || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("dossier for a body without texts: %d", w.Code)
	}
	mustHave(t, b.page(b.to(b.post(base+"/enviar/card-issuer", url.Values{"dia": {"20/11/2026"}, "protocolo": {"BK-9"}}))), "BK-9")
}

func TestAnExhibitIsDescribedByOnePressAndProvesAnEntry(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"contacted"}, "dia": {"1/11/2026"}, "texto": {"liguei"}}))
	to := b.to(b.upload(base+"/provas", nil, map[string][]byte{"b.txt": []byte("conversa")}))
	if !strings.HasSuffix(to, "#P2") {
		t.Errorf("after an upload: %s", to)
	}
	page := b.page(base + "/provas")
	mustHave(t, page, "O que esta prova mostra?", "Conversas com a empresa", "É prova de quê?")
	rest := page[strings.Index(page, `id="prova-de-P2"`):]
	seq := between(rest[:strings.Index(rest, "1/11/2026")+1][strings.LastIndex(rest[:strings.Index(rest, "/11/2026")], "value="):], `value="`, `"`)
	for range 2 { // pressed twice, it is still named once
		b.to(b.post(base+"/provas/P2", url.Values{"legenda": {""}, "mostra": {"chat"}, "prova_de": {seq}}))
	}
	page = b.page(base + "/provas")
	mustHave(t, page, "P2 · Conversas com a empresa")
	n := 0
	for _, e := range b.facts(base).Events {
		for _, label := range e.Evidence {
			if label == "P2" && e.Text == "liguei" {
				n++
			}
		}
	}
	if n != 1 {
		t.Errorf("named %d times", n)
	}
	if w := b.post(base+"/provas/P2", url.Values{"legenda": {"x"}, "prova_de": {"99"}}); w.Code != http.StatusNotFound {
		t.Errorf("proof of nothing: %d", w.Code)
	}
}

func TestADoorWithTwoStepsIsNotShutByOneOfThem(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	page := b.page(b.mustCase() + "/enviar/card-issuer") // too late to dispute the purchase, in time for the next bill
	if strings.Contains(visible(page), "Este caminho não serve") {
		t.Error("the kit shuts the door that the case page opens")
	}
	list := b.page("/exemplo")
	list = list[strings.Index(list, `class="stairlist"`):]
	mustHave(t, list, "Avise o banco que contesta a parcela da próxima fatura")
}
