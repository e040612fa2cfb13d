package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/internal/accounts"
	"degrau/internal/mailtest"
)

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// mustSignIn goes the way of a person with an address: asks, reads the letter, types the digits.
func (b *browser) mustSignIn(srv *mailtest.Server, email string) string {
	b.Helper()
	if to := b.to(b.post("/entrar", url.Values{"email": {email}})); to != "/entrar/codigo" {
		b.Fatalf("after the address: %s", to)
	}
	letter := srv.Wait(b)
	if letter.To != email {
		b.Fatalf("the letter went to %s", letter.To)
	}
	return b.to(b.post("/entrar/codigo", url.Values{"codigo": {sixDigits.FindString(letter.Text)}}))
}

func TestSaveByEmailAndComeBack(t *testing.T) {
	s := mustSite(t)
	s.site.BaseURL = "https://degrau.example"
	srv := s.mustMail()
	phone := s.browser()
	base := phone.mustCase()
	mustHave(t, phone.page(base), "Fica neste navegador até 22 de dezembro de 2026", "Guardar meus casos")
	if to := phone.mustSignIn(srv, "maria@example.org"); to != "/conta/guardar" {
		t.Fatalf("after the code: %s", to)
	}
	mustHave(t, phone.page("/conta/guardar"), "Guardar estes casos na sua conta?", "TechWorld Store", "Casos encerrados somem depois de 12 meses")
	phone.to(phone.post("/conta/guardar", nil))
	mustHave(t, phone.page(base), "Guardado na sua conta")

	desk := s.browser()
	if w := desk.get(base); w.Code != 404 {
		t.Fatalf("a stranger's browser: %d", w.Code)
	}
	if to := desk.mustSignIn(srv, "maria@example.org"); to != "/casos?feito=signed_in" {
		t.Fatalf("second device: %s", to)
	}
	mustHave(t, desk.page("/casos"), "TechWorld Store")
	page := desk.page("/conta")
	mustHave(t, page, "maria@example.org", "Onde sua conta está aberta", "Guardar casos na conta. Em 22 de novembro de 2026.", "entrada na conta")

	// The other device is signed out from here.
	id := between(page, "/conta/sessoes/", "/encerrar")
	if id == "outras" || id == "" {
		t.Fatalf("no session to end: %q", id)
	}
	desk.to(desk.post("/conta/sessoes/"+id+"/encerrar", nil))
	if w := phone.get(base); w.Code != 404 {
		t.Errorf("a device that was signed out still sees the case: %d", w.Code)
	}
	desk.to(desk.post("/sair", nil))
	if w := desk.get(base); w.Code != 404 {
		t.Errorf("after signing out: %d", w.Code)
	}
	if letters := srv.Letters(); strings.Contains(letters[0].Raw, "maria silva") || !strings.Contains(letters[0].Text, "https://degrau.example/entrar/link/") {
		t.Errorf("letter: %s", letters[0].Text)
	}
}

func TestACodeWorksOnceInItsBrowserOnly(t *testing.T) {
	s := mustSite(t)
	srv := s.mustMail()
	mine, thief := s.browser(), s.browser()
	mine.to(mine.post("/entrar", url.Values{"email": {"maria@example.org"}}))
	digits := sixDigits.FindString(srv.Wait(t).Text)
	for name, b := range map[string]*browser{"without a question": s.browser(), "with another's": thief} {
		if name == "with another's" {
			thief.to(thief.post("/entrar", url.Values{"email": {"ladrao@example.org"}}))
			srv.Wait(t)
		}
		if w := b.post("/entrar/codigo", url.Values{"codigo": {digits}}); w.Code != 422 || b.cookies[sessionCookie] != "" {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	pending := mine.cookies[pendingCookie]
	mine.to(mine.post("/entrar/codigo", url.Values{"codigo": {" " + digits[:3] + " " + digits[3:] + " "}}))
	mine.cookies[pendingCookie] = pending
	replay := s.browser()
	replay.cookies[pendingCookie] = pending
	if w := replay.post("/entrar/codigo", url.Values{"codigo": {digits}}); w.Code != 422 {
		t.Errorf("a code replayed: %d", w.Code)
	}
	for range accounts.CodeTries + 1 { // the sixth guess comes too late, whatever it says
		replay.post("/entrar/codigo", url.Values{"codigo": {"000000"}})
	}
	mustHave(t, replay.post("/entrar/codigo", url.Values{"codigo": {"abc"}}).Body.String(), "Código errado ou vencido")
}

func TestALinkAsksBeforeItSignsIn(t *testing.T) {
	s := mustSite(t)
	s.site.BaseURL = "https://degrau.example"
	srv := s.mustMail()
	s.browser().to(s.browser().post("/entrar", url.Values{"email": {"maria@example.org"}}))
	link := between(srv.Wait(t).Text, "https://degrau.example", "\n")
	scanner := s.browser()
	for range 3 { // what looks at links uses nothing up
		mustHave(t, scanner.page(link), "m***@example.org")
	}
	if scanner.cookies[sessionCookie] != "" {
		t.Error("looking at a link signs in")
	}
	other := s.browser()
	other.to(other.post(link, nil))
	if other.cookies[sessionCookie] == "" {
		t.Error("the link signs nobody in")
	}
	if w := s.browser().post(link, nil); w.Code != 404 || !strings.Contains(w.Body.String(), "Este link não vale mais") {
		t.Errorf("a link replayed: %d", w.Code)
	}
}

func TestKnownAndUnknownAddressesAreAnsweredAlike(t *testing.T) {
	s := mustSite(t)
	srv := s.mustMail()
	s.mustAccount("conhecida@example.org", accounts.Buyer, "")
	suspended, _ := s.mustAccount("suspensa@example.org", accounts.Buyer, "")
	suspended.State = accounts.Suspended
	if err := s.store.SaveAccount(t.Context(), suspended); err != nil {
		t.Fatal(err)
	}
	answers := map[string]bool{}
	for _, email := range []string{"conhecida@example.org", "nova@example.org", "suspensa@example.org"} {
		b := s.browser()
		w := b.post("/entrar", url.Values{"email": {email}})
		srv.Wait(t)
		after := b.page("/entrar/codigo")
		wrong := b.post("/entrar/codigo", url.Values{"codigo": {"000000"}}).Body.String()
		answers[w.Header().Get("Location")+w.Body.String()+after+wrong] = true
	}
	if len(answers) != 1 {
		t.Errorf("%d different answers", len(answers))
	}
	// An address that had too many codes is answered as before, and gets no letter.
	for range 10 {
		b := s.browser()
		b.to(b.post("/entrar", url.Values{"email": {"muitas@example.org"}}))
	}
	time.Sleep(300 * time.Millisecond)
	n := 0
	for _, l := range srv.Letters() {
		if l.To == "muitas@example.org" {
			n++
		}
	}
	if n != 5 {
		t.Errorf("%d letters to one address", n)
	}
	// Who is suspended proves the address and still stays out.
	b := s.browser()
	b.to(b.post("/entrar", url.Values{"email": {"suspensa@example.org"}}))
	var digits string
	for digits == "" {
		if l := srv.Wait(t); l.To == "suspensa@example.org" {
			digits = sixDigits.FindString(l.Text)
		} else {
			all := srv.Letters()
			if last := all[len(all)-1]; last.To == "suspensa@example.org" {
				digits = sixDigits.FindString(last.Text)
			}
		}
	}
	if w := b.post("/entrar/codigo", url.Values{"codigo": {digits}}); w.Code != 404 || b.cookies[sessionCookie] != "" {
		t.Errorf("a suspended account: %d", w.Code)
	}
}

func TestTriesAreLimitedByAddress(t *testing.T) {
	s := mustSite(t)
	s.mustMail()
	code := 0
	var retry string
	for range 70 {
		w := s.browser().post("/entrar/retorno", url.Values{"retorno": {"0000-0000-0000-0000-0000"}})
		code, retry = w.Code, w.Header().Get("Retry-After")
	}
	if code != http.StatusTooManyRequests || retry == "" {
		t.Fatalf("70 tries from one address: %d", code)
	}
	r := httptest.NewRequest(http.MethodPost, "/entrar/retorno", strings.NewReader("retorno=x"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = "198.51.100.7:1234"
	if w := s.browser().send(r); w.Code != 422 {
		t.Errorf("another address is held up: %d", w.Code)
	}
	if w := s.browser().get("/"); w.Code != 200 {
		t.Errorf("the rest of the site is held up: %d", w.Code)
	}
}

func TestAddresses(t *testing.T) {
	s := mustSite(t)
	var err error
	if s.site.Proxies, err = ParseProxies("127.0.0.0/8, ::1, 10.0.0.0/8"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ remote, forwarded, want string }{
		{"198.51.100.7:99", "", "198.51.100.7"},
		{"198.51.100.7:99", "203.0.113.1", "198.51.100.7"}, // a stranger's word
		{"127.0.0.1:99", "203.0.113.1", "203.0.113.1"},
		{"127.0.0.1:99", "203.0.113.66, 203.0.113.1, 10.1.2.3", "203.0.113.1"}, // what is before our own proxies is a stranger's word
		{"127.0.0.1:99", "rubbish", "127.0.0.1"},
		{"[2001:db8:1:2:3::4]:99", "", "2001:db8:1:2::/64"},
		{"[::ffff:198.51.100.7]:99", "", "198.51.100.7"},
		{"@", "", "?"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := s.site.address(r); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.remote, c.forwarded, got, c.want)
		}
	}
	for _, bad := range []string{"x", "10.0.0.0/99", "127.0.0.1,,"} {
		if _, err := ParseProxies(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	l := newLimiter(2, time.Minute)
	now := noon
	for i, want := range []bool{true, true, false} {
		if l.allow("k", now) != want {
			t.Errorf("try %d", i)
		}
	}
	if !l.allow("other", now) || !l.allow("k", now.Add(31*time.Second)) {
		t.Error("others wait, or the wait never ends")
	}
	if l.allow("x", now.Add(time.Hour)); len(l.seen) != 1 {
		t.Errorf("%d keys are remembered after an hour", len(l.seen))
	}
}

func TestReturnCodeOnPaper(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	mustHave(t, b.page("/entrar"), "Este site não envia e-mail", "Código de retorno no papel")
	mustHave(t, b.page("/conta"), "1 caso abre só neste navegador")
	page := b.post("/conta/codigo", nil).Body.String()
	code := between(page, `class="slipcode">`, "<")
	if _, ok := accounts.ParseReturnCode(code); !ok || !strings.Contains(page, `class="qr"`) {
		t.Fatalf("no code on the page: %q", code)
	}
	mustHave(t, page, "Vale até 22 de novembro de 2027")
	if again := b.page("/conta/codigo"); strings.Contains(again, code) {
		t.Error("the code is shown again")
	}
	mustHave(t, b.page(base), "Fica neste navegador até 22 de novembro de 2027")
	other := s.browser()
	if w := other.post("/entrar/retorno", url.Values{"retorno": {code[:23]}}); w.Code != 422 || !strings.Contains(w.Body.String(), "Código de retorno errado") {
		t.Errorf("a wrong code: %d", w.Code)
	}
	other.to(other.post("/entrar/retorno", url.Values{"retorno": {strings.ToLower(strings.ReplaceAll(code, "-", " "))}}))
	mustHave(t, other.page(base), "TechWorld Store")
	mustHave(t, b.page(base+"/pessoas"), "volta com o código de retorno")
}

func TestSomebodyElsesPhoneKeepsNothing(t *testing.T) {
	s := mustSite(t)
	srv := s.mustMail()
	b := s.browser()
	w := b.post("/entrar", url.Values{"email": {"maria@example.org"}, "compartilhado": {"1"}})
	sessionsOnly(t, w)
	w = b.post("/entrar/codigo", url.Values{"codigo": {sixDigits.FindString(srv.Wait(t).Text)}})
	sessionsOnly(t, w)
	if w := b.get("/"); w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the first page may be cached: %q", w.Header().Get("Cache-Control"))
	}
	w = b.upload("/novo", map[string]string{"texto": told}, nil)
	sessionsOnly(t, w)
	mustHave(t, b.page("/conta"), "de outra pessoa")
	a, err := s.store.AccountByEmail(t.Context(), "maria@example.org")
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.store.Sessions(t.Context(), a.ID, noon)
	if err != nil || len(list) != 1 || list[0].ExpiresAt.Sub(noon) != accounts.SharedLife {
		t.Errorf("%+v %v", list, err)
	}
	w = b.post("/sair", nil)
	if w.Header().Get("Clear-Site-Data") == "" || len(b.cookies) != 0 {
		t.Errorf("left behind: %v %q", b.cookies, w.Header().Get("Clear-Site-Data"))
	}
	// Without an account: the claim ends with the browser too, and can become an ordinary one again.
	c := s.browser()
	sessionsOnly(t, c.post("/conta/aparelho", url.Values{"compartilhado": {"1"}}))
	sessionsOnly(t, c.upload("/novo", map[string]string{"texto": told}, nil))
	for _, k := range c.post("/conta/aparelho", nil).Result().Cookies() {
		if k.Name == claimCookie && k.MaxAge != int(claimLife/time.Second) {
			t.Errorf("back on one's own phone the claim lives %d s", k.MaxAge)
		}
	}
}

// sessionsOnly fails where a cookie outlives the browser.
func sessionsOnly(t testing.TB, w *httptest.ResponseRecorder) {
	t.Helper()
	for _, k := range w.Result().Cookies() {
		if k.MaxAge > 0 || !k.Expires.IsZero() {
			t.Errorf("cookie %s lives %d s on somebody else's phone", k.Name, k.MaxAge)
		}
	}
}

func TestForgedCookiesAreNobody(t *testing.T) {
	s := mustSite(t)
	owner := s.browser()
	base := owner.mustCase()
	_, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	good := b.cookies[sessionCookie]
	for _, bad := range []string{"", "x", noToken, good[:42], good + "x", strings.ToLower(good), "../../etc", "' OR 1=1 --", strings.Repeat("A", 5000)} {
		for _, name := range []string{sessionCookie, claimCookie, pendingCookie, keyCookie, providerCookie} {
			f := s.browser()
			f.cookies[name] = bad
			if w := f.get(base); w.Code != 404 {
				t.Errorf("%s=%q opens a case: %d", name, bad, w.Code)
			}
			if w := f.get("/conta/baixar"); w.Code != 303 && w.Code != 200 || w.Code == 200 && strings.Contains(w.Body.String(), "maria") {
				t.Errorf("%s=%q: %d", name, bad, w.Code)
			}
			if w := f.get("/conta"); w.Code != 200 || strings.Contains(w.Body.String(), "maria@") {
				t.Errorf("%s=%q: %d", name, bad, w.Code)
			}
		}
	}
	// A token of one kind is none of another.
	f := s.browser()
	f.cookies[sessionCookie], f.cookies[claimCookie] = owner.cookies[claimCookie], good
	if w := f.get(base); w.Code != 404 {
		t.Errorf("swapped tokens: %d", w.Code)
	}
}

func TestASessionPlantedBeforeIsWorthNothingAfter(t *testing.T) {
	s := mustSite(t)
	srv := s.mustMail()
	_, attacker := s.mustAccount("ladrao@example.org", accounts.Buyer, "")
	victim := s.browser()
	victim.cookies[sessionCookie] = attacker.cookies[sessionCookie]
	victim.to(victim.post("/sair", nil))
	victim.mustSignIn(srv, "maria@example.org")
	if victim.cookies[sessionCookie] == attacker.cookies[sessionCookie] {
		t.Error("the planted session was taken over")
	}
	if w := attacker.get("/conta"); strings.Contains(w.Body.String(), "maria@") {
		t.Error("whoever planted a session is signed in with its victim")
	}
}

// safeLog is a log that letters on their way may write to.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestNothingPersonalIsLogged walks through everything that is about people and greps the whole log, every address and
// every place that was led to.
func TestNothingPersonalIsLogged(t *testing.T) {
	s := mustSite(t)
	var log safeLog
	s.site.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	srv := s.mustMail()
	s.site.BaseURL = "https://degrau.example"
	b := s.browser()
	base := b.mustCase()
	b.mustSignIn(srv, "maria.silva@example.org")
	b.to(b.post("/conta/guardar", nil))
	var secrets []string
	for name, v := range b.cookies {
		if name != langCookie && name != draftCookie {
			secrets = append(secrets, v)
		}
	}
	page := b.post(base+"/pessoas", url.Values{"nome": {"Joana Sobrinha"}, "dias": {"30"}}).Body.String()
	token := between(page, "/convite/", "<")
	s.browser().page("/convite/" + token)
	srv.Refuse(550)
	x := s.browser()
	x.to(x.post("/entrar", url.Values{"email": {"recusada@example.org"}}))
	s.browser().post("/entrar/retorno", url.Values{"retorno": {"ABCD-EFGH-JKMN-PQRS-TVWX"}})
	w := b.post(base+"/apagar", nil)
	receipt := b.to(w)
	b.page(receipt)
	s.browser().get("/entrar/link/" + noToken)
	deadline := time.Now().Add(10 * time.Second)
	for !strings.Contains(log.String(), "550") {
		if time.Now().After(deadline) {
			t.Fatal("the letter that failed is not in the log")
		}
		time.Sleep(10 * time.Millisecond)
	}
	secrets = append(secrets, "maria", "silva", "Joana", "recusada", "example.org", token, strings.TrimPrefix(receipt, "/apagado/"), "ABCD-EFGH", strings.TrimPrefix(base, "/casos/"),
		"TechWorld", "8150000000000011", sixDigits.FindString(srv.Letters()[0].Text), noToken)
	for _, secret := range secrets {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	for _, personal := range []string{"maria", "silva", "Joana", "%40", "@"} {
		if strings.Contains(receipt+base+b.to(b.post("/entrar", url.Values{"email": {"maria.silva@example.org"}})), personal) {
			t.Errorf("an address holds %q", personal)
		}
	}
}
