package pdf_test

import (
	"image/png"
	"os"
	"testing"
)

// thickSide finds the side of a page's picture where the thick line runs, by the weight of black near each edge.
func thickSide(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	minX, minY, maxX, maxY := 1<<20, 1<<20, 0, 0
	dark := func(x, y int) bool { r, _, _, _ := img.At(x, y).RGBA(); return r < 0x4000 }
	top, bottom := 80, img.Bounds().Dy()-45 // between band and footer
	for y := top; y < bottom; y++ {
		for x := range img.Bounds().Dx() {
			if dark(x, y) {
				minX, minY, maxX, maxY = min(minX, x), min(minY, y), max(maxX, x), max(maxY, y)
			}
		}
	}
	weight := map[string]int{}
	const edge = 14
	for y := top; y < bottom; y++ {
		for x := range img.Bounds().Dx() {
			if !dark(x, y) {
				continue
			}
			if y < minY+edge {
				weight["above"]++
			}
			if y > maxY-edge {
				weight["below"]++
			}
			if x < minX+edge {
				weight["left"]++
			}
			if x > maxX-edge {
				weight["right"]++
			}
		}
	}
	best := "nowhere"
	for s, w := range weight {
		if w > weight[best] {
			best = s
		}
	}
	return best
}

// darkShare is how much of a picture is black.
func darkShare(t *testing.T, path string) float64 {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	dark, size := 0, img.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x4000 {
				dark++
			}
		}
	}
	return float64(dark) / float64(size.X*size.Y)
}
