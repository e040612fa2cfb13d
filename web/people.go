package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/civil"
)

// PeoplePage says who may look into a case and who did, and lets others in.
type PeoplePage struct {
	CaseBase
	Signed  bool
	Helpers []HelperRow
	Invited []HelperRow
	Looks   []AccessRow
	Name    string
	Days    []Option
	Link    string // of the invitation that was just made; shown once
	For     string
	Erasure civil.Date // the day the case goes; zero: it stays
}

// HelperRow is somebody who was let in, or invited.
type HelperRow struct {
	ID, Who string
	Until   civil.Date
	Over    bool
}

// owned returns a case that the person may do this to, after a fresh proof where they have an account.
func (s *site) owned(c *gin.Context, r accounts.Right, to string) (*view, error) {
	v, err := s.load(c)
	if err != nil {
		return nil, err
	}
	if v.who == nil || !v.Standing.May(r) {
		return nil, refused{http.StatusForbidden, "web.error.right"}
	}
	if v.who.account != nil && to != "" {
		if _, err := s.proven(c, to); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (s *site) showPeople(c *gin.Context) error {
	v, err := s.owned(c, accounts.Invite, "")
	if err != nil {
		return err
	}
	p, err := s.peoplePage(c, v)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "people", p)
}

func (s *site) peoplePage(c *gin.Context, v *view) (PeoplePage, error) {
	p := PeoplePage{CaseBase: s.casePage(c, v, "account.people.title"), Signed: v.who.account != nil}
	now := s.Now()
	for _, n := range accounts.AccessDays {
		p.Days = append(p.Days, Option{strconv.Itoa(n), p.T("account.people.days", "n", n), n == 30})
	}
	grants, err := s.Store.Grants(c, v.Case.ID)
	if err != nil {
		return p, err
	}
	names := map[string]string{}
	for _, g := range grants {
		if g.Standing == accounts.Owner {
			continue
		}
		who, err := s.personName(c, p.Page, g.AccountID)
		if err != nil {
			return p, err
		}
		names[g.AccountID] = who
		p.Helpers = append(p.Helpers, HelperRow{g.ID, who, civil.In(g.ExpiresAt, houseZone), !g.Live(now)})
	}
	invited, err := s.Store.Invitations(c, v.Case.ID, now)
	if err != nil {
		return p, err
	}
	for _, i := range invited {
		p.Invited = append(p.Invited, HelperRow{i.ID, i.Name, civil.In(i.ExpiresAt, houseZone), false})
	}
	looks, err := s.Store.Accesses(c, v.Case.ID, 50)
	if err != nil {
		return p, err
	}
	for _, x := range looks {
		who := names[x.AccountID]
		switch {
		case x.Actor == "owner":
			who = p.T("account.actor.you")
		case who == "":
			if who, err = s.personName(c, p.Page, x.AccountID); err != nil {
				return p, err
			}
		}
		p.Looks = append(p.Looks, p.access(x, who))
	}
	gone, err := s.Store.ErasureOf(c, v.Case.ID)
	if gone != nil {
		p.Erasure = civil.In(gone.DueAt, houseZone)
	}
	return p, err
}

// personName is how the owner of a case gets to know who was let in: by the name or address they came with.
func (s *site) personName(c *gin.Context, p Page, id string) (string, error) {
	a, err := s.Store.Account(c, id)
	switch {
	case cases.IsKind(err, cases.NotFound) || err == nil && a.State == accounts.Gone:
		return p.T("account.actor.gone"), nil
	case err != nil:
		return "", err
	case a.Name != "":
		return a.Name, nil
	case a.Email != "":
		return a.Email, nil
	}
	return p.T("account.actor.helper"), nil
}

// invite makes a link for one person. It is shown in the answer and kept nowhere; the yes of the owner is written down.
func (s *site) invite(c *gin.Context) error {
	plain(c)
	here := "/casos/" + c.Param("id") + "/pessoas"
	v, err := s.owned(c, accounts.Invite, here)
	if err != nil {
		return err
	}
	if v.who.account == nil { // a case that only a browser holds has nobody to answer for it
		return elsewhere("/entrar")
	}
	name, days := cut(tidy(c.PostForm("nome")), 100), 0
	for _, n := range accounts.AccessDays {
		if c.PostForm("dias") == strconv.Itoa(n) {
			days = n
		}
	}
	p, err := s.peoplePage(c, v)
	if err != nil {
		return err
	}
	if p.Name = name; name == "" {
		p.Faults = append(p.Faults, Fault{"nome", p.T("account.people.noname")})
	}
	if days == 0 {
		p.Faults = append(p.Faults, Fault{"dias", p.T("account.people.nodays")})
	}
	if len(p.Faults) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "people", p)
	}
	token, err := s.putInvitation(c, v, name, days)
	if err != nil {
		return err
	}
	if p, err = s.peoplePage(c, v); err != nil {
		return err
	}
	base := s.BaseURL
	if base == "" {
		base = "http://" + c.Request.Host
	}
	p.Link, p.For = base+"/convite/"+string(token), name
	return s.show(c, http.StatusOK, "people", p)
}

func (s *site) putInvitation(c *gin.Context, v *view, name string, days int) (accounts.Token, error) {
	now, a := s.Now(), v.who.account
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return "", err
	}
	err = s.Store.PutInvitation(c, &accounts.Invitation{OrgID: v.Case.OrgID, CaseID: v.Case.ID, TokenHash: token.Hash(), Name: name, GivenBy: a.ID,
		CreatedAt: now, ExpiresAt: now.Add(accounts.InviteLife), Until: now.AddDate(0, 0, days)})
	if err == nil {
		err = s.Store.PutConsent(c, accounts.Consent{OrgID: a.OrgID, AccountID: a.ID, CaseID: v.Case.ID, Kind: accounts.ConsentShare, Wording: accounts.Wording, GivenAt: now})
	}
	if err == nil {
		err = s.note(c, v, accounts.AccessInvited)
	}
	return token, err
}

// note writes down what the person did with a case.
func (s *site) note(c *gin.Context, v *view, what accounts.AccessKind) error {
	x := accounts.Access{OrgID: v.Case.OrgID, CaseID: v.Case.ID, Actor: string(v.Standing), What: what, HappenedAt: s.Now()}
	if v.who.account != nil {
		x.AccountID = v.who.account.ID
	}
	return s.Store.Note(c, x)
}

// turnOut ends somebody's access, or takes an invitation back. It needs no fresh proof: to shut a door is always safe.
func (s *site) turnOut(c *gin.Context) error {
	plain(c)
	v, err := s.owned(c, accounts.Invite, "")
	if err != nil {
		return err
	}
	err = s.Store.Withdraw(c, v.Case.ID, c.Param("quem"), s.Now())
	if cases.IsKind(err, cases.NotFound) {
		err = s.Store.TakeBack(c, v.Case.ID, c.Param("quem"))
	}
	if err != nil {
		return err
	}
	if err := s.note(c, v, accounts.AccessTurnedOut); err != nil {
		return err
	}
	if err := s.endShare(c, v); err != nil {
		return err
	}
	return elsewhere(v.Base + "/pessoas?feito=turned_out")
}

// endShare writes down that a consent is over once nobody is let in any more.
func (s *site) endShare(c *gin.Context, v *view) error {
	if v.who.account == nil {
		return nil
	}
	now := s.Now()
	grants, err := s.Store.Grants(c, v.Case.ID)
	if err != nil {
		return err
	}
	invited, err := s.Store.Invitations(c, v.Case.ID, now)
	if err != nil || len(invited) > 0 {
		return err
	}
	if slices.ContainsFunc(grants, func(g accounts.Grant) bool { return g.Standing != accounts.Owner && g.Live(now) }) {
		return nil
	}
	return s.Store.EndConsents(c, v.who.account.ID, v.Case.ID, accounts.ConsentShare, now)
}

// InvitationPage says into what somebody is invited, and asks.
type InvitationPage struct {
	Page
	Name    string
	Heading string
	Until   civil.Date
	Token   string
	Signed  bool
	Office  bool // the whole office comes in
}

func (s *site) showInvitation(c *gin.Context) error {
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return cases.NotFoundf("link_over")
	}
	i, err := s.Store.InvitationOf(c, token.Hash(), s.Now())
	if err != nil {
		return err
	}
	who, err := s.who(c)
	if err != nil {
		return err
	}
	p := InvitationPage{Page: s.page(c.Request, "account.invitation.title"), Name: i.Name, Until: civil.In(i.Until, houseZone), Token: string(token), Signed: who.account != nil}
	if p.Signed { // only somebody who can be named later learns what it is about
		k, err := s.Store.Load(c, i.CaseID)
		if err != nil {
			return err
		}
		p.Heading, p.Office = heading(k.Facts(), p.L), who.account.Role.Desk()
	}
	if !p.Signed {
		s.setCookie(c, invitedCookie, string(token), time.Hour)
	}
	return s.show(c, http.StatusOK, "invitation", p)
}

// invitedCookie brings somebody who had to sign in first back to their invitation.
const invitedCookie = "degrau_invited"

func (s *site) acceptInvitation(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return cases.NotFoundf("link_over")
	}
	if who.account.Role == accounts.Operator {
		return refused{http.StatusForbidden, "web.error.right"}
	}
	g, err := s.Store.Accept(c, token.Hash(), who.account, s.Now())
	if err != nil {
		return err
	}
	s.dropCookie(c, invitedCookie)
	err = s.Store.Note(c, accounts.Access{OrgID: g.OrgID, CaseID: g.CaseID, AccountID: who.account.ID, Actor: string(g.Standing), What: accounts.AccessAccepted, HappenedAt: s.Now()})
	if err != nil {
		return err
	}
	return elsewhere("/casos/" + g.CaseID + "?feito=accepted")
}
