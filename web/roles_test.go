package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"degrau/internal/accounts"
	"degrau/internal/mail"
	"degrau/internal/mailtest"
)

// mustAccount makes an account and a browser that is signed in to it with every factor.
func (s *testSite) mustAccount(email string, role accounts.Role, org string) (*accounts.Account, *browser) {
	s.Helper()
	a := &accounts.Account{OrgID: org, Role: role, State: accounts.Active, Email: email, Language: "pt", KeepMonths: accounts.KeepDefault, CreatedAt: noon, SeenAt: noon}
	if err := s.store.CreateAccount(s.Context(), a); err != nil {
		s.Fatal(err)
	}
	return a, s.mustSession(a, 1)
}

// mustSession is a browser with a session; second is 1 where the second factor was shown.
func (s *testSite) mustSession(a *accounts.Account, second int64) *browser {
	s.Helper()
	token, err := accounts.NewToken(s.site.random)
	if err != nil {
		s.Fatal(err)
	}
	now := s.site.Now()
	x := &accounts.Session{OrgID: a.OrgID, AccountID: a.ID, TokenHash: token.Hash(), Device: "Firefox, Linux", Second: second, ProvenAt: now, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(accounts.SessionLife)}
	if err := s.store.StartSession(s.Context(), x); err != nil {
		s.Fatal(err)
	}
	b := s.browser()
	b.cookies[sessionCookie] = string(token)
	return b
}

// mustMail gives the site a mail server.
func (s *testSite) mustMail() *mailtest.Server {
	s.Helper()
	srv := mailtest.Start(s, mailtest.Plain, "", "")
	m, err := mail.Parse("smtp://" + srv.Addr + "?tls=none&from=degrau@example.org")
	if err != nil {
		s.Fatal(err)
	}
	s.site.Mail = m
	return srv
}

// cast is everybody who can come to a case that is kept in an account.
type cast struct {
	*testSite
	owner, helper, advocate, supervisor, foreign, operator, other *browser
	helperA, advocateA                                            *accounts.Account
}

func mustCast(t testing.TB) *cast {
	s := mustSite(t)
	s.mustMail()
	s.site.tries, s.site.guesses = newLimiter(100_000, time.Second), newLimiter(100_000, time.Second) // another test is about these
	office, elsewhere := &accounts.Organisation{Name: "Procon", CreatedAt: noon}, &accounts.Organisation{Name: "Clínica", CreatedAt: noon}
	for _, o := range []*accounts.Organisation{office, elsewhere} {
		if err := s.store.CreateOrganisation(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	c := &cast{testSite: s}
	_, c.owner = s.mustAccount("dona@example.org", accounts.Buyer, "")
	_, c.other = s.mustAccount("outra@example.org", accounts.Buyer, "")
	c.helperA, c.helper = s.mustAccount("filha@example.org", accounts.Buyer, "")
	c.advocateA, c.advocate = s.mustAccount("advogada@example.org", accounts.Advocate, office.ID)
	_, c.supervisor = s.mustAccount("chefe@example.org", accounts.Supervisor, office.ID)
	_, c.foreign = s.mustAccount("longe@example.org", accounts.Advocate, elsewhere.ID)
	_, c.operator = s.mustAccount("operador@example.org", accounts.Operator, office.ID)
	return c
}

// mustShared opens a case in the owner's account and lets the helper and the advocate in.
func (c *cast) mustShared() string {
	c.Helper()
	base := c.owner.mustCase()
	for _, a := range []*accounts.Account{c.helperA, c.advocateA} {
		page := c.owner.post(base+"/pessoas", url.Values{"nome": {"Ana"}, "dias": {"7"}}).Body.String()
		token := between(page, "/convite/", "<")
		parsed, ok := accounts.ParseToken(token)
		if !ok {
			c.Fatalf("no invitation on the page: %s", firstHeading(page))
		}
		if _, err := c.store.Accept(c.Context(), parsed.Hash(), a, noon); err != nil {
			c.Fatal(err)
		}
	}
	return base
}

// ownerOnly are the routes of a case that are the owner's alone, with what the owner of an account gets. Everywhere else
// whoever was let in gets what the owner gets, and whoever was not learns nothing.
var ownerOnly = map[string]int{
	"GET /casos/:id/pessoas": 200, "POST /casos/:id/pessoas": 200, "POST /casos/:id/pessoas/:quem/retirar": 404, "POST /casos/:id/baixar": 200,
	"GET /casos/:id/apagar": 200, "POST /casos/:id/apagar": 303, "POST /casos/:id/apagar/desfazer": 404,
}

// changing are the ends of routes after which the case answers otherwise.
var changing = []string{"/encerrar", "/reabrir", "/retirar", "/:seq", "/apagar", "/desfazer", "/lido"}

func TestEveryRouteForEveryRole(t *testing.T) {
	c := mustCast(t)
	shared := c.mustShared()
	for _, r := range allRoutes {
		t.Run(r.method+" "+r.path, func(t *testing.T) {
			name := r.method + " " + r.path
			ofCase := strings.HasPrefix(r.path, "/casos/:id")
			owner, alone := ownerOnly[name]
			if !alone {
				owner = r.mine
			}
			for _, who := range []struct {
				name   string
				b      *browser
				inside bool
			}{{"the owner", c.owner, true}, {"a helper", c.helper, true}, {"the advocate", c.advocate, true}, {"her supervisor", c.supervisor, true},
				{"an advocate of another office", c.foreign, false}, {"an operator", c.operator, false}, {"another buyer", c.other, false}} {
				want := owner
				switch {
				case ofCase && !who.inside, strings.HasPrefix(r.path, "/novo/:id") && who.b != c.owner:
					want = 404
				case alone && who.b != c.owner:
					want = 403
				}
				base := shared
				if r.method == "POST" && ofCase && who.inside && slices.ContainsFunc(changing, func(end string) bool { return strings.HasSuffix(r.path, end) }) {
					base = c.mustShared() // each finds the case as it was
				}
				draft := c.owner.to(c.owner.post("/novo", url.Values{"texto": {"Comprei e não chegou"}}))
				path := strings.Replace(fillPath(t, c.owner, r.path, base, draft), ":quem", "nobody", 1)
				if strings.HasSuffix(r.path, "/reabrir") {
					c.owner.post(base+"/encerrar", url.Values{"desfecho": {"all"}}) // unless it is closed already
				}
				if w := who.b.send(request(r, path)); w.Code != want {
					t.Errorf("%s gets %d, want %d: %s", who.name, w.Code, want, firstHeading(w.Body.String()))
				}
			}
		})
	}
}

// peopleRoute is a route about people: what a stranger, a browser with a case, a buyer, an advocate, an operator, and
// an operator who has not shown the second factor get.
type peopleRoute struct {
	method, path                                      string
	stranger, holder, buyer, advocate, operator, half int
	form                                              url.Values
}

const noToken = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

var peopleRoutes = []peopleRoute{
	{"GET", "/entrar", 200, 200, 303, 303, 303, 303, nil},
	{"POST", "/entrar", 303, 303, 303, 303, 303, 303, url.Values{"email": {"x@example.org"}}},
	{"GET", "/entrar/codigo", 200, 200, 200, 200, 200, 200, nil},
	{"POST", "/entrar/codigo", 422, 422, 422, 422, 422, 422, url.Values{"codigo": {"000000"}}},
	{"GET", "/entrar/link/:token", 404, 404, 404, 404, 404, 404, nil},
	{"POST", "/entrar/link/:token", 404, 404, 404, 404, 404, 404, nil},
	{"POST", "/entrar/retorno", 422, 422, 422, 422, 422, 422, url.Values{"retorno": {"0000-0000-0000-0000-0000"}}},
	{"POST", "/entrar/chave/inicio", 200, 200, 200, 200, 200, 200, nil},
	{"POST", "/entrar/chave/fim", 404, 404, 404, 404, 404, 404, nil},
	{"GET", "/entrar/provedor", 404, 404, 404, 404, 404, 404, nil},
	{"GET", "/entrar/provedor/volta", 404, 404, 404, 404, 404, 404, nil},
	{"GET", "/entrar/segundo", 303, 303, 303, 200, 200, 200, nil},
	{"POST", "/entrar/segundo", 303, 303, 303, 422, 422, 422, url.Values{"codigo": {"000000"}}},
	{"POST", "/sair", 303, 303, 303, 303, 303, 303, nil},
	{"GET", "/comecar/:token", 404, 404, 404, 404, 404, 404, nil},
	{"POST", "/comecar/:token", 404, 404, 404, 404, 404, 404, url.Values{"email": {"y@example.org"}, "nome": {"Y"}}},
	{"GET", "/convite/:token", 404, 404, 404, 404, 404, 404, nil},
	{"POST", "/convite/:token", 303, 303, 404, 404, 403, 303, nil},
	{"GET", "/conta", 200, 200, 200, 200, 200, 200, nil},
	{"POST", "/conta/aparencia", 303, 303, 303, 303, 303, 303, url.Values{"tema": {"dark"}, "tamanho": {"large"}, "lang": {"pt"}}},
	{"POST", "/conta/aparelho", 303, 303, 303, 303, 303, 303, nil},
	{"GET", "/conta/codigo", 303, 200, 303, 303, 303, 303, nil},
	{"POST", "/conta/codigo", 303, 200, 303, 303, 303, 303, nil},
	{"GET", "/conta/guardar", 303, 303, 303, 303, 303, 303, nil},
	{"POST", "/conta/guardar", 303, 303, 303, 303, 303, 303, nil},
	{"POST", "/conta/guarda", 303, 303, 303, 303, 303, 303, url.Values{"meses": {"3"}}},
	{"POST", "/conta/sessoes/:id/encerrar", 303, 303, 303, 303, 303, 303, nil},
	{"POST", "/conta/chaves/inicio", 403, 403, 200, 200, 200, 200, nil},
	{"POST", "/conta/chaves/fim", 403, 403, 404, 404, 404, 404, nil},
	{"POST", "/conta/chaves/:id/apagar", 303, 303, 303, 409, 409, 303, nil},
	{"GET", "/conta/provar", 303, 303, 303, 303, 303, 303, nil},
	{"POST", "/conta/provar", 303, 303, 422, 422, 422, 303, url.Values{"codigo": {"000000"}}},
	{"POST", "/conta/provar/codigo", 303, 303, 303, 303, 303, 303, nil},
	{"GET", "/conta/baixar", 303, 200, 200, 200, 200, 303, nil},
	{"POST", "/conta/baixar", 303, 200, 200, 200, 200, 303, nil},
	{"GET", "/conta/apagar", 303, 200, 200, 200, 200, 303, nil},
	{"POST", "/conta/apagar/desfazer", 303, 303, 404, 404, 404, 303, nil},
	{"POST", "/conta/apagar", 303, 303, 303, 303, 303, 303, nil},
	{"GET", "/apagado/:token", 404, 404, 404, 404, 404, 404, nil},
	{"GET", "/admin/pessoas", 404, 404, 404, 404, 200, 303, nil},
	{"POST", "/admin/pessoas", 404, 404, 404, 404, 200, 303, url.Values{"papel": {"operator"}}},
	{"POST", "/admin/pessoas/:id/suspender", 404, 404, 404, 404, 404, 303, nil},
}

func TestEveryRouteAboutPeople(t *testing.T) {
	s := mustSite(t)
	s.mustMail()
	s.site.tries, s.site.guesses = newLimiter(100_000, time.Second), newLimiter(100_000, time.Second)
	for i, r := range peopleRoutes {
		t.Run(r.method+" "+r.path, func(t *testing.T) {
			tag := string(rune('a'+i/26)) + string(rune('a'+i%26))
			holder := s.browser()
			holder.mustCase()
			_, buyer := s.mustAccount("b"+tag+"@example.org", accounts.Buyer, "")
			_, advocate := s.mustAccount("v"+tag+"@example.org", accounts.Advocate, "")
			op, operator := s.mustAccount("o"+tag+"@example.org", accounts.Operator, "")
			path := strings.NewReplacer(":token", noToken, ":id", "nobody").Replace(r.path)
			for _, who := range []struct {
				name string
				b    *browser
				want int
			}{{"a stranger", s.browser(), r.stranger}, {"a browser with a case", holder, r.holder}, {"a buyer", buyer, r.buyer}, {"an advocate", advocate, r.advocate},
				{"an operator", operator, r.operator}, {"half an operator", s.mustSession(op, 0), r.half}} {
				w := who.b.send(request(route{method: r.method, path: r.path, form: r.form}, path))
				if w.Code != who.want {
					t.Errorf("%s gets %d, want %d: %s", who.name, w.Code, who.want, firstHeading(w.Body.String()))
				}
				if w.Code == 200 && r.method == "GET" && w.Header().Get("Cache-Control") != "no-store" {
					t.Errorf("%s: the page may be cached", who.name)
				}
			}
		})
	}
}

func TestEveryWriteFromAnotherSiteIsRefused(t *testing.T) {
	s := mustSite(t)
	_, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	base := b.mustCase()
	n := 0
	for _, r := range s.site.routes().Routes() {
		if r.Method == "GET" || r.Method == "HEAD" {
			continue
		}
		n++
		q := request(route{method: r.Method}, strings.NewReplacer("/casos/:id", base, ":token", noToken).Replace(r.Path))
		q.Header.Set("Sec-Fetch-Site", "cross-site")
		if w := b.send(q); w.Code != 403 || len(w.Result().Cookies()) > 0 {
			t.Errorf("%s %s: %d", r.Method, r.Path, w.Code)
		}
	}
	if n < 40 {
		t.Errorf("only %d writes", n)
	}
}

func TestWhoHasOneFactorOnlySeesNoCase(t *testing.T) {
	c := mustCast(t)
	base := c.mustShared()
	half := c.mustSession(c.advocateA, 0)
	for _, path := range []string{base, base + "/provas", base + "/dossie/br-procon.pdf", base + "/papel/br-jec.petition.docx"} {
		if w := half.get(path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if page := half.page("/casos"); strings.Contains(page, base) {
		t.Error("a case is listed to somebody with one factor")
	}
	if page := c.advocate.page("/casos"); !strings.Contains(page, base) {
		t.Error("the advocate's list lacks the case")
	}
}

func TestHistoriesNameTheAccount(t *testing.T) {
	c := mustCast(t)
	base := c.mustShared()
	c.helper.to(c.helper.post(base+"/novidade", url.Values{"tipo": {"note"}, "texto": {"liguei por ela"}}))
	k, err := c.store.Load(t.Context(), strings.TrimPrefix(base, "/casos/"))
	if err != nil {
		t.Fatal(err)
	}
	if last := k.Events[len(k.Events)-1]; last.Actor != c.helperA.ID || last.Entry.Text != "liguei por ela" {
		t.Errorf("%+v", last)
	}
	if first := k.Events[0]; first.Actor == "owner" || first.Actor == c.helperA.ID {
		t.Errorf("opened by %q", first.Actor)
	}
	page := c.owner.page(base + "/pessoas")
	mustHave(t, page, "filha@example.org", "mudança no caso", "advogada@example.org")
	if found := k.VerifyChain(); len(found) > 0 {
		t.Error(found)
	}
}
