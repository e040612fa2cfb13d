package pdf_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPagesOfAPDFArePlacedWhole(t *testing.T) {
	s := shelf{}
	w := write(t, oneExhibit(s, "pdf", pagesPDF("/MediaBox [0 0 400 600]", "/MediaBox [0 0 400 600] /Rotate 90", "/MediaBox [0 0 400 600] /Rotate -90", "/MediaBox [0 0 400 600] /Rotate 180",
		"/MediaBox [-50 -50 450 650] /CropBox [10 10 390 600]", "/MediaBox [600 400 0 0]", "/MediaBox [0 0 9000 600]", "/MediaBox [0 0 400 600] /UserUnit 2", "")), s)
	pages := w.text(t)
	if len(pages) != 10 || len(w.Skipped) > 0 {
		t.Fatalf("%d pages, skipped %v", len(pages), w.Skipped)
	}
	root := filepath.Join(t.TempDir(), "x")
	for i, p := range pages[1:] {
		if !strings.Contains(p, "Sheet "+itoa(i+1)) && i != 1 && i != 2 && i != 3 { // turned text is read in other orders
			t.Errorf("sheet %d is not on its page: %s", i+1, p)
		}
		if !strings.Contains(p, "página "+itoa(i+1)+" de 9") {
			t.Errorf("the band of sheet %d does not count: %s", i+1, p)
		}
	}
	for n, want := range map[int]string{2: "above", 3: "right", 4: "left", 5: "below"} {
		tool(t, "pdftoppm", "-r", "60", "-f", itoa(n), "-l", itoa(n), "-png", "-singlefile", w.path, root)
		if got := thickSide(t, root+".png"); got != want {
			t.Errorf("page %d: the top edge is %s, want %s", n, got, want)
		}
	}
}

func TestNothingButThePictureComesAlong(t *testing.T) {
	s := shelf{}
	w := write(t, oneExhibit(s, "pdf", hostilePDF()), s)
	plain := w.plain(t)
	for _, bad := range []string{"/JavaScript", "app.alert", "/Launch", "cmd.exe", "/EmbeddedFile", "/Filespec", "x.exe", "planted", "/OpenAction", "/AA", "/AcroForm"} {
		if strings.Contains(plain, bad) {
			t.Errorf("%s came along", bad)
		}
	}
	if page := w.text(t)[1]; !strings.Contains(page, "Harmless") || !strings.Contains(page, "Stamped") {
		t.Errorf("the page or its stamp is lost: %s", page)
	}
	if n := len(w.links(t)[1]); n != 1 {
		t.Errorf("%d links on the page, want the one to the index", n)
	}
}

func TestProtectedPDFs(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain.pdf")
	if err := os.WriteFile(plain, pagesPDF("/MediaBox [0 0 400 600]", "/MediaBox [0 0 400 600]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ user, bits, skipped string }{{"", "256", ""}, {"", "128", ""}, {"secret", "256", "encrypted"}, {"secret", "128", "encrypted"}} {
		locked := filepath.Join(dir, "locked.pdf")
		args := []string{"--encrypt", c.user, "owner", c.bits}
		if c.bits == "128" {
			args = append(args, "--use-aes=y")
		}
		tool(t, "qpdf", append(args, "--", plain, locked)...)
		b, err := os.ReadFile(locked)
		if err != nil {
			t.Fatal(err)
		}
		s := shelf{}
		w := write(t, oneExhibit(s, "pdf", b), s)
		if w.Skipped["P1"] != c.skipped {
			t.Errorf("user password %q, %s bits: skipped %q", c.user, c.bits, w.Skipped)
		}
		if c.skipped == "" && !strings.Contains(w.all(t), "Sheet 2") {
			t.Errorf("user password %q, %s bits: the text is lost", c.user, c.bits)
		}
	}
}

func TestBrokenPDFLeavesNothingBehind(t *testing.T) {
	// The second page's contents name a filter nobody knows, in a list of streams that must be joined.
	broken := rawPDF("<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 100 100]>>",
		"<</Type /Page /Parent 2 0 R /Contents 5 0 R>>", "<</Type /Page /Parent 2 0 R /Contents [5 0 R 6 0 R]>>",
		stream("", "0 0 50 50 re f % PLANTED"), stream("/Filter /NoSuchDecode", "zzz"))
	s := shelf{}
	d := oneExhibit(s, "pdf", broken)
	second := oneExhibit(s, "pdf", pagesPDF("/MediaBox [0 0 400 600]")).Exhibits[0]
	second.Label = "P2"
	d.Exhibits = append(d.Exhibits, second)
	w := write(t, d, s)
	if w.Skipped["P1"] != "broken" || w.Skipped["P2"] != "" || w.Pages != 3 {
		t.Errorf("skipped %v, %d pages", w.Skipped, w.Pages)
	}
	if strings.Contains(w.plain(t), "PLANTED") || !strings.Contains(w.text(t)[2], "Sheet 1") {
		t.Error("the broken PDF left something, or took its neighbour along")
	}
}

func TestNoTemporaryFileIsLeft(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := shelf{}
	d := samplePaper(t, s)
	write(t, d, s)
	if files, _ := filepath.Glob(filepath.Join(dir, "degrau-*")); len(files) > 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestLayersThatAreOffStayOff(t *testing.T) {
	for name, config := range map[string]string{"off": "/OFF [6 0 R]", "all off but one": "/BaseState /OFF /ON [7 0 R]"} {
		layered := rawPDF(
			"<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [6 0 R 7 0 R] /D <<"+config+">>>>>>",
			"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
			"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R /Resources <</Font <</F 5 0 R>> /Properties <</Off 6 0 R /On 7 0 R>>>>>>",
			stream("", "/OC /Off BDC 0 0 400 600 re f EMC /OC /On BDC BT /F 30 Tf 40 500 Td (Shown) Tj ET EMC"),
			"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
			"<</Type /OCG /Name (Off)>>", "<</Type /OCG /Name (On)>>")
		s := shelf{}
		w := write(t, oneExhibit(s, "pdf", layered), s)
		root := filepath.Join(t.TempDir(), "p")
		tool(t, "pdftoppm", "-r", "30", "-f", "2", "-l", "2", "-png", "-singlefile", w.path, root)
		if n := darkShare(t, root+".png"); n > 0.2 {
			t.Errorf("%s: the hidden layer blackens %.0f %% of the page", name, 100*n)
		}
	}
}

func TestPDFWithAWrongTableIsMended(t *testing.T) {
	good := string(pagesPDF("/MediaBox [0 0 400 600]", "/MediaBox [0 0 400 600]"))
	table := strings.Index(good, "xref\n0 ")
	for name, c := range map[string]struct{ pdf, skipped string }{
		"shifted offsets":   {strings.Replace(good, "%PDF-1.7\n", "%PDF-1.7\n% one more line\n", 1), ""},
		"no table":          {good[:table], ""},
		"a wrong startxref": {strings.Replace(good, "startxref\n", "startxref\n9", 1), ""},
		"nonsense inside":   {good[:table] + "xref\nnonsense\ntrailer\n<</Root 1 0 R>>\nstartxref\n" + itoa(table) + "\n%%EOF", ""},
		"contents lost":     {strings.Replace(good[:table], "7 0 obj", "", 1), "broken"},
		"page lost":         {good[:strings.Index(good, "6 0 obj")], "broken"},
	} {
		s := shelf{}
		w := write(t, oneExhibit(s, "pdf", []byte(c.pdf)), s)
		if w.Skipped["P1"] != c.skipped {
			t.Errorf("%s: skipped %q, want %q", name, w.Skipped["P1"], c.skipped)
		} else if c.skipped == "" && (w.Pages != 3 || !strings.Contains(w.text(t)[2], "Sheet 2")) {
			t.Errorf("%s: %d pages", name, w.Pages)
		}
	}
}
