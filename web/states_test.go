package web

import (
	"net/url"
	"strings"

	"degrau/internal/accounts"
)

// peopleStates adds the pages about people, in the states they can be in, as the languages of b show them.
func peopleStates(b *browser, base string, out map[string]string) {
	b.Helper()
	s := b.testSite
	page := func(who *browser, name, path string) { out[name] = who.page(path) }
	page(b, "sign in without mail", "/entrar")
	page(b, "account of a browser", "/conta")
	page(b, "a code to come", "/conta/codigo")
	page(b, "people of a browser", base+"/pessoas")
	page(b, "erase by a browser", base+"/apagar")
	page(b, "take by a browser", "/conta/baixar")
	page(b, "erase all by a browser", "/conta/apagar")
	out["the code"] = b.post("/conta/codigo", nil).Body.String()
	out["wrong paper"] = b.post("/conta/apagar", url.Values{"retorno": {"x"}}).Body.String()
	out["a code that is there"] = b.page("/conta/codigo")
	s.mustMail()
	fresh := s.browserIn(b.lang)
	page(fresh, "sign in", "/entrar")
	page(fresh, "account of nobody", "/conta")
	out["bad address"] = fresh.post("/entrar", url.Values{"email": {"x"}}).Body.String()
	out["bad return code"] = fresh.post("/entrar/retorno", url.Values{"retorno": {"x"}}).Body.String()
	page(fresh, "the digits", "/entrar/codigo")
	out["wrong digits"] = fresh.post("/entrar/codigo", url.Values{"codigo": {"000000"}}).Body.String()
	out["dead link"] = fresh.get("/entrar/link/" + noToken).Body.String()

	a, own := s.mustAccount(b.lang+"-maria@example.org", accounts.Buyer, "")
	own.lang = b.lang
	case2 := own.mustCase()
	page(own, "account", "/conta")
	page(own, "case in an account", case2)
	page(own, "cases of an account", "/casos")
	page(own, "people, nobody yet", case2+"/pessoas")
	invited := own.post(case2+"/pessoas", url.Values{"nome": {"Ana"}, "dias": {"30"}}).Body.String()
	out["people with a link"] = invited
	out["bad invitation"] = own.post(case2+"/pessoas", url.Values{}).Body.String()
	link := "/convite/" + between(invited, "/convite/", "<")
	page(fresh, "invitation for a stranger", link)
	desk, advocate := s.mustAccount(b.lang+"-ana@example.org", accounts.Advocate, "")
	advocate.lang = b.lang
	page(advocate, "invitation for an office", link)
	advocate.to(advocate.post(link, nil))
	page(advocate, "case of a helper", case2)
	page(own, "people", case2+"/pessoas")
	out["what a helper may not"] = advocate.get(case2 + "/apagar").Body.String()
	receipt := own.to(own.post(case2+"/apagar", nil))
	page(own, "case about to go", case2)
	page(own, "erase, asked", case2+"/apagar")
	page(own, "receipt", receipt)
	own.to(own.post("/conta/apagar", nil))
	page(own, "account about to go", "/conta")
	page(own, "erase all, asked", "/conta/apagar")
	half := s.mustSession(desk, 0)
	half.lang = b.lang
	page(half, "set up a second factor", "/entrar/segundo")
	out["wrong second factor"] = half.post("/entrar/segundo", url.Values{"codigo": {"000000"}}).Body.String()

	keeper := s.browserIn(b.lang)
	keeper.mustCase()
	keeper.cookies[sessionCookie] = s.mustSession(a, 0).cookies[sessionCookie]
	page(keeper, "keep cases", "/conta/guardar")
	page(keeper, "account with cases of a browser", "/conta")

	token, err := accounts.NewToken(s.site.random)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.store.PutSetupLink(b.Context(), token.Hash(), accounts.Operator, "", noon); err != nil {
		b.Fatal(err)
	}
	page(fresh, "setup", "/comecar/"+string(token))
	out["bad setup"] = fresh.post("/comecar/"+string(token), nil).Body.String()
	_, operator := s.mustAccount(b.lang+"-op@example.org", accounts.Operator, "")
	operator.lang = b.lang
	page(operator, "staff, no office", "/admin/pessoas")
	out["bad staff"] = operator.post("/admin/pessoas", nil).Body.String()
	out["staff with a link"] = operator.post("/admin/pessoas", url.Values{"papel": {"advocate"}, "escritorio_novo": {"Procon"}}).Body.String()
	out["bad office"] = operator.post("/admin/pessoas", url.Values{"papel": {"advocate"}}).Body.String()
	operator.post("/admin/pessoas/"+desk.ID+"/suspender", nil)
	page(operator, "staff", "/admin/pessoas")

	now := s.site.Now
	s.later(accounts.ProofLife)
	page(own, "prove", "/conta/provar?para=/conta")
	page(own, "prove, sent", own.to(own.post("/conta/provar/codigo", url.Values{"para": {"/conta"}})))
	out["wrong proof"] = own.post("/conta/provar", url.Values{"codigo": {"000000"}}).Body.String()
	s.site.Now = now
	s.site.Mail = nil
	for name, p := range out {
		if strings.TrimSpace(p) == "" {
			b.Errorf("%s is empty", name)
		}
	}
}
