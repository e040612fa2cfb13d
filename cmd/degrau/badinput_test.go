package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadInputEndsWithTheRightCode tries what goes wrong in life: each ends with its exit code and a sentence.
func TestBadInputEndsWithTheRightCode(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	d := degrau{t: t, data: filepath.Join(dir, "data")}
	id := mustJSON[map[string]string](t, d.must(complaint, "case", "open", "-", "--json"))["id"]
	huge := file("huge.txt", strings.Repeat("comprei e não chegou. ", 2_400_000))
	for name, c := range map[string]struct {
		stdin string
		args  []string
		want  int
	}{
		"no such verb":             {"", []string{"fly"}, exitUsage},
		"no such flag":             {"", []string{"plan", "--fast"}, exitUsage},
		"no such verb of a group":  {"", []string{"case", "fly"}, exitUsage},
		"plan of nothing":          {"", []string{"plan"}, exitUsage},
		"a clock that is none":     {"", []string{"--now", "soon", "version"}, exitUsage},
		"a language we lack":       {"", []string{"--lang", "xx", "version"}, exitUsage},
		"no such case":             {"", []string{"plan", "0198f1a2-0000-7000-8000-000000000000"}, exitNotFound},
		"an id that is none":       {"", []string{"plan", "../../etc/passwd"}, exitNotFound},
		"no such file":             {"", []string{"understand", filepath.Join(dir, "none.txt")}, exitNotFound},
		"a folder as text":         {"", []string{"understand", dir}, exitInvalid},
		"empty text":               {"", []string{"understand", "-"}, exitInvalid},
		"binary text":              {"\x00\x01\x02\x03\xff\xfe\x00\x00\x00", []string{"understand", "-"}, exitInvalid},
		"fifty megabytes":          {"", []string{"understand", huge}, exitInvalid},
		"broken JSON facts":        {`{"place":`, []string{"case", "open", "--facts", "-"}, exitInvalid},
		"unknown field in facts":   {`{"colour":"red"}`, []string{"plan", "--facts", "-"}, exitInvalid},
		"impossible date in facts": {`{"purchases":[{"on":"2026-02-30"}]}`, []string{"plan", "--facts", "-"}, exitInvalid},
		"no such rule":             {"", []string{"rules", "eval", "xx-none", "--event", "2026-01-01"}, exitNotFound},
		"impossible event day":     {"", []string{"rules", "eval", "br-cgov-resp", "--event", "2026-02-30"}, exitUsage},
		"no such calendar":         {"", []string{"calendar", "days", "XX", "--year", "2026"}, exitNotFound},
		"no such body":             {"", []string{"dossier", "build", id, "--body", "xx", "-o", filepath.Join(dir, "x.pdf")}, exitNotFound},
		"an unknown event":         {"", []string{"case", "record", id, "exploded"}, exitInvalid},
		"a filing without a day":   {"", []string{"case", "record", id, "filed", "--body", "br-procon"}, exitInvalid},
		"a fact that is none":      {"", []string{"case", "correct", id, "--set", "colour=red"}, exitInvalid},
		"reopening an open case":   {"", []string{"case", "reopen", id}, exitConflict},
		"nothing to open from":     {"", []string{"case", "open"}, exitUsage},
		"every line broken":        {"x\ny\n", []string{"understand", "--jsonl", "-"}, exitInvalid},
		"one line broken":          {"x\n{\"id\":1,\"text\":\"comprei e não chegou\"}\n", []string{"understand", "--jsonl", "-"}, exitPartly},
		"empty evidence":           {"", []string{"case", "evidence", id, file("empty.jpg", "")}, exitInvalid},
		"not an export":            {"", []string{"case", "import", file("x.zip", "PK?")}, exitInvalid},
		"a folder no pack is in":   {"", []string{"rules", "check", filepath.Join(dir, "nowhere")}, exitNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			r := d.run(c.stdin, c.args...)
			if r.code != c.want {
				t.Errorf("exit %d, want %d\n%s%s", r.code, c.want, r.out, r.err)
			}
			if strings.TrimSpace(r.err) == "" {
				t.Error("nothing was said about it")
			}
			if strings.Contains(r.err, "goroutine ") {
				t.Errorf("a panic:\n%s", r.err)
			}
		})
	}
	if r := d.run("", "verify"); r.code != exitDone {
		t.Errorf("after all that the store must be as it was: %s%s", r.out, r.err)
	}
}

// TestAChangedOriginalStopsThePaper: a page of other bytes under the old hash would be a lie that nobody sees.
func TestAChangedOriginalStopsThePaper(t *testing.T) {
	dir := t.TempDir()
	d := degrau{t: t, data: filepath.Join(dir, "data")}
	jpg, _ := pictures(t, dir)
	id := mustJSON[map[string]string](t, d.must(complaint, "case", "open", "-", jpg, "--json"))["id"]
	kept, err := filepath.Glob(filepath.Join(d.data, "evidence", "*", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept files: %v %v", kept, err)
	}
	b, err := os.ReadFile(kept[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := errors.Join(os.Chmod(kept[0], 0o600), os.WriteFile(kept[0], b, 0o600)); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "procon.pdf")
	if r := d.run("", "dossier", "build", id, "--body", "br-procon", "-o", to); r.code != exitVerification || !strings.Contains(r.err, "P1") {
		t.Errorf("exit %d: %s", r.code, r.err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a paper was written all the same")
	}
	if r := d.run("", "verify"); r.code != exitVerification {
		t.Errorf("verify: exit %d", r.code)
	}
}

// TestEveryEncodingReadsAlike gives the same words in the encodings that files come in.
func TestEveryEncodingReadsAlike(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	const words = "Comprei no dia 12/04/2026, não chegou, paguei R$ 80,00"
	latin, utf16 := []byte{}, []byte{0xff, 0xfe}
	for _, r := range words {
		latin = append(latin, byte(r)) // every rune of the text is in Windows-1252 at its own number
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	want := d.must(words, "understand", "--json")
	for name, in := range map[string]string{"Windows-1252": string(latin), "UTF-16": string(utf16), "UTF-8 with mark": "\uFEFF" + words} {
		if got := d.must(in, "understand", "--json"); got != want {
			t.Errorf("%s was read differently:\n%s\n%s", name, got, want)
		}
	}
}

// TestHelpHasAnExampleForEveryVerb walks the whole tree of verbs.
func TestHelpHasAnExampleForEveryVerb(t *testing.T) {
	a := &app{env: func(string) (string, bool) { return "", false }}
	walk(a.root(), func(path, example, short string) {
		if example == "" || short == "" {
			t.Errorf("%s: no example or no description", path)
		}
	})
}
