package twin

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"degrau/reports/paper"
)

// FuzzWrite puts a text into every place of a paper: the page stays one of ours, whatever it says.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "ação", "</title><script>alert(1)</script>", `" onload="x`, "<!--", "--></style>", "{{.}}", "\x00\x1f\u202e\ufeff", "%d %s", "&amp;<b>", "a\xffb", "😀\nא", "javascript:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cell := [][]paper.Cell{{{Text: s, Bold: true}, {Text: s, Link: s}, {Text: s, Pages: []string{s, "P1"}}}}
		d := paper.Document{Title: s, Subject: s, Lang: s, Code: s, Footer: s,
			Words: paper.Words{Exhibits: s, NotShown: s, BackToIndex: s, Reasons: map[string]string{"missing": s}, Twin: paper.Twin{Skip: s, Contents: s, Pages: s, Date: s, Timeline: s, Open: s, Stands: s}},
			Blocks: []paper.Block{
				paper.Cover{Kind: s, Title: s, Lead: s, Figures: []paper.Figure{{Label: s, Value: s}}, Left: paper.Panel{Title: s, Rows: []paper.Row{{Label: s, Value: s}}},
					Requests: paper.Numbered{Title: s, Items: []string{s}}, Proof: paper.Table{Title: s, Head: []string{s}, Rows: cell}, Note: s},
				paper.Section{Number: 1, Title: s}, paper.Heading{Text: s}, paper.Para{Text: s, Style: s}, paper.Numbered{Title: s, Items: []string{s}, Plain: true},
				paper.Lanes{Heads: []string{s}, Rows: []paper.LaneRow{{Date: s, Lane: 7, Text: s, Exhibits: []string{s}}, {Gap: s}}}, paper.Lanes{Rows: []paper.LaneRow{{Lane: -1, Text: s}}},
				paper.Index{Table: paper.Table{Head: []string{s, s, s}, Rows: cell, Note: s}}},
			Exhibits: []paper.Exhibit{{Label: "P1", Title: s, Proves: s, Name: s, SHA256: s, Kind: s, Size: 7}, {Label: s, Title: s, Words: []paper.Message{{N: 1, Head: s, Text: s}}}},
			Closing:  []paper.Block{paper.Code{Text: s, Squares: [][]bool{{true}}}, paper.Signature{PlaceDate: s, Name: s, Note: s}},
		}
		var b bytes.Buffer
		if _, err := Write(t.Context(), &b, d, nil); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(b.Bytes()) {
			for i := 0; i < b.Len(); {
				r, n := utf8.DecodeRune(b.Bytes()[i:])
				if r == utf8.RuneError && n == 1 {
					t.Fatalf("the page is no text: %q", b.Bytes()[max(0, i-60):i+5])
				}
				i += n
			}
		}
		z := html.NewTokenizer(&b)
		for z.Next() != html.ErrorToken {
			tok := z.Token()
			if tok.Type == html.CommentToken || tok.Type == html.StartTagToken && (tok.Data == "script" || tok.Data == "b" || tok.Data == "img") {
				t.Fatalf("%q brought in <%s>", s, tok.Data)
			}
			for _, a := range tok.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
					t.Fatalf("%q brought in %s=%q", s, a.Key, a.Val)
				}
			}
		}
	})
}
