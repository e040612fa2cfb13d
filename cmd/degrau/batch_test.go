package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"degrau/escalation"
)

// inZip reads the files of an archive.
func inZip(t *testing.T, name string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(name)
	mustDo(t, err)
	defer z.Close()
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		mustDo(t, err)
		b, err := io.ReadAll(r)
		mustDo(t, err)
		out[f.Name] = string(b)
		_ = r.Close()
	}
	return out
}

func TestManyDossiersInOneArchive(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	var ids []string
	for i := range 4 {
		text := strings.ReplaceAll(complaint, "8150000000000011", "815000000000001"+string(rune('1'+i)))
		ids = append(ids, mustJSON[struct{ ID string }](t, d.must(text, "case", "open", "-", "--json")).ID)
	}
	dir := t.TempDir()
	list := d.file("clients.txt", ids[0]+"\n"+ids[1]+"  # the second\n\n0198f1a2-0000-7000-8000-000000000000\n"+ids[2]+"\n")
	out := filepath.Join(dir, "all.zip")
	r := d.run("", "--now", "2026-11-22", "dossier", "batch", "--cases", list, "--body", "br-procon", "-o", out, "--json")
	if r.code != exitPartly {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	files := inZip(t, out)
	if n := strings.Count(files["index.csv"], ".pdf,"); n != 3 || strings.Count(files["failures.csv"], "\n") != 2 {
		t.Errorf("index:\n%s\nfailures:\n%s", files["index.csv"], files["failures.csv"])
	}
	for name, text := range files {
		if strings.HasSuffix(name, ".pdf") && !strings.HasPrefix(text, "%PDF-") {
			t.Errorf("%s is no PDF", name)
		}
	}
	if _, err := os.Stat(out + ".part"); err == nil {
		t.Error("the work of a finished run is left behind")
	}
	first, err := os.ReadFile(out)
	mustDo(t, err)

	// A run that was killed after its second case, in the middle of a note and of a file, goes on and gives the same bytes.
	again := filepath.Join(dir, "again.zip")
	if r := d.run("", "--now", "2026-11-22", "dossier", "batch", "--cases", d.file("two.txt", ids[0]+"\n"+ids[1]+"\n"), "--body", "br-procon", "-o", again); r.code != exitDone {
		t.Fatalf("%s", r.err)
	}
	two := inZip(t, again)
	notes, err := openNotes(again+".part", note{Body: "br-procon", Packs: packsOf(t), At: instantOf(t, "2026-11-22T12:00:00Z")})
	mustDo(t, err)
	k := d.load(ids[0])
	var kept row
	for name, text := range two {
		if strings.HasPrefix(name, k.Code+"/") {
			at := filepath.Join(again+".part", filepath.FromSlash(name))
			mustDo(t, os.MkdirAll(filepath.Dir(at), 0o700))
			mustDo(t, os.WriteFile(at, []byte(text), 0o600))
			f, err := fingerprintOf(at)
			mustDo(t, err)
			kept = row{ID: ids[0], Case: k.ID, Code: k.Code, Head: k.LastHash, Body: "br-procon", Files: []built{{name, pagesIn(two["index.csv"], name), int64(len(text)), f.sha256()}}}
		}
	}
	_, err = notes.add(kept)
	mustDo(t, err)
	_, err = notes.file.WriteString(`{"asked":"half a li`)
	mustDo(t, err)
	notes.close()
	mustDo(t, os.Remove(again))
	if r := d.run("", "--now", "2027-03-01", "dossier", "batch", "--cases", list, "--body", "br-procon", "-o", again); r.code != exitPartly {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	second, err := os.ReadFile(again)
	mustDo(t, err)
	if !bytes.Equal(first, second) {
		t.Error("a run that went on gives other bytes")
	}
}

func TestABatchThatCannotBegin(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	out := filepath.Join(t.TempDir(), "x.zip")
	list := d.file("one.txt", id+"\n")
	for name, c := range map[string]struct {
		want int
		args []string
	}{
		"no list":       {exitUsage, []string{"--body", "br-procon", "-o", out}},
		"no body":       {exitUsage, []string{"--cases", "all", "-o", out}},
		"stdout":        {exitUsage, []string{"--cases", "all", "--body", "next", "-o", "-"}},
		"no such body":  {exitNotFound, []string{"--cases", "all", "--body", "xx", "-o", out}},
		"no such list":  {exitNotFound, []string{"--cases", out, "--body", "next", "-o", out}},
		"an empty list": {exitInvalid, []string{"--cases", d.file("empty.txt", "\n# nobody\n"), "--body", "next", "-o", out}},
		"a long line":   {exitInvalid, []string{"--cases", d.file("long.txt", strings.Repeat("x", 9000)), "--body", "next", "-o", out}},
		"no folder":     {exitFailed, []string{"--cases", list, "--body", "next", "-o", filepath.Join(out, "none", "x.zip")}},
	} {
		if r := d.run("", append([]string{"dossier", "batch"}, c.args...)...); r.code != c.want {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
	notes, err := openNotes(out+".part", note{Body: "br-jec", Packs: "x", At: instantOf(t, "2026-11-22T12:00:00Z")})
	mustDo(t, err)
	notes.close()
	if r := d.run("", "dossier", "batch", "--cases", list, "--body", "br-procon", "-o", out); r.code != exitConflict {
		t.Errorf("another run's folder: exit %d %s", r.code, r.err)
	}
	next := filepath.Join(t.TempDir(), "next.zip")
	if r := d.run("", "dossier", "batch", "--cases", "all", "--body", "next", "-o", next); r.code != exitDone || len(inZip(t, next)) < 3 {
		t.Errorf("next: exit %d %s", r.code, r.err)
	}
}

func packsOf(t *testing.T) string {
	t.Helper()
	p, err := escalation.Builtin()
	mustDo(t, err)
	return p.Snapshot()
}

func instantOf(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	mustDo(t, err)
	return at
}

// pagesIn finds the pages of a file in an index.
func pagesIn(index, name string) int {
	for _, l := range strings.Split(index, "\n") {
		if f := strings.Split(l, ","); len(f) > 4 && f[3] == name {
			n, _ := strconv.Atoi(f[4])
			return n
		}
	}
	return 0
}
