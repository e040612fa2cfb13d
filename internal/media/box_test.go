package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestBoxesReplaceThePoints(t *testing.T) {
	img := painted(320, 200)
	for _, orientation := range []int{1, 3, 6, 8} {
		b := withEXIF(mustJPEG(t, stored(img, orientation)), exifBlock(binary.BigEndian, orientation, "2026:03:15 14:02:11", true))
		box := BoxOfPixels(image.Rect(40, 60, 120, 100), 320, 200)
		_, c, got := mustCopy(t, b, Settings{Format: "png", Boxes: []Box{box, {X: 0.9, Y: 0.9, W: 0.5, H: 0.5}}})
		if c.Width != 320 || c.Height != 200 {
			t.Fatalf("%+v", c)
		}
		for y := range 200 {
			for x := range 320 {
				at := image.Pt(x, y)
				covered := at.In(image.Rect(40, 60, 120, 100)) || at.In(image.Rect(288, 180, 320, 200))
				if black := color.RGBAModel.Convert(got.At(x, y)) == (color.RGBA{0, 0, 0, 255}); black != covered {
					t.Fatalf("orientation %d: point %v is black: %v", orientation, at, black)
				}
			}
		}
	}
}

// What is covered must be gone from every copy, whatever else is asked of it: a picture in which each point under the box
// is of a colour that is nowhere else leaves no trace of that colour.
func TestNoColourIsLeftUnderABox(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	secret := image.Rect(101, 77, 251, 133)
	for y := range 300 {
		for x := range 400 {
			c := color.RGBA{128, 128, 128, 255}
			if image.Pt(x, y).In(secret) {
				c = color.RGBA{255, 0, 255, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	b := mustPNG(t, img)
	for name, s := range map[string]Settings{"as it is": {}, "small": {MaxSide: 97}, "JPEG": {Format: "jpeg", Quality: 60}, "cut": {Slice: Slice{Height: 100, Overlap: 20, Part: 1}}, "few bytes": {MaxBytes: 2000}} {
		s.Boxes = []Box{BoxOfPixels(secret, 400, 300)}
		_, _, got := mustCopy(t, b, s)
		for y := range got.Bounds().Dy() {
			for x := range got.Bounds().Dx() {
				if r, g, b, _ := got.At(x, y).RGBA(); r>>8 > g>>8+24 || b>>8 > g>>8+24 {
					t.Fatalf("%s: a trace at %d,%d: %v", name, x, y, got.At(x, y))
				}
			}
		}
	}
}

// secretPDF has the same words on two pages, in a note, in its description and in a file inside.
func secretPDF() []byte {
	page := "BT /F1 24 Tf 72 700 Td (CPF 111.444.777-35) Tj ET BT /F1 24 Tf 72 400 Td (Pedido aberto) Tj ET"
	b := madePDF(page, page)
	return bytes.Replace(b, []byte("<< /Type /Catalog"), []byte("<< /Secret (111.444.777-35) /Type /Catalog"), 1)
}

func TestCoveredPDFHoldsNothingOfTheOriginal(t *testing.T) {
	b := secretPDF()
	for _, name := range []string{"pdftoppm", "mutool"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatalf("the tests need %s: %v", name, err)
		}
		s := Settings{Boxes: []Box{{Page: 1, X: 0.1, Y: 0.1, W: 0.8, H: 0.1}}}
		var out, again bytes.Buffer
		c, err := copyPDF(t.Context(), &out, bytes.NewReader(b), s, path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := copyPDF(t.Context(), &again, bytes.NewReader(b), s, path); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same settings gave another copy (%v)", name, err)
		}
		if c.Kind != "pdf" || c.Parts != 2 || mustProbe(t, out.Bytes()).Pages != 2 {
			t.Errorf("%s: %+v", name, c)
		}
		for _, word := range []string{"111.444", "CPF", "Pedido", "Secret", "Helvetica"} {
			if bytes.Contains(out.Bytes(), []byte(word)) {
				t.Errorf("%s: %q is in the bytes", name, word)
			}
		}
		if words := strings.TrimSpace(tool(t, out.Bytes(), "pdftotext", "-", "-")); words != "" {
			t.Errorf("%s: text is left: %q", name, words)
		}
		at := filepath.Join(t.TempDir(), "covered.pdf")
		if err := os.WriteFile(at, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, nil, "qpdf", "--check", at)
		// The box covers what was there on its page, and on the other page the words can still be seen.
		first, second := ink(t, out.Bytes(), 1), ink(t, out.Bytes(), 2)
		if first != "black" || second != "words" {
			t.Errorf("%s: the place shows %s on page 1 and %s on page 2", name, first, second)
		}
	}
}

// ink says what is seen where the number stands.
func ink(t *testing.T, b []byte, page int) string {
	t.Helper()
	n := string(rune('0' + page))
	img, _, err := image.Decode(strings.NewReader(tool(t, b, "pdftoppm", "-r", "72", "-f", n, "-l", n, "-png", "-singlefile", "-")))
	if err != nil {
		t.Fatal(err)
	}
	dark, all := 0, 0
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	for y := h * 13 / 100; y < h*18/100; y++ {
		for x := w * 15 / 100; x < w*45/100; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
			all++
		}
	}
	switch {
	case dark == all:
		return "black"
	case dark > all/50:
		return "words"
	}
	return "nothing"
}

// tool runs a program of the system on bytes.
func tool(t *testing.T, in []byte, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(in)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v %s %s", name, args, err, out.String(), said.String())
	}
	return out.String()
}

func TestPDFsThatCannotBeCovered(t *testing.T) {
	box := []Box{{Page: 1, W: 0.5, H: 0.5}}
	for name, c := range map[string]struct {
		bytes    []byte
		boxes    []Box
		renderer string
		want     error
	}{
		"no program that draws": {madePDF(""), box, "", ErrNoRenderer},
		"another program":       {madePDF(""), box, "/bin/true", ErrNoRenderer},
		"no such page":          {madePDF(""), []Box{{Page: 2, W: 1, H: 1}}, Renderer(), ErrSettings},
		"broken":                {[]byte("%PDF-1.4\nrubbish"), box, Renderer(), ErrBroken},
	} {
		var out bytes.Buffer
		if _, err := copyPDF(t.Context(), &out, bytes.NewReader(c.bytes), Settings{Boxes: c.boxes}, c.renderer); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var out bytes.Buffer
	if _, err := Copy(t.Context(), &out, bytes.NewReader(madePDF("")), Settings{}); !errors.Is(err, ErrNoPicture) {
		t.Errorf("a copy of a PDF with nothing covered: %v", err)
	}
}
