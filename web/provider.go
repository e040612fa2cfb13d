package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/gin-gonic/gin"
	"golang.org/x/oauth2"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/store"
)

// Provider is a place the operator chose where people can show who they are (OpenID Connect).
type Provider struct {
	Name   string // as the button calls it
	Issuer string
	ID     string
	Secret string
}

// provider is it at work. Its description is fetched when somebody first needs it, so that a provider that is down does
// not keep this place from starting.
type provider struct {
	Provider
	name, back string

	mu    sync.Mutex
	found *oidc.Provider
}

const (
	providerCookie = "degrau_provider"
	providerLife   = 10 * time.Minute
)

func newProvider(p *Provider, base string) (*provider, error) {
	if p == nil {
		return nil, nil
	}
	if base == "" || p.Issuer == "" || p.ID == "" || p.Name == "" {
		return nil, errors.New("web: a provider needs its name, issuer and client id, and this place its own address")
	}
	return &provider{Provider: *p, name: p.Name, back: base + "/entrar/provedor/volta"}, nil
}

func (p *provider) config(ctx context.Context) (*oidc.Provider, *oauth2.Config, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		found, err := oidc.NewProvider(oidc.ClientContext(ctx, providerClient), p.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("provider: %w", err)
		}
		p.found = found
	}
	return p.found, &oauth2.Config{ClientID: p.ID, ClientSecret: p.Secret, Endpoint: p.found.Endpoint(), RedirectURL: p.back,
		Scopes: []string{oidc.ScopeOpenID, "email"}}, nil
}

// providerClient waits for a provider, but not for ever.
var providerClient = &http.Client{Timeout: 10 * time.Second}

// asked is what was asked of the provider, kept until the person comes back.
type asked struct {
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	To       string `json:"to"`
}

// toProvider sends the person to the provider. It is a link and no form, because the policy of our pages lets forms go
// nowhere else.
func (s *site) toProvider(c *gin.Context) error {
	if s.provider == nil {
		return cases.NotFoundf("no_such_page")
	}
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	who, err := s.who(c)
	if err != nil {
		return err
	}
	if who.account != nil && c.Query("para") == "" && !who.session.Proven(s.Now()) { // a second way in is added after a proof
		return elsewhere("/conta/provar?para=/entrar/provedor")
	}
	_, config, err := s.provider.config(c)
	if err != nil {
		return err
	}
	state, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	nonce, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	a := asked{Nonce: string(nonce), Verifier: oauth2.GenerateVerifier(), To: ownPath(c.Query("para"))}
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("encode question: %w", err)
	}
	if err := s.Store.PutCeremony(c, &store.Ceremony{TokenHash: state.Hash(), Kind: "provider", Data: string(data), ExpiresAt: s.Now().Add(providerLife)}); err != nil {
		return err
	}
	s.setCookie(c, providerCookie, string(state), providerLife)
	options := []oauth2.AuthCodeOption{oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if a.To != "/" { // a proof is asked for, and a session at the provider is none
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	c.Redirect(http.StatusSeeOther, config.AuthCodeURL(string(state), options...))
	return nil
}

// fromProvider takes what the provider says of the person.
func (s *site) fromProvider(c *gin.Context) error {
	if s.provider == nil {
		return cases.NotFoundf("no_such_page")
	}
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	state, ok := accounts.ParseToken(c.Query("state"))
	held, _ := c.Cookie(providerCookie)
	if !ok || held != string(state) { // somebody else's journey
		return cases.NotFoundf("link_over")
	}
	s.dropCookie(c, providerCookie)
	data, err := s.Store.TakeCeremony(c, state.Hash(), "provider", s.Now())
	if err != nil {
		return err
	}
	var a asked
	if err := json.Unmarshal([]byte(data), &a); err != nil {
		return fmt.Errorf("decode question: %w", err)
	}
	said, err := s.askProvider(c, a)
	if err != nil {
		return err
	}
	return s.enterBy(c, said, a.To)
}

// idClaims is what a provider says of a person.
type idClaims struct {
	Issuer, Subject string
	Email           string `json:"email"`
	Verified        bool   `json:"email_verified"`
}

func (s *site) askProvider(c *gin.Context, a asked) (idClaims, error) {
	found, config, err := s.provider.config(c)
	if err != nil {
		return idClaims{}, err
	}
	ctx := oidc.ClientContext(c.Request.Context(), providerClient)
	token, err := config.Exchange(ctx, c.Query("code"), oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return idClaims{}, s.doubt("code", err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := found.Verifier(&oidc.Config{ClientID: s.provider.ID, Now: s.Now}).Verify(ctx, raw)
	if err != nil {
		return idClaims{}, s.doubt("token", err)
	}
	if id.Nonce != a.Nonce {
		return idClaims{}, s.doubt("nonce", errors.New("another nonce"))
	}
	x := idClaims{}
	if err := id.Claims(&x); err != nil {
		return idClaims{}, s.doubt("claims", err)
	}
	x.Issuer, x.Subject = id.Issuer, id.Subject
	return x, nil
}

// doubt is an answer of the provider that proves nothing. The log names the step: the answer itself names people.
func (s *site) doubt(what string, err error) error {
	var refusedBy *oauth2.RetrieveError
	code := ""
	if errors.As(err, &refusedBy) {
		code = refusedBy.ErrorCode
	}
	s.Log.Warn("provider proves nothing", "what", what, "code", code)
	return cases.NotFoundf("link_over")
}

// enterBy signs in whom the provider named. An address that has an account already is not taken over by a provider's
// word: its person signs in as before and joins the two while signed in.
func (s *site) enterBy(c *gin.Context, x idClaims, to string) error {
	who, err := s.who(c)
	if err != nil {
		return err
	}
	a, err := s.Store.AccountByIdentity(c, x.Issuer, x.Subject)
	switch {
	case err == nil && who.account != nil && a.ID == who.account.ID:
		if err := s.prove(c, who, false); err != nil {
			return err
		}
		return elsewhere(to)
	case err == nil:
	case !cases.IsKind(err, cases.NotFound):
		return err
	case who.account != nil && !who.session.Proven(s.Now()):
		return elsewhere("/conta/provar?para=/entrar/provedor")
	case who.account != nil:
		if err := s.Store.PutIdentity(c, who.account, x.Issuer, x.Subject, s.Now()); err != nil {
			return err
		}
		return elsewhere("/conta?feito=joined")
	default:
		if a, err = s.accountFrom(c, x); err != nil {
			return err
		}
	}
	if a.State != accounts.Active {
		return cases.NotFoundf("link_over")
	}
	if err := s.signIn(c, a, false); err != nil {
		return err
	}
	return s.afterSignIn(c)
}

func (s *site) accountFrom(c *gin.Context, x idClaims) (*accounts.Account, error) {
	now := s.Now()
	a := &accounts.Account{Role: accounts.Buyer, State: accounts.Active, Language: s.localizer(c.Request).Lang(), KeepMonths: accounts.KeepDefault, CreatedAt: now, SeenAt: now}
	if email, err := accounts.ParseEmail(x.Email); err == nil && x.Verified {
		a.Email = email
	}
	if err := s.Store.CreateAccount(c, a); err != nil {
		return nil, err
	}
	return a, s.Store.PutIdentity(c, a, x.Issuer, x.Subject, now)
}
