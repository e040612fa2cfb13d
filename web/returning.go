package web

import (
	"html/template"
	"net/http"

	"github.com/boombuler/barcode/qr"
	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/civil"
)

// ReturnPage offers a code to write down, and shows it once.
type ReturnPage struct {
	Page
	Code  string
	QR    template.HTML
	Until civil.Date
	Has   bool // there is one already; a new one takes its place
	Site  string
}

func (s *site) showReturn(c *gin.Context) error {
	p, err := s.claimant(c)
	if err != nil {
		return err
	}
	has, err := s.Store.HasReturnCode(c, p.claim, s.Now())
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "returncode", ReturnPage{Page: s.page(c.Request, "account.return.title"), Has: has})
}

// claimant returns a browser that has cases of its own; who is signed in needs no code.
func (s *site) claimant(c *gin.Context) (*person, error) {
	p, err := s.who(c)
	if err != nil {
		return nil, err
	}
	if p.claim == "" {
		return nil, elsewhere("/conta")
	}
	held, err := s.Store.ClaimedCases(c, p.claim, s.Now())
	if err == nil && len(held) == 0 {
		err = elsewhere("/conta")
	}
	return p, err
}

// makeReturn draws the code and shows it in the answer itself: it is nowhere else, and no address leads to it again.
func (s *site) makeReturn(c *gin.Context) error {
	plain(c)
	who, err := s.claimant(c)
	if err != nil {
		return err
	}
	code, err := accounts.NewReturnCode(s.random)
	if err != nil {
		return err
	}
	until, err := s.Store.PutReturnCode(c, code, who.claim, s.Now())
	if err != nil {
		return err
	}
	if k, err := c.Request.Cookie(claimCookie); err == nil { // the browser keeps its own way in for as long
		s.setCookie(c, claimCookie, k.Value, accounts.ReturnLife)
	}
	p := ReturnPage{Page: s.page(c.Request, "account.return.done"), Code: code, Until: civil.In(until, houseZone), Site: s.BaseURL}
	if p.QR, err = qrPicture(code, p.T("account.return.qr")); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "returncode", p)
}

// useReturn brings the cases behind a code to this browser.
func (s *site) useReturn(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	s.setShared(c, c.PostForm("compartilhado") != "")
	code, ok := accounts.ParseReturnCode(c.PostForm("retorno"))
	var ids []string
	var err error = cases.Invalidf("retorno", "wrong_return_code")
	if ok {
		ids, err = s.Store.UseReturnCode(c, code, s.claim(c), s.Now())
	}
	if cases.IsKind(err, cases.Invalid) {
		p := s.signInPage(c)
		p.Code = tidy(c.PostForm("retorno"))
		p.Faults = append(p.Faults, Fault{"retorno", s.sentence(p.L, err)})
		return s.show(c, http.StatusUnprocessableEntity, "signin", p)
	}
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := s.Store.Note(c, accounts.Access{CaseID: id, Actor: "owner", What: accounts.AccessReturned, HappenedAt: s.Now()}); err != nil {
			return err
		}
	}
	return elsewhere("/casos?feito=returned")
}

// qrPicture draws a code as a picture, with its words beside it for who cannot see it.
func qrPicture(text, title string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	n := code.Bounds().Dx()
	var path []byte
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				path = append(path, "M"+itoa(int64(x+4))+" "+itoa(int64(y+4))+"h1v1h-1z"...)
			}
		}
	}
	size := itoa(int64(n + 8)) // a quiet margin of four, without which phones do not find it
	return template.HTML(`<svg class="qr" role="img" aria-label="` + template.HTMLEscapeString(title) + `" viewBox="0 0 ` + size + ` ` + size +
		`"><path class="paper" d="M0 0h` + size + `v` + size + `H0z"/><path d="` + string(path) + `"/></svg>`), nil
}
