package main

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestADossierComesInVolumes builds under limits, into a folder and beside a name, and has what was built checked.
func TestADossierComesInVolumes(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	dir := t.TempDir()
	for i := range 4 {
		m := image.NewGray(image.Rect(0, 0, 400, 400))
		r := rand.New(rand.NewPCG(uint64(i), 7))
		for k := range m.Pix {
			m.Pix[k] = uint8(r.Uint32())
		}
		at := filepath.Join(dir, "foto"+string(rune('a'+i))+".png")
		f, err := os.Create(at)
		mustDo(t, err)
		mustDo(t, png.Encode(f, m))
		mustDo(t, f.Close())
		d.must("", "case", "evidence", id, at)
	}
	type built struct {
		Pages   int
		Volumes []volume
	}
	papers := filepath.Join(dir, "papers") + "/"
	got := mustJSON[built](t, d.must("", "dossier", "build", id, "--body", "br-procon", "-o", papers, "--max-bytes", "450kB", "--json"))
	if len(got.Volumes) < 2 {
		t.Fatalf("%+v", got)
	}
	next := 1
	list, err := os.ReadFile(strings.Split(got.Volumes[0].File, "-volume-")[0] + ".sha256")
	mustDo(t, err)
	for _, v := range got.Volumes {
		b, err := os.ReadFile(v.File)
		mustDo(t, err)
		sum := sha256.Sum256(b)
		if int64(len(b)) > 450_000 || int64(len(b)) != v.Bytes || hex.EncodeToString(sum[:]) != v.SHA256 || v.First != next {
			t.Errorf("%+v: %d bytes, begins on %d", v, len(b), next)
		}
		if !strings.Contains(string(list), v.SHA256+"  "+filepath.Base(v.File)) {
			t.Errorf("%s is not in the list of hashes", v.File)
		}
		next += v.Pages
		d.must("", "verify", v.File)
	}
	if got.Pages != next-1 {
		t.Errorf("%d pages of %d", got.Pages, next-1)
	}
	one := filepath.Join(dir, "um.pdf")
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", one, "--max-bytes", "5MB")
	if _, err := os.Stat(one); err != nil {
		t.Errorf("what fits is one file: %v", err)
	}
	d.must("", "dossier", "build", id, "--body", "br-procon", "-o", filepath.Join(dir, "x.pdf"), "--max-bytes", "450000")
	if found, _ := filepath.Glob(filepath.Join(dir, "x-volume-*-de-*.pdf")); len(found) < 2 {
		t.Errorf("beside the name: %v", found)
	}
	for name, c := range map[string]struct {
		want int
		args []string
	}{
		"no size":         {exitUsage, []string{"-o", papers, "--max-bytes", "much"}},
		"nothing":         {exitUsage, []string{"-o", papers, "--max-bytes", "0"}},
		"below nothing":   {exitUsage, []string{"-o", papers, "--max-bytes", "-5"}},
		"standard output": {exitUsage, []string{"-o", "-", "--max-bytes", "1MB"}},
		"too small":       {exitInvalid, []string{"-o", papers, "--max-bytes", "20kB"}},
	} {
		if r := d.run("", append([]string{"dossier", "build", id, "--body", "br-procon"}, c.args...)...); r.code != c.want {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(papers, ".degrau-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
