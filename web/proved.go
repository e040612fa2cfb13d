package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/proof"
)

// ProvedPage holds what the case says against what its exhibits show.
type ProvedPage struct {
	CaseBase
	Contradicted []ProvedRow
	Unproved     []ProvedRow
	Proved       []ProvedRow
}

// ProvedRow is one thing that the case says.
type ProvedRow struct {
	Text    string
	Edit    string // where it can be corrected
	Proofs  []ProvedPlace
	Against []ProvedPlace
}

// ProvedPlace is where an exhibit says something.
type ProvedPlace struct {
	Place, Label, Says, Snippet string
	Machine                     bool
	ID                          string // to say that it is not so
}

// Count is how many things the case says.
func (p ProvedPage) Count() int { return len(p.Contradicted) + len(p.Unproved) + len(p.Proved) }

func (s *site) showProved(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	p := ProvedPage{CaseBase: s.casePage(c, v, "web.proved.title")}
	moments := map[int64]Moment{}
	for _, m := range s.timeline(p.CaseBase, v) {
		moments[m.Seq] = m
	}
	all := s.shown(c, v)
	if all == nil {
		all = proof.Of(v.Case, nil)
	}
	for _, a := range all {
		row := s.provedRow(p.CaseBase, v, a, moments)
		switch a.State {
		case proof.Contradicted:
			p.Contradicted = append(p.Contradicted, row)
		case proof.Proved:
			p.Proved = append(p.Proved, row)
		default:
			p.Unproved = append(p.Unproved, row)
		}
	}
	return s.show(c, http.StatusOK, "proved", p)
}

func (s *site) provedRow(p CaseBase, v *view, a proof.Assertion, moments map[int64]Moment) ProvedRow {
	row := ProvedRow{Proofs: placesOf(p, a.Proofs), Against: placesOf(p, a.Against)}
	f := facts{&v.Facts, p.L, p.Today, s.Packs}
	if m, ok := moments[a.Seq]; ok && a.Event != nil {
		row.Text, row.Edit = m.Text, m.Edit
		if !a.Event.On.IsZero() || !a.Event.At.IsZero() {
			row.Text = p.L.Partial(m.Day) + ": " + m.Text
		}
		return row
	}
	if !v.Example {
		row.Edit = v.Base + "/dados#" + Field{Path: a.Path}.ID()
	}
	label, value := upper(p.L.FactLabel(a.Path)), f.text(a.Path)
	switch {
	case strings.HasPrefix(a.Path, "problems."):
		value = p.T("problem." + a.Value)
	case strings.HasPrefix(a.Path, "payments."):
		if pay, ok := paymentAt(v.Facts, a.Path); ok {
			value = f.money(pay.Amount) + bracketed(p.L, pay)
		}
	case value == "", strings.HasSuffix(a.Path, "on"): // days in full words, as the exhibits' own are
		value = p.L.Canonical(a.Value)
	}
	row.Text = label + ": " + value
	return row
}

// paymentAt is the payment whose amount stands at a path.
func paymentAt(f cases.Facts, path string) (cases.Payment, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(path, "payments."), ".amount"))
	if err != nil || n < 0 || n >= len(f.Payments) {
		return cases.Payment{}, false
	}
	return f.Payments[n], true
}

func placesOf(p CaseBase, all []proof.Place) []ProvedPlace {
	var out []ProvedPlace
	for _, x := range all {
		out = append(out, ProvedPlace{Place: p.L.Place(x.At.String()), Label: x.At.Exhibit, Says: p.L.Canonical(x.Says), Snippet: flat(x.Snippet), Machine: x.Machine, ID: x.ID})
	}
	return out
}
