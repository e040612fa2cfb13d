package media

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// chat draws lines of text as a phone does: 20 rows of marks, then 10 empty ones; every eighth pause is 40 rows.
func chat(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for y, line := 0, 0; y < h; line++ {
		for end := y + 20; y < min(end, h); y++ {
			for x := 10; x < w-10; x += 7 {
				img.SetRGBA(x, y, color.RGBA{uint8(20 * (x + y) % 90), 0, 0, 255})
			}
		}
		y += 10
		if line%8 == 7 {
			y += 30
		}
	}
	return img
}

func TestLongScreenshotsAreCutBetweenLines(t *testing.T) {
	img := chat(300, 5000)
	s := Slice{Height: 800, Overlap: 30}
	cuts := s.cuts(img)
	if len(cuts) < 6 || cuts[0].From != 0 || cuts[len(cuts)-1].To != 5000 {
		t.Fatalf("%v", cuts)
	}
	for i, c := range cuts {
		if c.To-c.From > s.Height || c.To <= c.From {
			t.Errorf("stretch %d has %d rows", i+1, c.To-c.From)
		}
		if i > 0 && cuts[i-1].To-c.From != s.Overlap {
			t.Errorf("stretch %d shares %d rows", i+1, cuts[i-1].To-c.From)
		}
		if c.To < 5000 && unrest(img, c.To) > 0 {
			t.Errorf("stretch %d ends in a line of text", i+1)
		}
	}
}

func TestEveryRowIsOnSomeStretch(t *testing.T) {
	for name, img := range map[string]*image.RGBA{"chat": chat(200, 3000), "noise": noisy(120, 2000), "one colour": image.NewRGBA(image.Rect(0, 0, 50, 2000))} {
		s := Slice{Height: 500, Overlap: 250}
		at := 0
		for i, c := range s.cuts(img) {
			if c.From > at || c.To <= at {
				t.Errorf("%s: stretch %d is %v, %d was reached", name, i+1, c, at)
			}
			at = c.To
		}
		if at != img.Rect.Dy() {
			t.Errorf("%s: %d rows of %d", name, at, img.Rect.Dy())
		}
	}
	endless := image.NewRGBA(image.Rect(0, 0, 1, 60*maxSlices))
	if cuts := (Slice{Height: 50}).cuts(endless); len(cuts) != maxSlices || cuts[maxSlices-1].To != 60*maxSlices {
		t.Errorf("an endless strip has %d stretches", len(cuts))
	}
}

func TestStretchesAreCopiesOfTheirOwn(t *testing.T) {
	b := mustPNG(t, chat(300, 2000))
	_, first, _ := mustCopy(t, b, Settings{Slice: Slice{Height: 700, Overlap: 40}})
	rows := 0
	for n := 1; n <= first.Parts; n++ {
		_, c, _ := mustCopy(t, b, Settings{Slice: Slice{Height: 700, Overlap: 40, Part: n}})
		if c.Parts != first.Parts || c.Width != 300 {
			t.Errorf("stretch %d: %+v", n, c)
		}
		rows += c.Height
	}
	if first.Parts < 3 || rows != 2000+40*(first.Parts-1) {
		t.Errorf("%d stretches of %d rows in all", first.Parts, rows)
	}
}
