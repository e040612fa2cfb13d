package checker

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// FuzzWrite gives files names that strangers chose: the list comes out as it went in, and nothing else comes in.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "recibo.pdf", "</script><script>x", "<!--<script>", "\u2028\u2029", `"\`, "a\xff", "../../x", "&lt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		page := mustPage(t, List{Code: s, Head: s, Lang: s, Files: []File{{Name: s, Label: s, SHA256: s}}})
		z, scripts, raw, at := html.NewTokenizer(strings.NewReader(page)), 0, "", false
		for z.Next() != html.ErrorToken {
			tok := z.Token()
			if tok.Type == html.TextToken && at {
				raw = tok.Data
			}
			at = false
			if tok.Type == html.StartTagToken && tok.Data == "script" {
				scripts++
				at = scripts == 1
			}
		}
		var data struct{ Files []File }
		if err := json.Unmarshal([]byte(raw), &data); err != nil || scripts != 2 || len(data.Files) != 1 {
			t.Fatalf("%q: %d scripts, %v", s, scripts, err)
		}
		if utf8.ValidString(s) && data.Files[0].Name != s {
			t.Fatalf("%q came out as %q", s, data.Files[0].Name)
		}
	})
}
