package web

import (
	"net/url"
	"strings"
	"testing"
)

func TestWhoCannotTakeAStepIsShownAnother(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	page := b.page(base)
	step := between(page, `action="`+base+`/passos/`, `"`)
	to := b.to(b.post(base+"/passos/"+step, url.Values{"fazer": {"nao-consigo"}}))
	page = b.page(to)
	mustHave(t, page, "Salvo. O caminho foi refeito.", "O que você não consegue fazer", "Agora consigo")
	if other := between(page, `action="`+base+`/passos/`, `"`); other == step || between(page, `<p class="action">`, `</p>`) == "" {
		t.Errorf("no other step is shown: %q", other)
	}
	b.to(b.post(base+"/passos/"+step, url.Values{"fazer": {"desfazer"}}))
	if page := b.page(base); strings.Contains(page, "O que você não consegue fazer") {
		t.Error("taking it back changed nothing")
	}
	if w := b.post(base+"/passos/no-such-step", url.Values{"fazer": {"nao-consigo"}}); w.Code != 404 {
		t.Errorf("a step nobody has: %d", w.Code)
	}
}

func TestContradictionIsShownSideBySideUntilAnswered(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustClash()
	page := b.page(base)
	mustHave(t, page, "Isto não combina", "Você disse que o produto não chegou.", "A entrega aparece como feita.", "Dois registros não combinam")
	version := between(page, `name="versao" value="`, `"`)
	b.to(b.post(base+"/dados", url.Values{"versao": {version}, "answers.item.received": {"nao"}}))
	page = b.page(base)
	if strings.Contains(page, "Isto não combina") || !strings.Contains(page, `class="by`) {
		t.Error("after the answer there is no next step")
	}
}
