package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pageFile is one file as the page of docs/adding-a-body.md shows it.
var pageFile = regexp.MustCompile("(?s)`my-packs/([^`]+)`:\n\n```[a-z]+\n(.*?)```")

// mustAdd builds the folder of packs that the page teaches to write.
func mustAdd(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/adding-a-body.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files := pageFile.FindAllStringSubmatch(string(page), -1)
	if len(files) < 6 {
		t.Fatalf("the page shows %d files", len(files))
	}
	for _, f := range files {
		at := filepath.Join(dir, filepath.FromSlash(f[1]))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(f[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestThePageOnAddingABodyWorksAsWritten(t *testing.T) {
	packs := mustAdd(t)
	d := degrau{t: t, data: t.TempDir()}
	d.must("", "rules", "check", packs)
	if out := d.must("", "rules", "eval", "xx-office-answer", "--event", "2024-05-02", "--packs", packs); !strings.Contains(out, "17") {
		t.Errorf("the invented rule is counted as %s", out)
	}
	xland := `{"place":"XX","problems":["not_delivered"],"parties":[{"role":"seller","name":"Shop X"},{"role":"consumer","name":"Ana"}],
		"purchases":[{"on":"2026-10-01","order_number":"A-1","item":"lamp","total":{"amount":"90.00","currency":"XXD"},"promised_on":"2026-10-20"}],
		"payments":[{"on":"2026-10-01","amount":{"amount":"90.00","currency":"XXD"},"method":"transfer","role":"paid"}],
		"requests":[{"remedy":"refund","amount":{"amount":"90.00","currency":"XXD"}}],
		"events":[{"kind":"contacted","body":"seller","on":"2026-11-01"},{"kind":"refused","body":"seller","on":"2026-11-05"}]}`
	plan := mustJSON[struct{ Next struct{ Step, Body string } }](t, d.must(xland, "plan", "--facts", "-", "--json", "--packs", packs))
	if plan.Next.Step != "xx-office" {
		t.Errorf("the invented country's next step is %q", plan.Next.Step)
	}
	id := mustJSON[struct{ ID string }](t, d.must(xland, "case", "open", "--facts", "-", "--json", "--packs", packs)).ID
	kit := filepath.Join(t.TempDir(), "kit")
	d.must("", "kit", "build", id, "--body", "xx-office", "-o", kit, "--packs", packs)
	field, err := filepath.Glob(filepath.Join(kit, "*facts*"))
	if err != nil || len(field) != 1 {
		t.Fatalf("the kit has no file for the field: %v %v", field, err)
	}
	text, _ := os.ReadFile(field[0])
	if !strings.Contains(string(text), "lamp") || !strings.Contains(string(text), "nothing has come") {
		t.Errorf("the field says %q", text)
	}

	brazil := strings.NewReplacer(`"XX"`, `"BR-PR"`, "XXD", "BRL").Replace(xland)
	var all struct{ Steps []struct{ ID, State string } }
	if err := json.Unmarshal([]byte(d.must(brazil, "plan", "--facts", "-", "--json", "--packs", packs)), &all); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, s := range all.Steps {
		found = found || s.ID == "br-balcao" && s.State == "parallel"
	}
	if !found {
		t.Errorf("one file did not add a door to Brazil: %+v", all.Steps)
	}
}
