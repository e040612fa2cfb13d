package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"degrau/internal/clamdtest"
	"degrau/internal/s3test"
)

// set writes the settings file of the data folder.
func (d degrau) set(lines ...string) {
	d.t.Helper()
	mustDo(d.t, os.MkdirAll(d.data, 0o700))
	mustDo(d.t, os.WriteFile(filepath.Join(d.data, "degrau.toml"), []byte(strings.Join(lines, "\n")), 0o600))
}

// onBucket keeps the originals of a run on an S3 server.
func (d degrau) onBucket() *s3test.Server {
	s := s3test.New(d.t)
	d.set(`blob_url = "`+s.URL+`"`, `blob_key = "`+s3test.Key+`"`, `blob_secret = "`+s3test.Secret+`"`)
	return s
}

// onEveryVault runs a test on both engines, and with originals in the folder and on an S3 server.
func onEveryVault(t *testing.T, test func(t *testing.T, d degrau)) {
	onBothEngines(t, test)
	t.Run("S3", func(t *testing.T) {
		d := degrau{t: t, data: t.TempDir()}
		d.onBucket()
		test(t, d)
	})
}

func (d degrau) file(name, content string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	mustDo(d.t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// shownExhibit is what `case show --json` says of one exhibit's event.
type shownExhibit struct {
	Number     int    `json:"number"`
	SHA256     string `json:"sha256"`
	Name       string `json:"name"`
	Size       int64  `json:"size"`
	Source     string `json:"source"`
	ReceivedAt string `json:"received_at"`
	CapturedOn string `json:"captured_on"`
	CapturedBy string `json:"captured_by"`
}

func TestEvidenceSaysWhenWhenceAndWho(t *testing.T) {
	onEveryVault(t, func(t *testing.T, d degrau) {
		id, _ := d.openCase()
		odd := d.file("recibo \u202efdp\n.txt", "recibo")
		added := mustJSON[[]shownExhibit](t, d.must("", "case", "evidence", id, odd, "--captured-on", "2026-07", "--json"))
		x := added[0]
		if x.Source != "cli" || x.Name != "recibo fdp.txt" || x.Size != 6 || x.ReceivedAt != "2026-11-22T12:00:00Z" || x.CapturedOn != "2026-07" || x.CapturedBy != "person" {
			t.Errorf("%+v", x)
		}
		r := d.run("", "case", "evidence", id, d.file("de novo.txt", "recibo"))
		if r.code != exitDone || !strings.Contains(r.err, "P2 has the same bytes as P1") {
			t.Errorf("the same file again: exit %d %s", r.code, r.err)
		}
		d.must("", "verify")
	})
}

// TestWhatIsNoFileIsRefused: each with its sentence, in every language, and the good file is kept.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	d := degrau{t: t, data: t.TempDir()}
	id, _ := d.openCase()
	good := d.file("bom.txt", "bom")
	at := func(name string) string { return filepath.Join(dir, name) }
	mustDo(t, os.Symlink(good, at("link")))
	mustDo(t, os.Symlink(at("nowhere"), at("dangling")))
	mustDo(t, syscall.Mkfifo(at("pipe"), 0o600))
	mustDo(t, os.WriteFile(at("empty"), nil, 0o600))
	d.set(`max_upload = "1000"`)
	mustDo(t, os.WriteFile(at("large"), make([]byte, 1001), 0o600))
	for name, c := range map[string]struct {
		code int
		say  map[string]string
	}{
		at("link"):     {exitInvalid, map[string]string{"pt": "atalho", "es": "enlace", "ro": "legătură", "en": "a link"}},
		at("dangling"): {exitInvalid, map[string]string{"pt": "atalho", "es": "enlace", "ro": "legătură", "en": "a link"}},
		dir:            {exitInvalid, map[string]string{"pt": "é uma pasta", "es": "es una carpeta", "ro": "este un dosar", "en": "is a folder"}},
		at("pipe"):     {exitInvalid, map[string]string{"pt": "arquivo comum", "es": "archivo común", "ro": "fișier obișnuit", "en": "ordinary file"}},
		os.DevNull:     {exitInvalid, map[string]string{"pt": "arquivo comum", "es": "archivo común", "ro": "fișier obișnuit", "en": "ordinary file"}},
		"/dev/zero":    {exitInvalid, map[string]string{"en": "ordinary file"}},
		at("none"):     {exitNotFound, map[string]string{"pt": "não existe", "es": "no existe", "ro": "nu există", "en": "There is no file"}},
		at("empty"):    {exitInvalid, map[string]string{"pt": "vazio", "es": "vacío", "ro": "gol", "en": "empty"}},
		at("large"):    {exitInvalid, map[string]string{"pt": "limite é 1000 B", "es": "límite es 1000 B", "ro": "Limita este 1000 B", "en": "limit is 1000 B"}},
		at("link") + "/x/../../../etc/passwd\x00": {exitFailed, nil},
	} {
		for lang, words := range c.say {
			r := d.run("", "--lang", lang, "case", "evidence", id, name)
			if r.code != c.code || !strings.Contains(r.err, words) || r.out != "" {
				t.Errorf("%s in %s: exit %d, want %d: %s%s", name, lang, r.code, c.code, r.out, r.err)
			}
		}
		r := d.run("", "case", "evidence", id, name, good, "--json")
		if r.code != exitPartly || len(mustJSON[[]shownExhibit](t, r.out)) != 1 || r.err == "" {
			t.Errorf("%s beside a good file: exit %d %s%s", name, r.code, r.out, r.err)
		}
		r = d.run(complaint, "case", "open", "-", name, good, "--json")
		if r.code != exitPartly || !strings.Contains(r.out, `"id"`) {
			t.Errorf("opening with %s: exit %d %s%s", name, r.code, r.out, r.err)
		}
	}
	if r := d.run("", "case", "evidence", id, at("none"), at("link")); r.code != exitInvalid {
		t.Errorf("several faults: exit %d", r.code)
	}
	d.must("", "verify")
}

func TestLimitsOfACase(t *testing.T) {
	onEveryVault(t, func(t *testing.T, d degrau) {
		id, _ := d.openCase()
		had, _ := os.ReadFile(filepath.Join(d.data, "degrau.toml"))
		d.set(string(had), "max_case = 20", "max_files = 3")
		a, b, c := d.file("a.txt", "dez letras"), d.file("b.txt", "onze letras"), d.file("c.txt", "cabe")
		r := d.run("", "case", "evidence", id, a, b, c, "--json")
		if r.code != exitPartly || len(mustJSON[[]shownExhibit](t, r.out)) != 2 || !strings.Contains(r.err, "b.txt: file: This file does not fit") {
			t.Errorf("exit %d %s%s", r.code, r.out, r.err)
		}
		d.must("", "case", "evidence", id, d.file("d.txt", "d"))
		if r := d.run("", "case", "evidence", id, d.file("e.txt", "e")); r.code != exitInvalid || !strings.Contains(r.err, "as many files as it takes: 3") {
			t.Errorf("one too many: exit %d %s", r.code, r.err)
		}
		d.set(string(had), "max_store = 20")
		other, _ := d.openCase()
		if r := d.run("", "case", "evidence", other, d.file("f.txt", "dez letras mais"), d.file("g.txt", "g")); r.code != exitPartly || !strings.Contains(r.err, "no more room") {
			t.Errorf("a full store: exit %d %s", r.code, r.err)
		}
		d.must("", "verify")
	})
	d := degrau{t: t, data: t.TempDir()}
	for _, bad := range []string{`max_case = "much"`, `max_files = -1`, `max_store = "1.5"`, `clamd_url = "clamd"`, `blob_url = "s3://x:y@bkt"`} {
		d.set(bad)
		if r := d.run("", "case", "list"); r.code != exitUsage && r.code != exitInvalid || r.err == "" {
			t.Errorf("%s: exit %d %s", bad, r.code, r.err)
		}
	}
}

func TestConfigShowsTheKeepingAndHidesItsKeys(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	s := d.onBucket()
	out := d.must("", "config", "show")
	for _, want := range []string{s.URL, "max_case      5368709120", "max_files     500", "max_store     0", "clamd_down    refuse", "blob_secret   ***"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, s3test.Secret) {
		t.Error("the secret is shown")
	}
	if r := d.run("", "doctor"); r.code != exitDone || !strings.Contains(r.out, "evidence  true") {
		t.Errorf("doctor: exit %d\n%s", r.code, r.out)
	}
	s.Fail(403)
	if r := d.run("", "doctor"); r.code != exitFailed || !strings.Contains(r.out, "The server that keeps the files does not answer") {
		t.Errorf("doctor without the server: exit %d\n%s", r.code, r.out)
	}
}

func TestAScannerIsAsked(t *testing.T) {
	for _, network := range []string{"tcp", "unix"} {
		t.Run(network, func(t *testing.T) {
			d := degrau{t: t, data: t.TempDir()}
			id, _ := d.openCase()
			daemon := clamdtest.New(t, network)
			d.set(`clamd_url = "` + daemon.URL + `"`)
			bad, good := d.file("fatura.txt", "olá "+clamdtest.Virus), d.file("bom.txt", "comprovante")
			for lang, words := range map[string]string{"pt": "O antivírus achou " + clamdtest.Name, "es": "El antivirus encontró", "ro": "Antivirusul a găsit", "en": "The virus scanner found"} {
				if r := d.run("", "--lang", lang, "case", "evidence", id, bad); r.code != exitInvalid || !strings.Contains(r.err, words) {
					t.Errorf("%s: exit %d %s", lang, r.code, r.err)
				}
			}
			if r := d.run("", "case", "evidence", id, bad, good); r.code != exitPartly || strings.Contains(r.out, "not_scanned") {
				t.Errorf("beside a good one: exit %d %s%s", r.code, r.out, r.err)
			}
			if string(daemon.Got()) != "comprovante" {
				t.Errorf("the scanner saw %q", daemon.Got())
			}
			daemon.Limit = 5
			if r := d.run("", "case", "evidence", id, good); r.code != exitInvalid || !strings.Contains(r.err, "too large for the virus scanner") {
				t.Errorf("larger than it takes: exit %d %s", r.code, r.err)
			}
			daemon.Stop()
			if r := d.run("", "case", "evidence", id, good); r.code != exitFailed || !strings.Contains(r.err, "does not answer") {
				t.Errorf("nobody there: exit %d %s", r.code, r.err)
			}
			kept, err := filepath.Glob(filepath.Join(d.data, "evidence", "??", "*"))
			if err != nil || len(kept) != 1 {
				t.Errorf("kept %v %v, want the one that was called clean", kept, err)
			}
			d.set(`clamd_url = "`+daemon.URL+`"`, `clamd_down = "accept"`)
			if r := d.run("", "case", "evidence", id, good); r.code != exitDone || !strings.Contains(r.out, "not_scanned") || !strings.Contains(r.err, "No virus scanner looked") {
				t.Errorf("accepted all the same: exit %d %s%s", r.code, r.out, r.err)
			}
		})
	}
}

// TestVerifyTellsTamperingsApart does the four things a forger can do, each of which has its own finding.
func TestVerifyTellsTamperingsApart(t *testing.T) {
	onEveryVault(t, func(t *testing.T, d degrau) {
		findings := map[string]bool{}
		for _, c := range tamperings {
			id, code := d.openCase()
			d.must("", "case", "record", id, "contacted", "--on", "2026-07-05")
			d.must("", "case", "evidence", id, d.file("recibo de "+code+".txt", "recibo "+code))
			c.do(t, d, id)
			r := d.run("", "verify")
			want := strings.ReplaceAll(c.want, "CODE", code)
			if r.code != exitVerification || !strings.Contains(r.out, id+": "+want) {
				t.Errorf("%s: exit %d, want %q in\n%s%s", c.name, r.code, want, r.out, r.err)
			}
			lines := strings.Split(r.out, "\n")
			lines = slices.DeleteFunc(lines, func(s string) bool { return !strings.HasPrefix(s, id) })
			findings[strings.Join(strings.Fields(strings.ReplaceAll(strings.ReplaceAll(fmt.Sprint(lines), id, ""), code, "")), " ")] = true
		}
		if len(findings) != len(tamperings) {
			t.Errorf("%d tamperings give %d findings: %v", len(tamperings), len(findings), findings)
		}
	})
}
