package web

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"degrau/internal/accounts"
)

// idp is a provider of identities in the process: it speaks OpenID Connect over HTTP and says of people what a test wants.
type idp struct {
	*httptest.Server
	t      testing.TB
	key    *rsa.PrivateKey
	claims map[string]any    // what it says of the person, on top of the usual
	asked  map[string]string // by code: the challenge of PKCE
	nonce  string
	spent  map[string]bool
}

func mustProvider(t testing.TB, s *testSite) *idp {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &idp{t: t, key: key, asked: map[string]string{}, spent: map[string]bool{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	s.site.BaseURL = "https://degrau.example"
	if s.site.provider, err = newProvider(&Provider{Name: "Minha Cidade", Issuer: p.URL, ID: "degrau", Secret: "segredo"}, s.site.BaseURL); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *idp) token(w http.ResponseWriter, r *http.Request) {
	code, verifier := r.FormValue("code"), r.FormValue("code_verifier")
	sum := sha256.Sum256([]byte(verifier))
	id, secret, _ := r.BasicAuth()
	if p.spent[code] || p.asked[code] == "" || p.asked[code] != base64.RawURLEncoding.EncodeToString(sum[:]) || id != "degrau" || secret != "segredo" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant","error_description":"maria@example.org"}`))
		return
	}
	p.spent[code] = true
	claims := map[string]any{"iss": p.URL, "aud": "degrau", "sub": "42", "nonce": p.nonce, "iat": noon.Unix(), "exp": noon.Add(time.Hour).Unix()}
	for k, v := range p.claims {
		claims[k] = v
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: "k"}}, nil)
	if err != nil {
		p.t.Error(err)
	}
	body, _ := json.Marshal(claims)
	signed, err := signer.Sign(body)
	if err != nil {
		p.t.Error(err)
	}
	raw, _ := signed.CompactSerialize()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": raw})
}

// go goes to the provider and comes back with a code; it returns the address to come back to.
func (b *browser) toProvider(p *idp, query string) string {
	b.Helper()
	at, err := url.Parse(b.to(b.get("/entrar/provedor" + query)))
	if err != nil {
		b.Fatal(err)
	}
	q := at.Query()
	if q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" || q.Get("redirect_uri") != "https://degrau.example/entrar/provedor/volta" || strings.Contains(at.String(), "segredo") {
		b.Fatalf("asks with %s", at)
	}
	if proof := q.Get("prompt"); (proof == "login") != strings.Contains(query, "para=/c") {
		b.Fatalf("prompt %q", proof)
	}
	code := q.Get("state")[:8]
	p.asked[code], p.nonce = q.Get("code_challenge"), q.Get("nonce")
	return "/entrar/provedor/volta?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()
}

func TestProviderSignsIn(t *testing.T) {
	s := mustSite(t)
	p := mustProvider(t, s)
	p.claims = map[string]any{"email": "Maria@Example.org", "email_verified": true}
	b := s.browser()
	mustHave(t, b.page("/entrar"), "Entrar com Minha Cidade")
	back := b.toProvider(p, "")
	if to := b.to(b.get(back)); to != "/casos?feito=signed_in" {
		t.Fatalf("back: %s", to)
	}
	mustHave(t, b.page("/conta"), "maria@example.org")
	if w := b.get(back); w.Code != 404 {
		t.Errorf("the way back twice: %d", w.Code)
	}
	again := s.browser()
	p.claims = nil // the provider's name for the person is enough
	again.to(again.get(again.toProvider(p, "")))
	mustHave(t, again.page("/conta"), "maria@example.org")

	// A proof is asked of the provider anew.
	s.later(accounts.ProofLife)
	p.claims = map[string]any{"iat": s.site.Now().Unix()}
	if to := b.to(b.get("/conta/apagar")); to != "/conta/provar?para=/conta/apagar" {
		t.Fatalf("%s", to)
	}
	mustHave(t, b.page("/conta/provar?para=/conta/apagar"), "Entrar com Minha Cidade")
	if to := b.to(b.get(b.toProvider(p, "?para=/conta/apagar"))); to != "/conta/apagar" {
		t.Errorf("after the proof: %s", to)
	}
	b.page("/conta/apagar")
}

func TestAProviderTakesNoAccountOver(t *testing.T) {
	s := mustSite(t)
	p := mustProvider(t, s)
	_, owner := s.mustAccount("maria@example.org", accounts.Buyer, "")
	p.claims = map[string]any{"sub": "evil", "email": "maria@example.org", "email_verified": true}
	thief := s.browser()
	if w := thief.get(thief.toProvider(p, "")); w.Code != 409 || thief.cookies[sessionCookie] != "" {
		t.Errorf("the account of the address: %d", w.Code)
	}
	p.claims = map[string]any{"sub": "unsure", "email": "maria@example.org", "email_verified": false}
	unsure := s.browser()
	unsure.to(unsure.get(unsure.toProvider(p, "")))
	if strings.Contains(unsure.page("/conta"), "maria@") {
		t.Error("an address that nobody verified is believed")
	}
	// The person joins the two while signed in, after a fresh proof.
	p.claims = map[string]any{"sub": "42"}
	now := s.site.Now
	s.later(accounts.ProofLife)
	if to := owner.to(owner.get("/entrar/provedor")); to != "/conta/provar?para=/entrar/provedor" {
		t.Errorf("joined without a proof: %s", to)
	}
	p.claims["iat"] = s.site.Now().Unix()
	if to := owner.to(owner.get(owner.toProvider(p, "?para=/conta"))); to != "/conta/provar?para=/entrar/provedor" {
		t.Errorf("joined by the way of a proof: %s", to)
	}
	s.site.Now = now
	p.claims = map[string]any{"sub": "42"}
	if to := owner.to(owner.get(owner.toProvider(p, ""))); to != "/conta?feito=joined" {
		t.Fatalf("joined: %s", to)
	}
	b := s.browser()
	b.to(b.get(b.toProvider(p, "")))
	mustHave(t, b.page("/conta"), "maria@example.org")
}

func TestAnswersOfProvidersAreDoubted(t *testing.T) {
	s := mustSite(t)
	p := mustProvider(t, s)
	for name, break_ := range map[string]func(b *browser, back string) string{
		"no state":         func(_ *browser, back string) string { return strings.Replace(back, "state=", "x=", 1) },
		"another's state":  func(b *browser, back string) string { b.cookies[providerCookie] = noToken; return back },
		"no cookie":        func(b *browser, back string) string { delete(b.cookies, providerCookie); return back },
		"no code":          func(_ *browser, back string) string { return strings.Replace(back, "code=", "x=", 1) },
		"a forged code":    func(_ *browser, back string) string { return strings.Replace(back, "code=", "code=x", 1) },
		"another nonce":    func(_ *browser, back string) string { p.nonce = "x"; return back },
		"for another site": func(_ *browser, back string) string { p.claims = map[string]any{"aud": "other"}; return back },
		"from elsewhere": func(_ *browser, back string) string {
			p.claims = map[string]any{"iss": "https://evil.example"}
			return back
		},
		"long over": func(_ *browser, back string) string {
			p.claims = map[string]any{"exp": noon.Add(-time.Hour).Unix()}
			return back
		},
		"another key": func(_ *browser, back string) string {
			p.key, _ = rsa.GenerateKey(rand.Reader, 2048)
			return back
		},
	} {
		p.claims = nil
		key := p.key
		b := s.browser()
		back := break_(b, b.toProvider(p, ""))
		if w := b.get(back); w.Code != 404 || b.cookies[sessionCookie] != "" {
			t.Errorf("%s: %d", name, w.Code)
		}
		p.key = key
	}
	p.Close()
	down := mustProvider(t, s)
	down.Close()
	if w := s.browser().get("/entrar/provedor"); w.Code != 500 {
		t.Errorf("a provider that is down: %d", w.Code)
	}
	for _, bad := range []*Provider{{Name: "x", ID: "x"}, {Issuer: "x", ID: "x"}, {Name: "x", Issuer: "x"}} {
		if _, err := newProvider(bad, "https://x.example"); err == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}
