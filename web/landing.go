package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// draftCookie names the draft this browser has not finished, so that the landing page can offer it.
const draftCookie = "degrau_draft"

// LandingPage is the first page, and /novo: the box.
type LandingPage struct {
	Page
	Text    string
	Problem string
	Draft   string
	Starts  []string
	Stair   Stair
}

func (s *site) landing(c *gin.Context) error {
	p := s.landingPage(c, "web.landing.title")
	return s.show(c, http.StatusOK, "landing", p)
}

func (s *site) landingPage(c *gin.Context, title string) LandingPage {
	p := LandingPage{Page: s.page(c.Request, title), Starts: []string{"not_delivered", "refund_missing", "charge_continues"}}
	p.NoIndex = false
	if hash := claimHash(c.Request); hash != "" {
		if id, err := c.Cookie(draftCookie); err == nil {
			if d, err := s.loadDraft(c, hash, id, s.Now()); err == nil && d.Opened == "" {
				p.Draft = id
			}
		}
	}
	p.Stair = Stair{Title: p.T("web.landing.how"), Desc: p.T("web.landing.stair.desc")}
	for _, k := range []string{"shop", "dispute", "bank", "bodies", "court"} {
		key := "web.landing.step." + k
		p.Stair.Steps = append(p.Stair.Steps, Rung{Name: p.T(key), State: "later", More: p.T(key + ".more")})
	}
	p.Stair.Drawn = p.Stair.Steps
	return p
}
