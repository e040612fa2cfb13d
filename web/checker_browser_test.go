//go:build browser

package web

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"degrau/internal/civil"
	"degrau/reports/checker"
)

// given is a folder as a clerk has it, with the page in it.
func given(t *testing.T) (dir string, big []byte) {
	t.Helper()
	dir = t.TempDir()
	big = make([]byte, 9<<20+77) // more than two of the pieces that files are read in
	for i := range big {
		big[i] = byte(i * i >> 7)
	}
	put := func(name string, b []byte) string {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%x", sha256.Sum256(b))
	}
	l := checker.List{Code: "7KQ2-M4XD", On: civil.MustParse("2026-11-22"), Head: strings.Repeat("ab", 32), Lang: "pt", Aside: []string{"kit.json"}, Files: []checker.File{
		{Name: "dossier.pdf", SHA256: put("dossier.pdf", big), Size: int64(len(big))},
		{Name: "anexos/01-</script><b>.txt", Label: "P1", SHA256: put("anexos/outro nome.txt", []byte("um")), Size: 2},
		{Name: "anexos/02.txt", Label: "P2", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("dois"))), Size: 4},
		{Name: "anexos/03.txt", Label: "P3", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("três"))), Size: 5},
		{Name: "foto.jpg", Label: "P4", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("foto"))), Size: 4, Apart: true},
	}}
	put("anexos/02.txt", []byte("DOIS"))
	put("estranho.txt", nil)
	put("kit.json", []byte("{}"))
	var page bytes.Buffer
	if err := checker.Write(&page, l); err != nil {
		t.Fatal(err)
	}
	put(checker.Name, page.Bytes())
	return dir, big
}

const judged = `[...document.querySelectorAll('#rows tr')].map(r => r.cells[0].textContent + ': ' + r.cells[1].querySelector('span,td').textContent).join('\n')`

func (t *tab) text(js string) string {
	t.Helper()
	s, err := chromedp.Run(t.ctx, chromedp.Evaluate[string](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return s
}

func TestBrowserClerkChecksFilesWithoutOurProgram(t *testing.T) {
	dir, _ := given(t)
	tb := mustTab(t, "file://"+dir)
	for _, width := range []int64{360, 1280} {
		tb.size(width)
		tb.open("/" + checker.Name)
		tb.fits(fmt.Sprintf("check page at %d px", width))
		tb.do("choose", chromedp.SetUploadFiles("#files", []string{dir + "/dossier.pdf", dir + "/anexos/outro nome.txt", dir + "/anexos/02.txt", dir + "/estranho.txt", dir + "/kit.json"}),
			chromedp.WaitVisible(`body[data-done="5"]`))
		want := "dossier.pdf: igual\nP1 · outro nome.txt: igual, com outro nome\nP2 · 02.txt: diferente\nestranho.txt: não está na lista\n" +
			"kit.json: acompanha a lista, não é conferido\nP3 · anexos/03.txt: falta\nP4 · foto.jpg: original, não escolhido"
		if got := tb.text(judged); got != want {
			t.Errorf("%d px:\n%s\nwant\n%s", width, got, want)
		}
		tb.fits(fmt.Sprintf("checked at %d px", width))
	}
	if got := tb.text(`document.getElementById('status').textContent`); !strings.Contains(got, "2") || tb.text(`document.getElementById('status').className`) != "bad" {
		t.Errorf("it says %q", got)
	}
	for lang, want := range map[string]string{"en": "changed", "es": "distinto", "ro": "diferit"} {
		tb.do("speak "+lang, chromedp.Click(`button[data-lang="`+lang+`"]`))
		if got := tb.text(judged); !strings.Contains(got, "P2 · 02.txt: "+want) || tb.text(`document.documentElement.lang`) != lang {
			t.Errorf("%s: %s", lang, got)
		}
	}
	tb.do("again", chromedp.Click("#clear"))
	if n := tb.number(`document.querySelectorAll('#rows tr').length`); n != 5 || tb.text(`document.getElementById('status').textContent`) != "" {
		t.Errorf("after starting again: %d rows", n)
	}
	tb.do("only what matches", chromedp.SetUploadFiles("#files", []string{dir + "/dossier.pdf"}), chromedp.WaitVisible(`body[data-done="1"]`))
	if got := tb.text(`document.getElementById('rows').rows[0].cells[3].textContent`); len(got) != 64 {
		t.Errorf("the hash is %q", got)
	}
}

// TestBrowserCheckPageHashesAsOthersDo compares the page's own SHA-256 with Go's, at every length around the edges of
// blocks, in one piece and in odd ones, and with the published sums of FIPS 180-4.
func TestBrowserCheckPageHashesAsOthersDo(t *testing.T) {
	dir, _ := given(t)
	tb := mustTab(t, "file://"+dir)
	tb.open("/" + checker.Name)
	for text, want := range map[string]string{
		"''":                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"'abc'":               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"'a'.repeat(1000000)": "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
		"'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'": "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
	} {
		if got := tb.text(`new Sha256().update(new TextEncoder().encode(` + text + `)).hex()`); got != want {
			t.Errorf("%.40s: %s", text, got)
		}
	}
	var want []string
	for n := range 260 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(i*7 + n)
		}
		sum := fmt.Sprintf("%x", sha256.Sum256(b))
		want = append(want, sum, sum)
	}
	got := tb.text(`Array.from({length: 260}, (_, n) => {
  const b = Uint8Array.from({length: n}, (_, i) => i * 7 + n)
  const odd = new Sha256()
  for (let at = 0, step = 1; at < n; at += step, step = step * 3 % 89) odd.update(b.subarray(at, at + step))
  return new Sha256().update(b).hex() + ' ' + odd.hex()
}).join(' ')`)
	if got != strings.Join(want, " ") {
		t.Error("some lengths come out otherwise")
	}
	tb.scripts(false)
	tb.open("/" + checker.Name)
	if n := tb.number(`document.querySelectorAll('#rows code').length`); n != 5 {
		t.Errorf("without scripts the list has %d hashes", n)
	}
}
