package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustRead(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	mustDo(t, err)
	return b
}

// states runs verify over names and returns its exit code and "base name: state" of each row.
func (d degrau) states(names ...string) (code int, out []string) {
	d.t.Helper()
	r := d.run("", append([]string{"verify", "--json"}, names...)...)
	for _, row := range mustJSON[[]checked](d.t, r.out) {
		out = append(out, filepath.Base(row.File)+": "+row.State)
	}
	return r.code, out
}

func (d degrau) wantStates(doing string, code int, want []string, names ...string) {
	d.t.Helper()
	if got, states := d.states(names...); got != code || !slices.Equal(states, want) {
		d.t.Errorf("%s: exit %d, want %d; %q, want %q", doing, got, code, states, want)
	}
}

func (d degrau) openCase(files ...string) (id, code string) {
	d.t.Helper()
	id, code, _ = strings.Cut(strings.TrimSpace(d.must(complaint, append([]string{"case", "open", "-"}, files...)...)), "  ")
	return id, code
}

func TestVerifyKnowsADossierAndWhatWasDoneToIt(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d degrau) {
		dir := t.TempDir()
		jpg, _ := pictures(t, dir)
		id, code := d.openCase(jpg)
		paper := filepath.Join(dir, "papers", fmt.Sprintf("dossie-%s-br-procon.pdf", code))
		d.must("", "dossier", "build", id, "--body", "br-procon", "-o", filepath.Dir(paper)+"/")
		d.must("", "case", "record", id, "contacted", "--on", "2026-07-05") // the paper stays what it was
		if r := d.run("", "verify", paper); r.code != exitDone || !strings.Contains(r.out, code+" br-procon dossier 2026-11-22") {
			t.Errorf("a whole one: exit %d %s%s", r.code, r.out, r.err)
		}
		file := func(name string, b []byte) string {
			name = filepath.Join(dir, name)
			mustDo(t, os.WriteFile(name, b, 0o600))
			return name
		}
		whole := mustRead(t, paper)
		other := bytes.Clone(whole)
		other[len(other)/2] ^= 1
		more := append(bytes.Clone(whole), "\n1 0 obj\nendobj\n"...)
		d.wantStates("a byte changed", exitVerification, []string{"a.pdf: changed"}, file("a.pdf", other))
		d.wantStates("something added", exitVerification, []string{"b.pdf: changed"}, file("b.pdf", more))
		d.wantStates("a stranger's", exitVerification, []string{"c.pdf: unknown"}, file("c.pdf", []byte("%PDF-1.7\n/ID [<"+strings.Repeat("0", 32)+">]")))
		d.wantStates("a copy under another name", exitDone, []string{"copy.pdf: intact", filepath.Base(jpg) + ": intact"}, file("copy.pdf", whole), jpg)
		d.wantStates("one of them not there", exitNotFound, []string{"none.pdf: missing", "copy.pdf: intact"}, filepath.Join(dir, "none.pdf"), filepath.Join(dir, "copy.pdf"))
		d.wantStates("one not there, one changed", exitVerification, []string{"none.pdf: missing", "a.pdf: changed"}, filepath.Join(dir, "none.pdf"), filepath.Join(dir, "a.pdf"))
		d.wantStates("a device", exitInvalid, []string{"null: unreadable"}, os.DevNull)
		packed := filepath.Join(dir, "case.zip")
		d.must("", "case", "export", id, "-o", packed)
		d.wantStates("an export", exitDone, []string{"case.zip: intact"}, packed)
		if out := d.must("", "verify", packed); strings.Contains(out, "()") {
			t.Errorf("the case has no name: %s", out)
		}
		bare := withoutOriginals(t, packed)
		d.wantStates("an export without its originals", exitVerification, []string{filepath.Base(bare) + ": changed"}, bare)
		if r := d.run("", "verify", bare); strings.Count(r.out, "file_gone") < 1 || !strings.Contains(r.out, filepath.Base(jpg)) {
			t.Errorf("what is missing is not named: %s", r.out)
		}
	})
}

// withoutOriginals copies an export without any file but the first, the index.
func withoutOriginals(t *testing.T, name string) string {
	t.Helper()
	r, err := zip.OpenReader(name)
	mustDo(t, err)
	defer r.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if f.Name == "case.json" {
			mustDo(t, w.Copy(f))
		}
	}
	mustDo(t, w.Close())
	at := filepath.Join(filepath.Dir(name), "bare.zip")
	mustDo(t, os.WriteFile(at, b.Bytes(), 0o600))
	return at
}

func TestVerifyNamesWhatIsWrongInAKit(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d degrau) {
		dir := t.TempDir()
		jpg, _ := pictures(t, dir)
		id, code := d.openCase(jpg)
		for _, body := range []string{"br-procon", "br-consumidor-gov"} {
			d.must("", "kit", "build", id, "--body", body, "-o", filepath.Join(dir, body))
		}
		kit := filepath.Join(dir, "br-consumidor-gov")
		r := d.run("", "verify", kit)
		if r.code != exitDone || strings.Count(r.out, code+" br-consumidor-gov kit 2026-11-22") < 4 {
			t.Fatalf("a whole kit: exit %d\n%s%s", r.code, r.out, r.err)
		}
		d.wantStates("its dossier alone", exitDone, []string{"dossier.pdf: intact"}, filepath.Join(kit, "dossier.pdf"))
		link := filepath.Join(dir, "link")
		mustDo(t, os.Symlink(kit, link))
		if code, rows := d.states(link); code != exitDone || len(rows) < 5 {
			t.Errorf("by a link: exit %d %q", code, rows)
		}
		texts, _ := filepath.Glob(filepath.Join(kit, "0*.txt"))
		mustDo(t, os.WriteFile(texts[0], []byte("outra coisa"), 0o600))
		mustDo(t, os.Remove(texts[1]))
		mustDo(t, os.WriteFile(filepath.Join(kit, "meu.txt"), []byte("x"), 0o600))
		mustDo(t, os.MkdirAll(filepath.Join(kit, "pasta"), 0o700))
		mustDo(t, os.Symlink(jpg, filepath.Join(kit, "pasta", "p.jpg")))
		want := []string{filepath.Base(texts[0]) + ": changed", filepath.Base(texts[1]) + ": missing", "meu.txt: extra", "p.jpg: extra"}
		d.wantFaults("worked upon", want, kit)
		mustDo(t, os.WriteFile(filepath.Join(kit, "kit.json"), []byte("{"), 0o600))
		d.wantFaults("its list broken", append(slices.Clone(want[:2]), "kit.json: changed", "meu.txt: extra", "p.jpg: extra"), kit)
		mustDo(t, os.Remove(filepath.Join(kit, "dossier.pdf")))
		d.wantStates("neither list nor dossier", exitVerification, []string{"br-consumidor-gov: unknown"}, kit)
		d.wantStates("an empty folder", exitVerification, []string{filepath.Base(d.data) + ": unknown"}, d.data)
	})
}

// wantFaults is wantStates for a kit of which much is intact.
func (d degrau) wantFaults(doing string, want []string, kit string) {
	d.t.Helper()
	code, rows := d.states(kit)
	intact := len(rows)
	rows = slices.DeleteFunc(rows, func(s string) bool { return strings.HasSuffix(s, ": intact") })
	if code != exitVerification || !slices.Equal(rows, want) || intact < len(want)+2 {
		d.t.Errorf("%s: exit %d; %q, want %q", doing, code, rows, want)
	}
}
