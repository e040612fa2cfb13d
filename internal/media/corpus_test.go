//go:build corpus

package media

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"io"
	"io/fs"
	"maps"
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

// TestCorpusIsShownOrRefused takes every file of the corpus through what the program does with evidence: looked at, copied
// for papers and pages, or refused with a reason. Nothing falls over, nothing hangs, and the original stays as it came.
func TestCorpusIsShownOrRefused(t *testing.T) {
	type line struct{ n, shown, refused, kept int }
	table := map[string]*line{}
	files := corpusFiles(t, "pdf", "exif", "webp", "heic", "pngsuite.zip", "eml", "whatsapp")
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		b := files[name]
		before := sha256.Sum256(b)
		start := time.Now()
		info, err := Probe(bytes.NewReader(b), int64(len(b)), name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		key := strings.SplitN(strings.SplitN(name, string(filepath.Separator), 2)[0], "!", 2)[0]
		key = fmt.Sprintf("%-14s %-8s", key, info.Kind)
		if table[key] == nil {
			table[key] = &line{}
		}
		l := table[key]
		l.n++
		switch reason := showCorpusFile(t, name, b, info); {
		case reason == "" && Shown(info.Kind):
			l.shown++
		case reason != "":
			l.refused++
			t.Logf("%s: refused as %s, warned %v", name, reason, info.Warnings)
		case slices.Contains(info.Warnings, WarnNotShown) || slices.Contains(info.Warnings, WarnEmpty):
			l.kept++
		default:
			t.Errorf("%s is neither shown nor refused: %+v", name, info)
		}
		if broken := strings.HasPrefix(filepath.Base(name), "pngsuite.zip!x"); broken && !slices.Contains(info.Warnings, WarnBroken) {
			t.Errorf("%s: broken on purpose, warned %v", name, info.Warnings)
		}
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %s", name, took)
		}
		if sha256.Sum256(b) != before {
			t.Errorf("%s: the original was changed", name)
		}
	}
	rows := make([]string, 0, len(table))
	for key, l := range table {
		rows = append(rows, fmt.Sprintf("%s %5d %6d %8d %5d", key, l.n, l.shown, l.refused, l.kept))
	}
	slices.Sort(rows)
	fmt.Printf("media: folder         kind     files  shown  refused  kept\n       %s\n", strings.Join(rows, "\n       "))
}

// showCorpusFile makes what would be shown of a file and returns the reason where there is nothing.
func showCorpusFile(t *testing.T, name string, b []byte, info Info) string {
	t.Helper()
	if info.Kind == "pdf" {
		_, err := PDFText(bytes.NewReader(b), int64(len(b)))
		if err != nil && Reason(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if info.Pages == 0 { // the look into it said why
			return info.Warnings[0]
		}
		return ""
	}
	if !IsPicture(info.Kind) {
		return ""
	}
	for _, s := range []Settings{{}, ThumbnailSettings(240), {MaxBytes: 100_000, MaxSide: 900}} {
		var out bytes.Buffer
		c, err := Copy(t.Context(), &out, bytes.NewReader(b), s)
		if err != nil {
			reason := Reason(err)
			if reason == "" {
				t.Errorf("%s: %v", name, err)
			}
			return reason
		}
		again := mustProbe(t, out.Bytes())
		if again.Kind != c.Kind || again.CapturedOn != "" || again.Orientation != 1 || slices.Contains(again.Warnings, WarnHasLocation) || bytes.Contains(out.Bytes(), []byte("Exif")) {
			t.Errorf("%s: the copy still says %+v", name, again)
		}
	}
	return ""
}

func TestCorpusOrientationsComeOutAlike(t *testing.T) {
	files := corpusFiles(t, "exif")
	if len(files) == 0 {
		t.Fatal("no pictures")
	}
	for kind, s := range map[string]Settings{"thumbnails": ThumbnailSettings(200), "copies in full size": {}} {
		t.Run(kind, func(t *testing.T) {
			var first image.Image
			for name, b := range files {
				var out bytes.Buffer
				if _, err := Copy(t.Context(), &out, bytes.NewReader(b), s); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if bytes.Contains(out.Bytes(), []byte("Exif")) {
					t.Errorf("%s: metadata in the copy", name)
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
		})
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
