package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/store"
)

const sessionCookie = "degrau_session"

// person is who sends a request: a browser with a claim, somebody signed in, or both, or nobody.
type person struct {
	claim   string            // hash of the browser's claim
	account *accounts.Account // signed in, with every factor their role needs
	session *accounts.Session
	half    *accounts.Account // signed in, and still to show a second factor: may do nothing else
}

const personKey = "degrau.person"

// who returns who sends the request; it is asked once for each.
func (s *site) who(c *gin.Context) (*person, error) {
	if p, ok := c.Get(personKey); ok {
		return p.(*person), nil
	}
	p := &person{claim: claimHash(c.Request)}
	if k, err := c.Request.Cookie(sessionCookie); err == nil {
		if token, ok := accounts.ParseToken(k.Value); ok {
			x, a, err := s.Store.SessionOf(c, token.Hash(), s.Now())
			switch {
			case cases.IsKind(err, cases.NotFound): // over, or forged: nobody is signed in
			case err != nil:
				return nil, err
			case x.Complete(a.Role):
				p.session, p.account = x, a
			default:
				p.session, p.half = x, a
			}
		}
	}
	c.Set(personKey, p)
	return p, nil
}

func (p *person) holder() store.Holder { return store.Holder{ClaimHash: p.claim, Account: p.account} }

// actor is how the person stands in a case's history: by their account, or as the owner of the browser.
func (p *person) actor() string {
	if p.account != nil {
		return p.account.ID
	}
	return "owner"
}

// signed returns the account of the request, or sends whoever has none to the page for signing in.
func (s *site) signed(c *gin.Context) (*person, error) {
	p, err := s.who(c)
	if err != nil || p.account != nil {
		return p, err
	}
	if p.half != nil {
		return nil, elsewhere("/entrar/segundo")
	}
	return nil, elsewhere("/entrar")
}

// elsewhere is an error that leads to another page.
type elsewhere string

func (e elsewhere) Error() string { return "see " + string(e) }

// signIn starts a session for an account on this browser and returns the session.
func (s *site) signIn(c *gin.Context, a *accounts.Account, second bool) error {
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	now, shared := s.Now(), sharedDevice(c.Request)
	x := &accounts.Session{OrgID: a.OrgID, AccountID: a.ID, TokenHash: token.Hash(), Device: device(c.Request.UserAgent()),
		ProvenAt: now, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(accounts.Life(shared))}
	if shared {
		x.Shared = 1
	}
	if second {
		x.Second = 1
	}
	if old, err := c.Cookie(sessionCookie); err == nil { // one browser, one session
		if err := s.endCookie(c, old); err != nil {
			return err
		}
	}
	if err := s.Store.StartSession(c, x); err != nil {
		return err
	}
	s.setCookie(c, sessionCookie, string(token), accounts.Life(shared))
	p := &person{claim: claimHash(c.Request), session: x, account: a}
	if !x.Complete(a.Role) {
		p.account, p.half = nil, a
	}
	c.Set(personKey, p)
	return s.Store.Note(c, accounts.Access{OrgID: a.OrgID, AccountID: a.ID, Actor: "owner", What: accounts.AccessSignedIn, HappenedAt: now})
}

// endCookie ends the session of a cookie, whoever's it was.
func (s *site) endCookie(c *gin.Context, value string) error {
	token, ok := accounts.ParseToken(value)
	if !ok {
		return nil
	}
	x, _, err := s.Store.SessionOf(c, token.Hash(), s.Now())
	if cases.IsKind(err, cases.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.Store.EndSession(c, x.AccountID, x.ID)
}

// prove notes a fresh proof of identity and changes the session's token.
func (s *site) prove(c *gin.Context, p *person, second bool) error {
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	if err := s.Store.ProveSession(c, p.session, token.Hash(), second, s.Now()); err != nil {
		return err
	}
	s.setCookie(c, sessionCookie, string(token), accounts.Life(p.session.Shared == 1))
	return nil
}

// setCookie sets a cookie of the house. On somebody else's device none outlives the browser.
func (s *site) setCookie(c *gin.Context, name, value string, life time.Duration) {
	k := &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second), HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode}
	if sharedDevice(c.Request) {
		k.MaxAge = 0
	}
	http.SetCookie(c.Writer, k)
}

func (s *site) dropCookie(c *gin.Context, name string) {
	http.SetCookie(c.Writer, &http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
}

// looked writes down that somebody who is not the owner saw or changed a case.
func (s *site) looked(c *gin.Context, p *person, k *cases.Case, st accounts.Standing) error {
	if st == accounts.Owner || p.account == nil {
		return nil
	}
	what := accounts.AccessSeen
	if c.Request.Method == http.MethodPost {
		what = accounts.AccessChanged
	}
	return s.Store.Note(c, accounts.Access{OrgID: k.OrgID, CaseID: k.ID, AccountID: p.account.ID, Actor: string(st), What: what, HappenedAt: s.Now()})
}
