package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/store"
)

// mustZip opens an answer as a ZIP file and returns its files by name.
func mustZip(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name], err = io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestTakeEverythingAndOpenItElsewhere(t *testing.T) {
	s := mustSite(t)
	_, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	one, two := b.mustCase(), b.mustCase()
	_, stranger := s.mustAccount("outra@example.org", accounts.Buyer, "")
	stranger.mustCase()
	mustHave(t, b.page("/conta/baixar"), "Um arquivo ZIP com 2 casos.")
	w := b.post("/conta/baixar", nil)
	if w.Code != 200 || w.Header().Get("Content-Disposition") != `attachment; filename="degrau.zip"` || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	files := mustZip(t, w.Body.Bytes())
	if len(files) != 3 {
		t.Fatalf("%d files", len(files))
	}
	var about struct {
		Format, Email string
		Sessions      []any
	}
	if err := json.Unmarshal(files["account.json"], &about); err != nil || about.Format != "degrau-account" || about.Email != "maria@example.org" || len(about.Sessions) != 1 {
		t.Errorf("%s %v", files["account.json"], err)
	}
	to, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	for name, data := range files {
		if strings.HasPrefix(name, "cases/") {
			k, err := to.Import(t.Context(), bytes.NewReader(data), int64(len(data)))
			if err != nil || len(k.Evidence()) != 1 || "/casos/"+k.ID != one && "/casos/"+k.ID != two {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	single := mustZip(t, b.post(one+"/baixar", nil).Body.Bytes())
	if len(single["case.json"]) == 0 {
		t.Errorf("one case: %d files", len(single))
	}
	mustHave(t, b.page(one+"/pessoas"), "cópia do caso inteiro")
}

func TestWhatCannotBeTakenBackAsksAgain(t *testing.T) {
	c := mustCast(t)
	srv := c.mustMail()
	base := c.mustShared()
	c.later(accounts.ProofLife)
	for _, way := range [][2]string{{"GET", "/conta/baixar"}, {"GET", "/conta/apagar"}, {"POST", "/conta/baixar"}, {"POST", "/conta/apagar"},
		{"GET", base + "/apagar"}, {"POST", base + "/apagar"}, {"POST", base + "/baixar"}, {"POST", base + "/pessoas"}} {
		w := c.owner.send(request(route{method: way[0], form: url.Values{"nome": {"Ana"}, "dias": {"7"}}}, way[1]))
		if to := w.Header().Get("Location"); w.Code != 303 || !strings.HasPrefix(to, "/conta/provar?para=/c") {
			t.Errorf("%s %s: %d %s", way[0], way[1], w.Code, to)
		}
	}
	page := c.owner.page("/conta/provar?para=/conta/baixar")
	mustHave(t, page, "Confirme que é você", "Mandar código para d***@example.org")
	to := c.owner.to(c.owner.post("/conta/provar/codigo", url.Values{"para": {"/conta/baixar"}}))
	mustHave(t, c.owner.page(to), "Mandamos um código para d***@example.org")
	digits := sixDigits.FindString(srv.Wait(t).Text)
	if w := c.owner.post("/conta/provar", url.Values{"codigo": {"000000"}, "para": {"/conta/baixar"}}); w.Code != 422 {
		t.Errorf("a wrong code: %d", w.Code)
	}
	before := c.owner.cookies[sessionCookie]
	if to := c.owner.to(c.owner.post("/conta/provar", url.Values{"codigo": {digits}, "para": {"/conta/baixar"}})); to != "/conta/baixar" {
		t.Fatalf("after the proof: %s", to)
	}
	if c.owner.cookies[sessionCookie] == before {
		t.Error("the session kept its token")
	}
	c.owner.page("/conta/baixar")
	old := c.browser()
	old.cookies[sessionCookie] = before
	if strings.Contains(old.page("/conta"), "dona@") {
		t.Error("the old token still works")
	}
	if to := c.owner.to(c.owner.get("/conta/provar?para=https://evil.example")); to != "/" {
		t.Errorf("after a proof people are led to %s", to)
	}
	// Somebody else's code is no proof.
	c.later(accounts.ProofLife)
	c.owner.to(c.owner.post("/entrar", url.Values{"email": {"outra@example.org"}}))
	digits = sixDigits.FindString(srv.Wait(t).Text)
	if w := c.owner.post("/conta/provar", url.Values{"codigo": {digits}}); w.Code != 422 {
		t.Errorf("the code of another address proves: %d", w.Code)
	}
}

func TestEraseACaseAndThinkAgain(t *testing.T) {
	s := mustSite(t)
	_, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	stays, goes := b.mustCase(), b.mustCase()
	mustHave(t, b.page(goes+"/apagar"), "1 prova.", "Você tem 7 dias para desfazer. No dia 29 de novembro de 2026 some de vez.")
	for _, base := range []string{stays, goes} {
		receipt := b.to(b.post(base+"/apagar", nil))
		mustHave(t, s.browser().page(receipt), "Seu pedido está anotado", "29 de novembro de 2026")
		mustHave(t, b.page(base), "Este caso vai ser apagado em 29 de novembro de 2026.", "Desfazer")
		if base == stays {
			b.to(b.post(base+"/apagar/desfazer", nil))
			mustHave(t, s.browser().page(receipt), "Você desfez o pedido")
		}
	}
	for _, at := range []time.Duration{accounts.UndoLife - time.Minute, accounts.UndoLife} {
		if _, err := s.store.PurgeExpired(t.Context(), noon.Add(at), 50); err != nil {
			t.Fatal(err)
		}
		if at < accounts.UndoLife {
			b.page(goes)
		}
	}
	if w := b.get(goes); w.Code != 404 {
		t.Errorf("the erased case: %d", w.Code)
	}
	b.page(stays)
	k, err := s.store.Load(t.Context(), strings.TrimPrefix(goes, "/casos/"))
	if err != nil || k.State != cases.StateErased || len(k.VerifyChain()) > 0 {
		t.Errorf("%+v %v", k, err)
	}
}

func TestEraseEverythingLeavesAReceipt(t *testing.T) {
	s := mustSite(t)
	s.site.BaseURL = "https://degrau.example"
	srv := s.mustMail()
	a, b := s.mustAccount("maria@example.org", accounts.Buyer, "")
	base := b.mustCase()
	other := s.mustSession(a, 0)
	receipt := b.to(b.post("/conta/apagar", nil))
	letter := srv.Wait(t)
	if letter.To != "maria@example.org" || !strings.Contains(letter.Text, receipt) || strings.Contains(letter.Text, "TechWorld") {
		t.Errorf("letter: %+v", letter)
	}
	mustHave(t, b.page("/conta"), "A conta e os casos vão ser apagados em 29 de novembro de 2026.")
	if strings.Contains(other.page("/conta"), "maria@") {
		t.Error("another device is still signed in")
	}
	b.to(b.post("/conta/apagar/desfazer", nil))
	receipt = b.to(b.post("/conta/apagar", nil))
	for range 2 {
		if _, err := s.store.PurgeExpired(t.Context(), noon.Add(accounts.UndoLife), 50); err != nil {
			t.Fatal(err)
		}
	}
	page := s.browser().page(receipt)
	mustHave(t, page, "Está apagado", "Conta: apagado", "Caso: apagado", "1 prova.")
	for _, word := range []string{"maria", "TechWorld", "8150000000000011"} {
		if strings.Contains(page, word) {
			t.Errorf("the receipt says %q", word)
		}
	}
	if w := b.get(base); w.Code != 404 {
		t.Errorf("the case: %d", w.Code)
	}
	if strings.Contains(b.page("/conta"), "maria") {
		t.Error("the account is still there")
	}
	if w := s.browser().get("/apagado/" + noToken); w.Code != 404 {
		t.Errorf("a forged receipt: %d", w.Code)
	}
}

func TestThePaperIsTheProofOfWhoHasNoAccount(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	code := between(b.post("/conta/codigo", nil).Body.String(), `class="slipcode">`, "<")
	for _, path := range []string{base + "/apagar", "/conta/apagar", "/conta/baixar", base + "/baixar"} {
		for _, wrong := range []string{"", "0000-0000-0000-0000-0000"} {
			if w := b.post(path, url.Values{"retorno": {wrong}}); w.Code != 422 || !strings.Contains(w.Body.String(), "Código de retorno errado") {
				t.Errorf("%s with %q: %d", path, wrong, w.Code)
			}
		}
	}
	if w := b.post("/conta/baixar", url.Values{"retorno": {code}}); w.Code != 200 || len(mustZip(t, w.Body.Bytes())) != 2 {
		t.Errorf("with the code: %d", w.Code)
	}
	b.to(b.post("/conta/apagar", url.Values{"retorno": {code}}))
	mustHave(t, b.page(base), "Este caso vai ser apagado")
	b.to(b.post("/conta/apagar/desfazer", nil))
	if strings.Contains(b.page(base), "vai ser apagado") {
		t.Error("it cannot be undone")
	}
}

func TestHelpersComeAndGo(t *testing.T) {
	s := mustSite(t)
	_, owner := s.mustAccount("dona@example.org", accounts.Buyer, "")
	_, helper := s.mustAccount("filha@example.org", accounts.Buyer, "")
	base := owner.mustCase()
	for name, form := range map[string]url.Values{"no name": {"dias": {"7"}}, "no time": {"nome": {"Ana"}}, "for ever": {"nome": {"Ana"}, "dias": {"9999"}}} {
		if w := owner.post(base+"/pessoas", form); w.Code != 422 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	invite := func() string {
		page := owner.post(base+"/pessoas", url.Values{"nome": {`Ana <script>`}, "dias": {"7"}}).Body.String()
		if strings.Contains(page, "Ana <script>") {
			t.Error("a name is taken for HTML")
		}
		return "/convite/" + between(page, "/convite/", "<")
	}
	link, back := invite(), invite()
	anonymous := s.browser().page(link)
	mustHave(t, anonymous, "alguém pede sua ajuda")
	come := s.browser() // who has to sign in first is brought back to the invitation
	come.page(link)
	srv := s.mustMail()
	if to := come.mustSignIn(srv, "nova@example.org"); to != link {
		t.Errorf("after signing in: %s", to)
	}
	if strings.Contains(anonymous, "TechWorld") {
		t.Error("a stranger with the link learns what it is about")
	}
	mustHave(t, helper.page(link), "TechWorld Store", "Acesso até 29 de novembro de 2026.", "O caso continua sendo de quem convidou.")
	if to := helper.to(helper.post(link, nil)); !strings.HasPrefix(to, base) {
		t.Fatalf("accepted: %s", to)
	}
	if w := s.browser().get(link); w.Code != 404 {
		t.Errorf("an invitation twice: %d", w.Code)
	}
	mustHave(t, helper.page(base), "Você ajuda neste caso")
	if strings.Contains(helper.page(base), base+"/apagar") {
		t.Error("a helper is offered to erase the case")
	}
	page := owner.page(base + "/pessoas")
	mustHave(t, page, "filha@example.org", "visita ao caso", "convite aceito", "Ana &lt;script&gt;")
	mustHave(t, owner.page("/conta"), "Deixar outra pessoa ver um caso.")

	owner.to(owner.post(base+"/pessoas/"+between(page, "Convites sem resposta", "</ul>")[strings.Index(between(page, "Convites sem resposta", "</ul>"), "/pessoas/")+9:][:36]+"/retirar", nil))
	if w := helper.get(back); w.Code != 404 {
		t.Errorf("an invitation that was taken back: %d", w.Code)
	}
	owner.to(owner.post(base+"/pessoas/"+between(page, base+"/pessoas/", "/retirar")+"/retirar", nil))
	if w := helper.get(base); w.Code != 404 {
		t.Errorf("after access was withdrawn: %d", w.Code)
	}
	mustHave(t, owner.page("/conta"), "Terminou em 22 de novembro de 2026.")

	// What ends by itself ends.
	late := invite()
	helper.to(helper.post(late, nil))
	s.later(7 * 24 * time.Hour)
	if w := helper.get(base); w.Code != 404 {
		t.Errorf("after its seven days: %d", w.Code)
	}
}

func TestSettings(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	b.to(b.post("/conta/aparencia", url.Values{"tema": {"dark"}, "tamanho": {"larger"}, "lang": {"ro"}}))
	page := b.page("/conta")
	if !strings.Contains(page, `<html lang="ro" data-theme="dark" data-size="larger">`) {
		t.Errorf("%s", between(page, "<html", ">"))
	}
	if page := s.browser().page("/"); strings.Contains(page, "data-theme") {
		t.Error("a theme nobody chose")
	}
	a, c := s.mustAccount("maria@example.org", accounts.Buyer, "")
	c.to(c.post("/conta/aparencia", url.Values{"tema": {"dark"}, "tamanho": {"larger"}, "lang": {"ro"}}))
	c.to(c.post("/idioma", url.Values{"lang": {"es"}}))
	if got, err := s.store.Account(t.Context(), a.ID); err != nil || got.Language != "es" {
		t.Errorf("%+v %v", got, err)
	}
	for _, bad := range []url.Values{{}, {"tema": {"x"}, "tamanho": {"large"}, "lang": {"pt"}}, {"tema": {"dark"}, "tamanho": {"large"}, "lang": {"xx"}}} {
		if w := b.post("/conta/aparencia", bad); w.Code != 422 {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
	for _, forged := range []string{"dark", "dark.x", "dark.large.x", ""} {
		f := s.browser()
		f.cookies[lookCookie] = forged
		if page := f.page("/"); strings.Contains(page, "data-theme") || strings.Contains(page, "<script>") {
			t.Errorf("%q: %s", forged, between(page, "<html", ">"))
		}
	}
	c.to(c.post("/conta/guarda", url.Values{"meses": {"60"}}))
	if got, err := s.store.Account(t.Context(), a.ID); err != nil || got.KeepMonths != 60 {
		t.Errorf("%+v %v", got, err)
	}
	if w := c.post("/conta/guarda", url.Values{"meses": {"61"}}); w.Code != 422 {
		t.Errorf("%d", w.Code)
	}
}
