package locale

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"degrau/internal/civil"
)

// amount is a Money for tests; locale may not know cases.
type amount struct{ decimal, code string }

func (a amount) Decimal() string { return a.decimal }
func (a amount) Code() string    { return a.code }

// plain turns no-break spaces into spaces, so that expectations can be read.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", "·") }

func TestDatesInWords(t *testing.T) {
	d, first := civil.MustParse("2026-03-15"), civil.MustParse("2026-05-01")
	month := civil.MustPartial("2026-03")
	for lang, want := range map[string][]string{
		"pt": {"15 de março de 2026", "1º de maio de 2026", "15/03/2026", "15 de março", "março de 2026", "03/2026", "domingo", "15 de março de 2026 (domingo)"},
		"es": {"15 de marzo de 2026", "1 de mayo de 2026", "15/03/2026", "15 de marzo", "marzo de 2026", "03/2026", "domingo", "15 de marzo de 2026 (domingo)"},
		"ro": {"15 martie 2026", "1 mai 2026", "15.03.2026", "15 martie", "martie 2026", "03.2026", "duminică", "15 martie 2026 (duminică)"},
		"en": {"15 March 2026", "1 May 2026", "15 Mar 2026", "15 March", "March 2026", "Mar 2026", "Sunday", "15 March 2026 (Sunday)"},
	} {
		l := For(lang)
		got := []string{l.Date(d), l.Date(first), l.DateShort(d), l.Day(d), l.Partial(month), l.PartialShort(month), l.Weekday(d.Weekday()), l.DateWeekday(d)}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
		if l.Partial(civil.Whole(d)) != l.Date(d) || l.PartialShort(civil.Whole(d)) != l.DateShort(d) {
			t.Errorf("%s: a whole partial date must read as a date", lang)
		}
		if s := l.Date(civil.Date{}) + l.DateShort(civil.Date{}) + l.Day(civil.Date{}) + l.Partial(civil.Partial{}) + l.DateWeekday(civil.Date{}); s != "" {
			t.Errorf("%s: no date was written as %q", lang, s)
		}
	}
}

func TestEveryMonthAndWeekdayHasAName(t *testing.T) {
	for _, lang := range Languages {
		l, seen := For(lang), map[string]bool{}
		for m := time.January; m <= time.December; m++ {
			seen[l.Month(m)] = true
		}
		for w := time.Sunday; w <= time.Saturday; w++ {
			seen[l.Weekday(w)] = true
		}
		if len(seen) != 19 || seen[""] {
			t.Errorf("%s: %d names", lang, len(seen))
		}
		if l.Month(13) != "" || l.Weekday(-1) != l.Weekday(time.Saturday) {
			t.Errorf("%s: months and weekdays that do not exist must not panic", lang)
		}
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct{ decimal, code, pt, es, ro, en string }{
		{"1234.56", "BRL", "R$·1.234,56", "R$·1.234,56", "1.234,56·R$", "R$1,234.56"},
		{"1234.56", "USD", "US$·1.234,56", "US$·1.234,56", "1.234,56·US$", "US$1,234.56"},
		{"1234.56", "EUR", "€·1.234,56", "1.234,56·€", "1.234,56·€", "€1,234.56"},
		{"1234.56", "RON", "1.234,56·lei", "1.234,56·lei", "1.234,56·lei", "1,234.56·lei"},
		{"3.99", "GBP", "£·3,99", "£·3,99", "3,99·£", "£3.99"},
		{"500", "JPY", "JP¥·500", "JP¥·500", "500·JP¥", "JP¥500"},
		{"12345678.05", "CLP", "CLP$·12.345.678,05", "CLP$·12.345.678,05", "12.345.678,05·CLP$", "CLP$12,345,678.05"},
		{"-0.05", "BRL", "-R$·0,05", "-R$·0,05", "-0,05·R$", "-R$0.05"},
		{"999.00", "MXN", "MX$·999,00", "MX$·999,00", "999,00·MX$", "MX$999.00"},
		{"0.00", "PLN", "0,00·zł", "0,00·zł", "0,00·zł", "0.00·zł"},
		{"1234.56", "XYZ", "1.234,56·XYZ", "1.234,56·XYZ", "1.234,56·XYZ", "1,234.56·XYZ"},
	} {
		for lang, want := range map[string]string{"pt": c.pt, "es": c.es, "ro": c.ro, "en": c.en} {
			if got := plain(For(lang).Money(amount{c.decimal, c.code})); got != want {
				t.Errorf("%s: %s %s = %q, want %q", lang, c.decimal, c.code, got, want)
			}
		}
	}
}

func TestNumbersAndSizes(t *testing.T) {
	for _, c := range []struct {
		n              int
		pt, es, ro, en string
	}{
		{0, "0", "0", "0", "0"}, {999, "999", "999", "999", "999"}, {-1234, "-1.234", "-1234", "-1.234", "-1,234"},
		{12345, "12.345", "12.345", "12.345", "12,345"}, {1000000, "1.000.000", "1.000.000", "1.000.000", "1,000,000"},
	} {
		for lang, want := range map[string]string{"pt": c.pt, "es": c.es, "ro": c.ro, "en": c.en} {
			if got := For(lang).Number(c.n); got != want {
				t.Errorf("%s: %d = %q, want %q", lang, c.n, got, want)
			}
		}
	}
	for n, want := range map[int64]string{0: "0·B", 999: "999·B", 1000: "1·kB", 310_499: "310·kB", 999_499: "999·kB", 999_500: "1·MB",
		7_240_000: "7,2·MB", 10_000_000: "10·MB", 99_949_999: "99,9·MB", 123_456_789: "123·MB", 2_500_000_000: "2.500·MB"} {
		if got := plain(For("pt").Size(n)); got != want {
			t.Errorf("%d bytes = %q, want %q", n, got, want)
		}
	}
}

func TestPlurals(t *testing.T) {
	for lang, want := range map[string]map[int]string{
		"pt": {0: "falta 0 dia", 1: "falta 1 dia", 2: "faltam 2 dias", 5: "faltam 5 dias", 100: "faltam 100 dias"},
		"es": {0: "faltan 0 días", 1: "falta 1 día", 2: "faltan 2 días", 21: "faltan 21 días"},
		"ro": {0: "mai sunt 0 zile", 1: "mai este o zi", 2: "mai sunt 2 zile", 19: "mai sunt 19 zile", 20: "mai sunt 20 de zile", 21: "mai sunt 21 de zile",
			100: "mai sunt 100 de zile", 101: "mai sunt 101 zile", 119: "mai sunt 119 zile", 120: "mai sunt 120 de zile"},
		"en": {0: "0 days left", 1: "1 day left", 2: "2 days left", 21: "21 days left"},
	} {
		for n, s := range want {
			if got := For(lang).T("time.days_left", "n", n); got != s {
				t.Errorf("%s %d: %q, want %q", lang, n, got, s)
			}
		}
	}
}

func TestRelativeDays(t *testing.T) {
	today := civil.MustParse("2026-11-22")
	for n, want := range map[int]string{0: "hoje", 1: "amanhã", -1: "ontem", 3: "em 3 dias", -30: "há 30 dias"} {
		if got := For("pt").Relative(today.AddDays(n), today); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct {
		lang string
		in   []string
		want string
	}{
		{"pt", nil, ""}, {"pt", []string{"a"}, "a"}, {"pt", []string{"a", "b"}, "a e b"}, {"pt", []string{"a", "b", "c"}, "a, b e c"},
		{"es", []string{"a", "b", "c"}, "a, b y c"}, {"es", []string{"Brasil", "Italia"}, "Brasil e Italia"},
		{"es", []string{"agua", "hielo"}, "agua y hielo"}, {"es", []string{"padre", "hijo"}, "padre e hijo"},
		{"ro", []string{"a", "b", "c"}, "a, b și c"}, {"en", []string{"a", "b", "c"}, "a, b and c"},
	} {
		if got := For(c.lang).List(c.in); got != c.want {
			t.Errorf("%s %v: %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

type named string

func (n named) String() string { return "name of " + string(n) }

func TestFill(t *testing.T) {
	args := map[string]any{"s": "texto {n}", "n": 1234, "d": civil.MustParse("2026-03-15"), "p": civil.MustPartial("2026-03"),
		"m": amount{"5.00", "BRL"}, "w": time.Friday, "l": []string{"a", "b"}, "x": nil, "i": int64(7), "k": named("k"), "mo": time.May}
	for text, want := range map[string]string{
		"no gap": "no gap", "{s}": "texto {n}", "{n} e {i}": "1.234 e 7", "até {d}": "até 15 de março de 2026", "{p}": "março de 2026",
		"{m}.": "R$·5,00.", "{w}": "sexta-feira", "{l}": "a e b", "[{x}]": "[]", "{k}": "name of k", "{mo}": "maio", "{gone}": "{gone}",
		"{": "{", "}": "}", "{}": "{}", "{ n}": "{ n}", "{n": "{n", "{{n}}": "{1.234}", "{n}{n}": "1.2341.234",
	} {
		if got := plain(For("pt").Fill(map[string]string{"pt": text}, args)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestFillFallsBack(t *testing.T) {
	for _, c := range []struct {
		text map[string]string
		want string
	}{
		{map[string]string{"ro": "r", "pt": "p", "en": "e"}, "r"}, {map[string]string{"pt": "p", "en": "e"}, "e"}, {map[string]string{"en": "e", "es": "s"}, "e"},
		{map[string]string{"es": "s", "fr": "f"}, "s"}, {map[string]string{"ro": "", "pt": "p"}, "p"}, {nil, ""}, {map[string]string{"ro": ""}, ""},
	} {
		if got := For("ro").Fill(c.text, nil); got != c.want {
			t.Errorf("%v: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	l := For("pt")
	if got := l.T("no.such.key", "n", 1); got != "no.such.key" || l.Has("no.such.key") {
		t.Errorf("unknown key: %q", got)
	}
	if got := l.T("time.in_days"); !strings.Contains(got, "{n}") {
		t.Errorf("a gap without a value must stay visible: %q", got)
	}
	if got := l.T("time.in_days", "n"); got == "" {
		t.Error("an odd list of pairs must not lose the sentence")
	}
	if got := For("fr").Lang(); got != "pt" {
		t.Errorf("a language that is not ours: %q", got)
	}
	s, ok := For("en").ErrorText("unknown_problem", map[string]any{"problem": "sad"})
	if !ok || s != "We do not know the problem “sad”." {
		t.Errorf("%q %v", s, ok)
	}
	if _, ok := For("en").ErrorText("no_such_key", nil); ok {
		t.Error("a sentence that does not exist was found")
	}
}

func TestFactLabels(t *testing.T) {
	for path, want := range map[string]string{"purchases.0.total": "valor total", "place": "onde você mora", "parties.12.tax_id": "CPF ou CNPJ",
		"parties.consumer.tax_id": "seu CPF", "total.unheard_of": "total.unheard_of", "": "", "events.3": "acontecimento", "draft.language": "idioma"} {
		if got := For("pt").FactLabel(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for name, c := range map[string]struct{ cookie, header, fallback, want string }{
		"the cookie wins":                         {"ro", "es", "en", "ro"},
		"a cookie that is no language of ours":    {"xx", "es", "en", "es"},
		"European Portuguese":                     {"", "pt-PT,pt;q=0.9", "en", "pt"},
		"Moldovan":                                {"", "mo", "en", "ro"},
		"Galician":                                {"", "gl-ES", "en", "es"},
		"Catalan":                                 {"", "ca,fr;q=0.8", "en", "es"},
		"Mexican Spanish":                         {"", "es-MX", "en", "es"},
		"British English":                         {"", "en-GB,en;q=0.8", "ro", "en"},
		"the first one we speak":                  {"", "de-DE,fr;q=0.9,ro;q=0.5,en;q=0.3", "pt", "ro"},
		"weights out of order":                    {"", "en;q=0.2,es;q=0.9", "pt", "es"},
		"refused by weight zero":                  {"", "es;q=0,en;q=0.1", "pt", "en"},
		"none of ours":                            {"", "uk,zh;q=0.5", "en", "en"},
		"nothing at all":                          {"", "", "", "pt"},
		"a fallback that is no language":          {"", "", "xx", "pt"},
		"broken header":                           {"", "\x00;;q=,=", "es", "es"},
		"star":                                    {"", "*", "es", "es"},
		"hostile length, a good word comes first": {"", "es," + strings.Repeat("a-", 100000), "en", "es"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Match(c.cookie, c.header, c.fallback); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("pt", "pt-BR,pt;q=0.9,en;q=0.8")
	f.Add("", "x-private,*;q=0.1")
	f.Fuzz(func(t *testing.T, cookie, header string) {
		got := Match(cookie, header, "es")
		if For(got).Lang() != got {
			t.Errorf("%q is no language of ours", got)
		}
	})
}

func FuzzFill(f *testing.F) {
	f.Add("até {d}: {n}", "x")
	f.Fuzz(func(t *testing.T, text, v string) {
		got := For("pt").Fill(map[string]string{"pt": text}, map[string]any{"v": v})
		if !strings.Contains(text, "{v}") && got != text {
			t.Errorf("%q became %q without a value", text, got)
		}
	})
}

func ExampleLocalizer_T() {
	fmt.Println(For("pt").T("time.days_left", "n", 5))
	fmt.Println(For("ro").T("time.days_left", "n", 20))
	// Output:
	// faltam 5 dias
	// mai sunt 20 de zile
}
