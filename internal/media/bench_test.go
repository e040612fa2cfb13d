package media

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"testing"
	"time"
)

// photo is a JPEG of 12 million points that does not shrink to nothing: what a phone takes.
func photo(b *testing.B) []byte {
	b.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	for y := range 3000 {
		for x := range 4000 {
			m.SetRGBA(x, y, color.RGBA{uint8(x*y>>7 ^ x), uint8(x>>3 + y>>2), uint8(y ^ x>>1), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 85}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkThumbnail makes the small picture of a photo of 12 million points, in a child as the product does. Its peer is
// decoding the same photo and nothing else: "times-decoding" is the ratio.
func BenchmarkThumbnail(b *testing.B) {
	raw := photo(b)
	began := time.Now()
	if _, err := jpeg.Decode(bytes.NewReader(raw)); err != nil {
		b.Fatal(err)
	}
	peer := time.Since(began)
	b.SetBytes(int64(len(raw)))
	b.ResetTimer()
	for b.Loop() {
		if _, err := Copy(b.Context(), io.Discard, bytes.NewReader(raw), ThumbnailSettings(240)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(peer), "times-decoding")
}

// BenchmarkHEIC makes the copy of a HEIC photo that papers draw. Its peer is the thumbnail of the same photo, which
// decodes it too: what is left is turning and writing.
func BenchmarkHEIC(b *testing.B) {
	raw, err := os.ReadFile("testdata/big.heic")
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if _, err := Copy(b.Context(), io.Discard, bytes.NewReader(raw), ThumbnailSettings(240)); err != nil {
		b.Fatal(err)
	}
	peer := time.Since(began)
	b.SetBytes(int64(len(raw)))
	b.ResetTimer()
	for b.Loop() {
		if _, err := Copy(b.Context(), io.Discard, bytes.NewReader(raw), Settings{MaxPixels: 16_000_000, Quality: 88}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(peer), "times-thumbnail")
}

// BenchmarkCopyKept opens a copy that was made before: what a page of evidence costs the second time.
func BenchmarkCopyKept(b *testing.B) {
	raw := photo(b)
	s := &shelf{}
	sum := s.put(raw)
	c := &Copies{Dir: b.TempDir(), Original: s.open}
	mustOpen(b, c, sum, ThumbnailSettings(240))
	for b.Loop() {
		f, _, err := c.Open(b.Context(), sum, ThumbnailSettings(240))
		if err != nil {
			b.Fatal(err)
		}
		_ = f.Close()
	}
}
