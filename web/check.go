package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/accounts"
	"degrau/internal/civil"
	"degrau/internal/store"
)

// CheckPage shows what was understood.
type CheckPage struct {
	Page
	Action  string
	Rows    []Row
	Asks    []Ask // two readings, or an amount that may not have been paid
	Missing []Ask // at most five, by how much they change the next step
	Files   []string
	Refused []rejected
	Empty   bool
}

// maxAsked is how many missing facts one page asks for.
const maxAsked = 5

func (s *site) checkDraft(c *gin.Context) error {
	d, err := s.loadDraft(c, claimHash(c.Request), c.Param("id"), s.Now())
	if err != nil {
		return err
	}
	if d.Opened != "" { // the way back after confirming leads to the case, not to an old page
		c.Redirect(http.StatusSeeOther, "/casos/"+d.Opened)
		return nil
	}
	return s.show(c, http.StatusOK, "check", s.checkPage(c, d, nil))
}

func (s *site) checkPage(c *gin.Context, d *draft, bad []Field) CheckPage {
	p := CheckPage{Page: s.page(c.Request, "web.check.title"), Action: "/novo/" + d.id}
	p.Saved = true
	f := facts{&d.Facts, p.L, p.Today, s.Packs}
	p.Rows = f.rows(d)
	p.Asks = f.asks(d)
	p.Missing = f.missing(s.gaps(d), d)
	p.Refused = d.Refused
	p.Empty = len(d.Facts.Purchases)+len(d.Facts.Payments)+len(d.Facts.Problems) == 0
	for _, u := range d.files {
		p.Files = append(p.Files, u.Evidence.Name)
	}
	for _, x := range bad {
		p.Faults = append(p.Faults, Fault{x.ID(), x.Label + ": " + x.Fault})
		for i := range p.Rows {
			p.Rows[i].mend(x)
		}
		mendAll(p.Asks, x)
		mendAll(p.Missing, x)
	}
	return p
}

// mendAll puts back what was typed under a question and says what is wrong with it.
func mendAll(asks []Ask, x Field) {
	for i := range asks {
		if asks[i].Field.Path == x.Path {
			asks[i].Field.Text, asks[i].Field.Fault = x.Text, x.Fault
		}
	}
}

// gaps asks the plan which facts would change it.
func (s *site) gaps(d *draft) []escalation.Gap {
	return s.Packs.Plan(escalation.Situation{Facts: d.confirmed(), State: cases.StateOpen}, s.Now()).Gaps
}

// saveDraft keeps what the form says, and then does what the pressed button says.
func (s *site) saveDraft(c *gin.Context) error {
	plain(c)
	if err := c.Request.ParseForm(); err != nil {
		return formFault(err)
	}
	s.confirming.Lock() // a second press waits, and then finds the case that the first one made
	defer s.confirming.Unlock()
	hash := claimHash(c.Request)
	d, err := s.loadDraft(c, hash, c.Param("id"), s.Now())
	if err != nil {
		return err
	}
	if d.Opened != "" {
		c.Redirect(http.StatusSeeOther, "/casos/"+d.Opened+"?feito=opened")
		return nil
	}
	p := s.page(c.Request, "")
	f := facts{&d.Facts, p.L, p.Today, s.Packs}
	form := c.Request.PostForm
	changed, bad := f.take(form, f.formFields(d, f.missing(s.gaps(d), d)))
	d.Settled = append(d.Settled, changed...)
	for _, path := range form["nao_sei"] {
		f.forget(path)
	}
	back := f.press(d, form.Get("fazer"))
	if err := s.putDraft(c, d, hash); err != nil {
		return err
	}
	if len(bad) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "check", s.checkPage(c, d, bad))
	}
	if form.Get("fazer") != "confirmar" {
		c.Redirect(http.StatusSeeOther, "/novo/"+d.id+back)
		return nil
	}
	return s.openCase(c, d, hash)
}

// press does what a button of the page says and returns where on the page to go on.
func (f facts) press(d *draft, button string) string {
	what, rest, _ := strings.Cut(button, ":")
	path, value, _ := strings.Cut(rest, "=")
	switch what {
	case "leitura":
		if d.open(path) && f.set(path, value, []string{value}) == nil {
			f.confirm(path)
			d.Settled = append(d.Settled, path)
		}
	case "pagou":
		if f.set(path, value, nil) == nil {
			d.Settled = append(d.Settled, path, strings.TrimSuffix(path, "role")+"amount")
			f.confirm(path)
			f.confirm(strings.TrimSuffix(path, "role") + "amount")
		}
	case "nao_sei":
		if d.open(path) && f.set(path, "", nil) == nil { // neither of two readings stays behind
			f.forget(path)
			d.Settled = append(d.Settled, path)
		}
	}
	return "#conferir"
}

// openCase makes a case of the draft; the files become its exhibits in the same transaction.
func (s *site) openCase(c *gin.Context, d *draft, hash string) error {
	now := s.Now()
	if err := s.Store.KeepPacks(c, s.Packs.Snapshot(), s.Packs.Archive, now); err != nil {
		return err
	}
	who, err := s.who(c)
	if err != nil {
		return err
	}
	org := ""
	if who.account != nil && who.account.Role.Desk() { // an office's case from the start
		org = who.account.OrgID
	}
	k, err := cases.OpenUnder(d.confirmed(), s.Packs.Snapshot(), org, who.actor(), now)
	if err != nil {
		return s.refuseDraft(c, d, err)
	}
	for _, u := range d.files {
		x := s.heardOf(c, u.Evidence, k.Facts(), heardAtOnce).Describe(u.Evidence)
		if _, err := k.AddEvidence(x, who.actor(), now); err != nil {
			return err
		}
	}
	if err := keepWords(k, d, civil.In(now, houseZone), who.actor(), now); err != nil {
		return err
	}
	if err := s.createCase(c, k, who, hash); err != nil {
		return err
	}
	if err := s.putDraft(c, &draft{id: d.id, Opened: k.ID}, hash); err != nil { // its words are now the case's
		return err
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: draftCookie, Path: "/", MaxAge: -1})
	c.Redirect(http.StatusSeeOther, "/casos/"+k.ID+"?feito=opened")
	return nil
}

// createCase saves a new case for whom it belongs to: an account, an office, or this browser for thirty days.
func (s *site) createCase(c *gin.Context, k *cases.Case, who *person, hash string) error {
	now, a := s.Now(), who.account
	switch {
	case a != nil && keeps(a):
		return s.Store.CreateFor(c, k, &accounts.Grant{AccountID: a.ID, Standing: accounts.Owner, GivenBy: a.ID, CreatedAt: now, ExpiresAt: accounts.Forever})
	case a != nil && a.Role.Desk():
		return s.Store.Create(c, k, nil)
	}
	s.claim(c) // the cookie lives thirty days from here
	return s.Store.Create(c, k, &store.Claim{TokenHash: hash, CaseID: k.ID, ExpiresAt: now.Add(claimLife)})
}

// refuseDraft shows the page again with what cannot be.
func (s *site) refuseDraft(c *gin.Context, d *draft, err error) error {
	p := s.checkPage(c, d, nil)
	text := s.sentence(p.L, err)
	if text == "" {
		return err
	}
	p.Faults = append(p.Faults, Fault{Text: text})
	return s.show(c, http.StatusUnprocessableEntity, "check", p)
}
