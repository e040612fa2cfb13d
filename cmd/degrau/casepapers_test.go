package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestPapersAreKept builds, files and takes out again what was filed, after the case has gone on.
func TestPapersAreKept(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	out := filepath.Join(t.TempDir(), "procon.pdf")
	if r := d.run("", "case", "record", id, "filed", "--body", "br-procon", "--on", "2026-11-22", "--paper", "last"); r.code != exitNotFound {
		t.Errorf("nothing was built: exit %d %s", r.code, r.err)
	}
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", out)
	first, err := os.ReadFile(out)
	mustDo(t, err)
	d.must("", "case", "record", id, "filed", "--body", "br-procon", "--on", "2026-11-22", "--protocol", "A-1", "--paper", "last")
	d.must("", "kit", "build", id, "--body", "br-procon", "-o", filepath.Join(t.TempDir(), "kit"))
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", out)
	type list struct {
		Papers []struct {
			SHA256, Kind string
			Filed        string
			Files        []struct{ Name, SHA256 string }
		}
	}
	got := mustJSON[list](t, d.must("", "case", "papers", id, "--json"))
	if len(got.Papers) != 3 || got.Papers[2].Filed != "2026-11-22" || got.Papers[0].Filed != "" || got.Papers[2].Files[0].Name != "procon.pdf" || got.Papers[1].Kind != "kit" || len(got.Papers[1].Files) < 3 {
		t.Fatalf("%+v", got)
	}
	d.must("", "case", "papers", id, "--get", got.Papers[2].SHA256[:12], "-o", out)
	again, err := os.ReadFile(out)
	mustDo(t, err)
	if !bytes.Equal(first, again) {
		t.Error("not the bytes that went out")
	}
	d.must("", "case", "papers", id)
	for name, args := range map[string][]string{"another": {"case", "papers", id, "--get", "0000000000000000"}, "any": {"case", "papers", id, "--get", ""}} {
		if r := d.run("", args...); (r.code == exitNotFound) != (name == "another") {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
	if r := d.run("", "case", "record", id, "contacted", "--on", "2026-11-22", "--paper", got.Papers[2].SHA256); r.code != exitInvalid {
		t.Errorf("only what is filed was handed in: exit %d %s", r.code, r.err)
	}
	d.must("", "verify")
}
