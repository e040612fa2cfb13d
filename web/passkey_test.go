package web

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"
	"github.com/google/uuid"

	"degrau/internal/accounts"
)

// key is a passkey in software, on the site's own address.
type key struct {
	rp   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	cred virtualwebauthn.Credential
}

func newKey(a *accounts.Account) *key {
	id := uuid.MustParse(a.ID)
	return &key{virtualwebauthn.RelyingParty{ID: "degrau.example", Name: "Degrau", Origin: "https://degrau.example"},
		virtualwebauthn.NewAuthenticatorWithOptions(virtualwebauthn.AuthenticatorOptions{UserHandle: id[:]}), virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)}
}

func (b *browser) script(path, body string) *httptest.ResponseRecorder {
	b.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	return b.send(r)
}

// next is where a script is sent.
func next(t testing.TB, w *httptest.ResponseRecorder) string {
	t.Helper()
	var to struct{ To string }
	if err := json.Unmarshal(w.Body.Bytes(), &to); err != nil || w.Code != 200 && w.Code != 403 {
		t.Fatalf("%d %s", w.Code, firstHeading(w.Body.String()))
	}
	return to.To
}

func (b *browser) register(k *key) *httptest.ResponseRecorder {
	b.Helper()
	w := b.script("/conta/chaves/inicio", "{}")
	o, err := virtualwebauthn.ParseAttestationOptions(w.Body.String())
	if err != nil {
		b.Fatalf("%d %v %s", w.Code, err, w.Body.String())
	}
	w = b.script("/conta/chaves/fim", virtualwebauthn.CreateAttestationResponse(k.rp, k.auth, k.cred, *o))
	if w.Code == 200 {
		k.auth.AddCredential(k.cred)
	}
	return w
}

func (b *browser) answer(k *key) string {
	b.Helper()
	w := b.script("/entrar/chave/inicio", "{}")
	o, err := virtualwebauthn.ParseAssertionOptions(w.Body.String())
	if err != nil {
		b.Fatalf("%d %v %s", w.Code, err, w.Body.String())
	}
	k.cred.Counter++
	return virtualwebauthn.CreateAssertionResponse(k.rp, k.auth, k.cred, *o)
}

func mustKeySite(t testing.TB) *testSite {
	s := mustSite(t)
	s.site.BaseURL = "https://degrau.example"
	return s
}

func TestPasskeySignsIn(t *testing.T) {
	s := mustKeySite(t)
	a, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	base := b.mustCase()
	k := newKey(a)
	if to := next(t, b.register(k)); !strings.HasPrefix(to, "/conta") {
		t.Fatalf("after making it: %s", to)
	}
	mustHave(t, b.page("/conta"), "Apagar a chave", "mudança no jeito de entrar")
	if w := b.register(k); w.Code != 409 {
		t.Errorf("the same key twice: %d", w.Code)
	}

	phone := s.browser()
	said := phone.answer(k)
	question := phone.cookies[keyCookie]
	if to := next(t, phone.script("/entrar/chave/fim", said)); to != "/casos?feito=signed_in" {
		t.Fatalf("signed in: %s", to)
	}
	mustHave(t, phone.page(base), "TechWorld Store")
	thief := s.browser()
	thief.cookies[keyCookie] = question
	if w := thief.script("/entrar/chave/fim", said); w.Code != 404 {
		t.Errorf("an answer replayed: %d", w.Code)
	}
	if w := thief.script("/entrar/chave/fim", "{}"); w.Code != 404 {
		t.Errorf("an answer without a question: %d", w.Code)
	}
	for name, body := range map[string]string{"rubbish": "{", "empty": "{}", "another's": strings.Replace(said, `"type":"public-key"`, `"type":"x"`, 1), "an answer to another question": said} {
		thief.script("/entrar/chave/inicio", "{}")
		if w := thief.script("/entrar/chave/fim", body); w.Code != 422 || thief.cookies[sessionCookie] != "" {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	other := newKey(a) // never registered
	if w := thief.script("/entrar/chave/fim", thief.answer(other)); w.Code != 422 {
		t.Errorf("an unknown key: %d", w.Code)
	}
	wrong := *k
	wrong.rp.Origin = "https://evil.example"
	if w := thief.script("/entrar/chave/fim", thief.answer(&wrong)); w.Code != 422 {
		t.Errorf("from another site: %d", w.Code)
	}
	unlocked := *k
	unlocked.auth.Options.UserNotVerified = true
	if w := thief.script("/entrar/chave/fim", thief.answer(&unlocked)); w.Code != 422 {
		t.Errorf("nobody unlocked the key: %d", w.Code)
	}
	id := between(b.page("/conta"), "/conta/chaves/", "/apagar")
	b.to(b.post("/conta/chaves/"+id+"/apagar", nil))
	if w := s.browser(); w.script("/entrar/chave/fim", w.answer(k)).Code != 422 {
		t.Error("a deleted key still signs in")
	}
}

func TestAPasskeyIsAddedAfterAProofOnly(t *testing.T) {
	s := mustKeySite(t)
	a, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	s.later(accounts.ProofLife)
	w := b.script("/conta/chaves/inicio", "{}")
	if to := next(t, w); w.Code != 403 || to != "/conta/provar?para=/conta" {
		t.Errorf("%d %s", w.Code, to)
	}
	if w := b.script("/conta/chaves/fim", virtualwebauthn.CreateAttestationResponse(newKey(a).rp, newKey(a).auth, newKey(a).cred, virtualwebauthn.AttestationOptions{Challenge: []byte("x")})); w.Code != 403 {
		t.Errorf("%d", w.Code)
	}
}

// later moves the clock of the site.
func (s *testSite) later(d time.Duration) {
	at := s.site.Now().Add(d)
	s.site.Now = func() time.Time { return at }
}

// totpNow is the code that an authenticator shows: RFC 6238, written here once more so that the test is no mirror.
func totpNow(t testing.TB, secret string, at int64) string {
	t.Helper()
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(at/30))
	m := hmac.New(sha1.New, key)
	m.Write(b[:])
	sum := m.Sum(nil)
	n := binary.BigEndian.Uint32(sum[sum[19]&15:]) & 0x7fffffff
	return fmt.Sprintf("%06d", n%1_000_000)
}

func TestStaffNeedASecondFactor(t *testing.T) {
	s := mustKeySite(t)
	srv := s.mustMail()
	a, _ := s.mustAccount("ana@example.org", accounts.Advocate, "")
	b := s.browser()
	if to := b.mustSignIn(srv, "ana@example.org"); to != "/entrar/segundo" {
		t.Fatalf("after the code: %s", to)
	}
	page := b.page("/entrar/segundo")
	secret := strings.ReplaceAll(between(page, `<p class="hash">`, "<"), " ", "")
	if len(secret) != 32 || !strings.Contains(page, `class="qr"`) {
		t.Fatalf("secret %q", secret)
	}
	if w := b.post("/entrar/segundo", url.Values{"codigo": {"000000"}}); w.Code != 422 {
		t.Errorf("a wrong code: %d", w.Code)
	}
	secret = strings.ReplaceAll(between(b.page("/entrar/segundo"), `<p class="hash">`, "<"), " ", "") // a wrong try draws anew
	code := totpNow(t, secret, s.site.Now().Unix())
	if to := b.to(b.post("/entrar/segundo", url.Values{"codigo": {code}})); to != "/casos?feito=signed_in" {
		t.Fatalf("after the second: %s", to)
	}
	if got, err := s.store.Account(t.Context(), a.ID); err != nil || got.TOTP != secret {
		t.Fatalf("%+v %v", got, err)
	}
	// The next time it is asked for, the same code works no second time, and nobody can set up another in its place.
	again := s.browser()
	again.mustSignIn(srv, "ana@example.org")
	if page := again.page("/entrar/segundo"); strings.Contains(page, `class="qr"`) {
		t.Error("whoever shows one factor can set up another")
	}
	if w := again.script("/conta/chaves/inicio", "{}"); w.Code != 403 {
		t.Errorf("or a passkey: %d", w.Code)
	}
	if w := again.post("/entrar/segundo", url.Values{"codigo": {code}}); w.Code != 422 {
		t.Errorf("a code replayed: %d", w.Code)
	}
	if w := again.get("/conta/baixar"); w.Code != 303 {
		t.Errorf("half way: %d", w.Code)
	}
	code = totpNow(t, secret, s.site.Now().Unix()+30)
	again.to(again.post("/entrar/segundo", url.Values{"codigo": {code}}))
	mustHave(t, again.page("/conta"), "Aplicativo de códigos ligado", "Atendimento")
	// Whoever found an open session cannot add an authenticator of their own.
	sup, open := s.mustAccount("chefe@example.org", accounts.Supervisor, "")
	now := s.site.Now
	s.later(accounts.ProofLife)
	for _, w := range []*httptest.ResponseRecorder{open.get("/entrar/segundo"), open.post("/entrar/segundo", url.Values{"codigo": {"000000"}})} {
		if to := w.Header().Get("Location"); to != "/conta/provar?para=/entrar/segundo" {
			t.Errorf("%d %s", w.Code, to)
		}
	}
	if got, err := s.store.Account(t.Context(), sup.ID); err != nil || got.TOTP != "" {
		t.Errorf("%v", err)
	}
	s.site.Now = now
	// A guesser is stopped, wherever they come from.
	last := 0
	for i := range 15 {
		guess := s.mustSession(a, 0)
		r := httptest.NewRequest(http.MethodPost, "/entrar/segundo", strings.NewReader("codigo=123456"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = "198.51.100." + string(rune('1'+i%9)) + ":1"
		last = guess.send(r).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("15 guesses at one account: %d", last)
	}
}

func TestAPasskeyIsASecondFactor(t *testing.T) {
	s := mustKeySite(t)
	a, _ := s.mustAccount("ana@example.org", accounts.Supervisor, "")
	half := s.mustSession(a, 0)
	k := newKey(a)
	half.page("/entrar/segundo")
	if w := half.register(k); w.Code != 200 {
		t.Fatalf("%d %s", w.Code, firstHeading(w.Body.String()))
	}
	mustHave(t, half.page("/conta"), "Supervisão")
	again := s.mustSession(a, 0)
	mustHave(t, again.page("/entrar/segundo"), "Mais um passo para entrar")
	if to := next(t, again.script("/entrar/chave/fim", again.answer(k))); to != "/casos?feito=signed_in" {
		t.Errorf("as second factor: %s", to)
	}
	mustHave(t, again.page("/conta"), "ana@example.org")
	alone := s.browser() // unlocked by its person it is both factors
	next(t, alone.script("/entrar/chave/fim", alone.answer(k)))
	mustHave(t, alone.page("/conta"), "ana@example.org")
	id := between(alone.page("/conta"), "/conta/chaves/", "/apagar")
	if w := alone.post("/conta/chaves/"+id+"/apagar", nil); w.Code != 409 {
		t.Errorf("the last factor was deleted: %d", w.Code)
	}
}

func TestTheFirstOperatorComesByALinkThatWorksOnce(t *testing.T) {
	s := mustKeySite(t)
	s.mustAccount("maria@example.org", accounts.Buyer, "")
	token, err := accounts.NewToken(s.site.random)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.PutSetupLink(t.Context(), token.Hash(), accounts.Operator, "", noon); err != nil {
		t.Fatal(err)
	}
	at := "/comecar/" + string(token)
	b := s.browser()
	mustHave(t, b.page(at), "Quem opera o site")
	for name, form := range map[string]url.Values{"nothing": {}, "no name": {"email": {"op@example.org"}}, "no address": {"nome": {"Rui"}, "email": {"op"}},
		"hostile": {"nome": {hostile}, "email": {"a@b.example\r\nBcc: x@example.org"}}, "a buyer's address": {"nome": {"Rui"}, "email": {"maria@example.org"}}} {
		if w := b.post(at, form); w.Code != 422 || strings.Contains(w.Body.String(), "<script>alert") {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	if to := b.to(b.post(at, url.Values{"nome": {"Rui"}, "email": {"op@example.org"}})); to != "/entrar/segundo" {
		t.Fatalf("after the form: %s", to)
	}
	secret := strings.ReplaceAll(between(b.page("/entrar/segundo"), `<p class="hash">`, "<"), " ", "")
	b.to(b.post("/entrar/segundo", url.Values{"codigo": {totpNow(t, secret, noon.Unix())}}))
	if w := s.browser().post(at, url.Values{"nome": {"X"}, "email": {"x@example.org"}}); w.Code != 404 {
		t.Errorf("the link works twice: %d", w.Code)
	}
	page := b.page("/admin/pessoas")
	mustHave(t, page, "Rui", "Quem opera o site não vê os casos")
	for name, form := range map[string]url.Values{"no role": {}, "no office": {"papel": {"advocate"}}, "a buyer": {"papel": {"buyer"}}} {
		if w := b.post("/admin/pessoas", form); w.Code != 422 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	page = b.post("/admin/pessoas", url.Values{"papel": {"advocate"}, "escritorio_novo": {"Procon Campinas"}}).Body.String()
	link := between(page, "https://degrau.example", "<")
	if page := b.post("/admin/pessoas", url.Values{"papel": {"advocate"}, "escritorio_novo": {hostile}}).Body.String(); strings.Contains(page, "<script>alert") {
		t.Error("the name of an office is taken for HTML")
	}
	ana := s.browser()
	mustHave(t, ana.page(link), "Atendimento")
	ana.to(ana.post(link, url.Values{"nome": {"Ana"}, "email": {"ana@example.org"}}))
	mustHave(t, b.page("/admin/pessoas"), "Ana", "Procon Campinas")
	a, err := s.store.AccountByEmail(t.Context(), "ana@example.org")
	if err != nil || a.Role != accounts.Advocate {
		t.Fatalf("%+v %v", a, err)
	}
	b.to(b.post("/admin/pessoas/"+a.ID+"/suspender", nil))
	if w := ana.get("/entrar/segundo"); w.Header().Get("Location") != "/entrar" {
		t.Errorf("a suspended advocate is still half in: %s", w.Header().Get("Location"))
	}
	b.to(b.post("/admin/pessoas/"+a.ID+"/suspender", nil))
	op, _ := s.store.AccountByEmail(t.Context(), "op@example.org")
	if w := b.post("/admin/pessoas/"+op.ID+"/suspender", nil); w.Code != 404 {
		t.Errorf("an operator keeps themselves out: %d", w.Code)
	}
	s.later(accounts.ProofLife)
	if to := b.to(b.post("/admin/pessoas", url.Values{"papel": {"operator"}})); to != "/conta/provar?para=/admin/pessoas" {
		t.Errorf("without a fresh proof: %s", to)
	}
}
