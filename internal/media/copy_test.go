package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

func mustRead(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// mustEncode writes a picture in a form that the library can write.
func mustEncode(t testing.TB, kind string, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch kind {
	case "gif":
		err = gif.Encode(&b, img, nil)
	case "bmp":
		err = bmp.Encode(&b, img)
	case "tiff":
		err = tiff.Encode(&b, img, &tiff.Options{Compression: tiff.Deflate})
	default:
		t.Fatal("no such form")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustCopy(t testing.TB, b []byte, s Settings) ([]byte, Copied, image.Image) {
	t.Helper()
	var out bytes.Buffer
	c, err := Copy(t.Context(), &out, bytes.NewReader(b), s)
	if err != nil {
		t.Fatal(err)
	}
	img, kind, err := image.Decode(bytes.NewReader(out.Bytes()))
	if err != nil || kind != c.Kind || img.Bounds().Dx() != c.Width || img.Bounds().Dy() != c.Height || int64(out.Len()) != c.Bytes {
		t.Fatalf("the copy is %s %v, said to be %+v (%v)", kind, img.Bounds(), c, err)
	}
	return out.Bytes(), c, img
}

// withChunk puts a chunk behind the head of a PNG.
func withChunk(t testing.TB, b []byte, name string, body []byte) []byte {
	t.Helper()
	const head = 8 + 25
	out := append([]byte{}, b[:head]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	out = append(append(out, name...), body...)
	out = binary.BigEndian.AppendUint32(out, checkSum(name, body))
	return append(out, b[head:]...)
}

// extendedWebP wraps a simple WebP in the form that can carry what a camera writes.
func extendedWebP(simple, exif []byte, w, h int) []byte {
	chunk := func(name string, body []byte) []byte {
		c := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
		c = append(c, body...)
		if len(body)%2 == 1 {
			c = append(c, 0)
		}
		return c
	}
	head := []byte{0x08, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0}
	body := append([]byte("WEBP"), chunk("VP8X", head)...)
	body = append(append(body, simple[12:]...), chunk("EXIF", exif)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func TestCopiesOfEveryKind(t *testing.T) {
	img := painted(320, 200)
	deep := image.NewNRGBA64(img.Rect)
	for y := range 200 {
		for x := range 320 {
			deep.Set(x, y, img.At(x, y))
		}
	}
	place := exifBlock(binary.BigEndian, 6, "2026:03:15 14:02:11", true)
	var progressive bytes.Buffer
	if err := png.Encode(&progressive, deep); err != nil {
		t.Fatal(err)
	}
	webp := mustRead(t, "painted-lossless.webp")
	for name, c := range map[string]struct {
		bytes []byte
		kind  string
		tall  bool
	}{
		"JPEG": {mustJPEG(t, img), "jpeg", false}, "PNG": {mustPNG(t, img), "png", false}, "PNG of 16 bits": {progressive.Bytes(), "png", false},
		"GIF": {mustEncode(t, "gif", img), "png", false}, "BMP": {mustEncode(t, "bmp", img), "png", false}, "TIFF": {mustEncode(t, "tiff", img), "jpeg", false},
		"WebP": {webp, "png", false}, "WebP with alpha": {mustRead(t, "painted-alpha.webp"), "jpeg", false}, "HEIC": {mustRead(t, "painted.heic"), "jpeg", false},
		"PNG on its side":  {withChunk(t, mustPNG(t, stored(img, 6)), "eXIf", place), "png", false},
		"WebP on its side": {extendedWebP(webp, place, 320, 200), "png", true},
	} {
		t.Run(name, func(t *testing.T) {
			info := mustProbe(t, c.bytes)
			out, made, got := mustCopy(t, c.bytes, Settings{})
			w, h := 320, 200
			if c.tall {
				w, h = 200, 320
			}
			if made.Kind != c.kind || made.Width != w || made.Height != h || made.Parts != 1 || !IsPicture(info.Kind) {
				t.Errorf("%+v of a %s", made, info.Kind)
			}
			if at := colours(got); !c.tall && name != "WebP with alpha" && at != "green red blue red blue" {
				t.Errorf("colours: %s", at)
			}
			if again := mustProbe(t, out); again.CapturedOn != "" || strings.Contains(strings.Join(again.Warnings, " "), WarnHasLocation) {
				t.Errorf("the copy still says %+v", again)
			}
		})
	}
}

func TestCopiesCarryNothingAlong(t *testing.T) {
	img := painted(320, 200)
	mark := []byte("PLANTED-25.4284")
	segment := func(marker byte, words string) []byte {
		n := len(words) + len(mark) + 2
		return append(append([]byte{0xff, marker, byte(n >> 8), byte(n)}, words...), mark...)
	}
	jpg := mustJPEG(t, img)
	head := [][]byte{jpg[:2], segment(0xe1, "Exif\x00\x00"), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"), segment(0xed, "Photoshop 3.0\x00"), segment(0xfe, ""), segment(0xe2, "MPF\x00"), jpg[2:], mark}
	gifFile := mustEncode(t, "gif", img)
	for name, b := range map[string][]byte{
		"JPEG": bytes.Join(head, nil),
		"PNG":  append(withChunk(t, withChunk(t, mustPNG(t, img), "tEXt", append([]byte("Comment\x00"), mark...)), "eXIf", append(exifBlock(binary.LittleEndian, 1, "2026:03:15 14:02:11", true), mark...)), mark...),
		"GIF":  append(append(append([]byte{}, gifFile[:len(gifFile)-1]...), append([]byte{0x21, 0xfe, byte(len(mark))}, append(mark, 0)...)...), 0x3b),
		"HEIC": append(mustRead(t, "painted.heic"), mark...),
	} {
		if !bytes.Contains(b, mark) {
			t.Fatalf("%s: nothing planted", name)
		}
		for _, s := range []Settings{{}, {MaxSide: 100}, {Format: "png"}, {Format: "jpeg"}} {
			if out, _, _ := mustCopy(t, b, s); bytes.Contains(out, mark) || bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("tEXt")) {
				t.Errorf("%s: something came along", name)
			}
		}
	}
}

// noisy is a picture that no form makes small.
func noisy(w, h int) *image.RGBA {
	img, n := image.NewRGBA(image.Rect(0, 0, w, h)), uint32(1)
	for i := range img.Pix {
		n = n*1664525 + 1013904223
		img.Pix[i] = byte(n >> 24)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func TestCopiesKeepTheirLimits(t *testing.T) {
	b := mustPNG(t, noisy(450, 300))
	for name, s := range map[string]Settings{
		"side": {MaxSide: 300}, "pixels": {MaxPixels: 50_000}, "bytes": {MaxBytes: 60_000}, "few bytes as PNG": {MaxBytes: 160_000, Format: "png"},
		"all": {MaxSide: 400, MaxPixels: 90_000, MaxBytes: 30_000, Quality: 95}, "one point": {MaxPixels: 1},
	} {
		out, c, _ := mustCopy(t, b, s)
		if s.MaxSide > 0 && max(c.Width, c.Height) > s.MaxSide || s.MaxPixels > 0 && int64(c.Width*c.Height) > s.MaxPixels || s.MaxBytes > 0 && int64(len(out)) > s.MaxBytes {
			t.Errorf("%s: %+v", name, c)
		}
		if again, _, _ := mustCopy(t, b, s); !bytes.Equal(again, out) {
			t.Errorf("%s: the same settings gave another copy", name)
		}
	}
	var out bytes.Buffer
	if _, err := Copy(t.Context(), &out, bytes.NewReader(b), Settings{MaxBytes: 500}); !errors.Is(err, ErrNoFit) {
		t.Errorf("a copy of 500 bytes: %v", err)
	}
	for name, s := range map[string]Settings{"a side of less than nothing": {MaxSide: -1}, "another form": {Format: "gif"}, "quality": {Quality: 101},
		"a box outside": {Boxes: []Box{{X: 0.5, Y: 0.5, W: 1.5, H: 0.1}}}, "a box of nothing": {Boxes: []Box{{X: 0.5, Y: 0.5}}}, "a flat slice": {Slice: Slice{Height: 3}},
		"a slice that is not there": {Slice: Slice{Height: 100, Part: 9}}, "a page of a picture": {Boxes: []Box{{Page: 2, W: 1, H: 1}}}} {
		if _, err := Copy(t.Context(), &out, bytes.NewReader(b), s); !errors.Is(err, ErrSettings) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSettingsHaveKeysOfTheirOwn(t *testing.T) {
	keys := map[string]Settings{}
	for _, s := range []Settings{{}, {MaxSide: 1}, {MaxBytes: 1}, {MaxPixels: 1}, {Quality: 1}, {Format: "png"}, {Boxes: []Box{{W: 1, H: 1}}}, {Boxes: []Box{{W: 1, H: 1, Page: 2}}}, {Slice: Slice{Height: 100}}, {Slice: Slice{Height: 100, Part: 2}}} {
		if other, twice := keys[s.Key()]; twice {
			t.Errorf("%+v and %+v", s, other)
		}
		keys[s.Key()] = s
	}
}

func TestShrinkingKeepsTheColours(t *testing.T) {
	img := painted(1000, 640)
	grey := image.NewGray(img.Rect)
	for i := range grey.Pix {
		grey.Pix[i] = 90
	}
	see := image.NewNRGBA(img.Rect) // all transparent: white on paper
	for name, c := range map[string]struct {
		src  image.Image
		want string
	}{
		"RGBA": {img, "green red blue red blue"}, "a JPEG's planes": {mustDecodeJPEG(t, img), "green red blue red blue"},
	} {
		for _, side := range []int{999, 700, 499, 333, 250, 100, 60} {
			if got := shrink(c.src, side); colours(got) != c.want || max(got.Rect.Dx(), got.Rect.Dy()) != side {
				t.Errorf("%s to %d: %v %s", name, side, got.Rect, colours(got))
			}
		}
	}
	for _, side := range []int{900, 100} {
		if got := shrink(grey, side).RGBAAt(side/2, 10); got != (color.RGBA{90, 90, 90, 255}) {
			t.Errorf("grey to %d: %v", side, got)
		}
		if got := shrink(see, side).RGBAAt(side/2, 10); got != (color.RGBA{255, 255, 255, 255}) {
			t.Errorf("glass to %d: %v", side, got)
		}
	}
}

func mustDecodeJPEG(t testing.TB, img image.Image) image.Image {
	t.Helper()
	out, err := jpeg.Decode(bytes.NewReader(mustJPEG(t, img)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// flatJPEG writes a JPEG of one grey block by hand: any frame, bits and number of colours.
func flatJPEG(frame, bits byte, colours int) []byte {
	var b bytes.Buffer
	segment := func(marker byte, body ...byte) {
		b.Write([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)})
		b.Write(body)
	}
	b.Write([]byte{0xff, 0xd8})
	if colours == 4 {
		segment(0xee, append([]byte("Adobe"), 0, 100, 0, 0, 0, 0, 0)...)
	}
	segment(0xdb, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)
	head, scan := []byte{bits, 0, 8, 0, 8, byte(colours)}, []byte{byte(colours)}
	for c := range colours {
		head = append(head, byte(c+1), 0x11, 0)
		scan = append(scan, byte(c+1), 0)
	}
	segment(frame, head...)
	oneCode := append([]byte{1}, make([]byte, 16)...) // one code of one bit, for zero
	segment(0xc4, append([]byte{0x00}, oneCode...)...)
	segment(0xc4, append([]byte{0x10}, oneCode...)...)
	last, used := byte(63), 2*colours // a difference of zero and an end of block, for each colour
	if frame == 0xc2 {
		last, used = 0, colours
	}
	segment(0xda, append(scan, 0, last, 0)...)
	b.Write([]byte{byte(0xff >> used)})
	b.Write([]byte{0xff, 0xd9})
	return b.Bytes()
}

func TestJPEGsOfEveryForm(t *testing.T) {
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{
		"baseline":      {flatJPEG(0xc0, 8, 3), nil},
		"grey":          {flatJPEG(0xc0, 8, 1), nil},
		"progressive":   {flatJPEG(0xc2, 8, 3), nil},
		"CMYK of Adobe": {flatJPEG(0xc0, 8, 4), nil},
		"twelve bits":   {flatJPEG(0xc1, 12, 3), ErrUnsupported},
		"arithmetic":    {flatJPEG(0xc9, 8, 3), ErrUnsupported},
		"without loss":  {flatJPEG(0xc3, 8, 3), ErrUnsupported},
	} {
		var out bytes.Buffer
		info := mustProbe(t, c.bytes)
		_, err := Copy(t.Context(), &out, bytes.NewReader(c.bytes), Settings{})
		if !errors.Is(err, c.want) || (c.want != nil) != strings.Contains(strings.Join(info.Warnings, " "), WarnUnsupported) {
			t.Errorf("%s: %v, warnings %v", name, err, info.Warnings)
		}
		if c.want == nil {
			img, _, err := image.Decode(&out)
			if err != nil {
				t.Fatal(err)
			}
			r, g, b, _ := img.At(4, 4).RGBA()
			if r != g || g != b {
				t.Errorf("%s: grey became %v", name, img.At(4, 4))
			}
		}
	}
}
