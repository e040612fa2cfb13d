package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
)

// MyCasesPage lists the cases of this browser, the soonest day first.
type MyCasesPage struct {
	LandingPage
	Open   []CaseCard
	Closed []CaseCard
	Signed bool
}

// CaseCard is one case in a list.
type CaseCard struct {
	Heading string
	Href    string
	Action  string
	By      civil.Date
	Left    string
	Code    string
}

// maxCards bounds how many cases one page works out plans for; newer ones come first.
const maxCards = 100

func (s *site) myCases(c *gin.Context) error {
	p := MyCasesPage{LandingPage: s.landingPage(c, "web.nav.cases")}
	p.NoIndex, p.Saved = true, true
	who, err := s.who(c)
	if err != nil {
		return err
	}
	p.Signed, p.Account = who.account != nil, who.account != nil
	if p.Signed || who.claim != "" {
		heads, err := s.Store.CasesOf(c, who.holder(), s.Now())
		if err != nil {
			return err
		}
		for i, h := range heads {
			if h.State == cases.StateErased || i >= maxCards {
				continue
			}
			k, _, err := s.Store.LoadFor(c, who.holder(), h.ID, s.Now())
			if err != nil {
				return err
			}
			older, err := s.Store.PacksOf(c, k, s.Packs)
			if err != nil {
				return err
			}
			p.add(s.card(p.Page, s.viewOf(k, older, "/casos/"+k.ID)), k.State)
		}
	}
	slices.SortStableFunc(p.Open, func(a, b CaseCard) int {
		if a.By.IsZero() != b.By.IsZero() {
			if a.By.IsZero() {
				return 1
			}
			return -1
		}
		return a.By.Compare(b.By)
	})
	return s.show(c, http.StatusOK, "mycases", p)
}

func (p *MyCasesPage) add(card CaseCard, state cases.State) {
	if state == cases.StateClosed {
		p.Closed = append(p.Closed, card)
		return
	}
	p.Open = append(p.Open, card)
}

func (s *site) card(p Page, v *view) CaseCard {
	card := CaseCard{Heading: heading(v.Facts, p.L), Href: v.Base, Code: v.Case.Code}
	switch n := v.Plan.Next; {
	case n != nil:
		card.Action, card.By = p.Say(n.Action), n.By
	case !v.Plan.WaitUntil.IsZero():
		card.Action, card.By = p.T("web.wait.until", "day", v.Plan.WaitUntil), v.Plan.WaitUntil
	}
	if !card.By.IsZero() {
		card.Left = p.left(card.By)
	}
	return card
}
