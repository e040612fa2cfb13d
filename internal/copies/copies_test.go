package copies

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"degrau/cases"
	"degrau/internal/media"
	"degrau/reports/paper"
)

type shelf map[string][]byte

type shut struct{ *bytes.Reader }

func (shut) Close() error { return nil }

func (s shelf) open(sum string) (io.ReadSeekCloser, error) {
	b, ok := s[sum]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return shut{bytes.NewReader(b)}, nil
}

func (s shelf) put(t testing.TB, b []byte, covers ...cases.Cover) cases.Evidence {
	t.Helper()
	sum := sha256.Sum256(b)
	x := cases.Evidence{Number: 1, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(b)), Covered: covers}
	s[x.SHA256] = b
	info, err := media.Probe(bytes.NewReader(b), x.Size, "x")
	if err != nil {
		t.Fatal(err)
	}
	x.Kind, x.Width, x.Height, x.Pages = info.Kind, info.Width, info.Height, info.Pages
	return x
}

func white(t testing.TB, w, h int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = 0xFF
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "media", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPapersGetCopiesOfWhatTheyCannotDraw(t *testing.T) {
	s := shelf{}
	for name, kind := range map[string]string{"painted-lossless.webp": "png", "painted.heic": "jpeg"} {
		p := New(t.TempDir(), s.open).Paper(t.Context())
		x := s.put(t, sample(t, name))
		c, err := p.Copy(x)
		if err != nil || c.Kind != kind || c.SHA256 == "" || c.Covered || c.SHA256 == x.SHA256 {
			t.Fatalf("%s: %+v, %v", name, c, err)
		}
		r, err := p.Open(c.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		if n, err := io.Copy(h, r); err != nil || n != c.Size || hex.EncodeToString(h.Sum(nil)) != c.SHA256 {
			t.Errorf("%s: %d bytes of %d, %v", name, n, c.Size, err)
		}
		_ = r.Close()
		if o, err := p.Open(x.SHA256); err != nil {
			t.Errorf("%s: the original does not open: %v", name, err)
		} else {
			_ = o.Close()
		}
	}
	p := New("", s.open).Paper(t.Context())
	if c, err := p.Copy(s.put(t, white(t, 10, 10))); err != nil || c != (paper.Copy{}) {
		t.Errorf("a PNG is drawn as it is: %+v, %v", c, err)
	}
}

func TestWhatIsCoveredIsGoneFromEveryCopy(t *testing.T) {
	s := shelf{}
	x := s.put(t, white(t, 400, 200), cases.Cover{X: 0.25, Y: 0.25, W: 0.5, H: 0.5}, cases.Cover{Message: 3})
	c := New(t.TempDir(), s.open)
	p := c.Paper(t.Context())
	got, err := p.Copy(x)
	if err != nil || !got.Covered {
		t.Fatalf("%+v, %v", got, err)
	}
	whole, err := c.Whole(t.Context(), x, 0, 0)
	if err != nil || whole.SHA256 == "" {
		t.Fatal(err)
	}
	small, err := c.Thumbnail(t.Context(), x)
	if err != nil || !small.Covered {
		t.Fatalf("%+v, %v", small, err)
	}
	view, err := c.View(t.Context(), x, 1, false)
	if err != nil || !view.Covered {
		t.Fatalf("%+v, %v", view, err)
	}
	drawn, err := p.Open(got.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.ReadCloser{"paper": drawn, "whole": whole, "thumbnail": small, "view": view} {
		m, _, err := image.Decode(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_ = r.Close()
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		grey := func(x, y int) uint8 { return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y }
		if grey(w/2, h/2) > 40 || grey(w*3/10, h*3/10) > 40 || grey(w/10, h/10) < 200 || grey(w*9/10, h*9/10) < 200 {
			t.Errorf("%s: middle %d, corner %d", name, grey(w/2, h/2), grey(w/10, h/10))
		}
	}
	open, err := c.View(t.Context(), x, 1, true)
	if err != nil || open.Covered || open.SHA256 == view.SHA256 {
		t.Errorf("whoever covers must see it: %+v, %v", open, err)
	}
}

func TestWithoutACopyNothingIsShown(t *testing.T) {
	s := shelf{}
	box := cases.Cover{W: 0.5, H: 0.5}
	for name, b := range map[string][]byte{"words": []byte("CPF 111.444.777-35"), "a broken picture": append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 40)...),
		"a broken PDF": []byte("%PDF-1.4\nrubbish")} {
		if c, err := New("", s.open).Paper(t.Context()).Copy(s.put(t, b, box)); !errors.Is(err, paper.ErrNoCopy) || c != (paper.Copy{}) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

func TestAChangedOriginalGivesNoCopy(t *testing.T) {
	s := shelf{}
	dir := t.TempDir()
	x := s.put(t, white(t, 40, 40), cases.Cover{W: 0.5, H: 0.5})
	if _, err := New(dir, s.open).Paper(t.Context()).Copy(x); err != nil {
		t.Fatal(err)
	}
	s[x.SHA256] = white(t, 40, 41) // the copy is in the folder still
	if _, err := New(dir, s.open).Paper(t.Context()).Copy(x); !errors.Is(err, media.ErrChanged) || errors.Is(err, paper.ErrNoCopy) {
		t.Errorf("%v", err)
	}
	delete(s, x.SHA256)
	if _, err := New(dir, s.open).Paper(t.Context()).Copy(x); err == nil || errors.Is(err, paper.ErrNoCopy) {
		t.Errorf("missing: %v", err)
	}
}

func TestPagesOfAPDFAreSeenAndCovered(t *testing.T) {
	s := shelf{}
	b := []byte("%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Count 1 /Kids [3 0 R]>>\nendobj\n" +
		"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] /Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n")
	table := len(b)
	b = fmt.Appendf(b, "xref\n0 5\n0000000000 65535 f \n")
	for _, n := range []string{"1 0 obj", "2 0 obj", "3 0 obj", "4 0 obj"} {
		b = fmt.Appendf(b, "%010d 00000 n \n", bytes.Index(b, []byte(n)))
	}
	b = fmt.Appendf(b, "trailer\n<</Size 5 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table)
	x := s.put(t, b, cases.Cover{Page: 1, X: 0.1, Y: 0.1, W: 0.2, H: 0.2})
	c := New(t.TempDir(), s.open)
	small, err := c.Thumbnail(t.Context(), x)
	if err != nil || small.Kind != "jpeg" || !small.Covered {
		t.Fatalf("%+v, %v", small, err)
	}
	got, err := c.Paper(t.Context()).Copy(x)
	if err != nil || got.Kind != "pdf" || !got.Covered {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := c.View(t.Context(), x, 2, false); media.Reason(err) != "settings" {
		t.Errorf("page 2 of 1: %v", err)
	}
}
