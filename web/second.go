package web

import (
	"html/template"
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/store"
)

// SecondPage asks for the second factor, or has the person set one up.
type SecondPage struct {
	Page
	HasKey  bool // asks for it by passkey
	HasTOTP bool
	Setup   bool
	Secret  string // to type into an authenticator
	QR      template.HTML
}

// halfway returns somebody who showed one factor, or who is all in and adds one.
func (s *site) halfway(c *gin.Context) (*person, *accounts.Account, error) {
	p, err := s.who(c)
	switch {
	case err != nil:
		return nil, nil, err
	case p.half != nil:
		return p, p.half, nil
	case p.account != nil:
		return p, p.account, nil
	}
	return nil, nil, elsewhere("/entrar")
}

func (s *site) showSecond(c *gin.Context) error {
	who, a, err := s.halfway(c)
	if err != nil {
		return err
	}
	if !a.Role.Staff() {
		return elsewhere("/conta")
	}
	if err := s.maySetUp(who, a); err != nil {
		return err
	}
	p, err := s.secondPage(c, who, a)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "second", p)
}

// maySetUp lets somebody who is all in add an authenticator after a fresh proof only: with one of their own, whoever
// found an open session could prove anything ever after.
func (s *site) maySetUp(who *person, a *accounts.Account) error {
	switch {
	case who.half != nil:
		return nil
	case a.TOTP != "":
		return elsewhere("/conta")
	case !who.session.Proven(s.Now()):
		return elsewhere("/conta/provar?para=/entrar/segundo")
	}
	return nil
}

func (s *site) secondPage(c *gin.Context, who *person, a *accounts.Account) (SecondPage, error) {
	p := SecondPage{Page: s.page(c.Request, "account.second.title"), HasTOTP: a.TOTP != ""}
	keys, err := s.Store.Passkeys(c, a.ID)
	if err != nil {
		return p, err
	}
	p.HasKey = len(keys) > 0 && who.half != nil
	if p.Setup = !p.HasTOTP && !p.HasKey; !p.Setup {
		return p, nil
	}
	p.Title = p.T("account.second.setup")
	secret, err := s.newSecret(c, who)
	if err != nil {
		return p, err
	}
	p.Secret = accounts.SpacedTOTP(secret)
	p.QR, err = qrPicture(accounts.TOTPURI(secret, "Degrau", accounts.Masked(a.Email)), p.T("account.second.qr"))
	return p, err
}

// newSecret draws the secret of an authenticator and keeps it until the person shows a code made with it.
func (s *site) newSecret(c *gin.Context, who *person) (string, error) {
	secret, err := accounts.NewTOTP(s.random)
	if err != nil {
		return "", err
	}
	return secret, s.Store.PutCeremony(c, &store.Ceremony{TokenHash: "totp " + who.session.TokenHash, Kind: "totp", Data: secret, ExpiresAt: s.Now().Add(accounts.ProofLife)})
}

func (s *site) useSecond(c *gin.Context) error {
	plain(c)
	who, a, err := s.halfway(c)
	if err != nil {
		return err
	}
	if !a.Role.Staff() {
		return elsewhere("/conta")
	}
	if err := s.maySetUp(who, a); err != nil {
		return err
	}
	if err := s.attempt(c, a.ID); err != nil {
		return err
	}
	ok, err := s.checkSecond(c, who, a)
	if err != nil {
		return err
	}
	if !ok {
		p, err := s.secondPage(c, who, a)
		if err != nil {
			return err
		}
		p.Faults = append(p.Faults, Fault{"codigo", p.errorText("wrong_code")})
		return s.show(c, http.StatusUnprocessableEntity, "second", p)
	}
	if err := s.prove(c, who, true); err != nil {
		return err
	}
	who.account, who.half = a, nil
	return s.afterSignIn(c)
}

// checkSecond checks the digits against the authenticator, or against the one that is being set up. Nobody who has shown
// one factor only can put a new authenticator in the place of an old one.
func (s *site) checkSecond(c *gin.Context, who *person, a *accounts.Account) (bool, error) {
	digits, ok := accounts.ParseDigits(c.PostForm("codigo"))
	if a.TOTP != "" {
		return s.checkTOTP(c, a, digits, ok)
	}
	keys, err := s.Store.Passkeys(c, a.ID)
	if err != nil || len(keys) > 0 && who.half != nil {
		return false, err
	}
	secret, err := s.Store.TakeCeremony(c, "totp "+who.session.TokenHash, "totp", s.Now())
	if cases.IsKind(err, cases.NotFound) || !ok {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	step, ok := accounts.CheckTOTP(secret, digits, 0, s.Now())
	if !ok {
		return false, nil
	}
	a.TOTP, a.TOTPStep = secret, step
	if err := s.Store.SaveAccount(c, a); err != nil {
		return false, err
	}
	return true, s.keyChanged(c, a)
}

func (s *site) checkTOTP(c *gin.Context, a *accounts.Account, digits string, ok bool) (bool, error) {
	step, good := accounts.CheckTOTP(a.TOTP, digits, a.TOTPStep, s.Now())
	if !ok || !good {
		return false, nil
	}
	return s.Store.UseTOTPStep(c, a.ID, step)
}

func (s *site) keyChanged(c *gin.Context, a *accounts.Account) error {
	return s.Store.Note(c, accounts.Access{OrgID: a.OrgID, AccountID: a.ID, Actor: "owner", What: accounts.AccessKey, HappenedAt: s.Now()})
}

// ProvePage asks somebody who is signed in to show again that it is them.
type ProvePage struct {
	Page
	To       string
	Mail     string // masked address a code can go to; empty: none
	Sent     bool
	HasTOTP  bool
	HasKey   bool
	Provider string
}

// proven passes whoever showed a moment ago who they are, and asks the others.
func (s *site) proven(c *gin.Context, to string) (*person, error) {
	p, err := s.signed(c)
	if err != nil {
		return nil, err
	}
	if !p.session.Proven(s.Now()) {
		return nil, elsewhere("/conta/provar?para=" + to)
	}
	return p, nil
}

func (s *site) showProve(c *gin.Context) error {
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	to := ownPath(c.Query("para"))
	if who.session.Proven(s.Now()) {
		return elsewhere(to)
	}
	p, err := s.provePage(c, who, to)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "prove", p)
}

func (s *site) provePage(c *gin.Context, who *person, to string) (ProvePage, error) {
	a := who.account
	p := ProvePage{Page: s.page(c.Request, "account.prove.title"), To: to, HasTOTP: a.TOTP != ""}
	if s.Mail != nil && a.Email != "" {
		p.Mail = accounts.Masked(a.Email)
	}
	_, err := c.Cookie(pendingCookie)
	p.Sent = p.Mail != "" && err == nil
	if s.provider != nil {
		p.Provider = s.provider.name
	}
	keys, err := s.Store.Passkeys(c, a.ID)
	p.HasKey = len(keys) > 0
	return p, err
}

// sendProof sends a code to the account's own address.
func (s *site) sendProof(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	if s.Mail == nil || who.account.Email == "" {
		return cases.NotFoundf("no_such_page")
	}
	if err := s.sendCode(c, who.account.Email); err != nil {
		return err
	}
	return elsewhere("/conta/provar?para=" + ownPath(c.PostForm("para")))
}

func (s *site) useProof(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	to := ownPath(c.PostForm("para"))
	ok := false
	if c.PostForm("como") == "totp" {
		if err := s.attempt(c, who.account.ID); err != nil {
			return err
		}
		digits, typed := accounts.ParseDigits(c.PostForm("codigo"))
		if ok, err = s.checkTOTP(c, who.account, digits, typed && who.account.TOTP != ""); err != nil {
			return err
		}
	} else {
		email, err := s.typedCode(c, who.account.ID)
		if err != nil && !cases.IsKind(err, cases.Invalid) {
			return err
		}
		ok = err == nil && email == who.account.Email
	}
	if !ok {
		p, err := s.provePage(c, who, to)
		if err != nil {
			return err
		}
		p.Faults = append(p.Faults, Fault{"codigo", p.errorText("wrong_code")})
		return s.show(c, http.StatusUnprocessableEntity, "prove", p)
	}
	s.dropCookie(c, pendingCookie)
	if err := s.prove(c, who, false); err != nil {
		return err
	}
	return elsewhere(to)
}
