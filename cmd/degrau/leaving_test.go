package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/tiff"
)

// situated is a photo that says where and with what it was taken, and carries a word in a comment and behind its end.
func situated(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	mustDo(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 480, 640)), nil))
	block := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08" +
		"\x00\x02" + "\x01\x0f\x00\x02\x00\x00\x00\x08\x00\x00\x00\x26" + "\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x2e" + "\x00\x00\x00\x00" + "Qzcamera" +
		"\x00\x02" + "\x00\x02\x00\x05\x00\x00\x00\x03\x00\x00\x00\x4c" + "\x00\x04\x00\x05\x00\x00\x00\x03\x00\x00\x00\x4c" + "\x00\x00\x00\x00" +
		strings.Repeat("\x00\x00\x00\x19\x00\x00\x00\x01", 3))
	segment := func(mark byte, body []byte) []byte {
		return append([]byte{0xff, mark, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	}
	raw := b.Bytes()
	out := append([]byte{}, raw[:2]...)
	out = append(append(out, segment(0xe1, block)...), segment(0xfe, []byte("Qzcomment"))...)
	return append(append(out, raw[2:]...), "Qzbehind"...)
}

// TestNothingOfTheOriginalLeavesInCopies hands out photos of all kinds, to the public and to a body, and looks for what only
// their originals hold.
func TestNothingOfTheOriginalLeavesInCopies(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id := mustJSON[struct{ ID string }](t, d.must(complaint, "case", "open", "-", "--json")).ID
	m := image.NewGray(image.Rect(0, 0, 480, 640))
	for i := range m.Pix {
		m.Pix[i] = byte(i)
	}
	m.SetGray(0, 0, color.Gray{Y: 9})
	var fax bytes.Buffer
	mustDo(t, tiff.Encode(&fax, m, nil))
	photo, scan := d.file("foto.jpg", string(situated(t))), d.file("fax.tiff", fax.String())
	testdata := filepath.Join("..", "..", "internal", "media", "testdata")
	d.must("", "case", "evidence", id, photo, scan, filepath.Join(testdata, "painted-lossless.webp"), filepath.Join(testdata, "painted.heic"))
	if shown := d.must("", "case", "show", id, "--json"); !strings.Contains(shown, "has_location") {
		t.Fatal("the photo says where it was taken, and nobody noticed")
	}
	hidden := []string{"Qzcamera", "Qzcomment", "Qzbehind", "Exif\x00"}

	public := filepath.Join(t.TempDir(), "public.pdf")
	d.must("", "dossier", "build", id, "--body", "br-reclame-aqui", "-o", public)
	if n := picturesOf(t, public); n != 0 {
		t.Errorf("%d pictures are public, and nobody said so", n)
	}
	for _, label := range []string{"P1", "P2", "P3", "P4"} {
		d.must("", "case", "describe", id, label, "--public")
	}
	d.must("", "dossier", "build", id, "--body", "br-reclame-aqui", "-o", public)
	shown := picturesOf(t, public)
	if shown < 4 {
		t.Errorf("%d of four pictures", shown)
	}
	plain, err := exec.Command("qpdf", "--qdf", "--object-streams=disable", public, "-").Output()
	mustDo(t, err)
	for _, gone := range append(hidden, "foto.jpg", "painted") {
		if bytes.Contains(plain, []byte(gone)) {
			t.Errorf("the public paper holds %q", gone)
		}
	}
	d.must("", "case", "describe", id, "P1", "--public=false")
	d.must("", "dossier", "build", id, "--body", "br-reclame-aqui", "-o", public)
	if n := picturesOf(t, public); n != shown-1 {
		t.Errorf("%d pictures after one was taken back", n)
	}

	kit := filepath.Join(t.TempDir(), "kit")
	d.must("", "kit", "build", id, "--body", "br-procon", "-o", kit)
	files, err := filepath.Glob(filepath.Join(kit, "anexos", "*"))
	mustDo(t, err)
	if len(files) != 4 {
		t.Fatal(files)
	}
	list, err := os.ReadFile(filepath.Join(kit, "checklist.txt"))
	mustDo(t, err)
	if !strings.Contains(string(list), "A foto guarda o lugar onde foi tirada") || strings.Count(string(list), "É uma cópia convertida") != 3 {
		t.Errorf("%s", list)
	}
	for _, at := range files {
		if ext := filepath.Ext(at); ext != ".jpg" && ext != ".png" {
			t.Errorf("%s: no portal shows it", filepath.Base(at))
		}
	}
	small := filepath.Join(t.TempDir(), "small.jpg")
	d.must("", "case", "copy", id, "P1", "--max-side", "100", "-o", small)
	b, err := os.ReadFile(small)
	mustDo(t, err)
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || max(c.Width, c.Height) != 100 {
		t.Errorf("%+v %v", c, err)
	}
	for _, gone := range hidden {
		if bytes.Contains(b, []byte(gone)) {
			t.Errorf("the copy holds %q", gone)
		}
	}
	d.must("", "case", "copy", id, "P4", "--max-bytes", "3KB", "-o", small)
	if s, err := os.Stat(small); err != nil || s.Size() > 3000 {
		t.Errorf("%v %v", s, err)
	}
	for _, args := range [][]string{{"--max-side", "-1"}, {"--max-bytes", "much"}, {"--page", "-2"}} {
		if r := d.run("", append([]string{"case", "copy", id, "P1", "-o", small}, args...)...); r.code != exitUsage {
			t.Errorf("%v: exit %d %s", args, r.code, r.err)
		}
	}
	if r := d.run("", "case", "copy", id, "P1", "--max-bytes", "10", "-o", small); r.code != exitInvalid {
		t.Errorf("ten bytes: exit %d %s", r.code, r.err)
	}
}

func picturesOf(t *testing.T, file string) int {
	t.Helper()
	out, err := exec.Command("pdfimages", "-list", file).Output()
	mustDo(t, err)
	return strings.Count(string(out), " image ")
}
