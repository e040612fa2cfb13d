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

// AccountPage is where a person sets how the pages look and decides about what is kept of them.
type AccountPage struct {
	Page
	Who      string // the address, or nothing
	Role     string
	Signed   bool
	Claimed  int // cases that only this browser opens
	HasCode  bool
	Mail     bool
	Shared   bool
	Themes   []Option
	Sizes    []Option
	Sessions []SessionRow
	Keys     []KeyRow
	Staff    bool
	Operator bool
	HasTOTP  bool
	Provider string
	Keep     []Option
	Consents []ConsentRow
	Accesses []AccessRow
	Erasure  civil.Date // the day everything goes; zero: it stays
}

// SessionRow is one device.
type SessionRow struct {
	ID, Device string
	Seen       civil.Date
	Mine       bool
	Shared     bool
}

// KeyRow is one passkey.
type KeyRow struct {
	ID, Name string
	Added    civil.Date
}

// ConsentRow is one yes.
type ConsentRow struct {
	What         string
	Given, Ended civil.Date
}

// AccessRow is one line of who did what.
type AccessRow struct {
	At         string
	Who, What  string
	HappenedAt civil.Date
}

func (s *site) showAccount(c *gin.Context) error {
	who, err := s.who(c)
	if err != nil {
		return err
	}
	p, err := s.accountPage(c, who)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "account", p)
}

func (s *site) accountPage(c *gin.Context, who *person) (AccountPage, error) {
	p := AccountPage{Page: s.page(c.Request, "account.title"), Mail: s.Mail != nil, Shared: sharedDevice(c.Request)}
	theme, size := look(c.Request)
	for _, x := range themes {
		p.Themes = append(p.Themes, Option{x, p.T("account.theme." + x), x == theme})
	}
	for _, x := range sizes {
		p.Sizes = append(p.Sizes, Option{x, p.T("account.size." + x), x == size})
	}
	if s.provider != nil {
		p.Provider = s.provider.name
	}
	if who.claim != "" {
		held, err := s.Store.ClaimedCases(c, who.claim, s.Now())
		if err != nil {
			return p, err
		}
		if p.Claimed = len(held); p.Claimed > 0 {
			if p.HasCode, err = s.Store.HasReturnCode(c, who.claim, s.Now()); err != nil {
				return p, err
			}
		}
	}
	if who.account == nil {
		return p, nil
	}
	return p, s.fillAccount(c, &p, who)
}

func (s *site) fillAccount(c *gin.Context, p *AccountPage, who *person) error {
	a := who.account
	p.Signed, p.Who, p.Staff, p.HasTOTP, p.Operator = true, a.Email, a.Role.Staff(), a.TOTP != "", a.Role == accounts.Operator
	p.Role = p.T("account.role." + string(a.Role))
	for _, m := range accounts.KeepChoices {
		text := p.T("account.keep.months", "n", int(m))
		if m == 0 {
			text = p.T("account.keep.forever")
		}
		p.Keep = append(p.Keep, Option{strconv.FormatInt(m, 10), text, m == a.KeepMonths})
	}
	list, err := s.Store.Sessions(c, a.ID, s.Now())
	if err != nil {
		return err
	}
	for _, x := range list {
		p.Sessions = append(p.Sessions, SessionRow{x.ID, x.Device, civil.In(x.SeenAt, houseZone), x.ID == who.session.ID, x.Shared == 1})
	}
	keys, err := s.Store.Passkeys(c, a.ID)
	if err != nil {
		return err
	}
	for _, k := range keys {
		p.Keys = append(p.Keys, KeyRow{k.ID, k.Name, civil.In(k.CreatedAt, houseZone)})
	}
	given, err := s.Store.Consents(c, a.ID)
	if err != nil {
		return err
	}
	for _, x := range given {
		row := ConsentRow{What: p.T("account.consent." + string(x.Kind)), Given: civil.In(x.GivenAt, houseZone)}
		if x.EndedAt != nil {
			row.Ended = civil.In(*x.EndedAt, houseZone)
		}
		p.Consents = append(p.Consents, row)
	}
	done, err := s.Store.AccountAccesses(c, a.ID, 20)
	if err != nil {
		return err
	}
	for _, x := range done {
		p.Accesses = append(p.Accesses, p.access(x, p.T("account.actor.you")))
	}
	gone, err := s.Store.AccountErasure(c, a.ID)
	if gone != nil {
		p.Erasure = civil.In(gone.DueAt, houseZone)
	}
	return err
}

// access puts one line of the history of looks into words.
func (p Page) access(x accounts.Access, who string) AccessRow {
	return AccessRow{p.L.Clock(x.HappenedAt, houseZone), who, p.T("account.did." + string(x.What)), civil.In(x.HappenedAt, houseZone)}
}

// KeepPage asks whether the cases of this browser shall go into the account.
type KeepPage struct {
	Page
	Cases []CaseCard
	Who   string
	Keep  int // months
}

func (s *site) showKeep(c *gin.Context) error {
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	if !keeps(who.account) {
		return elsewhere("/conta")
	}
	p := KeepPage{Page: s.page(c.Request, "account.keepcases.title"), Who: who.account.Email, Keep: int(who.account.KeepMonths)}
	if who.claim == "" {
		return elsewhere("/casos")
	}
	held, err := s.Store.ClaimedCases(c, who.claim, s.Now())
	if err != nil {
		return err
	}
	for _, h := range held[:min(len(held), maxCards)] {
		k, err := s.Store.Load(c, h.ID)
		if err != nil {
			return err
		}
		p.Cases = append(p.Cases, CaseCard{Heading: heading(k.Facts(), p.L), Code: k.Code})
	}
	if len(p.Cases) == 0 {
		return elsewhere("/casos")
	}
	return s.show(c, http.StatusOK, "keep", p)
}

// keeps reports whether an account holds cases of its own: staff work on those of others.
func keeps(a *accounts.Account) bool { return a.Role == accounts.Buyer }

// keepCases moves the cases of this browser into the account. It is the yes of the person, so it is written down.
func (s *site) keepCases(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	if !keeps(who.account) || who.claim == "" {
		return elsewhere("/casos")
	}
	now, a := s.Now(), who.account
	ids, err := s.Store.AdoptClaims(c, who.claim, a, now)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return elsewhere("/casos")
	}
	err = s.Store.PutConsent(c, accounts.Consent{OrgID: a.OrgID, AccountID: a.ID, Kind: accounts.ConsentKeep, Wording: accounts.Wording, GivenAt: now})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Store.Note(c, accounts.Access{OrgID: a.OrgID, CaseID: id, AccountID: a.ID, Actor: "owner", What: accounts.AccessSaved, HappenedAt: now}); err != nil {
			return err
		}
	}
	return elsewhere("/casos?feito=kept")
}

// endSession signs one device out, or all the others.
func (s *site) endSession(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	if c.Param("id") == "outras" {
		err = s.Store.EndOtherSessions(c, who.account.ID, who.session.ID)
	} else {
		err = s.Store.EndSession(c, who.account.ID, c.Param("id"))
	}
	if err != nil {
		return err
	}
	return elsewhere("/conta?feito=session_ended#aparelhos")
}

func (s *site) setKeep(c *gin.Context) error {
	plain(c)
	who, err := s.signed(c)
	if err != nil {
		return err
	}
	months, err := strconv.ParseInt(c.PostForm("meses"), 10, 64)
	if err != nil || !slices.Contains(accounts.KeepChoices, months) {
		return cases.Invalidf("meses", "choose_keep")
	}
	if err := s.Store.SetKeep(c, who.account.ID, months); err != nil {
		return err
	}
	return elsewhere("/conta?feito=keep#guarda")
}

// useDevice says whether this device is the person's own.
func (s *site) useDevice(c *gin.Context) error {
	plain(c)
	s.setShared(c, c.PostForm("compartilhado") != "")
	if k, err := c.Request.Cookie(claimCookie); err == nil { // from here on it lives no longer than it may
		s.setCookie(c, claimCookie, k.Value, claimLife)
	}
	who, err := s.who(c)
	if err != nil {
		return err
	}
	if who.session != nil { // what a signed-in device may keep is decided when it signs in
		return s.signOut(c)
	}
	return elsewhere("/conta?feito=device")
}

// The looks people can choose.
var (
	themes = []string{"auto", "light", "dark"}
	sizes  = []string{"normal", "large", "larger"}
)

const lookCookie = "degrau_look"

// look is what the person chose; the first of each where they did not.
func look(r *http.Request) (theme, size string) {
	theme, size = themes[0], sizes[0]
	k, err := r.Cookie(lookCookie)
	if err != nil {
		return theme, size
	}
	for _, x := range themes {
		for _, y := range sizes {
			if k.Value == x+"."+y {
				return x, y
			}
		}
	}
	return theme, size
}

func (s *site) setLook(c *gin.Context) error {
	plain(c)
	theme, size, lang := c.PostForm("tema"), c.PostForm("tamanho"), c.PostForm("lang")
	if !slices.Contains(themes, theme) || !slices.Contains(sizes, size) || !cases.Known(lang, cases.Languages) {
		return cases.Invalidf("tema", "choose_look")
	}
	const year = 365 * 24 * time.Hour
	s.setCookie(c, lookCookie, theme+"."+size, year)
	s.setCookie(c, langCookie, lang, year)
	if err := s.speak(c, lang); err != nil {
		return err
	}
	return elsewhere("/conta?feito=look")
}
