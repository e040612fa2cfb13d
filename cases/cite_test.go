package cases

import (
	"encoding/json"
	"testing"
)

func TestACiteIsItsText(t *testing.T) {
	for text, want := range map[string]Cite{
		"P3": {Exhibit: "P3"}, "P3, page 2": {"P3", "page", 2}, "P12, message 214": {"P12", "message", 214}, "P1, line 7": {"P1", "line", 7},
	} {
		got, ok := ParseCite(text)
		if !ok || got != want || got.String() != text {
			t.Errorf("%q: %+v %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "text", "message 3", "P0", "P3, page 0", "P3, page", "P3,page 2", "P3, verse 2", "P3, page 2, line 1", "P1, page 99999999999"} {
		if got, ok := ParseCite(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestAnEntryCitesEachExhibitOnce(t *testing.T) {
	var e Entry
	if err := json.Unmarshal([]byte(`{"kind":"answered","evidence":["P1","P3"],"cites":["P3, message 214"]}`), &e); err != nil {
		t.Fatal(err)
	}
	if got := e.CitesOf(); len(got) != 2 || got[0] != (Cite{"P3", "message", 214}) || got[1] != (Cite{Exhibit: "P1"}) {
		t.Errorf("%v", got)
	}
	if b, err := json.Marshal(e); err != nil || string(b) != `{"kind":"answered","evidence":["P1","P3"],"cites":["P3, message 214"]}` {
		t.Errorf("%s, %v", b, err)
	}
	if err := json.Unmarshal([]byte(`{"kind":"answered","cites":["page 4"]}`), &e); !IsKind(err, Invalid) {
		t.Errorf("a place of no exhibit: %v", err)
	}
}

func FuzzParseCite(f *testing.F) {
	f.Add("P3, message 214")
	f.Add("P1, page 99999999999")
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := ParseCite(s); ok && c.String() != s {
			t.Errorf("%q comes back as %q", s, c)
		}
	})
}
