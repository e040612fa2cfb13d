package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/locale"
	"degrau/internal/store"
)

func TestEveryAnswerCarriesItsHeaders(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	for path, private := range map[string]bool{"/": false, "/novo": false, base: true, base + "/provas": true, "/ajuda": false, "/nada": false, "/orgaos": false} {
		h := b.get(path).Header()
		if h.Get("Content-Security-Policy") != policy || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %v", path, h)
		}
		if private != (h.Get("Cache-Control") == "no-store" && strings.Contains(h.Get("X-Robots-Tag"), "noindex")) && path != "/nada" {
			t.Errorf("%s: %q %q", path, h.Get("Cache-Control"), h.Get("X-Robots-Tag"))
		}
	}
	if !strings.Contains(b.page(base), `<meta name="robots" content="noindex`) {
		t.Error("a case may be indexed")
	}
}

func TestNoPageHasInlineCode(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	for _, path := range []string{"/", base, base + "/provas", base + "/enviar/br-procon", base + "/dados", base + "/novidade?escolha=outra", "/exemplo", "/orgaos", "/ajuda"} {
		page := b.page(path)
		for _, bad := range []string{" style=", "<style", " onclick=", "javascript:", "<script>"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %q", path, bad)
			}
		}
	}
}

func TestWritesFromOtherSitesAreRefused(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	for name, headers := range map[string]map[string]string{
		"by fetch metadata": {"Sec-Fetch-Site": "cross-site"},
		"by origin":         {"Origin": "https://evil.example"},
	} {
		r := httptest.NewRequest(http.MethodPost, base+"/encerrar", strings.NewReader("desfecho=all"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for k, v := range headers {
			r.Header.Set(k, v)
		}
		w := b.send(r)
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "Não deu para aceitar") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if strings.Contains(b.page(base), "Este caso está encerrado") {
		t.Error("another site closed the case")
	}
}

func TestTooLargeIsSaidAndNothingIsKept(t *testing.T) {
	b := mustSite(t).browser() // takes one megabyte a file
	base := b.mustCase()
	w := b.upload(base+"/provas", nil, map[string][]byte{"grande.txt": bytes.Repeat([]byte("a"), 1<<20+1), "bom.txt": []byte("comprovante")})
	page := w.Body.String()
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "grande.txt: Este arquivo tem") {
		t.Errorf("a large file: %d %s", w.Code, firstHeading(page))
	}
	if !strings.Contains(page, "bom.txt") || !strings.Contains(visible(page), "P2") {
		t.Error("the good file was lost with the bad one")
	}
	w = b.upload(base+"/provas", nil, map[string][]byte{"enorme.bin": make([]byte, 13<<20)})
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body over all limits: %d", w.Code)
	}
	w = b.post("/novo", url.Values{"texto": {strings.Repeat("a ", 600_000)}})
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "longo demais") {
		t.Errorf("a text of more than a megabyte: %d %s", w.Code, firstHeading(w.Body.String()))
	}
}

func TestBrokenUploadsAreSentences(t *testing.T) {
	b := mustSite(t).browser()
	for name, c := range map[string]struct {
		files map[string][]byte
		code  int
		words string
	}{
		"empty file": {map[string][]byte{"vazio.txt": {}}, 422, "O arquivo está vazio"},
		"binary":     {map[string][]byte{"x.bin": {0, 1, 2, 3, 255, 254}}, 303, ""},
		"broken pdf": {map[string][]byte{"x.pdf": []byte("%PDF-1.4\nnada")}, 303, ""},
		"utf-16":     {map[string][]byte{"x.txt": append([]byte{0xff, 0xfe}, 'C', 0, 'o', 0, 'm', 0, 'p', 0, 'r', 0, 'e', 0, 'i', 0)}, 303, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := b.upload("/novo", map[string]string{"texto": ""}, c.files)
			if w.Code != c.code || !strings.Contains(w.Body.String(), c.words) {
				t.Fatalf("%d %s", w.Code, firstHeading(w.Body.String()))
			}
			if w.Code == 303 {
				b.page(w.Header().Get("Location"))
			}
		})
	}
	r := httptest.NewRequest(http.MethodPost, "/novo", strings.NewReader("--x\r\nbroken"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	if w := b.send(r); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a broken form: %d", w.Code)
	}
}

// hostile is what strangers put into texts, names and captions.
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(2)>{{.}}'"`

func TestHostileWordsAreOnlyWords(t *testing.T) {
	b := mustSite(t).browser()
	w := b.upload("/novo", map[string]string{"texto": "Comprei no AliExpress, loja <script>alert(1)</script>, pedido 8150000000000011 " + hostile},
		map[string][]byte{`a"><script>alert(1)</script>.png`: examplePicture().bytes})
	at := b.to(w)
	pages := []string{b.page(at)}
	base, _, _ := strings.Cut(b.to(b.post(at, url.Values{"fazer": {"confirmar"}, "parties.seller.name": {hostile}})), "?")
	b.to(b.post(base+"/provas/P1", url.Values{"legenda": {hostile}}))
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"filed"}, "orgao": {"br-procon"}, "dia": {"1/11/2026"}, "protocolo": {hostile}, "texto": {hostile}, "provas": {"P1"}}))
	for _, path := range []string{"", "/provas", "/dados", "/novidade?escolha=respondeu", "/enviar/br-procon", "/enviar/br-reclame-aqui"} {
		pages = append(pages, b.page(base+path))
	}
	pages = append(pages, b.page("/casos"), b.get("/novo?problema="+url.QueryEscape(hostile)).Body.String())
	w = b.post(base+"/novidade", url.Values{"tipo": {"answered"}, "dia": {hostile}, "texto": {hostile}})
	pages = append(pages, w.Body.String())
	for i, page := range pages {
		for _, bad := range []string{"<script>alert", "<img src=x", "onerror=alert(2)>"} {
			if strings.Contains(page, bad) {
				t.Errorf("page %d holds %q", i, bad)
			}
		}
	}
	d := b.get(base + "/provas/P1").Header().Get("Content-Disposition")
	if !strings.HasPrefix(d, "attachment; ") || strings.ContainsAny(d, "<>\r\n") {
		t.Errorf("name of a download: %s", d)
	}
}

func TestCookiesAndRedirectsStayHome(t *testing.T) {
	s := mustSite(t)
	s.site.secure = true
	b := s.browser()
	w := b.post("/novo", url.Values{"texto": {"Comprei e não chegou"}})
	for _, k := range w.Result().Cookies() {
		if !k.HttpOnly || !k.Secure || k.SameSite != http.SameSiteLaxMode || k.Name == claimCookie && (k.MaxAge != 30*24*3600 || len(k.Value) != 43) {
			t.Errorf("cookie %+v", k)
		}
	}
	for _, to := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "/\r\nX: y", ""} {
		if got := b.post("/idioma", url.Values{"lang": {"en"}, "volta": {to}}).Header().Get("Location"); got != "/" {
			t.Errorf("%q leads to %q", to, got)
		}
	}
	if got := visible(b.page("/ajuda")); !strings.Contains(got, "What this program does") {
		t.Error("the chosen language is not kept")
	}
}

func TestTheStoreKeepsOnlyTheHashOfTheToken(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	b.mustCase()
	if n, err := s.store.ClaimedCases(t.Context(), b.cookies[claimCookie], noon); err != nil || len(n) != 0 {
		t.Errorf("the token itself is a key: %d %v", len(n), err)
	}
	if n, err := s.store.ClaimedCases(t.Context(), hashToken(b.cookies[claimCookie]), noon.Add(claimLife+1)); err != nil || len(n) != 0 {
		t.Errorf("the claim outlives thirty days: %d %v", len(n), err)
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	s := mustSite(t)
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	z, err := gzip.NewReader(w.Body)
	if err != nil || w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v %v", err, w.Header())
	}
	if page := string(readAll(t, z)); !strings.Contains(page, "</html>") {
		t.Error("the page is cut")
	}
	r = httptest.NewRequest(http.MethodGet, "/exemplo/provas/P1/mini", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w = httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "" {
		t.Error("a picture is packed twice")
	}
	w = httptest.NewRecorder()
	s.h.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/", nil))
	if w.Code != 200 || w.Body.Len() != 0 && w.Result().ContentLength == 0 {
		t.Errorf("HEAD: %d", w.Code)
	}
}

func TestStaticFilesAreKeptForEverUnderTheirHash(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	for name, url := range s.site.assets.url {
		w := b.get(url)
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %s", name, w.Code, w.Header().Get("Cache-Control"))
		}
		if w := b.get("/static/" + name); w.Code != http.StatusNotFound {
			t.Errorf("%s is served without its hash", name)
		}
	}
}

func TestWrongMethodAndPanic(t *testing.T) {
	s := mustSite(t)
	if w := s.browser().post("/ajuda", nil); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST /ajuda: %d", w.Code)
	}
	h := s.site.rescue(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("x") }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 500 || !strings.Contains(w.Body.String(), "diga este código") {
		t.Errorf("after a panic: %d", w.Code)
	}
}

func TestErrorsHaveTheirStatus(t *testing.T) {
	for err, want := range map[error]int{
		&cases.Error{Key: "disk_full", Cause: store.ErrFull}:             503,
		&cases.Error{Key: "folder_not_writable", Cause: store.ErrFolder}: 500,
	} {
		if got, _ := statusOf(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
	for want, err := range map[int]error{
		404: cases.NotFoundf("no_such_case"), 409: cases.Conflictf("changed_meanwhile"), 422: cases.Invalidf("x", "invalid"),
		413: fmt.Errorf("read: %w", &http.MaxBytesError{Limit: 1}), 500: errors.New("disk on fire"), 405: refused{405, "web.error.405"},
		503: &cases.Error{Kind: cases.Conflict, Key: "database_locked", Cause: store.ErrLocked},
	} {
		if got, key := statusOf(err); got != want || !locale.For("pt").Has(key) || !locale.For("pt").Has(key+".way") {
			t.Errorf("%v: %d %s, want %d", err, got, key, want)
		}
	}
}

func TestLogsHoldNothingOfThePerson(t *testing.T) {
	s := mustSite(t)
	var out bytes.Buffer
	s.site.Log = slog.New(slog.NewTextHandler(&out, nil))
	b := s.browser()
	base := b.mustCase()
	b.page(base)
	b.page(base + "/provas")
	b.get(base + "/provas/P9")
	for _, secret := range []string{strings.TrimPrefix(base, "/casos/"), "TechWorld", "8150000000000011", "comprovante", b.cookies[claimCookie]} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	if !strings.Contains(out.String(), "/casos/:id/provas") {
		t.Error("the log names no route")
	}
}
