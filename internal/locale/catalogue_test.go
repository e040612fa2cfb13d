package locale

import (
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
)

// forms are the plural forms that whole numbers take in each language.
var forms = map[string][]string{"pt": {"one", "other"}, "es": {"one", "other"}, "ro": {"few", "one", "other"}, "en": {"one", "other"}}

func keys(m map[string]message) []string { return slices.Sorted(maps.Keys(m)) }

func TestEveryKeyIsInEveryLanguage(t *testing.T) {
	all := catalogues()
	for _, lang := range Languages[1:] {
		for _, k := range keys(all["pt"]) {
			if _, ok := all[lang][k]; !ok {
				t.Errorf("%s: missing %q", lang, k)
			}
		}
		for _, k := range keys(all[lang]) {
			if _, ok := all["pt"][k]; !ok {
				t.Errorf("pt: missing %q, which %s has", k, lang)
			}
		}
	}
}

func TestSameGapsInEveryLanguage(t *testing.T) {
	all := catalogues()
	for _, k := range keys(all["pt"]) {
		want := gapSet(all["pt"][k]["other"])
		for _, lang := range Languages {
			for form, text := range all[lang][k] {
				got := gapSet(text)
				if form == "one" && slices.Contains(want, "n") && !slices.Contains(got, "n") { // "o zi": the word itself is the number
					got = append(got, "n")
					sort.Strings(got)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s %s (%s): gaps %v, in pt %v", lang, k, form, got, want)
				}
				if strings.Count(text, "{") != len(gaps(text)) || strings.Count(text, "}") != len(gaps(text)) {
					t.Errorf("%s %s: a brace that is no gap: %s", lang, k, text)
				}
			}
		}
	}
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	all := catalogues()
	for _, k := range keys(all["pt"]) {
		plural := len(all["pt"][k]) > 1
		for _, lang := range Languages {
			m, ok := all[lang][k]
			if !ok {
				continue
			}
			if (len(m) > 1) != plural {
				t.Errorf("%s %s: plural in one language and not in another", lang, k)
			}
			if len(m) > 1 && !slices.Equal(slices.Sorted(maps.Keys(m)), forms[lang]) {
				t.Errorf("%s %s: forms %v, want %v", lang, k, slices.Sorted(maps.Keys(m)), forms[lang])
			}
		}
	}
}

func TestWordsAreCleanAndCalm(t *testing.T) {
	for lang, all := range catalogues() {
		for k, m := range all {
			for _, s := range m {
				columns := strings.HasPrefix(k, "cli.") // a terminal's lines may be set in columns
				if strings.TrimSpace(s) != s || s == "" || strings.Contains(s, "  ") && !columns {
					t.Errorf("%s %s: stray spaces in %q", lang, k, s)
				}
				if strings.ContainsAny(s, "!¡") {
					t.Errorf("%s %s: an exclamation mark: %s", lang, k, s)
				}
				if strings.ContainsAny(s, "şţŞŢ") {
					t.Errorf("%s %s: a cedilla where Romanian has a comma: %s", lang, k, s)
				}
				if r := outsideOurAlphabets(s); r != 0 {
					t.Errorf("%s %s: %q does not belong in interface text: %s", lang, k, r, s)
				}
			}
		}
	}
}

// outsideOurAlphabets finds letters and signs that none of the four languages writes, such as emoji or look-alikes.
func outsideOurAlphabets(s string) rune {
	for _, r := range s {
		if r > 0x024F && !strings.ContainsRune("–—‘’“”„…•€₹→←›‹✓✕●◉○◇☐\u2011\u00a0", r) {
			return r
		}
	}
	return 0
}

func TestNoKeyStandsInTwoCatalogues(t *testing.T) {
	names, err := fs.Glob(files, "catalogues/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogues: %v", err)
	}
	owner := map[string]string{}
	for _, name := range names {
		stem := strings.TrimSuffix(name, ".json")
		got := map[string]message{}
		if err := loadFile(files, name, got); err != nil {
			t.Fatal(err)
		}
		for k := range got {
			id := stem[len(stem)-2:] + " " + k
			if owner[id] != "" {
				t.Errorf("%s stands in %s and in %s", id, owner[id], name)
			}
			owner[id] = name
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, c := range map[string]struct {
		fs   fstest.MapFS
		want string
	}{
		"broken JSON":        {fstest.MapFS{"catalogues/pt.json": file(`{"a":`)}, "catalogues/pt.json"},
		"a fifth language":   {fstest.MapFS{"catalogues/web.fr.json": file(`{}`)}, "unknown language"},
		"plural, no other":   {fstest.MapFS{"catalogues/pt.json": file(`{"a":{"one":"x"}}`)}, "without the form other"},
		"a number as a text": {fstest.MapFS{"catalogues/pt.json": file(`{"a":3}`)}, "plural forms"},
	} {
		if _, err := load(c.fs); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func gapSet(text string) []string {
	g := gaps(text)
	sort.Strings(g)
	return slices.Compact(g)
}
