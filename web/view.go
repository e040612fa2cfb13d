package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/accounts"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports"
)

// view is one case as the pages see it: the case itself, its facts, and the plan of this moment.
type view struct {
	Case    *cases.Case
	Facts   cases.Facts
	Plan    escalation.Plan
	Base    string // /casos/{id} or /exemplo
	Example bool
	open    reports.Opener

	who      *person
	Standing accounts.Standing // how who asks stands to the case
}

// actor is whose name stands by what is recorded now.
func (v *view) actor() string {
	if v.who == nil {
		return "owner"
	}
	return v.who.actor()
}

// load returns the case of the address if whoever asks has business in it; to everybody else it does not exist.
func (s *site) load(c *gin.Context) (*view, error) {
	if strings.HasPrefix(c.FullPath(), examplePath) {
		return s.example(s.localizer(c.Request))
	}
	who, err := s.who(c)
	if err != nil {
		return nil, err
	}
	k, standing, err := s.Store.LoadFor(c, who.holder(), c.Param("id"), s.Now())
	if err != nil {
		return nil, err
	}
	if k.State == cases.StateErased {
		return nil, cases.NotFoundf("no_such_case")
	}
	older, err := s.Store.PacksOf(c, k, s.Packs)
	if err != nil {
		return nil, err
	}
	if err := s.looked(c, who, k, standing); err != nil {
		return nil, err
	}
	v := s.viewOf(k, older, "/casos/"+k.ID)
	v.who, v.Standing = who, standing
	return v, nil
}

// viewOf plans a case under the packs it keeps and those of the day.
func (s *site) viewOf(k *cases.Case, older *escalation.Packs, base string) *view {
	f := k.Facts()
	p, _ := s.Packs.PlanKept(older, escalation.Situation{Facts: f, Exhibits: k.Evidence(), State: k.State}, s.Now())
	return &view{Case: k, Facts: f, Plan: p, Base: base, open: s.Store.OpenBlob}
}

// CaseBase is what every page of one case has.
type CaseBase struct {
	Page
	Base    string
	Heading string // what, from whom, how much
	Example bool
	Closed  bool
	Rev     int64 // the case's version, to see whether it changed meanwhile
}

// casePage starts a page of a case. An empty title takes the heading.
func (s *site) casePage(c *gin.Context, v *view, titleKey string, pairs ...any) CaseBase {
	p := CaseBase{Page: s.page(c.Request, titleKey, pairs...), Base: v.Base, Example: v.Example,
		Closed: v.Case.State == cases.StateClosed, Rev: v.Case.Version}
	p.Saved, p.Account = true, v.who != nil && v.who.account != nil
	p.Heading = heading(v.Facts, p.L)
	if p.Title == "" {
		p.Title = p.Heading
	}
	return p
}

// heading names a case by what was bought, from whom and for how much.
func heading(f cases.Facts, l *locale.Localizer) string {
	w := facts{&f, l, civil.Date{}, nil}
	var parts []string
	if len(f.Purchases) > 0 && f.Purchases[0].Item != "" {
		parts = append(parts, upper(f.Purchases[0].Item))
	} else if len(f.Problems) > 0 {
		parts = append(parts, upper(l.T("problem."+string(f.Problems[0]))))
	}
	company := w.text("parties.seller.name")
	if company == "" {
		company = w.text("parties.marketplace.name")
	}
	if company != "" {
		parts = append(parts, company)
	}
	for _, led := range f.Ledgers() {
		if led.Paid.Minor > 0 {
			parts = append(parts, l.Money(led.Paid))
			break
		}
	}
	if len(parts) == 0 {
		return l.T("web.case.untitled")
	}
	return strings.Join(parts, " · ")
}

// bodyName is a body's name in the page's language, or its id where the packs do not know it.
func (s *site) bodyName(l *locale.Localizer, id string) string {
	if b, ok := s.Packs.Body(id); ok {
		return l.Fill(b.Name, nil)
	}
	return id
}

// write records something on a case and saves it. Another write in between makes it load and try once more: adding
// what happened never clashes with what others added.
func (s *site) write(c *gin.Context, v *view, do func(*cases.Case) error) error {
	if v.Example {
		return refused{403, "web.error.example"}
	}
	if !v.Standing.May(accounts.Write) {
		return refused{403, "web.error.right"}
	}
	for try := 0; ; try++ {
		if err := do(v.Case); err != nil {
			return err
		}
		err := s.Store.Save(c, v.Case)
		if try > 0 || !cases.IsKind(err, cases.Conflict) {
			return err
		}
		if v.Case, v.Standing, err = s.Store.LoadFor(c, v.who.holder(), v.Case.ID, s.Now()); err != nil {
			return err
		}
	}
}
