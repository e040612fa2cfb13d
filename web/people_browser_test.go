//go:build browser

package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"degrau/internal/accounts"
)

// asLocalhost is the address of a server by the one name for which browsers have passkeys without a certificate.
func asLocalhost(root string) string { return strings.Replace(root, "127.0.0.1", "localhost", 1) }

// authenticator puts a phone that its person unlocks into the browser.
func (t *tab) authenticator() {
	t.Helper()
	if _, err := chromedp.Call(t.ctx, webauthn.Enable, webauthn.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	_, err := chromedp.Call(t.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true, HasUserVerification: true,
		IsUserVerified: true, AutomaticPresenceSimulation: true}})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBrowserPasskey(t *testing.T) {
	s, root := mustServe(t)
	_, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	base := b.mustCase()
	for _, width := range []int64{360, 1280} {
		tb := mustTab(t, asLocalhost(root))
		tb.size(width)
		tb.authenticator()
		tb.cookie(langCookie, "pt")
		tb.cookie(sessionCookie, b.cookies[sessionCookie])
		tb.open("/conta")
		tb.do("make a key", chromedp.Click(`[data-passkey="create"] button`), chromedp.WaitVisible(".note.ok"))
		tb.fits("account")
		tb.open("/conta")
		if n := tb.number(`document.querySelectorAll('form[action^="/conta/chaves/"]').length`); n == 0 {
			t.Fatal("the key is not listed")
		}
		tb.cookie(sessionCookie, "gone")
		tb.open(base)
		if n := tb.number(`document.querySelectorAll('.lead-card').length`); n != 0 {
			t.Fatal("still signed in")
		}
		tb.open("/entrar")
		tb.do("sign in by key", chromedp.Click(`[data-passkey="get"] button`), chromedp.WaitVisible(`a.card[href="`+base+`"]`))
		tb.fits("cases")
	}
}

func TestBrowserRefusesFormsOfOtherSites(t *testing.T) {
	s, root := mustServe(t)
	a, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	evil := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<form method="post" action="` + root + `/conta/apagar"><button id="go">x</button></form>`))
	}))
	defer evil.Close()
	tb := mustTab(t, root)
	tb.cookie(langCookie, "pt")
	tb.cookie(sessionCookie, b.cookies[sessionCookie])
	tb.open("/conta")
	tb.do("the other site", chromedp.Navigate(evil.URL), chromedp.Click("#go"), chromedp.WaitVisible("main h1"))
	title, err := chromedp.Run(tb.ctx, chromedp.Evaluate[string](`document.querySelector('h1').textContent`))
	if err != nil || !strings.Contains(title, "Não deu para aceitar") {
		t.Errorf("%q %v", title, err)
	}
	if gone, err := s.store.AccountErasure(t.Context(), a.ID); err != nil || gone != nil {
		t.Errorf("another site asked for everything to be erased: %v %v", gone, err)
	}
}

func TestBrowserSignInByPaperWithoutScripts(t *testing.T) {
	s, root := mustServe(t)
	b := s.browser()
	base := b.mustCase()
	code := between(b.post("/conta/codigo", nil).Body.String(), `class="slipcode">`, "<")
	tb := mustTab(t, root)
	tb.size(360)
	tb.scripts(false)
	tb.cookie(langCookie, "pt")
	tb.open("/entrar")
	tb.fits("sign in")
	if n := tb.number(`Array.from(document.querySelectorAll('[data-passkey]')).filter(b => b.offsetParent).length`); n != 0 {
		t.Error("a button that needs scripts is shown without them")
	}
	tb.do("the code", chromedp.SendKeys("#retorno", code), chromedp.Click(`form[action="/entrar/retorno"] .btn`), chromedp.WaitVisible(`a.card[href="`+base+`"]`))
	tb.open("/conta")
	tb.do("large and dark", chromedp.SetValue("#tema", "dark"), chromedp.SetValue("#tamanho", "larger"), chromedp.Click(`form[action="/conta/aparencia"] .btn`), chromedp.WaitVisible(".note.ok"))
	if n := tb.number(`parseInt(getComputedStyle(document.documentElement).fontSize)`); n < 20 {
		t.Errorf("text of %d px", n)
	}
	for _, path := range []string{"/", base, base + "/pessoas", base + "/apagar", "/conta", "/conta/baixar"} {
		tb.open(path)
		tb.fits(path + " with larger text")
	}
}
