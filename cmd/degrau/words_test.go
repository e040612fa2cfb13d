package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const talkFile = "25/03/2026 21:47 - Ana: Oi, comprei ontem no AliExpress, pedido 8150000000000011\n" +
	"25/03/2026 21:48 - Ana: paguei R$ 129,90 no pix\n" +
	"26/03/2026 09:00 - Suporte Loja: Prezado cliente, seu protocolo: 55281772026\n" +
	"27/03/2026 10:00 - Ana: <Mídia oculta>\n"

func TestWordsOfEvidenceBecomeSuggestionsAndThenFacts(t *testing.T) {
	dir := t.TempDir()
	chat, mail := filepath.Join(dir, "chat.txt"), filepath.Join(dir, "m.eml")
	mustDo(t, os.WriteFile(chat, []byte(talkFile), 0o600))
	mustDo(t, os.WriteFile(mail, []byte("From: sac@loja.example\nTo: ana@example.org\nDate: Fri, 27 Mar 2026 09:00:00 -0300\nSubject: pedido\n"+
		"Message-ID: <1@loja.example>\n\nNegamos.\n"), 0o600))
	d := degrau{t: t, data: t.TempDir()}
	run := func(want int, args ...string) string {
		t.Helper()
		r := d.run("", args...)
		if r.code != want {
			t.Fatalf("%v: exit %d, %s%s", args, r.code, r.out, r.err)
		}
		return r.out
	}
	id := mustJSON[struct{ ID string }](t, run(exitDone, "case", "open", chat, "--json")).ID
	line := run(exitDone, "case", "evidence", id, mail)
	if !strings.HasPrefix(line, "P2  ") || !strings.Contains(line, "  eml  ") || !strings.Contains(line, "(e-mail, 1 message") {
		t.Errorf("the conversation was not kept as P1, or the mail not read: %q", line)
	}
	list := run(exitDone, "case", "messages", id, "p1")
	for _, want := range []string{"WhatsApp chat, 4 messages", "Ana: you (3)", "Suporte Loja: company (1)", "message 4  2026-03-27T10:00:00  Ana\n[file left out]"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %q in\n%s", want, list)
		}
	}
	var ids []string
	for _, s := range mustJSON[[]struct{ ID, Path, Value string }](t, run(exitDone, "case", "suggestions", id, "--json")) {
		if s.Path == "purchases.order_number" || s.Value == "contacted 2026-03-25" {
			ids = append(ids, s.ID)
		}
	}
	if len(ids) != 2 {
		t.Fatalf("suggestions %v", ids)
	}
	run(exitNotFound, "case", "suggestions", id, "--accept", "00000000")
	run(exitDone, "case", "suggestions", id, "--accept", strings.Join(ids, ","))
	shown := run(exitDone, "case", "show", id, "--json")
	for _, want := range []string{`"order_number": "8150000000000011"`, `"P1, message 1"`, `"kind": "contacted"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("no %s in\n%s", want, shown)
		}
	}
	if left := run(exitDone, "case", "suggestions", id, "P1", "--json"); strings.Contains(left, ids[0]) {
		t.Error("suggested again")
	}
	run(exitDone, "case", "messages", id, "P2", "--me", "ana@example.org")
	if s := run(exitDone, "case", "messages", id, "P2", "--json"); !strings.Contains(s, `"source": "email"`) {
		t.Error(s)
	}
	run(exitNotFound, "case", "messages", id, "P9")
}

func TestAMailIsUnderstoodByItsWords(t *testing.T) {
	d, name := degrau{t: t, data: t.TempDir()}, filepath.Join(t.TempDir(), "m.eml")
	mustDo(t, os.WriteFile(name, []byte("From: a@b.example\nDate: Wed, 25 Mar 2026 10:00:00 -0300\nMessage-ID: <1@b.example>\nContent-Type: text/html\n\n"+
		"<p>Comprei, pedido <b>8150000000000029</b>, paguei R$ 99,90</p>"), 0o600))
	got := mustJSON[struct {
		OrderNumbers []string `json:"order_numbers"`
		Dates        []string
	}](t, d.must("", "understand", name, "--json"))
	if len(got.OrderNumbers) != 1 || got.OrderNumbers[0] != "8150000000000029" || len(got.Dates) != 0 {
		t.Errorf("%+v", got)
	}
	mustDo(t, os.WriteFile(name, []byte("\x89PNG\r\n\x1a\n"), 0o600))
	if r := d.run("", "understand", name); r.code != exitInvalid {
		t.Errorf("a picture: exit %d", r.code)
	}
}
