package web

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
)

// ClosePage ends a case, or opens it again.
type ClosePage struct {
	CaseBase
	Outcomes []Option
	Running  []DeadlineRow // deadlines that still run: closing asks first
	Amount   string
}

// outcomes are the ways a case can end; each is kept as the result of the closing event.
var outcomes = []string{"all", "part", "gave_up", "too_late", "court"}

// result writes how a case ended.
func (p Page) result(r string) string {
	if slices.Contains(outcomes, r) {
		return p.T("web.outcome."+r) + "."
	}
	return r
}

func (s *site) showClose(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "close", s.closePage(c, v))
}

func (s *site) closePage(c *gin.Context, v *view) ClosePage {
	p := ClosePage{CaseBase: s.casePage(c, v, "web.close.title")}
	if p.Closed {
		p.Title = p.T("web.reopen.title")
	}
	for _, o := range outcomes {
		p.Outcomes = append(p.Outcomes, Option{o, p.T("web.outcome." + o), false})
	}
	for _, d := range s.deadlines(p.CaseBase, v) {
		if d.Mine && d.State == escalation.DeadlineOpen {
			p.Running = append(p.Running, d)
		}
	}
	return p
}

// closeCase ends the case; money that came back is an event of its own, so that it counts.
func (s *site) closeCase(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	p := s.closePage(c, v)
	outcome := c.PostForm("desfecho")
	if !slices.Contains(outcomes, outcome) {
		p.Faults = append(p.Faults, Fault{"desfecho", p.T("web.close.choose")})
	}
	var got cases.Money
	if t := tidy(c.PostForm("valor")); t != "" {
		if got, err = readMoney(t, ""); err != nil {
			p.Amount = t
			p.Faults = append(p.Faults, Fault{"valor", s.sentence(p.L, err)})
		}
	}
	if len(p.Faults) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "close", p)
	}
	err = s.write(c, v, func(k *cases.Case) error {
		if !got.IsZero() {
			if err := k.Record(cases.Entry{Kind: cases.RefundedEvent, Amount: got}, v.actor(), s.Now()); err != nil {
				return err
			}
		}
		return k.Record(cases.Entry{Kind: cases.Closed, Result: outcome}, v.actor(), s.Now())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=closed")
	return nil
}

func (s *site) reopenCase(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	err = s.write(c, v, func(k *cases.Case) error {
		return k.Record(cases.Entry{Kind: cases.Reopened}, v.actor(), s.Now())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=reopened")
	return nil
}
