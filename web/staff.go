package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/civil"
)

// StaffPage lists who acts for others here, and lets the operator bring in more.
type StaffPage struct {
	Page
	People  []StaffRow
	Offices []Option
	Roles   []Option
	Link    string
	For     string
}

// StaffRow is one of them.
type StaffRow struct {
	ID, Who, Role, Office string
	Since                 civil.Date
	Suspended, Mine       bool
}

// operator returns the operator who asks; to everybody else the page is not there.
func (s *site) operator(c *gin.Context) (*person, error) {
	who, err := s.who(c)
	if err != nil {
		return nil, err
	}
	if who.half != nil && who.half.Role == accounts.Operator {
		return nil, elsewhere("/entrar/segundo")
	}
	if who.account == nil || who.account.Role != accounts.Operator {
		return nil, cases.NotFoundf("no_such_page")
	}
	return who, nil
}

func (s *site) showStaff(c *gin.Context) error {
	who, err := s.operator(c)
	if err != nil {
		return err
	}
	p, err := s.staffPage(c, who)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "staff", p)
}

func (s *site) staffPage(c *gin.Context, who *person) (StaffPage, error) {
	p := StaffPage{Page: s.page(c.Request, "account.staff.title")}
	offices, err := s.Store.Organisations(c)
	if err != nil {
		return p, err
	}
	names := map[string]string{}
	for _, o := range offices {
		names[o.ID] = o.Name
		p.Offices = append(p.Offices, Option{o.ID, o.Name, false})
	}
	for _, r := range []accounts.Role{accounts.Advocate, accounts.Supervisor, accounts.Operator} {
		p.Roles = append(p.Roles, Option{string(r), p.T("account.role." + string(r)), false})
	}
	list, err := s.Store.Staff(c)
	if err != nil {
		return p, err
	}
	for _, a := range list {
		name := a.Name
		if name == "" {
			name = a.Email
		}
		p.People = append(p.People, StaffRow{a.ID, name, p.T("account.role." + string(a.Role)), names[a.OrgID], civil.In(a.CreatedAt, houseZone),
			a.State == accounts.Suspended, a.ID == who.account.ID})
	}
	return p, nil
}

// inviteStaff makes a link that works once and for one day, and is shown once.
func (s *site) inviteStaff(c *gin.Context) error {
	plain(c)
	who, err := s.operator(c)
	if err != nil {
		return err
	}
	if _, err := s.proven(c, "/admin/pessoas"); err != nil {
		return err
	}
	role := accounts.Role(c.PostForm("papel"))
	p, err := s.staffPage(c, who)
	if err != nil {
		return err
	}
	if !role.Staff() {
		p.Faults = append(p.Faults, Fault{"papel", p.T("account.staff.norole")})
	}
	org, err := s.office(c, &p, role)
	if err != nil {
		return err
	}
	if len(p.Faults) > 0 {
		return s.show(c, http.StatusUnprocessableEntity, "staff", p)
	}
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	if err := s.Store.PutSetupLink(c, token.Hash(), role, org, s.Now()); err != nil {
		return err
	}
	if p, err = s.staffPage(c, who); err != nil {
		return err
	}
	base := s.BaseURL
	if base == "" {
		base = "http://" + c.Request.Host
	}
	p.Link, p.For = base+"/comecar/"+string(token), p.T("account.role."+string(role))
	return s.show(c, http.StatusOK, "staff", p)
}

// office is where the new person will work: one that is there, or a new one by its name. An operator has none.
func (s *site) office(c *gin.Context, p *StaffPage, role accounts.Role) (string, error) {
	if !role.Desk() || len(p.Faults) > 0 {
		return "", nil
	}
	if name := cut(tidy(c.PostForm("escritorio_novo")), 200); name != "" {
		o := &accounts.Organisation{Name: name, CreatedAt: s.Now()}
		err := s.Store.CreateOrganisation(c, o)
		return o.ID, err
	}
	for _, o := range p.Offices {
		if o.Value == c.PostForm("escritorio") {
			return o.Value, nil
		}
	}
	p.Faults = append(p.Faults, Fault{"escritorio", p.T("account.staff.nooffice")})
	return "", nil
}

// suspend keeps somebody out, or lets them in again. Nobody can keep themselves out.
func (s *site) suspend(c *gin.Context) error {
	plain(c)
	who, err := s.operator(c)
	if err != nil {
		return err
	}
	if _, err := s.proven(c, "/admin/pessoas"); err != nil {
		return err
	}
	a, err := s.Store.Account(c, c.Param("id"))
	if err != nil || !a.Role.Staff() || a.State == accounts.Gone || a.ID == who.account.ID {
		if err == nil || cases.IsKind(err, cases.NotFound) {
			err = cases.NotFoundf("no_such_account")
		}
		return err
	}
	if a.State == accounts.Suspended {
		a.State = accounts.Active
	} else {
		a.State = accounts.Suspended
		if err := s.Store.EndOtherSessions(c, a.ID, ""); err != nil {
			return err
		}
	}
	if err := s.Store.SaveAccount(c, a); err != nil {
		return err
	}
	return elsewhere("/admin/pessoas?feito=staff")
}
