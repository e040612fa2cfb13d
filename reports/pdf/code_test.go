package pdf_test

import (
	"image"
	_ "image/png" // what pdftoppm writes
	"os"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"

	"degrau/reports/paper"
)

// TestCodesAreDrawnSquareBySquare prints a code and looks at the middle of each square.
func TestCodesAreDrawnSquareBySquare(t *testing.T) {
	b, err := qr.Encode("https://degrau.exemplo.br/conferir", qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	n := b.Bounds().Dx()
	rows := make([][]bool, n)
	for y := range rows {
		for x := range n {
			r, _, _, _ := b.At(x, y).RGBA()
			rows[y] = append(rows[y], r == 0)
		}
	}
	w := write(t, small(paper.Code{Text: "abra https://degrau.exemplo.br/conferir", Squares: rows}), shelf{})
	if !strings.Contains(w.all(t), "https://degrau.exemplo.br/conferir") {
		t.Errorf("the address is not told in words: %s", w.all(t))
	}
	tool(t, "pdftoppm", "-r", "300", "-singlefile", "-gray", "-png", w.path, w.path)
	f, err := os.Open(w.path + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	dark := func(x, y int) bool { r, _, _, _ := m.At(x, y).RGBA(); return r < 0x8000 }
	left, top := m.Bounds().Dx(), 0
	for y := range m.Bounds().Dy() / 2 {
		for x := range m.Bounds().Dx() / 3 { // the words stand further right
			if dark(x, y) {
				if top == 0 {
					top = y
				}
				left = min(left, x)
			}
		}
		if top > 0 && y > top+20 {
			break
		}
	}
	side := 26.0 / float64(n) * 300 / 25.4
	for y, row := range rows {
		for x, want := range row {
			if got := dark(left+int((float64(x)+0.5)*side), top+int((float64(y)+0.5)*side)); got != want {
				t.Fatalf("square %d, %d: dark %v, want %v", x, y, got, want)
			}
		}
	}
	write(t, small(paper.Para{Text: "x"}, paper.Code{Text: "nothing to draw"}), shelf{})
}
