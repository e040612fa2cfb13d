package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/google/uuid"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/civil"
	"degrau/internal/store"
)

const (
	keyCookie = "degrau_key" // ties a question to the browser it was put to
	maxKeys   = 10
)

// keyOwner is an account as the library of passkeys sees it.
type keyOwner struct {
	a    *accounts.Account
	keys []webauthn.Credential
}

// WebAuthnID is the account's id: random enough, and not the address.
func (k keyOwner) WebAuthnID() []byte { id := uuid.MustParse(k.a.ID); return id[:] }

// WebAuthnName is what the phone shows its person.
func (k keyOwner) WebAuthnName() string {
	if k.a.Email == "" {
		return "Degrau"
	}
	return k.a.Email
}

// WebAuthnDisplayName is the same.
func (k keyOwner) WebAuthnDisplayName() string { return k.WebAuthnName() }

// WebAuthnCredentials are the keys of the account.
func (k keyOwner) WebAuthnCredentials() []webauthn.Credential { return k.keys }

func (s *site) keyOwner(c *gin.Context, a *accounts.Account) (keyOwner, error) {
	rows, err := s.Store.Passkeys(c, a.ID)
	if err != nil {
		return keyOwner{}, err
	}
	k := keyOwner{a: a}
	for _, r := range rows {
		var x webauthn.Credential
		if err := json.Unmarshal([]byte(r.Credential), &x); err != nil {
			return k, fmt.Errorf("decode passkey: %w", err)
		}
		k.keys = append(k.keys, x)
	}
	return k, nil
}

// relying is this place to a passkey: the address people see, or, where the operator named none, the one they came by.
func (s *site) relying(r *http.Request) (*webauthn.WebAuthn, error) {
	base := s.BaseURL
	if base == "" {
		base = "http://" + r.Host
	}
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" {
		return nil, cases.Invalidf("", "passkey_refused")
	}
	w, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Degrau", RPOrigins: []string{u.Scheme + "://" + u.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}})
	if err != nil {
		return nil, fmt.Errorf("passkeys: %w", err)
	}
	return w, nil
}

// ask puts a question of the library to this browser.
func (s *site) ask(c *gin.Context, kind string, question any, held *webauthn.SessionData) error {
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	data, err := json.Marshal(held)
	if err != nil {
		return fmt.Errorf("encode question: %w", err)
	}
	if err := s.Store.PutCeremony(c, &store.Ceremony{TokenHash: token.Hash(), Kind: kind, Data: string(data), ExpiresAt: s.Now().Add(accounts.CodeLife)}); err != nil {
		return err
	}
	s.setCookie(c, keyCookie, string(token), accounts.CodeLife)
	c.JSON(http.StatusOK, question)
	return nil
}

// answered takes the question that was put to this browser; it can be answered once.
func (s *site) answered(c *gin.Context, kind string) (webauthn.SessionData, error) {
	var held webauthn.SessionData
	value, _ := c.Cookie(keyCookie)
	token, ok := accounts.ParseToken(value)
	if !ok {
		return held, cases.NotFoundf("link_over")
	}
	s.dropCookie(c, keyCookie)
	data, err := s.Store.TakeCeremony(c, token.Hash(), kind, s.Now())
	if err != nil {
		return held, err
	}
	if err := json.Unmarshal([]byte(data), &held); err != nil {
		return held, fmt.Errorf("decode question: %w", err)
	}
	return held, nil
}

// adder returns who may add a passkey now: somebody who just proved who they are, or staff who have no second factor yet.
func (s *site) adder(c *gin.Context) (*person, *accounts.Account, error) {
	who, a, err := s.halfway(c)
	if err != nil {
		return nil, nil, err
	}
	if who.half == nil {
		if !who.session.Proven(s.Now()) {
			return nil, nil, elsewhere("/conta/provar?para=/conta")
		}
		return who, a, nil
	}
	keys, err := s.Store.Passkeys(c, a.ID)
	if err == nil && (len(keys) > 0 || a.TOTP != "") {
		err = elsewhere("/entrar/segundo")
	}
	return who, a, err
}

func (s *site) beginKey(c *gin.Context) error {
	plain(c)
	_, a, err := s.adder(c)
	if err != nil {
		return scripted(c, http.StatusForbidden, err)
	}
	owner, err := s.keyOwner(c, a)
	if err != nil {
		return err
	}
	if len(owner.keys) >= maxKeys {
		return cases.Invalidf("", "passkey_refused")
	}
	w, err := s.relying(c.Request)
	if err != nil {
		return err
	}
	question, held, err := w.BeginRegistration(owner, webauthn.WithExclusions(webauthn.Credentials(owner.keys).CredentialDescriptors()))
	if err != nil {
		return fmt.Errorf("begin passkey: %w", err)
	}
	return s.ask(c, "register", question, held)
}

func (s *site) addKey(c *gin.Context) error {
	plain(c)
	who, a, err := s.adder(c)
	if err != nil {
		return scripted(c, http.StatusForbidden, err)
	}
	held, err := s.answered(c, "register")
	if err != nil {
		return err
	}
	owner, err := s.keyOwner(c, a)
	if err != nil {
		return err
	}
	w, err := s.relying(c.Request)
	if err != nil {
		return err
	}
	x, err := w.FinishRegistration(owner, held, c.Request)
	if err != nil {
		return s.refuseKey(err)
	}
	data, err := json.Marshal(x)
	if err != nil {
		return fmt.Errorf("encode passkey: %w", err)
	}
	now := s.Now()
	name := device(c.Request.UserAgent()) + ", " + s.localizer(c.Request).DateShort(civil.In(now, houseZone))
	err = s.Store.PutPasskey(c, &store.Passkey{OrgID: a.OrgID, AccountID: a.ID, CredentialID: keyID(x.ID), Credential: string(data), Name: name, CreatedAt: now, UsedAt: now})
	if err != nil {
		return err
	}
	if err := s.keyChanged(c, a); err != nil {
		return err
	}
	if who.half != nil { // it was made with a finger or a number: that is the second factor
		if err := s.prove(c, who, true); err != nil {
			return err
		}
	}
	return scripted(c, http.StatusOK, elsewhere("/conta?feito=passkey#chaves"))
}

func keyID(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

func (s *site) dropKey(c *gin.Context) error {
	plain(c)
	who, err := s.proven(c, "/conta")
	if err != nil {
		return err
	}
	keys, err := s.Store.Passkeys(c, who.account.ID)
	if err != nil {
		return err
	}
	if who.account.Role.Staff() && who.account.TOTP == "" && len(keys) < 2 {
		return cases.Conflictf("last_factor") // they could never come in again
	}
	if err := s.Store.DropPasskey(c, who.account.ID, c.Param("id")); err != nil {
		return err
	}
	if err := s.keyChanged(c, who.account); err != nil {
		return err
	}
	return elsewhere("/conta?feito=passkey_gone#chaves")
}

func (s *site) beginKeyLogin(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	w, err := s.relying(c.Request)
	if err != nil {
		return err
	}
	// No list of keys: it would tell whether an address is known here.
	question, held, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return fmt.Errorf("begin sign-in by passkey: %w", err)
	}
	return s.ask(c, "login", question, held)
}

// keyLogin signs in by passkey. A key that its person unlocks is both factors at once; to somebody who is signed in it is
// the second one, or the proof that was asked for.
func (s *site) keyLogin(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	held, err := s.answered(c, "login")
	if err != nil {
		return err
	}
	w, err := s.relying(c.Request)
	if err != nil {
		return err
	}
	var a *accounts.Account
	find := func(_, handle []byte) (webauthn.User, error) {
		id, err := uuid.FromBytes(handle)
		if err != nil {
			return nil, errors.New("no account's handle")
		}
		if a, err = s.Store.Account(c, id.String()); err != nil {
			return nil, err
		}
		return s.keyOwner(c, a)
	}
	x, err := w.FinishDiscoverableLogin(find, held, c.Request)
	if err != nil || a == nil || a.State != accounts.Active {
		return s.refuseKey(err)
	}
	if x.Authenticator.CloneWarning {
		return s.refuseKey(errors.New("counter went back"))
	}
	data, err := json.Marshal(x)
	if err != nil {
		return fmt.Errorf("encode passkey: %w", err)
	}
	if err := s.Store.UsedPasskey(c, keyID(x.ID), string(data), s.Now()); err != nil {
		return err
	}
	return scripted(c, http.StatusOK, s.enterByKey(c, a))
}

func (s *site) enterByKey(c *gin.Context, a *accounts.Account) error {
	who, err := s.who(c)
	if err != nil {
		return err
	}
	switch {
	case who.half != nil && who.half.ID == a.ID:
		if err := s.prove(c, who, true); err != nil {
			return err
		}
		who.account, who.half = a, nil
		return s.afterSignIn(c)
	case who.account != nil && who.account.ID == a.ID:
		if err := s.prove(c, who, false); err != nil {
			return err
		}
		return elsewhere(ownPath(c.Query("para")))
	}
	if err := s.signIn(c, a, true); err != nil {
		return err
	}
	return s.afterSignIn(c)
}

// refuseKey is a key that proves nothing. The log gets the library's short word for it, which names nobody.
func (s *site) refuseKey(err error) error {
	what := "refused"
	var p *protocol.Error
	if errors.As(err, &p) {
		what = p.Type
	}
	s.Log.Warn("passkey proves nothing", "what", what)
	return cases.Invalidf("", "passkey_refused")
}

// scripted answers a script with the place to go on, where a page would be redirected.
func scripted(c *gin.Context, status int, err error) error {
	var to elsewhere
	if errors.As(err, &to) {
		c.JSON(status, map[string]string{"to": string(to)})
		return nil
	}
	return err
}
