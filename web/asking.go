package web

import (
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
)

// AskingPage is the ready message that asks somebody for a proof.
type AskingPage struct {
	CaseBase
	Wanted  Wanted
	Of      string
	OfName  string
	Others  []Option
	Message reports.Message
	Lang    string
	Rows    int
	Day     string
}

// askedFor finds the proof of the address and who is asked for it.
func (s *site) askedFor(c *gin.Context, v *view, of string) (escalation.Proof, escalation.AskFor, error) {
	x, ok := s.Packs.Proof(v.situation(), c.Param("proof"), s.Now())
	if !ok {
		return x, escalation.AskFor{}, cases.NotFoundf("no_such_proof", "proof", c.Param("proof"))
	}
	n := slices.IndexFunc(x.Ask, func(a escalation.AskFor) bool { return of == "" || a.Of == of })
	if n < 0 {
		return x, escalation.AskFor{}, cases.NotFoundf("nobody_to_ask", "proof", x.ID)
	}
	return x, x.Ask[n], nil
}

func (s *site) showAsking(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, a, err := s.askedFor(c, v, c.Query("a"))
	if err != nil {
		return err
	}
	p, err := s.askingPage(c, v, x, a)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "asking", p)
}

func (s *site) askingPage(c *gin.Context, v *view, x escalation.Proof, a escalation.AskFor) (AskingPage, error) {
	p := AskingPage{CaseBase: s.casePage(c, v, "web.askfor.title"), Of: a.Of}
	m, err := reports.AskMessage(reports.Input{Case: v.Case, Plan: v.Plan, Packs: s.Packs, Now: s.Now(), Version: s.Version}, x, a)
	if err != nil {
		return p, err
	}
	p.Message, p.Lang, p.Rows = m, langTag(m.Lang), rowsOf(m.Text)
	p.Wanted, p.OfName = s.wantedRow(p.CaseBase, v, x), reports.AskedName(s.Packs, v.Facts, a, p.L)
	for _, o := range p.Wanted.Ask {
		if o.Value != askHref(v, x.ID, a.Of) {
			p.Others = append(p.Others, o)
		}
	}
	p.Day = p.L.DateShort(p.Today)
	return p, nil
}

// rowsOf is how many rows of a small phone a text takes, so that nothing of it is hidden, on paper neither.
func rowsOf(text string) int {
	n := 1
	for _, line := range strings.Split(text, "\n") {
		n += 1 + utf8.RuneCountInString(line)/27
	}
	return n
}

// recordAsked records that the person sent the message.
func (s *site) recordAsked(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, a, err := s.askedFor(c, v, c.PostForm("a"))
	if err != nil {
		return err
	}
	p, err := s.askingPage(c, v, x, a)
	if err != nil {
		return err
	}
	f := newsForm{Kind: string(cases.ProofAsked), On: c.PostForm("dia")}
	read, bad := f.entry(p.Page)
	e := reports.AskEntry(s.Packs, v.Facts, x, a, read.On, p.L)
	if bad, err = s.recordOnce(c, v, p.Page, e, bad); err != nil {
		return err
	}
	if len(bad) > 0 {
		p.Faults, p.Day = bad, f.On
		return s.show(c, http.StatusUnprocessableEntity, "asking", p)
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=asked#prova-"+x.ID)
	return nil
}
