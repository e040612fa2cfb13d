package web

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

// DataPage changes the facts of a case.
type DataPage struct {
	CaseBase
	Rows     []Row
	Missing  []Ask
	Told     bool    // there are words the person wrote at the start
	Personal []Field // asked last, and only for the bodies whose forms need them
}

// personal are the person's own data that forms ask for.
var personal = []string{"parties.consumer.name", "parties.consumer.tax_id", "parties.consumer.email", "parties.consumer.phone", "parties.consumer.address"}

// further are facts that have a row only once they are known; the form offers them all.
var further = []string{"parties.marketplace.name", "parties.seller.name", "parties.issuer.name", "purchases.0.item", "purchases.0.order_number", "purchases.0.on", "purchases.0.promised_on",
	"purchases.0.protection_ends_on", "purchases.0.total", "purchases.0.tracking", "payments.0.amount", "payments.0.method", "payments.0.instalments",
	"problems", "requests", "place"}

func (s *site) showData(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "data", s.dataPage(c, v, nil))
}

func (s *site) dataPage(c *gin.Context, v *view, bad []Field) DataPage {
	p := DataPage{CaseBase: s.casePage(c, v, "web.data.title")}
	f := facts{&v.Facts, p.L, p.Today, s.Packs}
	p.Rows = f.rows(nil)
	p.Told = wordsOf(v.Case) != ""
	p.Missing = f.missing(v.Plan.Gaps, nil)
	have := map[string]bool{}
	for _, r := range p.Rows {
		for _, x := range r.Fields {
			have[x.Path] = true
		}
	}
	for _, a := range p.Missing {
		have[a.Path] = true
	}
	for _, path := range further {
		if !have[path] {
			p.Rows = append(p.Rows, Row{ID: "r-" + path, Label: upper(p.L.FactLabel(path)), Value: "–", Sure: "missing", Fields: []Field{f.field(path)}})
		}
	}
	for _, path := range personal {
		p.Personal = append(p.Personal, f.field(path))
	}
	for _, x := range bad {
		p.Faults = append(p.Faults, Fault{x.ID(), x.Label + ": " + x.Fault})
		p.mend(x)
	}
	return p
}

// mend puts back what was typed and says what is wrong with it.
func (p *DataPage) mend(x Field) {
	for i := range p.Rows {
		p.Rows[i].mend(x)
	}
	for i := range p.Missing {
		if p.Missing[i].Path == x.Path {
			p.Missing[i].Field.Text, p.Missing[i].Field.Fault = x.Text, x.Fault
		}
	}
	for i := range p.Personal {
		if p.Personal[i].Path == x.Path {
			p.Personal[i].Text, p.Personal[i].Fault = x.Text, x.Fault
		}
	}
}

// fields are all inputs the page can send.
func (p DataPage) fields() []Field {
	var out []Field
	for _, r := range p.Rows {
		out = append(out, r.Fields...)
	}
	for _, a := range p.Missing {
		out = append(out, a.Field)
	}
	return append(out, p.Personal...)
}

// changeData replaces the facts as a whole; a case that changed meanwhile is a conflict the person sees.
func (s *site) changeData(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	if err := c.Request.ParseForm(); err != nil {
		return formFault(err)
	}
	form := c.Request.PostForm
	f := facts{&v.Facts, s.localizer(c.Request), s.page(c.Request, "").Today, s.Packs}
	changed, bad := f.take(form, s.dataPage(c, v, nil).fields())
	for _, path := range form["nao_sei"] {
		f.forget(path)
		changed = append(changed, path)
	}
	p := s.dataPage(c, v, bad)
	if n, err := strconv.ParseInt(form.Get("versao"), 10, 64); err != nil || n != v.Case.Version {
		p.Faults = append(p.Faults, Fault{Text: p.errorText("changed_meanwhile")})
		return s.show(c, http.StatusConflict, "data", p)
	}
	if len(bad) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "data", p)
	}
	if len(changed) > 0 {
		if err := v.Case.CorrectFacts(v.Facts, changed, v.actor(), s.Now()); err != nil {
			faults, err := faultOf(p.Page, err)
			if err != nil {
				return err
			}
			p.Faults = faults
			return s.show(c, http.StatusUnprocessableEntity, "data", p)
		}
		if err := s.Store.Save(c, v.Case); err != nil {
			return err
		}
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=data")
	return nil
}
