package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listOf reads the list out of a page to check files.
func listOf(t *testing.T, page string) map[string]string {
	t.Helper()
	_, rest, _ := strings.Cut(page, `<script type="application/json" id="data">`)
	raw, _, ok := strings.Cut(rest, "</script>")
	if !ok {
		t.Fatalf("no list in %.200q", page)
	}
	var list struct {
		Files []struct{ Name, SHA256 string }
	}
	mustDo(t, json.Unmarshal([]byte(raw), &list))
	out := map[string]string{}
	for _, f := range list.Files {
		out[f.Name] = f.SHA256
	}
	return out
}

// TestAPageToCheckTheFilesGoesWithThem hands out a case in each way and holds the page in it to the files beside it.
func TestAPageToCheckTheFilesGoesWithThem(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	dir := t.TempDir()
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	d.must("", "case", "evidence", id, d.file("nota.txt", "o pedido nunca chegou\n"))

	archive := filepath.Join(dir, "case.zip")
	d.must("", "case", "export", id, "-o", archive)
	z, err := zip.OpenReader(archive)
	mustDo(t, err)
	defer z.Close()
	members := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		mustDo(t, err)
		b, err := io.ReadAll(r)
		mustDo(t, err)
		members[f.Name] = string(b)
	}
	sameFiles(t, "export", members, listOf(t, members["check.html"]), "check.html")
	d.must("", "verify", archive)
	other := degrau{t: t, data: t.TempDir()}
	other.must("", "case", "import", archive)
	other.must("", "verify")

	kit := filepath.Join(dir, "kit")
	d.must("", "kit", "build", id, "--body", "br-procon", "-o", kit)
	members = filesIn(t, kit)
	sameFiles(t, "kit", members, listOf(t, members["check.html"]), "check.html", "kit.json")
	d.must("", "verify", kit)

	papers := filepath.Join(dir, "papers")
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", papers+"/")
	found, _ := filepath.Glob(filepath.Join(papers, "*-check.html"))
	if len(found) != 1 {
		t.Fatalf("in the folder: %v", found)
	}
	members = filesIn(t, papers)
	list := listOf(t, members[filepath.Base(found[0])])
	if list["nota.txt"] == "" {
		t.Error("the original that the dossier shows is not on the list")
	}
	delete(list, "nota.txt")
	sameFiles(t, "dossier", members, list, filepath.Base(found[0]))
	d.must("", "dossier", "build", id, "--body", "br-reclame-aqui", "-o", filepath.Join(dir, "public")+"/")
	for name, text := range filesIn(t, filepath.Join(dir, "public")) {
		if strings.HasSuffix(name, ".html") && strings.Contains(text, "nota.txt") {
			t.Error("the page beside a public paper names an original")
		}
	}
}

func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	mustDo(t, filepath.WalkDir(dir, func(at string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(at)
		name, _ := filepath.Rel(dir, at)
		out[filepath.ToSlash(name)] = string(b)
		return err
	}))
	return out
}

// sameFiles compares what is there with what is listed, but for the lists themselves.
func sameFiles(t *testing.T, where string, there, listed map[string]string, aside ...string) {
	t.Helper()
	for _, name := range aside {
		if there[name] == "" {
			t.Errorf("%s: no %s", where, name)
		}
		delete(there, name)
	}
	for name, text := range there {
		if listed[name] != fmt.Sprintf("%x", sha256.Sum256([]byte(text))) {
			t.Errorf("%s: %s is listed as %q", where, name, listed[name])
		}
	}
	if len(there) != len(listed) {
		t.Errorf("%s: %d files, %d listed", where, len(there), len(listed))
	}
}
