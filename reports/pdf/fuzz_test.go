package pdf_test

import (
	"io"
	"testing"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

func FuzzWriteText(f *testing.F) {
	for _, s := range []string{"", "ação", "😀", "abc\xe4", "\x00\x01\x1f", "{nb}", "%d %s", "שלום (x)", "مرحبا 12", "e\u0301\u0301\u0301", "\u0301", "🇧🇷🇧", "👨‍👩‍👧", "\u202E", "\uFFFE\uFFFF", "a\u00A0b",
		"((((", "\\", "1 0 R", "endstream endobj", "中文かな한글", "𝔘𝔫", "\U0010FFFF", "R$ 1", "\n\n\n", "- –"} {
		f.Add(s, "fl. %d de %d")
	}
	s := shelf{}
	hash := s.put([]byte("no picture"))
	f.Fuzz(func(t *testing.T, text, pattern string) {
		d := paper.Document{Title: text, Subject: text, Lang: text, Code: text, Footer: text,
			Words: paper.Words{PageOf: pattern, BackToIndex: text, ExhibitPage: pattern, Continued: text, Exhibits: text, NotShown: text, More: pattern, Unprintable: pattern, Reasons: map[string]string{"unsupported": text}},
			Blocks: []paper.Block{
				paper.Cover{Kind: text, Title: text, Lead: text, Figures: []paper.Figure{{Label: text, Value: text}}, Left: paper.Panel{Title: text, Rows: []paper.Row{{Label: text, Value: text}}},
					Requests: paper.Numbered{Title: text, Items: []string{text}}, Proof: paper.Table{Head: []string{text}, Rows: [][]paper.Cell{{{Text: text, Pages: []string{text}}}}}, Note: text},
				paper.Section{Number: 1, Title: text}, paper.Heading{Text: text}, paper.Para{Text: text, Style: text}, paper.Numbered{Title: text, Items: []string{text, text}},
				paper.Table{Title: text, Head: []string{text, text}, Rows: [][]paper.Cell{cells(text, text), {{Text: text, Link: text}, {Pages: []string{text, "?"}}}}, Note: text},
				paper.Lanes{Heads: []string{text}, Rows: []paper.LaneRow{{Date: text, Text: text, Exhibits: []string{text}}, {Gap: text}}},
				paper.Signature{PlaceDate: text, Name: text, Note: text}, paper.Index{Table: paper.Table{Rows: [][]paper.Cell{{{Text: text, Link: text}}}}},
			},
			Exhibits: []paper.Exhibit{{Label: text, Title: text, Proves: text, Name: text, SHA256: hash, Kind: "jpeg"}, {Label: "P2", Title: text, Kind: text, SHA256: text}},
		}
		w, err := pdf.Write(t.Context(), io.Discard, d, s.open)
		if err != nil {
			t.Fatalf("Write: %v", err)
		}
		if w.Pages < 3 || w.Bytes == 0 {
			t.Fatalf("%d pages, %d bytes", w.Pages, w.Bytes)
		}
	})
}

func FuzzWriteExhibit(f *testing.F) {
	f.Add([]byte("\xFF\xD8\xFF\xE0"), 1, false)
	f.Add(rawJPEG(0xC0, 3, planted()...), 6, true)
	f.Add(rawJPEG(0xC2, 4), 99, true)
	f.Add(hostilePDF(), -1, false)
	f.Add(pagesPDF("/MediaBox [0 0 1e9 -1] /Rotate 91", "/CropBox [1 2 3]"), 0, false)
	f.Fuzz(func(t *testing.T, b []byte, orientation int, strip bool) {
		s := shelf{}
		d := small()
		d.StripMetadata = strip
		d.Exhibits = []paper.Exhibit{{Label: "P1", Kind: "jpeg", SHA256: s.put(b), Orientation: orientation}}
		if _, err := pdf.Write(t.Context(), io.Discard, d, s.open); err != nil {
			t.Fatalf("Write: %v", err)
		}
	})
}
