package pdf_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// rawJPEG builds a JPEG of flat grey blocks by hand: any number of components, baseline (0xC0) or progressive (0xC2).
func rawJPEG(frame byte, components int, extra ...[]byte) []byte {
	var b bytes.Buffer
	segment := func(marker byte, payload ...byte) {
		b.Write([]byte{0xFF, marker, byte((len(payload) + 2) >> 8), byte(len(payload) + 2)})
		b.Write(payload)
	}
	b.Write([]byte{0xFF, 0xD8})
	for _, e := range extra {
		b.Write(e)
	}
	if components == 4 {
		segment(0xEE, append([]byte("Adobe"), 0, 100, 0, 0, 0, 0, 0)...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	sof := []byte{8, 0, 16, 0, 16, byte(components)}
	sos := []byte{byte(components)}
	for c := range components {
		sof = append(sof, byte(c+1), 0x11, 0)
		sos = append(sos, byte(c+1), 0)
	}
	segment(frame, sof...)
	oneCode := append([]byte{1}, make([]byte, 15)...) // one code of one bit, for zero
	segment(0xC4, append(append([]byte{0x00}, oneCode...), 0)...)
	segment(0xC4, append(append([]byte{0x10}, oneCode...), 0)...)
	last := byte(63)
	bits := 2 * 4 * components // a difference of zero and an end of block, for each block
	if frame == 0xC2 {
		last, bits = 0, 4*components // the first scan of a progressive picture has no more than the averages
	}
	segment(0xDA, append(sos, 0, last, 0)...)
	data := make([]byte, (bits+7)/8)
	if bits%8 != 0 {
		data[len(data)-1] |= 0xFF >> (bits % 8)
	}
	b.Write(data)
	b.Write([]byte{0xFF, 0xD9})
	return b.Bytes()
}

func oneExhibit(s shelf, kind string, b []byte) paper.Document {
	d := small(paper.Section{Number: 1, Title: "Provas"}, paper.Index{Table: paper.Table{Head: []string{"Prova", "Fl."}, Rows: [][]paper.Cell{{{Text: "P1", Link: "P1"}, {Pages: []string{"P1"}}}}}})
	d.Exhibits = []paper.Exhibit{{Label: "P1", Title: "Prova um", Proves: "Prova: algo", Name: "original." + kind, Kind: kind, SHA256: s.put(b), Size: int64(len(b))}}
	return d
}

func TestJPEGsGoInByteForByte(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 64, 48))
	tail := append(jpegBytes(t, screen(60, 80, 9)), []byte("appended by a phone")...)
	for name, b := range map[string][]byte{
		"colour": jpegBytes(t, screen(320, 200, 50)), "grey": jpegBytes(t, grey), "inverted CMYK": rawJPEG(0xC0, 4), "progressive": rawJPEG(0xC2, 3), "with a tail": tail,
	} {
		s := shelf{}
		w := write(t, oneExhibit(s, "jpeg", b), s)
		if len(w.Skipped) > 0 {
			t.Errorf("%s: %v", name, w.Skipped)
		}
		root := filepath.Join(t.TempDir(), "x")
		tool(t, "pdfimages", "-all", w.path, root)
		if !bytes.Contains(w.bytes, b) {
			t.Errorf("%s: the original's bytes are not in the paper", name)
		}
		got, err := os.ReadFile(root + "-000.jpg")
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("%s: pdfimages takes out %d bytes, %d went in (%v)", name, len(got), len(b), err)
		}
	}
}

func TestPNGsKeepTheirPixels(t *testing.T) {
	see := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	deep := image.NewNRGBA64(see.Rect)
	palette := image.NewPaletted(see.Rect, color.Palette{color.White, color.RGBA{200, 0, 0, 255}, color.Transparent})
	for x := range 40 {
		see.Set(x, 5, color.NRGBA{255, 0, 0, 128})
		see.Set(x, 6, color.NRGBA{0, 0, 255, 255})
		deep.Set(x, 5, color.NRGBA64{0xFFFF, 0, 0, 0x8080})
		deep.Set(x, 6, color.NRGBA64{0, 0, 0xFFFF, 0xFFFF})
		palette.SetColorIndex(x, 5, 1)
		palette.SetColorIndex(x, 6, 2)
	}
	two := image.NewPaletted(see.Rect, color.Palette{color.White, color.RGBA{0, 90, 0, 255}})
	for i := range 40 {
		two.SetColorIndex(i, i%30, 1)
	}
	for name, img := range map[string]image.Image{"two colours": two, "16 bits, grey": image.NewGray16(see.Rect), "alpha": see, "16 bits and alpha": deep, "palette": palette, "grey": image.NewGray(see.Rect), "screen": screen(300, 400, 3)} {
		s := shelf{}
		w := write(t, oneExhibit(s, "png", pngBytes(t, img)), s)
		root := filepath.Join(t.TempDir(), "x")
		tool(t, "pdfimages", "-png", w.path, root)
		f, err := os.Open(root + "-000.png")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := png.Decode(f)
		f.Close()
		if err != nil || got.Bounds().Size() != img.Bounds().Size() {
			t.Fatalf("%s: %v %v", name, got.Bounds(), err)
		}
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				if !near(onWhite(img.At(x, y)), onWhite(got.At(x, y))) {
					t.Fatalf("%s: pixel %d,%d is %v, was %v", name, x, y, got.At(x, y), img.At(x, y))
				}
			}
		}
	}
}

func onWhite(c color.Color) [3]int {
	r, g, b, a := c.RGBA()
	white := 0xFFFF - a
	return [3]int{int(r+white) >> 8, int(g+white) >> 8, int(b+white) >> 8}
}

func near(a, b [3]int) bool {
	for i := range a {
		if d := a[i] - b[i]; d < -2 || d > 2 {
			return false
		}
	}
	return true
}

func TestPhotoOnItsSideIsSetUpright(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40)) // red on the left, blue below, as stored
	for y := range 40 {
		for x := range 60 {
			img.Set(x, y, color.White)
			if x < 12 {
				img.Set(x, y, color.RGBA{255, 0, 0, 255})
			} else if y >= 30 {
				img.Set(x, y, color.RGBA{0, 0, 255, 255})
			}
		}
	}
	// Where red and blue are once the orientation is applied.
	sides := map[int][2]string{1: {"left", "below"}, 2: {"right", "below"}, 3: {"right", "above"}, 4: {"left", "above"},
		5: {"above", "right"}, 6: {"above", "left"}, 7: {"below", "left"}, 8: {"below", "right"}}
	for orientation, want := range sides {
		s := shelf{}
		d := oneExhibit(s, "jpeg", jpegBytes(t, img))
		d.Exhibits[0].Orientation = orientation
		w := write(t, d, s)
		if red, blue := side(t, w, 0), side(t, w, 2); red != want[0] || blue != want[1] {
			t.Errorf("orientation %d: red is %s and blue %s, want %v", orientation, red, blue, want)
		}
	}
}

// side finds on which side of the picture on the second page a colour lies.
func side(t *testing.T, w written, channel int) string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "p")
	tool(t, "pdftoppm", "-r", "150", "-f", "2", "-l", "2", "-png", "-singlefile", w.path, root)
	b, err := os.ReadFile(root + ".png")
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var own, red, blue image.Rectangle
	for y := 190; y < img.Bounds().Dy()-100; y++ { // below the band
		for x := range img.Bounds().Dx() {
			c := onWhite(img.At(x, y))
			dot := image.Rect(x, y, x+1, y+1)
			if c[0] > 180 && c[1] < 90 && c[2] < 90 {
				red = red.Union(dot)
			}
			if c[2] > 180 && c[1] < 90 && c[0] < 90 {
				blue = blue.Union(dot)
			}
		}
	}
	whole := red.Union(blue)
	if own = red; channel == 2 {
		own = blue
	}
	if own.Empty() {
		return "nowhere"
	}
	near := func(a, b int) bool { return a-b < 4 && b-a < 4 }
	wide := own.Dx() > own.Dy()
	switch {
	case wide && near(own.Min.Y, whole.Min.Y):
		return "above"
	case wide && near(own.Max.Y, whole.Max.Y):
		return "below"
	case near(own.Min.X, whole.Min.X):
		return "left"
	default:
		return "right"
	}
}

func TestTallScreenshotIsCutWithOverlap(t *testing.T) {
	s := shelf{}
	w := write(t, oneExhibit(s, "png", pngBytes(t, screen(270, 4000, 9))), s)
	if w.Pages < 4 {
		t.Fatalf("%d pages", w.Pages)
	}
	if n := strings.Count(tool(t, "pdfimages", "-list", w.path), " rgb "); n != w.Pages-1 {
		t.Errorf("pdfimages sees the picture on %d pages, it has %d", n, w.Pages-1)
	}
	if n := strings.Count(w.plain(t), "/Subtype /Image"); n != 1 {
		t.Errorf("the picture is in the file %d times", n)
	}
}

func TestWhatCannotBeShownGetsASheet(t *testing.T) {
	good := jpegBytes(t, screen(200, 200, 1))
	bomb := pngBytes(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	binary.BigEndian.PutUint32(bomb[16:], 30000)
	binary.BigEndian.PutUint32(bomb[20:], 30000)
	fixCRC(bomb)
	for name, c := range map[string]struct {
		kind, reason string
		bytes        []byte
	}{
		"cut JPEG":           {"jpeg", "broken", good[:len(good)/2]},
		"head of a JPEG":     {"jpeg", "broken", good[:30]},
		"nothing":            {"jpeg", "broken", nil},
		"words":              {"png", "broken", []byte("only words, and not a picture")},
		"cut PNG":            {"png", "broken", pngBytes(t, screen(90, 90, 1))[:300]},
		"PNG bomb":           {"png", "too_large", bomb},
		"twelve-bit JPEG":    {"jpeg", "broken", bytes.Replace(good, []byte{0xFF, 0xC0, 0, 17, 8}, []byte{0xFF, 0xC0, 0, 17, 12}, 1)},
		"arithmetic JPEG":    {"jpeg", "broken", bytes.Replace(good, []byte{0xFF, 0xC0, 0, 17}, []byte{0xFF, 0xC9, 0, 17}, 1)},
		"sound":              {"opus", "unsupported", []byte("OggS")},
		"cut PDF":            {"pdf", "broken", pagesPDF("/MediaBox [0 0 9 9]")[:200]},
		"PDF without pages":  {"pdf", "broken", rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 0 /Kids []>>")},
		"PDF that bites":     {"pdf", "broken", rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 1 /Kids [2 0 R]>>")},
		"PDF without a root": {"pdf", "broken", []byte("%PDF-1.7\nstartxref\n0\n%%EOF")},
	} {
		s := shelf{}
		d := oneExhibit(s, c.kind, c.bytes)
		w := write(t, d, s)
		if w.Skipped["P1"] != c.reason || w.Pages != 2 {
			t.Errorf("%s: %v on %d pages, want %s", name, w.Skipped, w.Pages, c.reason)
			continue
		}
		page := w.text(t)[1]
		for _, want := range []string{words.NotShown, words.Reasons[c.reason], "original." + c.kind, d.Exhibits[0].SHA256, "P1"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the sheet does not say %q: %s", name, want, page)
			}
		}
	}
}

func TestMissingOriginalGetsASheet(t *testing.T) {
	d := oneExhibit(shelf{}, "jpeg", []byte("gone"))
	if w := write(t, d, shelf{}); w.Skipped["P1"] != "missing" {
		t.Errorf("skipped: %v", w.Skipped)
	}
}

func TestKindIsReadFromTheBytes(t *testing.T) {
	s := shelf{}
	if w := write(t, oneExhibit(s, "jpeg", pngBytes(t, screen(90, 90, 1))), s); len(w.Skipped) > 0 {
		t.Errorf("a PNG named .jpg is refused: %v", w.Skipped)
	}
}

// planted marks stand where cameras and phones leave traces.
func planted() [][]byte {
	mark := func(marker byte, text string) []byte {
		n := len(text) + 2
		return append([]byte{0xFF, marker, byte(n >> 8), byte(n)}, text...)
	}
	return [][]byte{mark(0xE1, "Exif\x00\x00PLANTED-GPS -25.4284"), mark(0xE1, "http://ns.adobe.com/xap/1.0/\x00PLANTED-XMP"), mark(0xED, "Photoshop 3.0\x00PLANTED-IPTC"),
		mark(0xFE, "PLANTED-COMMENT"), mark(0xE2, "MPF\x00PLANTED-PREVIEW"), mark(0xE2, "ICC_PROFILE\x00PLANTED-SCREEN"), mark(0xE0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x02\x01PLANTED-THUMBNAIL"), mark(0xEE, "Adobe\x00d\x00\x00\x00\x00\x00")}
}

func TestPublicPapersCarryNoTracesOfTheCamera(t *testing.T) {
	photo := append(rawJPEG(0xC0, 3, planted()...), []byte("PLANTED-VIDEO")...)
	progressive := append(rawJPEG(0xC2, 3, planted()...), []byte("PLANTED-VIDEO")...)
	for _, b := range [][]byte{photo, progressive} {
		s := shelf{}
		d := oneExhibit(s, "jpeg", b)
		if w := write(t, d, s); strings.Count(string(w.bytes), "PLANTED-") != 8 {
			t.Error("the full paper does not hold the original")
		}
		d.StripMetadata = true
		w := write(t, d, s)
		if len(w.Skipped) > 0 || strings.Contains(string(w.bytes), "PLANTED-") || !strings.Contains(string(w.bytes), "Adobe\x00d") || !strings.Contains(string(w.bytes), "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff") {
			t.Errorf("traces are left, or too much was taken: %v", w.Skipped)
		}
	}
}

func TestStripKeepsThePixels(t *testing.T) {
	s := shelf{}
	img := jpegBytes(t, screen(320, 240, 77))
	d := oneExhibit(s, "jpeg", slices.Concat(img[:2], planted()[0], img[2:], []byte("tail")))
	d.StripMetadata = true
	w := write(t, d, s)
	root := filepath.Join(t.TempDir(), "x")
	tool(t, "pdfimages", "-all", w.path, root)
	if got, err := os.ReadFile(root + "-000.jpg"); err != nil || !bytes.Equal(got, img) {
		t.Errorf("%d bytes, want the %d of the bare picture (%v)", len(got), len(img), err)
	}
}

// A store that hands out other bytes than were asked for must never get them into a paper under the old hash.
func TestOtherBytesStopThePaper(t *testing.T) {
	for name, other := range map[string][]byte{
		"another photo":        jpegBytes(t, screen(80, 100, 9)),
		"a broken photo":       jpegBytes(t, screen(80, 100, 9))[:200],
		"a screen for a photo": pngBytes(t, screen(80, 100, 9)),
	} {
		for _, strip := range []bool{false, true} {
			s := shelf{}
			d := small()
			d.StripMetadata = strip
			for i, b := range [][]byte{jpegBytes(t, screen(80, 100, 1)), jpegBytes(t, screen(90, 100, 2))} {
				d.Exhibits = append(d.Exhibits, paper.Exhibit{Label: "P" + itoa(i+1), Kind: "jpeg", SHA256: s.put(b)})
			}
			s[d.Exhibits[1].SHA256] = other
			_, err := pdf.Write(context.Background(), io.Discard, d, s.open)
			if !errors.Is(err, pdf.ErrChanged) || !strings.Contains(err.Error(), "P2") {
				t.Errorf("%s, stripped %v: %v", name, strip, err)
			}
		}
	}
	s := shelf{}
	d := small()
	d.Exhibits = []paper.Exhibit{{Label: "P7", Kind: "png", SHA256: s.put(pngBytes(t, screen(80, 100, 1)))}}
	s[d.Exhibits[0].SHA256] = pngBytes(t, screen(80, 100, 2))
	if _, err := pdf.Write(context.Background(), io.Discard, d, s.open); !errors.Is(err, pdf.ErrChanged) || !strings.Contains(err.Error(), "P7") {
		t.Errorf("another screen: %v", err)
	}
}
