package web

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"degrau/escalation"
	"degrau/internal/store"
)

// noon is the clock of the tests.
var noon = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

// testSite is the whole app over a real store in a folder of its own.
type testSite struct {
	testing.TB
	h     http.Handler
	site  *site
	store *store.Store
}

func mustSite(t testing.TB) *testSite {
	t.Helper()
	return mustSiteOn(t, store.Options{Dir: t.TempDir()})
}

func mustSiteOn(t testing.TB, o store.Options) *testSite {
	t.Helper()
	st, err := store.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	packs, err := escalation.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := Deps{Store: st, Packs: packs, Now: func() time.Time { return noon }, Lang: "pt", Version: "test", MaxUpload: 1 << 20}
	s, err := newSite(d)
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.guard(s.routes())
	if err != nil {
		t.Fatal(err)
	}
	return &testSite{t, h, s, st}
}

// browser is one person's browser: it keeps cookies.
type browser struct {
	*testSite
	cookies map[string]string
	lang    string
}

func (s *testSite) browser() *browser { return &browser{s, map[string]string{}, ""} }

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	b.Helper()
	for k, v := range b.cookies {
		r.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	if b.lang != "" {
		r.Header.Set("Accept-Language", b.lang)
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, k := range w.Result().Cookies() {
		if k.MaxAge < 0 {
			delete(b.cookies, k.Name)
			continue
		}
		b.cookies[k.Name] = k.Value
	}
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.Helper()
	return b.send(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *browser) post(path string, form url.Values) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// upload posts a multipart form with files by name.
func (b *browser) upload(path string, fields map[string]string, files map[string][]byte) *httptest.ResponseRecorder {
	b.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for k, v := range fields {
		_ = m.WriteField(k, v)
	}
	for name, content := range files {
		w, err := m.CreateFormFile("arquivos", name)
		if err != nil {
			b.Fatal(err)
		}
		_, _ = w.Write(content)
	}
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(r)
}

// page gets a page that must be there and returns its HTML.
func (b *browser) page(path string) string {
	b.Helper()
	w := b.get(path)
	if w.Code != http.StatusOK {
		b.Fatalf("GET %s: %d\n%s", path, w.Code, firstHeading(w.Body.String()))
	}
	return w.Body.String()
}

// to follows a redirect's address.
func (b *browser) to(w *httptest.ResponseRecorder) string {
	b.Helper()
	if w.Code != http.StatusSeeOther {
		b.Fatalf("status %d, want a redirect: %s", w.Code, firstHeading(w.Body.String()))
	}
	return w.Header().Get("Location")
}

var headings = regexp.MustCompile(`(?s)<h1>(.*?)</h1>|<li><a href="#[^"]*">(.*?)</a></li>`)

func firstHeading(s string) string {
	var out []string
	for _, m := range headings.FindAllStringSubmatch(s, 6) {
		out = append(out, m[1]+m[2])
	}
	return strings.Join(out, " / ")
}

// told is the text of the walk: invented.
const told = `Comprei um notebook no AliExpress no dia 12/04/2026, loja TechWorld Store, pedido 8150000000000011, paguei R$ 1.250,00 no cartão em 10x. Prometeram entregar até 30/06/2026 e não chegou. O cartão continua sendo cobrado.
Abri disputa no dia 15/07/2026 e foi recusada no dia 23/07/2026.`

// mustCase opens a case in the browser and returns its address.
func (b *browser) mustCase() string {
	b.Helper()
	w := b.upload("/novo", map[string]string{"texto": told}, map[string][]byte{"comprovante.png": examplePicture().bytes})
	at := b.to(w)
	w = b.post(at, url.Values{"fazer": {"confirmar"}, "place": {"BR-PR"}})
	base, _, _ := strings.Cut(b.to(w), "?")
	return base
}

// mustClash opens a case in which what is on record contradicts what is claimed: a parcel that did not come was delivered.
func (b *browser) mustClash() string {
	b.Helper()
	text := "Comprei no AliExpress em 10/10/2026 um fone por R$ 300,00 no boleto e o produto não chegou"
	draft := b.to(b.upload("/novo", map[string]string{"texto": text}, nil))
	base, _, _ := strings.Cut(b.to(b.post(draft, url.Values{"fazer": {"confirmar"}, "place": {"BR-PR"}})), "?")
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"filed"}, "orgao": {"aliexpress-dispute"}, "dia": {"5/11/2026"}}))
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"delivered"}, "dia": {"10/11/2026"}}))
	return base
}

func readAll(t testing.TB, r io.Reader) []byte {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// visible is a page without its tags, for looking at words.
func visible(page string) string {
	return strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " ")), " ")
}

func mustHave(t testing.TB, page string, words ...string) {
	t.Helper()
	text := visible(page)
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("page lacks %q", w)
		}
	}
}
