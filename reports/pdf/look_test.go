package pdf_test

import (
	"bytes"
	"image"
	"io"
	"os"
	"testing"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// FuzzPicture gives bytes that may be a picture: what a public page is given of them is a picture of the same size, or
// nothing.
func FuzzPicture(f *testing.F) {
	f.Add(jpegBytes(f, screen(40, 30, 1)))
	f.Add(pngBytes(f, screen(40, 30, 2)))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xd9"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := shelf{}
		d := small()
		d.StripMetadata = true
		d.Exhibits = []paper.Exhibit{{Label: "P1", SHA256: s.put(b), Kind: "jpeg", Size: int64(len(b))}}
		look, err := pdf.NewLook(t.Context(), d, s.open)
		if err != nil {
			t.Fatal(err)
		}
		defer look.Close()
		shown, err := look.Exhibits()
		if err != nil || len(shown) != 1 {
			t.Fatalf("%v %v", shown, err)
		}
		x := shown[0]
		if x.Refused != "" || x.Drawn != pdf.DrawnJPEG && x.Drawn != pdf.DrawnPNG {
			return
		}
		var out bytes.Buffer
		if err := look.Picture(&out, x); err != nil {
			t.Fatalf("a picture that is drawn cannot be given: %v", err)
		}
		before, _, err := image.DecodeConfig(bytes.NewReader(b))
		if err != nil {
			return // it is drawn all the same, and Go does not know its kind
		}
		after, _, err := image.DecodeConfig(&out)
		if err != nil || before.Width != after.Width || before.Height != after.Height {
			t.Fatalf("%v became %v: %v", before, after, err)
		}
	})
}

// TestPDFExhibitsOfTwinsAreStampedAsInTheWhole opens the file that a page carries for an exhibit.
func TestPDFExhibitsOfTwinsAreStampedAsInTheWhole(t *testing.T) {
	s := shelf{}
	var inner bytes.Buffer
	if _, err := pdf.Write(t.Context(), &inner, small(paper.Para{Text: "uma linha do documento"}), s.open); err != nil {
		t.Fatal(err)
	}
	d := small(paper.Para{Text: "frente"})
	d.Exhibits = []paper.Exhibit{{Label: "P1", Title: "contrato", SHA256: s.put(inner.Bytes()), Kind: "pdf", Size: int64(inner.Len())}}
	look, err := pdf.NewLook(t.Context(), d, s.open)
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	shown, err := look.Exhibits()
	if err != nil || shown[0].Drawn != pdf.DrawnPDF || shown[0].From != 2 || shown[0].To != 2 || look.Pages() != 2 {
		t.Fatalf("%+v %v", shown, err)
	}
	if r := look.Ranges([]string{"P1", "P9"}); len(r) != 1 || r[0] != (pdf.Range{Text: "2", Label: "P1"}) {
		t.Errorf("pages: %v", r)
	}
	var out bytes.Buffer
	if err := look.PDF(t.Context(), &out, shown[0]); err != nil {
		t.Fatal(err)
	}
	path := t.TempDir() + "/p1.pdf"
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	words := tool(t, "pdftotext", "-raw", path, "-")
	for _, want := range []string{"uma linha do documento", "fl. 2 de 2", "contrato"} {
		if !bytes.Contains([]byte(words), []byte(want)) {
			t.Errorf("the file lacks %q:\n%s", want, words)
		}
	}
	tool(t, "qpdf", "--check", path)
	shown[0].SHA256 = "00"
	if err := look.Picture(io.Discard, shown[0]); err == nil {
		t.Error("an exhibit that is not there was given")
	}
}
