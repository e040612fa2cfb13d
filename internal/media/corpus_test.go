//go:build corpus

package media

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// corpusFiles returns the bytes of every file under the folders, ZIP archives opened.
func corpusFiles(t *testing.T, names ...string) map[string][]byte {
	t.Helper()
	root := os.Getenv("DEGRAU_CORPUS")
	if root == "" {
		t.Fatal("DEGRAU_CORPUS names no folder")
	}
	out := map[string][]byte{}
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(root, path)
			out[rel] = b
			if filepath.Ext(path) == ".zip" {
				return unpack(b, rel, out)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func unpack(b []byte, name string, out map[string][]byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			return err
		}
		body, err := io.ReadAll(rc)
		rc.Close()
		if err != nil {
			return err
		}
		if len(body) > 0 {
			out[name+"!"+f.Name] = body
		}
	}
	return nil
}

func TestCorpusIsProbed(t *testing.T) {
	type line struct{ n, warned, texts, thumbs int }
	table := map[string]*line{}
	files := corpusFiles(t, "pdf", "exif", "webp", "heic", "pngsuite.zip", "eml", "whatsapp")
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b := files[name]
		start := time.Now()
		info := mustProbe(t, b)
		key := strings.SplitN(name, string(filepath.Separator), 2)[0]
		key = fmt.Sprintf("%-14s %-8s", strings.SplitN(key, "!", 2)[0], info.Kind)
		if table[key] == nil {
			table[key] = &line{}
		}
		l := table[key]
		l.n++
		if len(info.Warnings) > 0 {
			l.warned++
			if !slices.Equal(info.Warnings, []string{WarnNotShown}) && !slices.Equal(info.Warnings, []string{WarnTooSmall}) {
				t.Logf("%s: %s %v", name, info.Kind, info.Warnings)
			}
		}
		if info.Kind == "pdf" {
			pages, err := PDFText(bytes.NewReader(b), int64(len(b)))
			if len(pages) > 0 {
				l.texts++
			}
			t.Logf("%s: %d pages, %d with text, %v", name, info.Pages, len(pages), err)
		}
		if Thumbnail(io.Discard, bytes.NewReader(b), info, 320) == nil {
			l.thumbs++
		}
		if took := time.Since(start); took > 2*maxTime+time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
	for n := 0; len(slots) > 0; n++ { // whatever was given up must end once its file is taken away
		if time.Sleep(100 * time.Millisecond); n > 50 {
			t.Fatalf("%d readers still hang", len(slots))
		}
	}
	rows := make([]string, 0, len(table))
	for key, l := range table {
		rows = append(rows, fmt.Sprintf("%s %5d %7d %6d %7d", key, l.n, l.warned, l.texts, l.thumbs))
	}
	slices.Sort(rows)
	fmt.Printf("media: folder         kind     files  warned  texts  thumbs\n       %s\n", strings.Join(rows, "\n       "))
}

func TestCorpusOrientationsComeOutAlike(t *testing.T) {
	var first image.Image
	files := corpusFiles(t, "exif")
	if len(files) == 0 {
		t.Fatal("no pictures")
	}
	for name, b := range files {
		var out bytes.Buffer
		if err := Thumbnail(&out, bytes.NewReader(b), mustProbe(t, b), 200); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if bytes.Contains(out.Bytes(), []byte("Exif")) {
			t.Errorf("%s: metadata in the thumbnail", name)
		}
		img, _, err := image.Decode(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = img
			continue
		}
		if img.Bounds() != first.Bounds() {
			t.Errorf("%s: %v beside %v", name, img.Bounds(), first.Bounds())
			continue
		}
		if d := difference(first, img); d > 8 {
			t.Errorf("%s differs from the others by %.1f of 255 on average", name, d)
		}
	}
}

func difference(a, b image.Image) float64 {
	sum, n := 0.0, 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, p := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				sum += float64(max(p[0], p[1])-min(p[0], p[1])) / 257
				n++
			}
		}
	}
	return sum / float64(n)
}
