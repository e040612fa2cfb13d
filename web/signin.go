package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
)

// pendingCookie ties a code to the browser that asked for it: a code read over a shoulder is worth nothing elsewhere.
const pendingCookie = "degrau_pending"

const pendingLife = 15 * time.Minute

// SignInPage asks how somebody wants to come in.
type SignInPage struct {
	Page
	Email    string
	Code     string // a return code that was wrong
	Shared   bool
	Mail     bool   // this place sends letters
	Provider string // name of the operator's provider; empty: none
	Claimed  bool   // this browser has cases of its own
}

// CodePage asks for the six digits.
type CodePage struct{ Page }

// LinkPage asks before a link from a letter signs somebody in: programs that look at letters follow links.
type LinkPage struct {
	Page
	Who   string // masked
	Token string
}

func (s *site) showSignIn(c *gin.Context) error {
	p, err := s.who(c)
	if err != nil {
		return err
	}
	switch {
	case p.account != nil:
		return elsewhere("/conta")
	case p.half != nil:
		return elsewhere("/entrar/segundo")
	}
	return s.show(c, http.StatusOK, "signin", s.signInPage(c))
}

func (s *site) signInPage(c *gin.Context) SignInPage {
	p := SignInPage{Page: s.page(c.Request, "account.signin.title"), Mail: s.Mail != nil, Shared: sharedDevice(c.Request)}
	if s.provider != nil {
		p.Provider = s.provider.name
	}
	p.Claimed = claimHash(c.Request) != ""
	return p
}

// askCode sends a code to an address. The answer is the same for every address, known or not, and as fast.
func (s *site) askCode(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	p := s.signInPage(c)
	p.Email = tidy(c.PostForm("email"))
	p.Shared = c.PostForm("compartilhado") != ""
	s.setShared(c, p.Shared)
	email, err := accounts.ParseEmail(p.Email)
	if err != nil {
		p.Faults = append(p.Faults, Fault{"email", s.sentence(p.L, err)})
		return s.show(c, http.StatusUnprocessableEntity, "signin", p)
	}
	if s.Mail == nil {
		p.Faults = append(p.Faults, Fault{"email", p.T("account.signin.nomail")})
		return s.show(c, http.StatusUnprocessableEntity, "signin", p)
	}
	if err := s.sendCode(c, email); err != nil {
		return err
	}
	return elsewhere("/entrar/codigo")
}

// sendCode keeps a code for this browser and sends it, unless the address had too many.
func (s *site) sendCode(c *gin.Context, email string) error {
	browser, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	link, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	digits, err := accounts.NewDigits(s.random)
	if err != nil {
		return err
	}
	send, err := s.Store.PutSignInCode(c, email, browser.Hash(), digits, link.Hash(), s.Now())
	if err != nil {
		return err
	}
	if send {
		s.post(s.codeLetter(s.localizer(c.Request), email, digits, string(link)))
	}
	s.setCookie(c, pendingCookie, string(browser), pendingLife)
	return nil
}

func (s *site) showCode(c *gin.Context) error {
	return s.show(c, http.StatusOK, "code", CodePage{s.page(c.Request, "account.code.title")})
}

func (s *site) useCode(c *gin.Context) error {
	plain(c)
	email, err := s.typedCode(c, "")
	if cases.IsKind(err, cases.Invalid) {
		p := CodePage{s.page(c.Request, "account.code.title")}
		p.Faults = append(p.Faults, Fault{"codigo", s.sentence(p.L, err)})
		return s.show(c, http.StatusUnprocessableEntity, "code", p)
	}
	if err != nil {
		return err
	}
	return s.enter(c, email)
}

// typedCode counts a try and returns the address that the typed digits prove.
func (s *site) typedCode(c *gin.Context, account string) (string, error) {
	if err := s.attempt(c, account); err != nil {
		return "", err
	}
	digits, ok := accounts.ParseDigits(c.PostForm("codigo"))
	k, err := c.Request.Cookie(pendingCookie)
	if !ok || err != nil {
		return "", cases.Invalidf("codigo", "wrong_code")
	}
	token, ok := accounts.ParseToken(k.Value)
	if !ok {
		return "", cases.Invalidf("codigo", "wrong_code")
	}
	return s.Store.UseDigits(c, token.Hash(), digits, s.Now())
}

func (s *site) showLink(c *gin.Context) error {
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return cases.NotFoundf("link_over")
	}
	email, err := s.Store.FindLink(c, token.Hash(), s.Now())
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "link", LinkPage{s.page(c.Request, "account.link.title"), accounts.Masked(email), string(token)})
}

func (s *site) useLink(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return cases.NotFoundf("link_over")
	}
	email, err := s.Store.UseLink(c, token.Hash(), s.Now())
	if err != nil {
		return err
	}
	return s.enter(c, email)
}

// enter signs in whoever proved an address, and opens an account for a new one.
func (s *site) enter(c *gin.Context, email string) error {
	a, err := s.Store.AccountByEmail(c, email)
	if cases.IsKind(err, cases.NotFound) {
		a, err = s.newAccount(c, email)
	}
	if err != nil {
		return err
	}
	if a.State != accounts.Active {
		return cases.NotFoundf("link_over") // who is suspended learns no more than who mistypes
	}
	s.dropCookie(c, pendingCookie)
	if err := s.signIn(c, a, false); err != nil {
		return err
	}
	return s.afterSignIn(c)
}

func (s *site) newAccount(c *gin.Context, email string) (*accounts.Account, error) {
	now := s.Now()
	a := &accounts.Account{Role: accounts.Buyer, State: accounts.Active, Email: email, Language: s.localizer(c.Request).Lang(),
		KeepMonths: accounts.KeepDefault, CreatedAt: now, SeenAt: now}
	err := s.Store.CreateAccount(c, a)
	if cases.IsKind(err, cases.Conflict) { // two windows at once
		return s.Store.AccountByEmail(c, email)
	}
	return a, err
}

// afterSignIn leads on: to the second factor, to the cases this browser holds, or to those of the account.
func (s *site) afterSignIn(c *gin.Context) error {
	p, err := s.who(c)
	if err != nil {
		return err
	}
	if p.half != nil {
		return elsewhere("/entrar/segundo")
	}
	if value, err := c.Cookie(invitedCookie); err == nil {
		s.dropCookie(c, invitedCookie)
		if token, ok := accounts.ParseToken(value); ok {
			return elsewhere("/convite/" + string(token))
		}
	}
	if p.claim != "" {
		held, err := s.Store.ClaimedCases(c, p.claim, s.Now())
		if err != nil {
			return err
		}
		if len(held) > 0 {
			return elsewhere("/conta/guardar")
		}
	}
	return elsewhere("/casos?feito=signed_in")
}

func (s *site) signOut(c *gin.Context) error {
	plain(c)
	if value, err := c.Cookie(sessionCookie); err == nil {
		if err := s.endCookie(c, value); err != nil {
			return err
		}
	}
	s.dropCookie(c, sessionCookie)
	if sharedDevice(c.Request) {
		s.forget(c)
	}
	return elsewhere("/?feito=signed_out")
}

// forget leaves nothing of the person on this device.
func (s *site) forget(c *gin.Context) {
	for _, name := range []string{claimCookie, draftCookie, pendingCookie, sharedCookie} {
		s.dropCookie(c, name)
	}
	c.Header("Clear-Site-Data", `"cache", "storage"`)
}

// setShared says whether this is somebody else's device, also to the rest of this request.
func (s *site) setShared(c *gin.Context, on bool) {
	if on == sharedDevice(c.Request) {
		return
	}
	if !on {
		s.dropCookie(c, sharedCookie)
		c.Request.Header.Set("Cookie", dropped(c.Request, sharedCookie))
		return
	}
	c.Request.AddCookie(&http.Cookie{Name: sharedCookie, Value: "1"})
	http.SetCookie(c.Writer, &http.Cookie{Name: sharedCookie, Value: "1", Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
}

// dropped is the request's cookies without one.
func dropped(r *http.Request, name string) string {
	out := ""
	for _, k := range r.Cookies() {
		if k.Name != name {
			if out != "" {
				out += "; "
			}
			out += k.Name + "=" + k.Value
		}
	}
	return out
}
