package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"degrau/cases"
)

// everyState lists the pages of the first walk and the states they can be in, by name, as one browser gets them.
func everyState(b *browser) map[string]string {
	b.Helper()
	out := map[string]string{}
	base := b.mustCase()
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"contacted"}, "dia": {"1/11/2026"}, "texto": {"liguei"}}))
	draft := b.mustDraft(func(d *draft) {
		doubt("XXXX-07-12")(d)
		d.Facts.Payments = []cases.Payment{{Amount: cases.MustMoney("300.00", "BRL"), Role: cases.Demanded}}
		d.Refused = []rejected{{Name: "grande.jpg", Why: "x"}}
	})
	for _, path := range []string{"/", "/novo", "/novo?problema=not_delivered", draft, "/casos", base, base + "?feito=opened", base + "/prazos/" + between(b.page(base), "/prazos/", `"`),
		base + "/provas", base + "/provado", base + "/provas/P1/ver", base + "/dados", base + "/encerrar", base + "/novidade", base + "/novidade?escolha=respondeu", base + "/novidade?escolha=outra",
		base + "/enviar/br-consumidor-gov", base + "/enviar/br-procon", base + "/enviar/br-reclame-aqui", base + "/enviar/card-issuer",
		"/exemplo", "/exemplo/provas", "/exemplo/provado", "/exemplo/enviar/br-procon", "/orgaos", "/orgaos/br-procon", "/orgaos/card-issuer", "/ajuda", "/privacidade"} {
		out[strings.Replace(path, base, "case", 1)] = b.page(path)
	}
	for name, w := range map[string]string{
		"no page": b.get("/nada").Body.String(), "no draft": b.get("/novo/x").Body.String(), "method": b.post("/ajuda", nil).Body.String(),
		"empty box":   b.upload("/novo", nil, nil).Body.String(),
		"bad draft":   b.post(draft, url.Values{"fazer": {"guardar"}, "purchases.0.on": {"ontem"}, "payments.0.amount": {"muito"}}).Body.String(),
		"bad news":    b.post(base+"/novidade", url.Values{"tipo": {"filed"}, "orgao": {"nada"}, "dia": {"31/2"}, "provas": {"P9"}}).Body.String(),
		"bad outcome": b.post(base+"/encerrar", url.Values{"valor": {"muito"}}).Body.String(),
		"bad data":    b.post(base+"/dados", url.Values{"versao": {"1"}, "purchases.0.on": {"ontem"}}).Body.String(),
		"bad filing":  b.post(base+"/enviar/card-issuer", url.Values{"dia": {""}}).Body.String(),
		"bad proof":   b.upload(base+"/provas", nil, map[string][]byte{"vazio.txt": {}, "bom.txt": []byte("x")}).Body.String(),
	} {
		out[name] = w
	}
	peopleStates(b, base, out)
	out["clash"] = b.page(b.mustClash())
	b.to(b.post(base+"/encerrar", url.Values{"desfecho": {"all"}}))
	out["closed case"], out["reopen"] = b.page(base), b.page(base+"/encerrar")
	out["no cases"] = b.testSite.browserIn(b.lang).page("/casos")
	return out
}

func (s *testSite) browserIn(lang string) *browser {
	b := s.browser()
	b.lang = lang
	return b
}

func TestEveryStateCanBeReadByEverybody(t *testing.T) {
	for _, lang := range cases.Languages {
		for name, page := range everyState(mustSite(t).browserIn(lang)) {
			where := lang + " " + name
			if tag := between(page, `<html lang="`, `"`); !strings.HasPrefix(tag, lang) {
				t.Errorf("%s says it is %q", where, tag)
			}
			wholeWords(t, where, page)
			uniqueIDs(t, where, page)
			landmarks(t, where, page)
			headingOrder(t, where, page)
			named(t, where, page)
		}
	}
}

func landmarks(t testing.TB, where, page string) {
	t.Helper()
	for _, tag := range []string{"<header ", "<main ", "<footer ", "<h1", "<title>"} {
		if n := strings.Count(page, tag); n != 1 {
			t.Errorf("%s has %d of %s", where, n, tag)
		}
	}
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`<nav([^>]*)>`).FindAllStringSubmatch(page, -1) {
		label := between(m[1], `aria-label="`, `"`)
		if label == "" || seen[label] {
			t.Errorf("%s has a nav without a name of its own", where)
		}
		seen[label] = true
	}
	if regexp.MustCompile(`tabindex="[1-9]| autofocus|http-equiv="refresh"`).MatchString(page) {
		t.Errorf("%s changes the order or moves by itself", where)
	}
}

// headingOrder fails where a heading is more than one level below the one before, or empty.
func headingOrder(t testing.TB, where, page string) {
	t.Helper()
	last := 0
	for _, m := range regexp.MustCompile(`(?s)<h([1-6])[^>]*>(.*?)</h[1-6]>`).FindAllStringSubmatch(page, -1) {
		level := int(m[1][0] - '0')
		if last > 0 && level > last+1 {
			t.Errorf("%s goes from h%d to h%d: %s", where, last, level, visible(m[2]))
		}
		if visible(m[2]) == "" {
			t.Errorf("%s has an empty heading", where)
		}
		last = level
	}
}

var (
	controls = regexp.MustCompile(`<(?:input|select|textarea)\b[^>]*>`)
	wrapped  = regexp.MustCompile(`(?s)<label\b[^>]*>.*?</label>`)
	pressed  = regexp.MustCompile(`(?s)<(a|button|summary|legend|label|caption|th|option)\b([^>]*)>(.*?)</(?:a|button|summary|legend|label|caption|th|option)>`)
	pictures = regexp.MustCompile(`<img\b[^>]*>`)
)

// named fails where a control, link, button or picture has no words.
func named(t testing.TB, where, page string) {
	t.Helper()
	inside := strings.Join(wrapped.FindAllString(page, -1), "\n")
	for _, tag := range controls.FindAllString(page, -1) {
		if strings.Contains(tag, `type="hidden"`) {
			continue
		}
		id := between(tag, ` id="`, `"`)
		if (id == "" || !strings.Contains(page, ` for="`+id+`"`)) && !strings.Contains(inside, tag) {
			t.Errorf("%s has an input without a label: %s", where, tag)
		}
	}
	for _, m := range pressed.FindAllStringSubmatch(page, -1) {
		words := visible(m[3])
		if alt := between(m[3], ` alt="`, `"`); words == "" && alt == "" && !strings.Contains(m[2], "value=\"") {
			t.Errorf("%s has an empty <%s%s>", where, m[1], m[2])
		}
	}
	for _, tag := range pictures.FindAllString(page, -1) {
		if !strings.Contains(tag, ` alt="`) {
			t.Errorf("%s has a picture without words: %s", where, tag)
		}
	}
	for open, inner := range map[string]string{"<fieldset": "<legend", "<table": "<caption"} {
		if strings.Count(page, open) != strings.Count(page, inner) {
			t.Errorf("%s: %d %s, %d %s", where, strings.Count(page, open), open, strings.Count(page, inner), inner)
		}
	}
	if strings.Count(page, "<th ") != strings.Count(page, "<th scope=") {
		t.Errorf("%s has a table head without scope", where)
	}
}
