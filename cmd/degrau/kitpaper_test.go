package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestThePetitionIsWritten writes it as both files, twice, and inside the kit.
func TestThePetitionIsWritten(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"a.pdf", "b.pdf", "a.docx", "b.docx"} {
		d.must("", "kit", "paper", id, "--body", "br-jec", "-o", at(name))
	}
	for _, ext := range []string{".pdf", ".docx"} {
		a, err := os.ReadFile(at("a" + ext))
		mustDo(t, err)
		b, err := os.ReadFile(at("b" + ext))
		mustDo(t, err)
		if !bytes.Equal(a, b) {
			t.Errorf("the same case gives two different %s", ext)
		}
	}
	words, err := exec.Command("pdftotext", "-layout", at("a.pdf"), "-").Output()
	mustDo(t, err)
	for _, want := range []string{"Ao Juizado Especial Cível", "Os fatos", "Os pedidos", "Nestes termos, peço deferimento."} {
		if !strings.Contains(string(words), want) {
			t.Errorf("no %q in\n%s", want, words)
		}
	}
	for name, args := range map[string][]string{"no body": {"-o", at("c.pdf")}, "no ending": {"--body", "br-jec", "-o", at("c")}, "another ending": {"--body", "br-jec", "-o", at("c.odt")}} {
		if r := d.run("", append([]string{"kit", "paper", id}, args...)...); r.code != exitUsage {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
	if r := d.run("", "kit", "paper", id, "--body", "br-procon", "-o", at("c.pdf")); r.code != exitNotFound {
		t.Errorf("Procon takes no petition: exit %d %s", r.code, r.err)
	}
	mustDo(t, os.Mkdir(at("d.pdf"), 0o700))
	if r := d.run("", "kit", "paper", id, "--body", "br-jec", "-o", at("d.pdf")); r.code != exitInvalid {
		t.Errorf("a folder of that name: exit %d %s", r.code, r.err)
	}
	kit := at("kit")
	d.must("", "kit", "build", id, "--body", "br-jec", "-o", kit)
	for _, name := range []string{"peticao-inicial.pdf", "peticao-inicial.docx", "dossier.pdf"} {
		if fi, err := os.Stat(filepath.Join(kit, name)); err != nil || fi.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	list, err := os.ReadFile(filepath.Join(kit, "checklist.txt"))
	mustDo(t, err)
	if !strings.Contains(string(list), "peticao-inicial.pdf: leia, complete à mão o que falta") {
		t.Errorf("%s", list)
	}
	d.must("", "verify", kit)
}
