package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDossierAsAPage(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	dir := t.TempDir()
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	d.must("", "case", "evidence", id, d.file("nota.txt", "o pedido nunca chegou\n"), filepath.Join("..", "..", "internal", "media", "testdata", "painted.heic"))
	page := filepath.Join(dir, "d.html")
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", page)
	b, err := os.ReadFile(page)
	mustDo(t, err)
	for _, want := range []string{"<!DOCTYPE html>", "o pedido nunca chegou", "data:image/jpeg;base64,"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	d.must("", "dossier", "build", id, "--body", "br-procon", "--format", "html", "-o", dir+"/papers/")
	found, _ := filepath.Glob(filepath.Join(dir, "papers", "*.html"))
	if len(found) != 1 {
		t.Fatalf("in the folder: %v", found)
	}
	again, err := os.ReadFile(found[0])
	mustDo(t, err)
	if string(again) != string(b) {
		t.Error("the same page comes out otherwise")
	}
	if out := d.must("", "dossier", "build", id, "--body", "br-procon", "--format", "html", "-o", "-"); out != string(b) {
		t.Error("standard output holds another page")
	}
	d.must("", "verify", page)
	mustDo(t, os.WriteFile(page, []byte(strings.Replace(string(b), "nunca chegou", "chegou", 1)), 0o600))
	if r := d.run("", "verify", page); r.code != exitVerification || strings.Contains(r.out, "desconhecid") {
		t.Errorf("a changed page: exit %d %s", r.code, r.out)
	}
	for name, args := range map[string][]string{
		"a format nobody has": {"--format", "docx", "-o", page}, "a page in volumes": {"--format", "html", "-o", dir, "--max-bytes", "1MB"},
	} {
		if r := d.run("", append([]string{"dossier", "build", id, "--body", "br-procon"}, args...)...); r.code != exitUsage {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
}
