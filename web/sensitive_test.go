package web

import (
	"net/url"
	"strings"
	"testing"
)

func TestHealthIsLetGoToOneBody(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"contacted"}, "dia": {"1/11/2026"}, "texto": {"Pedi pressa. Faço quimioterapia."}}))
	page := b.page(base + "/enviar/br-procon")
	mustHave(t, page, "Deixamos de fora uma frase sobre saúde", "Mandar o que escrevi sobre saúde a este órgão")
	b.to(b.post(base+"/enviar/br-procon/saude", url.Values{"saude": {"sim"}}))
	page = b.page(base + "/enviar/br-procon")
	mustHave(t, page, "porque você quis", "Não mandar o que escrevi sobre saúde")
	if strings.Contains(visible(page), "Deixamos de fora uma frase sobre saúde") {
		t.Error("it is still left out")
	}
	mustHave(t, b.page(base+"/enviar/br-consumidor-gov"), "Mandar o que escrevi sobre saúde a este órgão")
	b.to(b.post(base+"/enviar/br-procon/saude", url.Values{"saude": {"nao"}}))
	mustHave(t, b.page(base+"/enviar/br-procon"), "Deixamos de fora uma frase sobre saúde")
}
