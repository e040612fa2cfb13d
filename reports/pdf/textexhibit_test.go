package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

func utf16le(s string) []byte {
	b := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

func TestTextsArePrintedUnderTheirBand(t *testing.T) {
	const chat = "12/07/2026 09:14 - Zulmira: Não chegou.\r\n12/07/2026 09:16 - Loja: ok 😀"
	for name, b := range map[string][]byte{
		"UTF-8": []byte(chat), "UTF-8 with a mark": []byte("\uFEFF" + chat), "UTF-16": utf16le(chat),
		"Windows-1252": []byte(strings.NewReplacer("ã", "\xE3", "😀", "[emoji: rosto sorridente]").Replace(chat)),
	} {
		s := shelf{}
		w := write(t, oneExhibit(s, "text", b), s)
		if page := w.text(t)[w.Pages-1]; !strings.Contains(page, "1 12/07/2026 09:14 - Zulmira: Não chegou. 2 12/07/2026 09:16 - Loja: ok [emoji: rosto sorridente]") || !strings.Contains(page, "P1 Prova um") {
			t.Errorf("%s: %v %s", name, w.Skipped, page)
		}
	}
}

func TestLongTextGoesOnOverPages(t *testing.T) {
	var b bytes.Buffer
	for i := range 200 {
		fmt.Fprintf(&b, "message-%03d %s\n", i, strings.Repeat("palavras ", i%20))
	}
	s := shelf{}
	w := write(t, oneExhibit(s, "text", b.Bytes()), s)
	pages := w.text(t)
	if w.Pages < 5 || len(w.Skipped) > 0 {
		t.Fatalf("%d pages, %v", w.Pages, w.Skipped)
	}
	for i := range 200 {
		if pageOf(pages, fmt.Sprintf("message-%03d", i)) < 2 {
			t.Errorf("message %d is lost", i)
		}
	}
	overlaps(t, w)
}

func TestBytesThatAreNoTextGetASheet(t *testing.T) {
	for name, b := range map[string][]byte{"zeros": make([]byte, 100), "spaces": []byte(" \n \n"), "too much": bytes.Repeat([]byte("abc\n"), 2<<20)} {
		s := shelf{}
		if w := write(t, oneExhibit(s, "text", b), s); w.Skipped["P1"] == "" {
			t.Errorf("%s was printed", name)
		}
	}
}

func TestOrientationIsReadFromThePhotoWhereNobodySaysIt(t *testing.T) {
	wide := screen(120, 40, 9)
	for _, order := range []string{"MM", "II"} {
		tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00")
		if order == "II" {
			tiff = []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00")
		}
		exif := append([]byte("Exif\x00\x00"), tiff...)
		plain := jpegBytes(t, wide)
		photo := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(exif) + 2)}, append(exif, plain[2:]...)...)
		for said, turned := range map[int]bool{0: true, 1: false} {
			s := shelf{}
			d := oneExhibit(s, "jpeg", photo)
			d.Exhibits[0].Orientation = said
			if got := strings.Contains(write(t, d, s).plain(t), "q 0 -1 1 0 0 1 cm /Photo Do Q"); got != turned {
				t.Errorf("%s, orientation said to be %d: turned %v", order, said, got)
			}
		}
	}
}

func TestOneOriginalUnderTwoLabelsIsStoredOnce(t *testing.T) {
	s := shelf{}
	d := oneExhibit(s, "jpeg", jpegBytes(t, screen(200, 300, 4)))
	again := d.Exhibits[0]
	again.Label = "P2"
	d.Exhibits = append(d.Exhibits, again)
	w := write(t, d, s)
	if n := strings.Count(w.plain(t), "/DCTDecode"); n != 1 || w.Pages != 3 || w.Starts["P2"] != 3 {
		t.Errorf("stored %d times on %d pages, %v", n, w.Pages, w.Starts)
	}
}

func TestLabelUsedTwiceDoesNotConfuseTheRest(t *testing.T) {
	s := shelf{}
	d := indexed(t, s, 3, 0)
	d.Exhibits[2].Label = "P1"
	w := write(t, d, s)
	if w.Starts["P1"] != 3 || w.Starts["P2"] != 4 || w.Pages != 5 {
		t.Errorf("%v on %d pages", w.Starts, w.Pages)
	}
}

func TestAConversationIsPrintedMessageByMessage(t *testing.T) {
	s := shelf{}
	d := oneExhibit(s, "eml", []byte("From: a\r\n\r\nraw bytes nobody reads"))
	for i := range 120 {
		d.Exhibits[0].Words = append(d.Exhibits[0].Words, paper.Message{N: i + 1, Head: fmt.Sprintf("head-%03d · Ana", i+1), Text: "says-" + fmt.Sprintf("%03d\n\n", i+1) + strings.Repeat("palavras ", i%20)})
	}
	w := write(t, d, s)
	pages := w.text(t)
	if len(w.Skipped) > 0 || w.Pages < 4 {
		t.Fatalf("%d pages, %v", w.Pages, w.Skipped)
	}
	for i := range 120 {
		head, says := pageOf(pages, fmt.Sprintf("%d head-%03d · Ana", i+1, i+1)), pageOf(pages, fmt.Sprintf("says-%03d", i+1))
		if head < 2 || head != says {
			t.Errorf("message %d begins on page %d and speaks on page %d", i+1, head, says)
		}
	}
	if strings.Contains(strings.Join(pages, " "), "nobody reads") {
		t.Error("the bytes are printed too")
	}
	overlaps(t, w)
	s[d.Exhibits[0].SHA256] = []byte("other bytes")
	if _, err := pdf.Write(t.Context(), io.Discard, d, s.open); err == nil {
		t.Error("words of a changed original are printed")
	}
}
