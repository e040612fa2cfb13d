package web

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/locale"
)

// empties are the page structs by template; a template without its struct here fails the test.
var empties = map[string]any{"landing": LandingPage{}, "new": LandingPage{}, "check": CheckPage{}, "case": CasePage{}, "deadline": DeadlinePage{},
	"evidence": EvidencePage{}, "proved": ProvedPage{}, "asking": AskingPage{}, "exhibit": ExhibitPage{}, "news": NewsPage{}, "kit": KitPage{}, "data": DataPage{}, "close": ClosePage{}, "mycases": MyCasesPage{},
	"signin": SignInPage{}, "code": CodePage{}, "link": LinkPage{}, "returncode": ReturnPage{}, "account": AccountPage{}, "keep": KeepPage{}, "second": SecondPage{},
	"prove": ProvePage{}, "setup": SetupPage{}, "people": PeoplePage{}, "invitation": InvitationPage{}, "erase": LeavePage{}, "take": LeavePage{}, "receipt": ReceiptPage{}, "staff": StaffPage{},
	"bodies": BodiesPage{}, "body": BodyPage{}, "words": TextPage{}, "error": ErrorPage{}}

func TestEveryTemplateIsDrawnEmptyInEveryLanguage(t *testing.T) {
	s := mustSite(t)
	for name := range s.site.views.pages {
		if _, ok := empties[name]; !ok {
			t.Errorf("no struct for template %s", name)
		}
	}
	for name, data := range empties {
		for _, lang := range cases.Languages {
			v := reflect.New(reflect.TypeOf(data)).Elem()
			page := Page{site: s.site, L: locale.For(lang), Title: "x", Langs: cases.Languages}
			putPage(v, page)
			b, err := s.site.views.draw(name, v.Interface())
			if err != nil {
				t.Errorf("%s in %s: %v", name, lang, err)
				continue
			}
			wholeWords(t, name+" in "+lang, string(b))
		}
	}
}

// putPage puts the common part into a page struct, however deep it is embedded.
func putPage(v reflect.Value, p Page) {
	for i := range v.NumField() {
		f := v.Field(i)
		if !v.Type().Field(i).Anonymous {
			continue
		}
		if f.Type() == reflect.TypeOf(p) {
			f.Set(reflect.ValueOf(p))
			return
		}
		putPage(f, p)
	}
}

// keyShown and gapShown find words that were never put in.
var (
	keyShown = regexp.MustCompile(`\b(account|web|kind|problem|method|remedy|owner|unit|error|plan|dossier|kit|media|source|fact|time)\.[a-z_]+(\.[a-z_]+)*\b`)
	gapShown = regexp.MustCompile(`\{[a-z_]+\}`)
)

func wholeWords(t testing.TB, where, page string) {
	t.Helper()
	text := visible(regexp.MustCompile(`data-[a-z]+="[^"]*"`).ReplaceAllString(page, ""))
	for _, m := range append(keyShown.FindAllString(text, -1), gapShown.FindAllString(text, -1)...) {
		if !strings.Contains(text, "www."+m) {
			t.Errorf("%s shows %q", where, m)
		}
	}
}

func TestEveryPageIsWholeInEveryLanguage(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	draft := b.to(b.upload("/novo", map[string]string{"texto": told + " Cobraram R$ 300,00 de frete e não paguei."}, nil))
	deadline := between(b.page(base), "/prazos/", `"`)
	for _, lang := range cases.Languages {
		b.lang = lang
		for _, path := range []string{"/", "/novo", draft, "/casos", base, base + "/prazos/" + deadline, base + "/provas", base + "/dados", base + "/encerrar",
			base + "/novidade", base + "/novidade?escolha=outra", base + "/enviar/br-consumidor-gov", base + "/enviar/br-procon", base + "/enviar/br-reclame-aqui",
			"/exemplo", "/orgaos", "/orgaos/br-procon", "/ajuda", "/privacidade"} {
			page := b.page(path)
			wholeWords(t, lang+" "+path, page)
			if tag := between(page, `<html lang="`, `"`); !strings.HasPrefix(tag, lang) {
				t.Errorf("%s %s says it is %s", lang, path, tag)
			}
			if strings.Count(page, "<h1") != 1 {
				t.Errorf("%s %s has %d first headings", lang, path, strings.Count(page, "<h1"))
			}
			uniqueIDs(t, lang+" "+path, page)
		}
		if w := b.get("/nada"); !strings.Contains(w.Body.String(), locale.For(lang).T("web.error.404")) {
			t.Errorf("%s: the page for what is not there", lang)
		}
	}
}

func uniqueIDs(t testing.TB, where, page string) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("%s: id %q twice", where, m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(` (?:for|aria-describedby|aria-labelledby)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !seen[id] {
				t.Errorf("%s: %q names nothing", where, id)
			}
		}
	}
}

// spoken finds keys in our sources.
var spoken = regexp.MustCompile(`"((?:web|kind|problem|method|remedy|owner|unit|source|certainty|country|time|media)\.[a-zA-Z0-9_.]*)"`)

func TestEveryKeyExistsAndEveryKeyIsUsed(t *testing.T) {
	l := locale.For("pt")
	var used []string
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range spoken.FindAllStringSubmatch(string(b), -1) {
			used = append(used, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range used {
		if !strings.HasSuffix(k, ".") && !l.Has(k) {
			t.Errorf("no words for %q", k)
		}
	}
	own, err := os.ReadFile("../internal/locale/catalogues/web.pt.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^ "(web\.[^"]+)":`).FindAllStringSubmatch(string(own), -1) {
		if !mentioned(m[1], used) {
			t.Errorf("nobody says %q", m[1])
		}
	}
}

// mentioned reports whether a key is said as it is, or by a prefix to which code adds the rest.
func mentioned(key string, used []string) bool {
	for _, name := range []string{"help", "privacy"} {
		if strings.HasPrefix(key, "web."+name+".") {
			return true // put together in routes
		}
	}
	for _, u := range used {
		if u == key || strings.HasSuffix(u, ".") && u != "web." && strings.HasPrefix(key, u) || strings.TrimSuffix(key, ".way") == u {
			return true
		}
	}
	return false
}
