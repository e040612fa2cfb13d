package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

func TestEveryPageIsNumberedOnceAndInOrder(t *testing.T) {
	s := shelf{}
	w := write(t, samplePaper(t, s), s)
	pages := w.text(t)
	if len(pages) != w.Pages {
		t.Fatalf("%d pages, Write says %d", len(pages), w.Pages)
	}
	if info := tool(t, "pdfinfo", w.path); !strings.Contains(info, "Pages:           "+itoa(w.Pages)+"\n") {
		t.Errorf("pdfinfo counts other pages than %d:\n%s", w.Pages, info)
	}
	numbers, totals := stamps(t, pages)
	for i := range numbers {
		if numbers[i] != i+1 || totals[i] != w.Pages {
			t.Errorf("page %d is stamped %d of %d", i+1, numbers[i], totals[i])
		}
	}
}

func TestSecondReaderOpensEveryPage(t *testing.T) {
	s := shelf{}
	w := write(t, samplePaper(t, s), s)
	out := tool(t, "mutool", "draw", "-r", "20", "-F", "txt", "-o", "/dev/null", w.path)
	if out = strings.ReplaceAll(out, "warning: ICC support is not available", ""); strings.Contains(out, "error") || strings.Contains(out, "warning") {
		t.Errorf("mutool: %s", out)
	}
	if out := tool(t, "mutool", "info", w.path); !strings.Contains(out, "Pages: "+itoa(w.Pages)) {
		t.Errorf("mutool counts other pages than %d:\n%s", w.Pages, out)
	}
}

func TestFontsOfThePaperAreEmbeddedWithTheirUnicode(t *testing.T) {
	w := write(t, small(paper.Para{Text: "Ștefan Țăran ✓ Людмила"}, paper.Heading{Text: "bold ✓"}), nil)
	lines := strings.Split(strings.TrimSpace(tool(t, "pdffonts", w.path)), "\n")[2:]
	if len(lines) < 3 {
		t.Fatalf("too few fonts: %q", lines)
	}
	for _, l := range lines {
		f := strings.Fields(l)
		emb, uni := f[len(f)-5], f[len(f)-3]
		if emb != "yes" || uni != "yes" {
			t.Errorf("font without itself or its Unicode: %s", l)
		}
	}
}

func TestTextComesOutAsItWentIn(t *testing.T) {
	for _, text := range []string{
		"ação, órgão, às 10h, coração, você, É", "Ștefan Țăran, ăâî șț", "Людмила Петровна", "Ελληνικά", "señor ¿qué?",
		"R$ 1.250,00", "“aspas” — travessão … €", "✓ ☐ →", "ﬁ ligature", "{nb} \x01nb", "e\u0301 composed", "50 % < 60 & > 40", `back\slash (brackets) ) (`,
	} {
		w := write(t, small(paper.Para{Text: text}), nil)
		want := strings.NewReplacer("\u00A0", " ", "e\u0301", "é", "\x01", "").Replace(text)
		if got := w.all(t); !strings.Contains(got, want) && !strings.Contains(strings.ReplaceAll(got, "fi", "ﬁ"), want) {
			t.Errorf("%q came out as %q", want, got)
		}
	}
}

func TestWhatNoFontHasIsNamed(t *testing.T) {
	for in, want := range map[string]string{
		"oi 😀 tchau": "oi [emoji: rosto sorridente] tchau", "👍🏽 ok": "[emoji U+1F44D] ok", "🇧🇷": "[emoji: BR]", "中": "[U+4E2D]",
		"a\u200Bb\u00ADc\uFEFFd": "abcd", "x\xE4y": "x\uFFFDy", "❤️": "❤",
	} {
		w := write(t, small(paper.Para{Text: in}), nil)
		if got := w.all(t); !strings.Contains(got, want) {
			t.Errorf("%q came out as %q, want %q", in, got, want)
		}
	}
}

func TestHebrewIsReadFromRightToLeft(t *testing.T) {
	w := write(t, small(paper.Para{Text: "Loja שלום עולם teste"}), nil)
	if got := tool(t, "pdftotext", "-layout", w.path, "-"); !strings.Contains(got, "שלום עולם") || !strings.Contains(got, "Loja") || !strings.Contains(got, "teste") {
		t.Errorf("came out as %q", got)
	}
}

func TestFileSaysWhatItIs(t *testing.T) {
	d := small(paper.Section{Number: 1, Title: "Começo"})
	d.Title, d.Subject = "Dossiê 😀 nº 1", "Ștefan"
	w := write(t, d, nil)
	info := tool(t, "pdfinfo", "-isodates", w.path)
	for _, want := range []string{"Dossiê [emoji: rosto sorridente] nº 1", "Ștefan", "CreationDate:    2026-11-22T12:00:00", "ModDate:         2026-11-22T12:00:00", "JavaScript:      no"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if plain := w.plain(t); !strings.Contains(plain, "/Lang (pt-BR)") || !strings.Contains(plain, "/ID [") || strings.Contains(plain, "/JavaScript") || strings.Contains(plain, "/EmbeddedFiles") {
		t.Error("catalogue or trailer is not as promised")
	}
	if out := tool(t, "mutool", "show", w.path, "outline"); !strings.Contains(out, "1 Começo") {
		t.Errorf("bookmarks: %s", out)
	}
}

func TestSamePaperSameBytes(t *testing.T) {
	s := shelf{}
	d := samplePaper(t, s)
	first := write(t, d, s)
	d.Created = d.Created.In(time.FixedZone("far", 13*3600))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var out bytes.Buffer
			again, err := pdf.Write(context.Background(), &out, d, s.open)
			if err != nil || again.SHA256 != first.SHA256 || !bytes.Equal(out.Bytes(), first.bytes) {
				t.Errorf("other bytes the second time: %s, %v", again.SHA256, err)
			}
		})
	}
	wg.Wait()
}

func TestOtherWordsOtherIdentifier(t *testing.T) {
	a, b := write(t, small(paper.Para{Text: "um"}), nil), write(t, small(paper.Para{Text: "dois"}), nil)
	id := func(w written) string { return string(w.bytes[bytes.LastIndex(w.bytes, []byte("/ID [")):]) }
	if a.SHA256 == b.SHA256 || id(a) == id(b) {
		t.Error("two papers with one identifier")
	}
}

func TestEmptyPaperIsOnePage(t *testing.T) {
	if w := write(t, paper.Document{}, nil); w.Pages != 1 {
		t.Errorf("%d pages", w.Pages)
	}
}

func TestLetterPaperForTheUnitedStates(t *testing.T) {
	d := small(paper.Para{Text: "Letter"})
	d.Letter = true
	if info := tool(t, "pdfinfo", write(t, d, nil).path); !strings.Contains(info, "(letter)") {
		t.Errorf("not Letter:\n%s", info)
	}
}

func TestCancelledWorkStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pdf.Write(ctx, io.Discard, small(paper.Para{Text: "x"}), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}

type full struct{ left int }

var errFull = errors.New("disk full")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFullDiskIsAnErrorNotAHalfPaper(t *testing.T) {
	s := shelf{}
	d := samplePaper(t, s)
	for _, room := range []int{0, 10, 5000, 100_000, 250_000} {
		if _, err := pdf.Write(t.Context(), &full{room}, d, s.open); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

func TestBookmarksNameSectionsAndExhibits(t *testing.T) {
	s := shelf{}
	w := write(t, samplePaper(t, s), s)
	out := tool(t, "mutool", "show", w.path, "outline")
	for _, want := range []string{"1 O que aconteceu", "4 Lista de provas", "Provas", "P1 Fatura do cartão de maio", "5 Custódia e declaração"} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), want) {
			t.Errorf("no bookmark %q:\n%s", want, out)
		}
	}
	if n := strings.Count(out, "#page="); n < 8 || slices.Contains(strings.Split(out, "\n"), "#page=0") {
		t.Errorf("%d bookmarks with a page:\n%s", n, out)
	}
}
