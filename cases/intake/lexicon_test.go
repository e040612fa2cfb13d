package intake

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"degrau/cases"
)

func files(t *testing.T) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(lexiconFiles, "lexicon", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := lexiconFiles.ReadFile(name)
		m[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryLanguageHasEveryKindOfPhrase(t *testing.T) {
	for _, l := range lexicons.all {
		for name := range cueGroups {
			if len(l.Cues[name]) == 0 {
				t.Errorf("%s: no phrases for %q", l.Language, name)
			}
		}
		for _, p := range cases.Problems {
			if len(l.Problems[string(p)]) == 0 {
				t.Errorf("%s: no phrases for the problem %q", l.Language, p)
			}
		}
		months := map[int]bool{}
		for _, m := range l.Months {
			months[m] = true
		}
		if len(months) != 12 {
			t.Errorf("%s: %d months", l.Language, len(months))
		}
	}
}

func TestLexiconIsReadStrictly(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"unknown field":        {"pt", `"currency"`, `"colour"`, "colour"},
		"unknown cue group":    {"es", `"policy"`, `"policies"`, "policies"},
		"unknown problem":      {"en", `"fraud": {`, `"fraude": {`, "fraude"},
		"accent in a phrase":   {"ro", `"livrare|`, `"livrară|`, "not a folded word"},
		"gap without end":      {"pt", `"ainda|ate nao recebi`, `"ainda|ate _9 recebi`, "a gap is"},
		"another language":     {"ro", `"language": "ro"`, `"language": "pt"`, "language is"},
		"month out of range":   {"en", `"december":12`, `"december":13`, "december"},
		"unknown company kind": {"companies", `"kind":"bank"`, `"kind":"casino"`, "casino"},
		"spelling twice":       {"companies", `"spellings":["temu"]`, `"spellings":["ebay"]`, "ebay"},
		"trailing text":        {"shared", `{`, `{} {`, "shared"},
	} {
		t.Run(name, func(t *testing.T) {
			m := files(t)
			f := m["lexicon/"+c.file+".json"]
			if !strings.Contains(string(f.Data), c.old) {
				t.Fatalf("%s is not in the file", c.old)
			}
			m["lexicon/"+c.file+".json"] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), c.old, c.new, 1))}
			if _, err := load(m); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a word on %q", err, c.want)
			}
		})
	}
	if _, err := load(files(t)); err != nil {
		t.Error(err)
	}
}

func TestFoldKeepsTheWayBack(t *testing.T) {
	for in, want := range map[string]string{
		"Não chegou À vista": "nao chegou a vista", "na\u0303o": "nao", "didn’t": "didnt", "８１５": "815", "a\u200bb": "ab", "ș ț ă": "s t a",
		"1º № ½": "1o no  ", "R$\u00a05": "r$ 5", "“x” – y": `"x" - y`, "ПРИВЕТ": "привет", "€5": "\x015", "a\xffb": "a b",
	} {
		f := fold(in)
		if f.s != want {
			t.Errorf("%q became %q, want %q", in, f.s, want)
		}
		if len(f.at) != len(f.s)+1 || int(f.at[len(f.s)]) != len(in) {
			t.Errorf("%q: map of %d for %d bytes", in, len(f.at), len(f.s))
		}
	}
	f := fold("Não é")
	if s := f.origin(4, 5); "Não é"[s[0]:s[1]] != "é" {
		t.Errorf("way back: %v", s)
	}
}

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		phrase, text string
		want         bool
	}{
		{"nao _2 chegou", "nao me chegou", true},
		{"nao _2 chegou", "nao me disse quando chegou", false},
		{"nao _2 chegou", "nao veio, chegou", false},
		{"nao chegou", "nao. chegou", false},
		{"cheg*", "chegaram", true},
		{"duas+vezes|dobro", "em dobro", true},
		{"cobrou duas+vezes|dobro", "cobrou duas vezes", true},
		{"parte # de", "parte 5 de", true},
		{"a de? b", "a b", true},
		{"a de? b", "a de b", true},
	} {
		ps, err := parsePatterns(c.phrase)
		if err != nil {
			t.Fatal(err)
		}
		for i := range ps { // as prepare does for a phrase that begins with a negator
			for k := 1; k < len(ps[i].elems); k++ {
				ps[i].elems[k].tight = ps[i].elems[k].gap > 0 && ps[i].elems[k-1].words[0] == "nao"
			}
		}
		toks, found := tokenize(c.text), false
		for i := range toks {
			newMatcher(ps).find(toks, i, func(hit) { found = true })
		}
		if found != c.want {
			t.Errorf("%q in %q: %v", c.phrase, c.text, found)
		}
	}
}
