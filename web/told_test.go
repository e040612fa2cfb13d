package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

func TestNothingTypedIsLostAndNoPaperPrintsIt(t *testing.T) {
	secret := "segredo-do-relato"
	for name, text := range map[string]string{
		"a few words": "Comprei no AliExpress e não chegou. " + secret,
		"many pages":  "Comprei no AliExpress e não chegou. " + secret + "\r\n" + strings.Repeat("não é çerto ✓ ", 9000),
	} {
		t.Run(name, func(t *testing.T) {
			b := mustSite(t).browser()
			at := b.to(b.upload("/novo", map[string]string{"texto": text}, map[string][]byte{"conversa.txt": []byte("Do arquivo, não da pessoa.")}))
			base := b.confirm(at)
			if got := b.page(base + "/relato.txt"); got != strings.ReplaceAll(text, "\r\n", "\n") {
				t.Errorf("%d bytes of %d came back", len(got), len(text))
			}
			mustHave(t, b.page(base+"/dados"), "Baixar o que você escreveu no começo")
			for _, path := range []string{"", "/enviar/br-reclame-aqui", "/enviar/br-consumidor-gov", "/enviar/br-procon/textos.txt", "/dossie/br-reclame-aqui.pdf"} {
				if strings.Contains(b.page(base+path), secret) {
					t.Errorf("%s prints what was typed", path)
				}
			}
		})
	}
}

func TestAFileAloneIsNotWordsOfThePerson(t *testing.T) {
	b := mustSite(t).browser()
	base := b.confirm(b.to(b.upload("/novo", map[string]string{"texto": " "}, map[string][]byte{"conversa.txt": []byte("Comprei e não chegou.")})))
	if w := b.get(base + "/relato.txt"); w.Code != http.StatusNotFound {
		t.Errorf("%d %q", w.Code, w.Body)
	}
	if strings.Contains(b.page(base+"/dados"), "relato.txt") {
		t.Error("a link to words that are not there")
	}
}

func TestATooLongTextIsShownAgainWhole(t *testing.T) {
	b := mustSite(t).browser()
	long := strings.Repeat("a ", maxText/2) + "fim-do-texto"
	w := b.upload("/novo", map[string]string{"texto": long}, map[string][]byte{"bom.txt": []byte("Comprei e não chegou.")})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "fim-do-texto") {
		t.Errorf("%d: what was typed is cut", w.Code)
	}
}

func TestConfirmingTwiceMakesOneCase(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	at := b.to(b.post("/novo", url.Values{"texto": {told}}))
	var to [4]string
	var all sync.WaitGroup
	for i := range to {
		one := &browser{s, map[string]string{claimCookie: b.cookies[claimCookie]}, ""}
		all.Go(func() {
			w := one.post(at, url.Values{"fazer": {"confirmar"}})
			to[i] = w.Header().Get("Location")
		})
	}
	all.Wait()
	for _, x := range to {
		if x == "" || x != to[0] {
			t.Errorf("presses lead to %q", to)
		}
	}
	if list, err := s.store.List(t.Context(), nil, 10); err != nil || len(list) != 1 {
		t.Errorf("%d cases %v", len(list), err)
	}
	if strings.Contains(visible(b.page("/")), "Você começou um caso") {
		t.Error("a confirmed draft is still offered")
	}
}

func TestADraftThatIsGoneSaysWhereToLook(t *testing.T) {
	s := mustSite(t)
	owner, other := s.browser(), s.browser()
	at := owner.to(owner.post("/novo", url.Values{"texto": {told}}))
	other.mustCase()
	for _, w := range []interface{ Result() *http.Response }{other.get(at), other.post(at, url.Values{"fazer": {"confirmar"}}), s.browser().get(at)} {
		r := w.Result()
		page := string(readAll(t, r.Body))
		if r.StatusCode != http.StatusNotFound || !strings.Contains(page, "Este rascunho não está mais aqui") || strings.Contains(page, "TechWorld") {
			t.Errorf("%d %s", r.StatusCode, firstHeading(page))
		}
	}
}

func TestOneBadFileOfTenLosesNoOther(t *testing.T) {
	b := mustSite(t).browser() // takes one megabyte a file
	files := map[string][]byte{"grande.jpg": bytes.Repeat([]byte{0xff}, 1<<20+200_000)}
	for i := range 9 {
		files[fmt.Sprintf("bom%d.txt", i)] = fmt.Appendf(nil, "comprovante %d", i)
	}
	check := b.page(b.to(b.upload("/novo", map[string]string{"texto": told}, files)))
	mustHave(t, check, "Estes arquivos não foram guardados", "grande.jpg: Este arquivo tem 1,2", "bom8.txt")
	base := b.mustCase()
	w := b.upload(base+"/provas", nil, files)
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("status %d", w.Code)
	}
	mustHave(t, page, "Guardamos estes", "grande.jpg: Este arquivo tem 1,2", "P10 · ")
	for i := range 9 {
		if !strings.Contains(page, fmt.Sprintf(" · bom%d.txt", i)) {
			t.Errorf("no line for file %d", i)
		}
	}
	w = b.upload(base+"/provas", nil, map[string][]byte{"grande.jpg": files["grande.jpg"]})
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(visible(w.Body.String()), "Envie um menor ou mande em PDF.") {
		t.Errorf("only a large file: %d", w.Code)
	}
	w = b.upload(base+"/provas", nil, map[string][]byte{"enorme.bin": make([]byte, 13<<20)})
	if !strings.Contains(visible(w.Body.String()), "10 arquivos por vez") {
		t.Errorf("over all limits: %s", firstHeading(w.Body.String()))
	}
}

func TestTheLanguageIsThatOfTheCookieThenTheBrowserThenTheOperator(t *testing.T) {
	s := mustSite(t)
	for name, c := range map[string]struct{ cookie, browser, operator, want string }{
		"the cookie first":           {"ro", "es", "en", "ro"},
		"then the browser":           {"", "es-AR,en;q=0.5", "en", "es"},
		"then the operator":          {"", "", "en", "en"},
		"a browser of no house word": {"", "ja", "ro", "ro"},
		"a wrong cookie is no wish":  {"xx", "en-GB", "ro", "en"},
		"then Portuguese":            {"", "", "", "pt"},
	} {
		s.site.Lang = c.operator
		b := s.browser()
		b.lang = c.browser
		if c.cookie != "" {
			b.cookies[langCookie] = c.cookie
		}
		if got := between(b.page("/"), `<html lang="`, `"`); got[:2] != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
