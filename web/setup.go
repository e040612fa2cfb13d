package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
)

// SetupPage lets one person become staff by a link that works once.
type SetupPage struct {
	Page
	Role  string
	Email string
	Name  string
	Token string
}

func (s *site) setupPage(c *gin.Context) (SetupPage, accounts.Token, error) {
	p := SetupPage{Page: s.page(c.Request, "account.setup.title")}
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return p, token, cases.NotFoundf("link_over")
	}
	role, err := s.Store.SetupRole(c, token.Hash(), s.Now())
	p.Role, p.Token = p.T("account.role."+string(role)), string(token)
	return p, token, err
}

func (s *site) showSetup(c *gin.Context) error {
	p, _, err := s.setupPage(c)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "setup", p)
}

func (s *site) useSetup(c *gin.Context) error {
	plain(c)
	if err := s.attempt(c, ""); err != nil {
		return err
	}
	p, token, err := s.setupPage(c)
	if err != nil {
		return err
	}
	p.Email, p.Name = tidy(c.PostForm("email")), cut(tidy(c.PostForm("nome")), 200)
	email, err := accounts.ParseEmail(p.Email)
	if err != nil {
		p.Faults = append(p.Faults, Fault{"email", s.sentence(p.L, err)})
	}
	if p.Name == "" {
		p.Faults = append(p.Faults, Fault{"nome", p.T("account.setup.noname")})
	}
	if len(p.Faults) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "setup", p)
	}
	now := s.Now()
	a := &accounts.Account{Email: email, Name: p.Name, Language: p.L.Lang(), KeepMonths: accounts.KeepDefault, CreatedAt: now, SeenAt: now}
	switch err := s.Store.UseSetupLink(c, token.Hash(), a, now); {
	case cases.IsKind(err, cases.Conflict):
		p.Faults = append(p.Faults, Fault{"email", s.sentence(p.L, err)})
		return s.show(c, http.StatusUnprocessableEntity, "setup", p)
	case err != nil:
		return err
	}
	if err := s.signIn(c, a, false); err != nil {
		return err
	}
	return elsewhere("/entrar/segundo")
}
