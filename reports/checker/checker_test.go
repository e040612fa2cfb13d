package checker

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"degrau/internal/civil"
)

func mustPage(t testing.TB, l List) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageHoldsItsListAndFetchesNothing(t *testing.T) {
	l := List{Code: "7KQ2-M4XD", On: civil.MustParse("2026-11-22"), Head: "abc", Lang: "ro-RO", Aside: []string{"kit.json"},
		Files: []File{{Name: `a</script><script>alert(1)</script>".txt`, Label: "P1", SHA256: strings.Repeat("0", 64), Size: 3}}}
	page := mustPage(t, l)
	if page != mustPage(t, l) {
		t.Error("the same list gives another page")
	}
	var data struct {
		Files []File
		Aside []string
		Words map[string]map[string]string
	}
	z, ids := html.NewTokenizer(strings.NewReader(page)), map[string]bool{}
	at := ""
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		switch {
		case tok.Type == html.TextToken && at == "data":
			if err := json.Unmarshal([]byte(tok.Data), &data); err != nil {
				t.Fatal(err)
			}
		case tok.Type == html.TextToken && at == "script" && tok.Data != script:
			t.Errorf("a script that is not ours: %.60q", tok.Data)
		case tok.Type == html.TextToken && at == "style" && tok.Data != style:
			t.Error("the style does not fit its digest")
		}
		at = ""
		if tok.Type == html.StartTagToken {
			at = tok.Data
		}
		for _, a := range tok.Attr {
			switch {
			case a.Key == "id" && ids[a.Val], a.Key == "src", a.Key == "href", a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("<%s %s=%q>", tok.Data, a.Key, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
				if a.Val == "data" {
					at = "data"
				}
			case a.Key == "lang" && tok.Data == "html" && a.Val != "ro":
				t.Errorf("it opens in %q", a.Val)
			}
		}
	}
	if len(data.Files) != 1 || data.Files[0] != l.Files[0] || !slices.Equal(data.Aside, []string{Name, "kit.json"}) {
		t.Errorf("the list came out as %+v %v", data.Files, data.Aside)
	}
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		for _, key := range append(slices.Clone(words), "on") {
			if s := data.Words[lang][key]; s == "" || strings.Contains(s, "checker.") || strings.Contains(s, "{") {
				t.Errorf("%s %s: %q", lang, key, s)
			}
		}
	}
	for key := range data.Words["pt"] { // none is there for nobody
		if key != "on" && !strings.Contains(rawPage, key) && !strings.Contains(rawScript, key) {
			t.Errorf("nothing says %q", key)
		}
	}
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy: %q", policy)
	}
}
