package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

// mustHold looks at the page's own marks, where mustHave looks at what people see.
func mustHold(t testing.TB, page string, marks ...string) {
	t.Helper()
	for _, m := range marks {
		if !strings.Contains(page, m) {
			t.Errorf("page does not hold %q", m)
		}
	}
}

func TestMissingProofIsNamedWithWhereToFindIt(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	page := b.page(base)
	mustHave(t, page, "Falta provar:")
	mustHold(t, page, base+"/provas#falta")
	page = b.page(base + "/provas")
	mustHold(t, page, `id="falta"`)
	mustHave(t, page, "Página do pedido", "Onde achar", "Pedir a:", "Também ajuda")
	kit := b.page(base + "/enviar/br-jec")
	mustHave(t, kit, "Comprovante de endereço", "Conta de luz")
	for lang, want := range map[string]string{"es": "Falta probar", "ro": "Rămâne de dovedit", "en": "Still to prove"} {
		b.cookies[langCookie] = lang
		mustHave(t, b.page(base+"/provas"), want)
	}
	mustHave(t, mustSite(t).browser().page("/exemplo/provas"), "Falta provar")
}

func TestAnExhibitIsOneOfTheMissingProofs(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	shown := func() cases.Evidence { return b.exhibitsOf(base)[0] }
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {""}, "mostra": {"order"}}))
	if x := shown(); !slices.Equal(x.Shows, []string{"order"}) || x.Caption != "Página do pedido" {
		t.Fatalf("pressed: %+v", x)
	}
	page := b.page(base + "/provas")
	mustHave(t, page, "Você já tem")
	mustHold(t, page, `<li id="prova-order">Página do pedido`)
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"Minha tela"}, "escolhas": {"1"}, "prova": {"order", "promise"}}))
	if x := shown(); !slices.Equal(x.Shows, []string{"order", "promise"}) || x.Caption != "Minha tela" {
		t.Errorf("ticked: %+v", x)
	}
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"Outra"}})) // a form without the ticks leaves them
	if x := shown(); len(x.Shows) != 2 || x.Caption != "Outra" {
		t.Errorf("words alone: %+v", x)
	}
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"Outra"}, "escolhas": {"1"}}))
	if x := shown(); len(x.Shows) != 0 {
		t.Errorf("unticked: %+v", x)
	}
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"Página do rastreio"}})) // chosen from the list of words
	if x := shown(); !slices.Equal(x.Shows, []string{"tracking"}) {
		t.Errorf("by its name: %+v", x)
	}
	if w := b.post(base+"/provas/P1", url.Values{"escolhas": {"1"}, "prova": {"My Receipt"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("what is no proof: %d", w.Code)
	}
}

func TestAProofIsAskedFor(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	page := b.page(base + "/provas")
	ask := base + "/pedir/tracking?a=aliexpress-seller"
	mustHold(t, page, ask)
	page = b.page(ask)
	mustHave(t, page, "Mensagem pronta para", "8150000000000011", "Anotar que enviei")
	mustHold(t, page, `lang="en"`, `data-copy="mensagem"`)
	form := url.Values{"a": {"aliexpress-seller"}, "dia": {"ontem à noite"}}
	w := b.post(base+"/pedir/tracking", form)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="dia-erro"`) {
		t.Errorf("no day: %d", w.Code)
	}
	before := len(b.facts(base).Events)
	form = url.Values{"a": {"aliexpress-seller"}, "dia": {"20/11/2026"}, "versao": {between(page, `name="versao" value="`, `"`)}}
	for range 2 { // pressed twice, it is recorded once
		if to := b.to(b.post(base+"/pedir/tracking", form)); !strings.HasSuffix(to, "/provas?feito=asked#prova-tracking") {
			t.Fatalf("to %s", to)
		}
	}
	events := b.facts(base).Events
	last := events[len(events)-1]
	if len(events) != before+1 || last.Kind != cases.ProofAsked || last.Result != "tracking" || last.Body != "aliexpress-seller" {
		t.Fatalf("recorded %+v", events[before:])
	}
	mustHave(t, b.page(base+"/provas"), "A resposta deve vir até 30 de novembro de 2026.")
	page = b.page(base)
	mustHave(t, page, "Você pediu uma prova.", "Página do rastreio (")
	if strings.Contains(page, "tracking.") || strings.Contains(page, ". tracking") {
		t.Error("an id is shown")
	}
	seq := page[:strings.Index(page, "Página do rastreio (")]
	seq = between(page[strings.LastIndex(seq, "<li"):], "/novidade/", `"`)
	mustHold(t, b.page(base+"/novidade/"+seq), `value="proof_asked"`, `value="20/11/2026"`)
	b.to(b.post(base+"/novidade/"+seq, url.Values{"tipo": {"proof_asked"}, "orgao": {"aliexpress-seller"}, "dia": {"19/11/2026"}, "texto": {"Página do rastreio"}}))
	mustHave(t, b.page(base+"/provas"), "A resposta deve vir até 29 de novembro de 2026.")
	for path, want := range map[string]int{"/pedir/moonlight": 404, "/pedir/tracking?a=cousin": 404, "/pedir/chat": 404} {
		if w := b.get(base + path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	if w := b.post(base+"/novidade", url.Values{"tipo": {"proof_asked"}, "dia": {"20/11/2026"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("asked for nothing: %d", w.Code)
	}
}
