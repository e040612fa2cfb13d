//go:build browser || screens

package web

// everyPage lists the pages of the first walk, with one case of the browser.
func everyPage(b *browser, base string) []string {
	deadline := between(b.page(base), "/prazos/", `"`)
	draft := b.to(b.upload("/novo", map[string]string{"texto": told + " Cobraram R$ 300,00 de frete e não paguei."}, nil))
	return []string{"/", "/novo", draft, "/casos", base, base + "/prazos/" + deadline, base + "/provas", base + "/dados", base + "/encerrar",
		base + "/novidade", base + "/novidade?escolha=outra", base + "/enviar/br-consumidor-gov", base + "/enviar/br-reclame-aqui",
		"/exemplo", "/orgaos", "/orgaos/br-procon", "/ajuda", "/privacidade", "/nada"}
}
