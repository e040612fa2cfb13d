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
	"runtime"
	"slices"
	"testing"
	"time"

	"degrau/reports/audit"
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

// BenchmarkHandOver writes some 170 pages with 125 photos, about 580 MB, and looks at the file again, as whoever hands it over does; beside
// it, in the same run, the same bytes are copied and hashed. The peak is of our own memory, in MB.
func BenchmarkHandOver(b *testing.B) {
	dir := folder(b.TempDir())
	d := small(sampleCover(), sampleLanes(), longTable(900))
	photo := noise(b, 2900, 2100)
	var total int64
	for i := range 125 {
		body := append(slices.Clone(photo), byte(i))
		sum := sha256.Sum256(body)
		name := hex.EncodeToString(sum[:])
		if err := os.WriteFile(filepath.Join(string(dir), name), body, 0o600); err != nil {
			b.Fatal(err)
		}
		total += int64(len(body))
		d.Exhibits = append(d.Exhibits, paper.Exhibit{Label: fmt.Sprintf("P%d", i+1), Title: "Foto", Kind: "jpeg", SHA256: name})
	}
	b.SetBytes(total)
	var draw, look, plain time.Duration
	peak := watchMemory(b)
	for b.Loop() {
		start := time.Now()
		var w pdf.Written
		f := toFile(b, func(f io.Writer) (err error) { w, err = pdf.Write(b.Context(), f, d, dir.open); return err })
		draw += time.Since(start)
		start = time.Now()
		if err := audit.Check(b.Context(), "paper.pdf", f, w.Bytes, d, w, audit.Limit{}); err != nil {
			b.Fatal(err)
		}
		look += time.Since(start)
		b.ReportMetric(float64(w.Pages), "pages")
		b.ReportMetric(float64(w.Bytes)/float64(total), "x-of-photos")
		b.StopTimer()
		start = time.Now()
		toFile(b, func(w io.Writer) error { return copyAll(w, dir, d.Exhibits) })
		plain += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(draw)/float64(plain), "x-of-copying")
	b.ReportMetric(float64(draw+look)/float64(plain), "x-with-audit")
	b.ReportMetric(peak(), "MB-peak")
}

// watchMemory looks at the heap every few milliseconds; what it returns ends the watch and tells the most that was in use.
func watchMemory(b *testing.B) func() float64 {
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		var top uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				most <- top
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				top = max(top, m.HeapInuse+m.StackInuse)
			}
		}
	}()
	return func() float64 { close(stop); return float64(<-most) / 1e6 }
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

// toFile writes a file that is gone with the benchmark, and gives it to be read.
func toFile(b *testing.B, write func(io.Writer) error) *os.File {
	f, err := os.CreateTemp(b.TempDir(), "out")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	if err := os.Remove(f.Name()); err != nil {
		b.Fatal(err)
	}
	if err := write(f); err != nil {
		b.Fatal(err)
	}
	return f
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

// BenchmarkWriteText draws some seventy pages of text and tables, and looks at them again.
func BenchmarkWriteText(b *testing.B) {
	d := small(sampleCover(), sampleLanes(), longTable(900), filler(1200))
	for b.Loop() {
		var out bytes.Buffer
		w, err := pdf.Write(b.Context(), &out, d, nil)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if err := audit.Check(b.Context(), "paper.pdf", bytes.NewReader(out.Bytes()), w.Bytes, d, w, audit.Limit{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms-audit")
		b.ReportMetric(float64(w.Pages), "pages")
	}
}
