package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Who writes their own words gets them in what is downloaded, and nothing personal leaves in a public text.
func TestTextsCanBePutInOwnWords(t *testing.T) {
	b := mustSite(t).browser()
	at := b.mustCase() + "/enviar/br-consumidor-gov"
	mustHold(t, b.page(at), `name="campo-descricao" form="textos"`, "Pode mudar o texto com as suas palavras")
	own := url.Values{"campo-descricao": {"Comprei e espero até hoje.\r\nPeço o dinheiro."}}
	w := b.post(at+"/textos.txt", own)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "espero até hoje.\nPeço o dinheiro.") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	if w := b.post(at+"/kit.zip", own); w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	own.Set("campo-descricao", "Escrevam para ana@exemplo.br, por favor.")
	for _, path := range []string{"/textos.txt", "/kit.zip"} {
		w := b.post(at+path, own)
		if w.Code != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d", path, w.Code)
		}
		mustHold(t, w.Body.String(), "Este texto é público e mostra dado pessoal seu", `aria-describedby="campo-descricao-erro"`, "Escrevam para ana@exemplo.br")
	}
}

// The text a body reads stands beside the same one in the language of whoever reads the page.
func TestTheReadersLanguageStandsBesideTheBodys(t *testing.T) {
	b := mustSite(t).browser()
	at := b.mustCase() + "/enviar/"
	if page := b.page(at + "br-procon"); strings.Contains(page, `class="beside"`) {
		t.Error("the body reads what the person reads")
	}
	page := b.page(at + "aliexpress-seller")
	mustHold(t, page, `class="beside" lang="pt-BR"`, "Na sua língua", `lang="en"`)
	b.to(b.post("/idioma", url.Values{"lang": {"ro"}, "volta": {"/ajuda"}}))
	mustHold(t, b.page(at+"br-procon"), `class="beside" lang="ro"`, "Solicit notificarea firmei")
}
