package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFieldTakesOnesOwnWords(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	dir := t.TempDir()
	mine, mail, latin := filepath.Join(dir, "mine.txt"), filepath.Join(dir, "mail.txt"), filepath.Join(dir, "latin.txt")
	mustDo(t, os.WriteFile(mine, []byte("Comprei e espero até hoje.\r\n"), 0o600))
	mustDo(t, os.WriteFile(mail, []byte("Escrevam a ana@exemplo.br."), 0o600))
	mustDo(t, os.WriteFile(latin, []byte("at\xe9 hoje"), 0o600))
	kit := filepath.Join(dir, "kit")
	build := func(text string) result {
		return d.run("", "kit", "build", id, "--body", "br-consumidor-gov", "-o", kit, "--text", text)
	}
	for text, want := range map[string]int{"descricao": exitUsage, "=" + mine: exitUsage, "descricao=": exitUsage, "sermao=" + mine: exitNotFound,
		"descricao=" + dir + "/none.txt": exitNotFound, "descricao=" + mail: exitInvalid, "descricao=" + latin: exitInvalid} {
		if r := build(text); r.code != want || r.err == "" {
			t.Errorf("%s: exit %d, want %d: %s", text, r.code, want, r.err)
		}
	}
	if _, err := os.Stat(kit); !os.IsNotExist(err) {
		t.Fatalf("something was written: %v", err)
	}
	if r := build("descricao=" + mine); r.code != 0 {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	b, err := os.ReadFile(filepath.Join(kit, "02-descricao.txt"))
	mustDo(t, err)
	if strings.TrimSpace(string(b)) != "Comprei e espero até hoje." || strings.Contains(string(b), "\r") {
		t.Errorf("%q", b)
	}
}
