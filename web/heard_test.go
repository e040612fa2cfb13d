package web

import (
	"net/url"
	"strings"
	"testing"

	"degrau/cases"
)

const talked = "25/03/2026 21:47 - Ana: paguei R$ 99,90 no pix, pedido 8150000000000029 <b>\n" +
	"25/03/2026 21:48 - Bia: ok\n26/03/2026 09:00 - Bia: seu protocolo: 55281772026\n27/03/2026 10:00 - Ana: <Mídia oculta>\n"

func TestEvidenceTellsAndThePersonDecides(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.upload(base+"/provas", nil, map[string][]byte{"conversa.txt": []byte(talked)}))
	page := b.page(base + "/provas")
	mustHave(t, page, "Conversa do WhatsApp, 4 mensagens", "Há mensagens apagadas ou arquivos que não vieram.", "Quem é você nesta conversa?", "P2, mensagem 1", "8150000000000029", "&lt;b&gt;")
	if strings.Contains(page, "Empresa respondeu: 26") {
		t.Error("nobody said yet who the company is")
	}

	b.to(b.post(base+"/provas/P2/lido", url.Values{"lado": {"consumer|Ana"}}))
	page = b.page(base + "/provas")
	if strings.Contains(page, "Quem é você nesta conversa?") {
		t.Error("asked again who the person is")
	}
	mustHave(t, page, "25 de março de 2026", "26 de março de 2026")

	paid := hint(t, page, "R$ 99,90 (pago, Pix)")
	b.to(b.post(base+"/provas/P2/lido", url.Values{"sim": {paid}}))
	f := b.facts(base)
	if len(f.Payments) != 2 || f.Payments[1].Amount.Decimal() != "99.90" || f.Origins["payments.1.amount"].Source != "P2, message 1" || f.Origins["payments.1.amount"].Certainty != cases.Sure {
		t.Errorf("payments %+v, origins %+v", f.Payments, f.Origins)
	}
	page = b.page(base + "/provas")
	first := hint(t, page, "55281772026")
	b.to(b.post(base+"/provas/P2/lido", url.Values{"nao": {first}}))
	page = b.page(base + "/provas")
	for _, gone := range []string{paid, first} {
		if strings.Contains(page, `value="`+gone+`"`) {
			t.Errorf("%s is suggested again", gone)
		}
	}
	b.to(b.post(base+"/provas/P2/lido", url.Values{"sim": {paid}})) // a second press
	if again := b.facts(base); len(again.Payments) != 2 {
		t.Errorf("accepted twice: %+v", again.Payments)
	}
}

// hint finds the id of the suggestion whose words hold a text.
func hint(t testing.TB, page, text string) string {
	t.Helper()
	for _, li := range strings.Split(page, "<li>")[1:] {
		if li, _, _ = strings.Cut(li, "</li>"); strings.Contains(between(li, "<strong>", "</strong>"), text) && strings.Contains(li, `name="sim"`) {
			return between(li, `name="sim" value="`, `"`)
		}
	}
	t.Fatalf("nothing suggests %q in\n%s", text, page)
	return ""
}

func TestACaseBeginsWithAMailOrADocument(t *testing.T) {
	b := mustSite(t).browser()
	mail := "From: Ana <ana@example.org>\r\nTo: sac@loja.example\r\nDate: Wed, 25 Mar 2026 10:00:00 -0300\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+Q29tcHJlaSBubyBBbGlFeHByZXNzLCBwZWRpZG8gPGI+ODE1MDAwMDAwMDAwMDAyOTwvYj4s\r\nIHBhZ3VlaSBSJCA5OSw5MCBubyBwaXggZSBuw6NvIGNoZWdvdS48L3A+\r\n"
	page := b.page(b.to(b.upload("/novo", nil, map[string][]byte{"pedido.eml": []byte(mail)})))
	mustHave(t, page, "8150000000000029", "99,90", "pedido.eml")
	page = b.page(b.to(b.upload("/novo", nil, map[string][]byte{"conversa.txt": []byte(talked)})))
	mustHave(t, page, "8150000000000029", "99,90")
	if strings.Contains(page, "25/03/2026 21:47") {
		t.Error("the days before the lines of a conversation were read as its words")
	}
}
