package main

import (
	"strings"
	"testing"

	"degrau/cases/proof"
)

// TestWhatTheCaseSaysAndWhereItIsShown walks from a talk and a typed translation to the list of claims and the dossier.
func TestWhatTheCaseSaysAndWhereItIsShown(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	chat := d.file("chat.txt", "12/04/2026 21:47 - Ana: boa noite, meu pedido é o 8150000000000011\n12/04/2026 21:48 - Loja X: boa noite, o pedido 8150000000000011 foi comprado em 02/05/2026\n")
	letter := d.file("letter.txt", "Dear customer, your parcel has been shipped and you will get it in the next ten days.")
	d.must("", "case", "evidence", id, chat, letter)
	line := d.must("Cara cliente, seu pacote foi enviado.", "case", "evidence", id, "-", "--of", "P2", "--as", "translation", "--made-by", "Ana Lima")
	if !strings.HasPrefix(line, "P3  ") {
		t.Fatalf("typed words: %q", line)
	}
	d.must("", "case", "messages", id, "P1", "--me", "Ana", "--company", "Loja X", "--other", "Beto; Caio")
	var order, day proof.Assertion
	for _, a := range mustJSON[[]proof.Assertion](t, d.must("", "case", "claims", id, "--json")) {
		switch a.Path {
		case "purchases.0.order_number":
			order = a
		case "purchases.0.on":
			day = a
		}
	}
	if order.State != proof.Proved || len(order.Proofs) == 0 || order.Proofs[0].At.String() != "P1, message 1" {
		t.Errorf("%+v", order)
	}
	if day.State != proof.Contradicted || day.Against[0].Says != "2026-05-02" {
		t.Errorf("%+v", day)
	}
	shown := d.must("", "case", "claims", id, "--lang", "pt")
	if !strings.Contains(shown, "provado  nº do pedido: 8150000000000011  [P1, mensagem 1") {
		t.Errorf("%s", shown)
	}
	d.must("", "case", "describe", id, "p2", "--language", "en", "--caption", "Carta da loja")
	for name, c := range map[string]struct {
		want int
		args []string
	}{
		"no exhibit":      {exitNotFound, []string{"case", "describe", id, "P9", "--caption", "x"}},
		"of nothing":      {exitInvalid, []string{"case", "describe", id, "P2", "--as", "translation"}},
		"of itself":       {exitInvalid, []string{"case", "describe", id, "P2", "--of", "P2", "--as", "translation"}},
		"language":        {exitInvalid, []string{"case", "describe", id, "P2", "--language", "English"}},
		"no day":          {exitUsage, []string{"case", "describe", id, "P2", "--captured-on", "ontem"}},
		"claims of none":  {exitNotFound, []string{"case", "claims", "0198f1a2-0000-7000-8000-000000000000"}},
		"nothing is said": {exitInvalid, []string{"case", "evidence", id, "-", "--of", "P2", "--as", "poem"}},
	} {
		if r := d.run("words", c.args...); r.code != c.want {
			t.Errorf("%s: exit %d: %s%s", name, r.code, r.out, r.err)
		}
	}
	d.must("", "verify")
}
