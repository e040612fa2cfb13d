//go:build browser || screens

package web

import "degrau/cases"

// everyPage lists the pages of the first walk, with one case of the browser.
func everyPage(b *browser, base string) []string {
	deadline := between(b.page(base), "/prazos/", `"`)
	plain := b.to(b.upload("/novo", map[string]string{"texto": told + " Cobraram R$ 300,00 de frete e não paguei."}, nil))
	doubtful := b.mustDraft(func(d *draft) {
		doubt("XXXX-07-12")(d)
		d.Facts.Payments = []cases.Payment{{Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded}}
		d.Refused = []rejected{{Name: "fotografia-da-caixa-aberta.jpg", Why: "x"}}
	})
	return []string{"/", "/novo", plain, doubtful + "?duvida=1", "/casos", base, base + "/prazos/" + deadline, base + "/provas", base + "/pedir/tracking", base + "/dados", base + "/encerrar",
		b.mustClash() + "?cena=conflito", base + "/novidade", base + "/novidade?escolha=outra", base + "/enviar/br-consumidor-gov", base + "/enviar/br-reclame-aqui", base + "/enviar/card-issuer",
		"/entrar", "/conta", "/conta/codigo", base + "/pessoas", base + "/apagar", "/exemplo", "/orgaos", "/orgaos/br-procon", "/ajuda", "/privacidade", "/conferir", "/nada"}
}
