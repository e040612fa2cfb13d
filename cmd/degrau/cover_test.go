package main

import (
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"degrau/cases"
)

// TestCoveredPartsLeaveNoPaper covers a place of a picture, a message of a talk and a line of a text, and looks for them in
// all that is handed out. HEIC is drawn from a copy on the way.
func TestCoveredPartsLeaveNoPaper(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	shot := filepath.Join(t.TempDir(), "tela.png")
	m := image.NewGray(image.Rect(0, 0, 400, 600))
	for i := range m.Pix {
		m.Pix[i] = 0xFF
	}
	f, err := os.Create(shot)
	mustDo(t, err)
	mustDo(t, png.Encode(f, m))
	mustDo(t, f.Close())
	talk := d.file("talk.txt", "12/04/2026 21:47 - Ana: o telefone da minha mãe é (41) 98888-7777\n12/04/2026 21:48 - Loja X: certo\n")
	text := d.file("nota.txt", "primeira linha\nsegredo da vizinha\nterceira linha\n")
	d.must("", "case", "evidence", id, shot, talk, text, filepath.Join("..", "..", "internal", "media", "testdata", "painted.heic"))
	for name, args := range map[string][]string{
		"nothing": {"case", "cover", id, "P1"}, "three numbers": {"case", "cover", id, "P1", "--box", "1,2,3"}, "no page": {"case", "cover", id, "P1", "--box", "x:1,2,3,4"},
		"no number": {"case", "cover", id, "P1", "--box", "a%,0,1,1"},
	} {
		if r := d.run("", args...); r.code != exitUsage {
			t.Errorf("%s: exit %d %s", name, r.code, r.err)
		}
	}
	if r := d.run("", "case", "cover", id, "P1", "--box", "50%,0,0,1"); r.code != exitInvalid {
		t.Errorf("a box without width: exit %d %s", r.code, r.err)
	}
	for _, args := range [][]string{
		{"P1", "--message", "1"}, {"P1", "--line", "1"}, {"P1", "--box", "2:0,0,1,1"}, {"P2", "--box", "0,0,1,1"}, {"P2", "--line", "1"}, {"P2", "--message", "3"}, {"P2", "--message", "999"},
		{"P3", "--line", "4"}, {"P3", "--message", "1"}, {"P3", "--box", "0,0,1,1"}, {"P4", "--message", "1"}, {"P2", "--message", "1,3"},
	} {
		if r := d.run("", append([]string{"case", "cover", id}, args...)...); r.code != exitInvalid || !strings.Contains(r.err, args[0]) {
			t.Errorf("%v: exit %d %s", args, r.code, r.err)
		}
	}
	if shown := d.must("", "case", "show", id, "--json"); strings.Contains(shown, `"covered"`) {
		t.Fatal("a place that is not there was taken")
	}
	d.must("", "case", "cover", id, "P1", "--box", "100px,150px,200px,300px", "--reason", "others_data")
	d.must("", "case", "cover", id, "P2", "--message", "1")
	d.must("", "case", "cover", id, "p3", "--line", "2")
	copied := filepath.Join(t.TempDir(), "p1.png")
	d.must("", "case", "copy", id, "P1", "-o", copied)
	r, err := os.Open(copied)
	mustDo(t, err)
	seen, _, err := image.Decode(r)
	mustDo(t, err)
	_ = r.Close()
	if y := color.GrayModel.Convert(seen.At(200, 300)).(color.Gray).Y; y > 40 {
		t.Errorf("the middle is not covered: %d", y)
	}
	d.must("", "case", "evidence", id, shot) // once more: P5
	if r := d.run("", "case", "copy", id, "P5", "-o", copied); r.code != exitDone {
		t.Errorf("exit %d %s", r.code, r.err)
	}
	r, err = os.Open(copied)
	mustDo(t, err)
	seen, _, err = image.Decode(r)
	mustDo(t, err)
	_ = r.Close()
	if y := color.GrayModel.Convert(seen.At(200, 300)).(color.Gray).Y; y > 40 {
		t.Errorf("the same file under another number shows it: %d", y)
	}
	kit := filepath.Join(t.TempDir(), "kit")
	d.must("", "kit", "build", id, "--body", "br-procon", "-o", kit)
	mustDo(t, filepath.WalkDir(kit, func(at string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(at)
		if err == nil && (strings.Contains(string(b), "98888") || strings.Contains(string(b), "vizinha")) {
			t.Errorf("%s tells what is covered", at)
		}
		return err
	}))
	words, err := exec.Command("pdftotext", "-layout", filepath.Join(kit, "dossier.pdf"), "-").Output()
	mustDo(t, err)
	for _, want := range []string{"[coberto por quem reclama]", "terceira linha", "Cópia com partes cobertas (dados de outra pessoa); o original está guardado.",
		"Cópia convertida para esta página"} {
		if !strings.Contains(strings.Join(strings.Fields(string(words)), " "), want) {
			t.Errorf("the dossier lacks %q", want)
		}
	}
	for _, gone := range []string{"98888", "vizinha"} {
		if strings.Contains(string(words), gone) {
			t.Errorf("the dossier tells %q", gone)
		}
	}
	images, err := exec.Command("pdfimages", "-list", filepath.Join(kit, "dossier.pdf")).Output()
	mustDo(t, err)
	if n := strings.Count(string(images), "image "); n < 2 {
		t.Errorf("pictures of the dossier:\n%s", images)
	}
	d.must("", "verify")
	d.must("", "case", "cover", id, "P1", "--clear")
	if shown := d.must("", "case", "show", id, "--json"); strings.Count(shown, `"covered"`) == 0 {
		t.Error("the history lost what was covered")
	}
}

// FuzzParseBox gives places as people write them: what is read is numbers, and a case then takes it or says why not.
func FuzzParseBox(f *testing.F) {
	for _, s := range []string{"10%,5%,30%,8%", "0.1,0.05,0.3,0.08", "108px,96px,324px,154px", "2:10%,5%,30%,8%", "1e309,0,1,1", "NaN,0,1,1", "9:0,0,1,1", ":,,,", "-1%,0,1,1", "0x1p-2,0,1,1"} {
		f.Add(s)
	}
	x := cases.Evidence{Number: 1, Kind: "pdf", Pages: 3, Width: 1080, Height: 1920}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := parseBox(s, x)
		if err != nil {
			return
		}
		for _, v := range []float64{b.X, b.Y, b.W, b.H} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("%q is %+v", s, b)
			}
		}
		if b.Page < 0 || b.Page > 3 {
			t.Fatalf("%q is on page %d", s, b.Page)
		}
		x := x
		x.Cover(b)
		if x.Check("x") == nil && (b.X < 0 || b.Y < 0 || b.W <= 0 || b.H <= 0 || b.X >= 1 || b.Y >= 1) {
			t.Fatalf("%q covers nothing and is taken: %+v", s, b)
		}
	})
}
