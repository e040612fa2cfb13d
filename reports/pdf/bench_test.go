package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// folder holds originals as files, as the store does.
type folder string

func (f folder) open(h string) (io.ReadSeekCloser, error) {
	return os.Open(filepath.Join(string(f), h))
}

// BenchmarkWrite draws a paper of twenty photos to a file, and in the same run copies and hashes the same bytes: the
// ratio says how far from the machine's own limit the drawing is.
func BenchmarkWrite(b *testing.B) {
	dir := folder(b.TempDir())
	d := small(sampleCover(), sampleLanes())
	photo := noise(b, 2000, 1500)
	var total int64
	for i := range 20 {
		body := append(slices.Clone(photo), byte(i)) // a file of its own: the same bytes twice would be stored once
		sum := sha256.Sum256(body)
		name := hex.EncodeToString(sum[:])
		if err := os.WriteFile(filepath.Join(string(dir), name), body, 0o600); err != nil {
			b.Fatal(err)
		}
		total += int64(len(body))
		d.Exhibits = append(d.Exhibits, paper.Exhibit{Label: fmt.Sprintf("P%d", i+1), Title: "Foto", Kind: "jpeg", SHA256: name})
	}
	b.SetBytes(total)
	b.ReportAllocs()
	var draw, plain time.Duration
	for b.Loop() {
		start := time.Now()
		toFile(b, func(w io.Writer) error {
			_, err := pdf.Write(b.Context(), w, d, dir.open)
			return err
		})
		draw += time.Since(start)
		b.StopTimer()
		start = time.Now()
		toFile(b, func(w io.Writer) error { return copyAll(w, dir, d.Exhibits) })
		plain += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(draw)/float64(plain), "x-of-copying")
}

// noise is as large as the photos of phones: nothing in it repeats.
func noise(b *testing.B, w, h int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = byte(rnd.Uint32())
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 85}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func toFile(b *testing.B, write func(io.Writer) error) {
	f, err := os.CreateTemp(b.TempDir(), "out")
	if err != nil {
		b.Fatal(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := write(f); err != nil {
		b.Fatal(err)
	}
}

func copyAll(w io.Writer, dir folder, list []paper.Exhibit) error {
	hash := sha256.New()
	for _, e := range list {
		r, err := dir.open(e.SHA256)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.MultiWriter(w, hash), r)
		r.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkWriteText draws some seventy pages of text and tables.
func BenchmarkWriteText(b *testing.B) {
	d := small(sampleCover(), sampleLanes(), longTable(900), filler(1200))
	for b.Loop() {
		w, err := pdf.Write(b.Context(), io.Discard, d, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(w.Pages), "pages")
	}
}
