package media

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPDFPages(t *testing.T) {
	three := madePDF("", "", "")
	if info := mustProbe(t, three); info.Kind != "pdf" || info.Pages != 3 || len(info.Warnings) != 0 {
		t.Errorf("%+v", info)
	}
	for name, b := range map[string][]byte{
		"only the mark": []byte("%PDF-1.4\n"), "rubbish": append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{7}, 4000)...),
		"a count that lies": bytes.Replace(three, []byte("/Count 3"), []byte("/Count -3"), 1),
	} {
		if info := mustProbe(t, b); info.Kind != "pdf" || info.Pages != 0 || !slices.Contains(info.Warnings, WarnBroken) {
			t.Errorf("%s: %+v", name, info)
		}
	}
	if info := mustProbe(t, three[:len(three)-200]); !slices.Equal(info.Warnings, []string{WarnTruncated}) {
		t.Errorf("without its end: %+v", info)
	}
}

func TestPDFText(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    string
	}{
		"lines placed by moving the pen": {"BT /F1 12 Tf 50 700 Td (Pedido 123) Tj 0 -16 Td (Valor R$ 10,00) Tj ET", "Pedido 123\nValor R$ 10,00"},
		"lines placed by their matrix":   {"BT /F1 12 Tf 1 0 0 1 50 700 Tm (um) Tj 1 0 0 1 50 680 Tm (dois) Tj ET", "um\ndois"},
		"lines by leading":               {"BT /F1 12 Tf 14 TL 50 700 Td (um) Tj T* (dois) Tj (tres) ' ET", "um\ndois\ntres"},
		"a gap is a space":               {"BT /F1 12 Tf 50 700 Td [(Total) -900 (10,00)] TJ ET", "Total 10,00"},
		"kerning is no space":            {"BT /F1 12 Tf 50 700 Td [(A) 70 (V) -20 (ISO)] TJ ET", "AVISO"},
		"accents of Windows":             {"BT /F1 12 Tf 50 700 Td (N\\343o chegou) Tj ET", "Não chegou"},
		"two blocks, two lines":          {"BT /F1 12 Tf 50 700 Td (um) Tj ET BT /F1 12 Tf 50 650 Td (dois) Tj ET", "um\ndois"},
		"spaces that set lines flush":    {"BT /F1 12 Tf 50 700 Td (um  ) Tj ( dois) Tj ET", "um dois"},
		"wrong operands are left out":    {"BT /F1 12 Tf 50 Td (um) Tj Tm ET", "um"},
		"words before the parser trips":  {"BT /F1 12 Tf 50 700 Td (um) Tj ET >> ] )", "um"},
	} {
		t.Run(name, func(t *testing.T) {
			b := madePDF(c.content)
			got, err := PDFText(bytes.NewReader(b), int64(len(b)))
			if err != nil || len(got) != 1 || got[0] != c.want {
				t.Errorf("%q %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestFontsWithTheirOwnTableOfLetters(t *testing.T) {
	wide := "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [5 0 R] >>"
	narrow := "<< /Type /Font /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>"
	widths := "<< /Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [600 400] 3 9 300] >>"
	for name, c := range map[string]struct {
		font, table, content, want string
	}{
		"a range beyond one byte":  {wide, "1 beginbfrange <0000> <FFFF> <0000> endbfrange", "<0219007400610103>", "ștaă"},
		"single letters":           {wide, "2 beginbfchar <0001> <0163> <0002> <D83D DE00> endbfchar", "<00010002>", "ţ\U0001F600"},
		"a list":                   {wide, "1 beginbfrange <0001> <0003> [<0061> <00660069> <0063>] endbfrange", "<000100020003>", "afic"},
		"codes that say nothing":   {wide, "1 beginbfchar <0001> <0061> endbfchar", "<000100090001>", "aa"},
		"letters of another width": {wide, "1 beginbfchar <01> <0062> <0001> <0061> endbfchar", "<0001>", "a"},
		"one byte, table first":    {narrow, "1 beginbfrange <41> <43> <0061> endbfrange", "(ABC)", "abc"},
		"a table that is none":     {narrow, "]] <zz> endbfrange < endbfchar <4", "(ABC)", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := madePDFWith(c.font, []string{streamObject("begincmap " + c.table + " endcmap"), widths}, "BT /F1 10 Tf 50 700 Td "+c.content+" Tj ET")
			got, err := PDFText(bytes.NewReader(b), int64(len(b)))
			if err != nil || strings.Join(got, "") != c.want {
				t.Errorf("%q %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestPDFTextOfScansAndBrokenFiles(t *testing.T) {
	scan := madePDF("0 0 m 10 10 l S", "")
	if got, err := PDFText(bytes.NewReader(scan), int64(len(scan))); got != nil || err != nil {
		t.Errorf("a scan: %q %v", got, err)
	}
	for _, s := range []string{"", "oi", "%PDF-1.4\n%%EOF", string(scan[:300])} {
		if _, err := PDFText(strings.NewReader(s), int64(len(s))); !errors.Is(err, ErrBroken) {
			t.Errorf("%.10q: %v", s, err)
		}
	}
	if _, err := PDFText(strings.NewReader(""), maxTextBytes+1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestPDFTextStopsAtItsLimits(t *testing.T) {
	line := "(" + strings.Repeat("palavra ", 2000) + ") Tj "
	page := "BT /F1 12 Tf " + strings.Repeat(line, 100) + "ET"
	b := madePDF(page, page, page, page, page, page)
	got, err := PDFText(bytes.NewReader(b), int64(len(b)))
	total := 0
	for _, p := range got {
		total += len(p)
	}
	if err != nil || total == 0 || total > maxWholeText+2*maxPageText {
		t.Errorf("%d bytes on %d pages, %v", total, len(got), err)
	}
}

func TestWorkThatHangsIsLeftBehind(t *testing.T) {
	release := make(chan struct{})
	touched := make(chan error, 1)
	err := limited(strings.NewReader("abc"), 3, 20*time.Millisecond, func(g *guard) error {
		<-release
		_, err := g.ReadAt(make([]byte, 1), 0)
		touched <- err
		return err
	})
	if !errors.Is(err, ErrTooSlow) {
		t.Errorf("got %v", err)
	}
	close(release)
	if err := <-touched; !errors.Is(err, ErrTooSlow) {
		t.Errorf("the file was still read after the caller had gone: %v", err)
	}
}

func TestPanicOfAParserIsABrokenFile(t *testing.T) {
	err := limited(strings.NewReader(""), 0, time.Minute, func(*guard) error { panic("index out of range") })
	if !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("got %v", err)
	}
}

// onlySeek hides ReadAt, as a network file would.
type onlySeek struct{ io.ReadSeeker }

func TestProbeNeedsNoRandomAccess(t *testing.T) {
	b := madePDF("", "")
	info, err := Probe(onlySeek{bytes.NewReader(b)}, int64(len(b)), "")
	if err != nil || info.Pages != 2 {
		t.Errorf("%+v %v", info, err)
	}
}

type failing struct{ io.ReadSeeker }

func (failing) Read([]byte) (int, error) { return 0, fmt.Errorf("disk gone") }

func TestProbeReportsADiskThatFails(t *testing.T) {
	if _, err := Probe(failing{strings.NewReader("oi")}, 2, ""); err == nil || !strings.Contains(err.Error(), "disk gone") {
		t.Errorf("got %v", err)
	}
}

// FuzzPDF reads as the child does.
func FuzzPDF(f *testing.F) {
	f.Add(madePDF("BT /F1 12 Tf 50 700 Td (Pedido) Tj [(a) -900 (b)] TJ T* ET"))
	f.Add(madePDFWith("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [5 0 R] >>",
		[]string{streamObject("1 beginbfrange <0000> <FFFF> <0000> endbfrange"), "<< /DW 500 /W [1 [600] 3 9 300] >>"}, "BT /F1 10 Tf <0219> Tj ET"))
	f.Add(madePDF("q BT (x) ' ET Q /F1 Do BI /W 1 ID x EI"))
	f.Add(secretPDF())
	f.Fuzz(func(t *testing.T, b []byte) {
		pages, err := pdfTexts(b)
		if err != nil && pages != nil {
			t.Errorf("pages and an error: %v", err)
		}
		if found, err := inspectPDF(b); err == nil && found.Pages < 1 {
			t.Errorf("%+v", found)
		}
	})
}
