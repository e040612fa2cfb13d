package web

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/internal/civil"
)

// LeavePage asks before a case, or everything, is taken away or erased.
type LeavePage struct {
	CaseBase
	Whole  bool   // everything of the person, not one case
	Back   string // the page before
	Action string
	Cases  int
	Events int
	Files  int
	Due    civil.Date // on which it goes, if asked today
	Asked  civil.Date // on which it goes, since it was asked; zero: it was not
	Code   bool       // the code on paper is the proof
}

// ReceiptPage is what a person is left with.
type ReceiptPage struct {
	Page
	Rows   []ReceiptRow
	Asked  civil.Date
	Due    civil.Date
	Done   bool
	Undone bool
}

// ReceiptRow is one case of a receipt: counts and the last hash, and no word of it.
type ReceiptRow struct {
	State         string
	On            civil.Date
	Events, Files int
	Hash          string
	Account       bool
}

// proof checks what is asked before somebody without an account does what cannot be taken back: the code on paper, where
// there is one. Without it nothing tells the person from whoever holds their phone, and the page says so.
func (s *site) proof(c *gin.Context, who *person) (ok bool, err error) {
	if who.account != nil {
		return true, nil // proven before
	}
	has, err := s.Store.HasReturnCode(c, who.claim, s.Now())
	if err != nil || !has {
		return err == nil, err
	}
	if err := s.attempt(c, who.claim); err != nil {
		return false, err
	}
	code, typed := accounts.ParseReturnCode(c.PostForm("retorno"))
	if !typed {
		return false, nil
	}
	return s.Store.IsReturnCode(c, code, who.claim, s.Now())
}

// mine lists the cases that are the person's own.
func (s *site) mine(c *gin.Context, who *person) ([]*cases.Case, error) {
	heads, err := s.Store.CasesOf(c, who.holder(), s.Now())
	if err != nil {
		return nil, err
	}
	var out []*cases.Case
	for _, h := range heads {
		if h.State == cases.StateErased {
			continue
		}
		k, st, err := s.Store.LoadFor(c, who.holder(), h.ID, s.Now())
		if err != nil {
			return nil, err
		}
		if st == accounts.Owner {
			out = append(out, k)
		}
	}
	return out, nil
}

// leaver returns who wants to take everything away or erase it, proven where they have an account.
func (s *site) leaver(c *gin.Context, to string) (*person, []*cases.Case, error) {
	who, err := s.who(c)
	if err != nil {
		return nil, nil, err
	}
	if who.account == nil && who.claim == "" || who.half != nil {
		return nil, nil, elsewhere("/entrar")
	}
	if who.account != nil {
		if who, err = s.proven(c, to); err != nil {
			return nil, nil, err
		}
	}
	own, err := s.mine(c, who)
	return who, own, err
}

func (s *site) leavePage(c *gin.Context, who *person, own []*cases.Case, title string) (LeavePage, error) {
	p := LeavePage{CaseBase: CaseBase{Page: s.page(c.Request, title)}, Cases: len(own), Due: civil.In(s.Now().Add(accounts.UndoLife), houseZone)}
	for _, k := range own {
		p.Events += len(k.Timeline())
		p.Files += len(k.Evidence())
	}
	if who.account != nil {
		return p, nil
	}
	var err error
	p.Code, err = s.Store.HasReturnCode(c, who.claim, s.Now())
	return p, err
}

func (s *site) showEraseAll(c *gin.Context) error {
	who, own, err := s.leaver(c, "/conta/apagar")
	if err != nil {
		return err
	}
	p, err := s.eraseAllPage(c, who, own)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "erase", p)
}

func (s *site) eraseAllPage(c *gin.Context, who *person, own []*cases.Case) (LeavePage, error) {
	p, err := s.leavePage(c, who, own, "account.erase.all")
	p.Whole, p.Back, p.Action = true, "/conta", "/conta/apagar"
	if err != nil || who.account == nil {
		return p, err
	}
	gone, err := s.Store.AccountErasure(c, who.account.ID)
	if gone != nil {
		p.Asked = civil.In(gone.DueAt, houseZone)
	}
	return p, err
}

func (s *site) eraseAll(c *gin.Context) error {
	plain(c)
	who, own, err := s.leaver(c, "/conta/apagar")
	if err != nil {
		return err
	}
	p, err := s.eraseAllPage(c, who, own)
	if err != nil {
		return err
	}
	if len(own) == 0 && who.account == nil {
		return elsewhere("/conta")
	}
	return s.askErasure(c, who, own, p)
}

// askErasure checks the proof, writes the wish down and shows the receipt.
func (s *site) askErasure(c *gin.Context, who *person, own []*cases.Case, p LeavePage) error {
	ok, err := s.proof(c, who)
	if err != nil {
		return err
	}
	if !ok {
		p.Faults = append(p.Faults, Fault{"retorno", p.errorText("wrong_return_code")})
		return s.show(c, http.StatusUnprocessableEntity, "erase", p)
	}
	token, err := accounts.NewToken(s.random)
	if err != nil {
		return err
	}
	account, now := "", s.Now()
	if who.account != nil {
		account = who.account.ID
	}
	var ids []string
	for _, k := range own {
		ids = append(ids, k.ID)
	}
	if err := s.Store.AskErasure(c, ids, account, p.Whole && account != "", token.Hash(), now); err != nil {
		return err
	}
	for _, k := range own {
		if err := s.note(c, &view{Case: k, who: who, Standing: accounts.Owner}, accounts.AccessEraseAsk); err != nil {
			return err
		}
	}
	if p.Whole && who.account != nil { // whoever else is signed in must not undo it unseen
		if err := s.Store.EndOtherSessions(c, who.account.ID, who.session.ID); err != nil {
			return err
		}
	}
	s.sendReceipt(c, who, string(token))
	return elsewhere("/apagado/" + string(token))
}

// sendReceipt sends the address of the receipt to whoever has an address.
func (s *site) sendReceipt(c *gin.Context, who *person, token string) {
	if s.Mail == nil || who.account == nil || who.account.Email == "" || s.BaseURL == "" {
		return
	}
	l := s.localizer(c.Request)
	m := s.codeLetter(l, who.account.Email, "", "")
	m.Subject = l.T("account.mail.receipt")
	m.Text = l.T("account.mail.receipt.text", "day", civil.In(s.Now().Add(accounts.UndoLife), houseZone)) + "\n\n" + s.BaseURL + "/apagado/" + token + "\n"
	s.post(m)
}

func (s *site) undoEraseAll(c *gin.Context) error {
	plain(c)
	who, err := s.who(c)
	if err != nil {
		return err
	}
	if who.account == nil {
		if who.claim == "" {
			return elsewhere("/entrar")
		}
		own, err := s.mine(c, who)
		if err != nil {
			return err
		}
		for _, k := range own {
			if err := s.undoOne(c, &view{Case: k, who: who, Standing: accounts.Owner}); err != nil && !cases.IsKind(err, cases.NotFound) {
				return err
			}
		}
		return elsewhere("/conta?feito=undone")
	}
	if err := s.Store.UndoAccountErasure(c, who.account.ID); err != nil {
		return err
	}
	return elsewhere("/conta?feito=undone")
}

func (s *site) undoOne(c *gin.Context, v *view) error {
	if err := s.Store.UndoErasure(c, v.Case.ID); err != nil {
		return err
	}
	return s.note(c, v, accounts.AccessEraseUndo)
}

func (s *site) showErase(c *gin.Context) error {
	v, err := s.owned(c, accounts.Erase, "/casos/"+c.Param("id")+"/apagar")
	if err != nil {
		return err
	}
	p, err := s.erasePage(c, v)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "erase", p)
}

func (s *site) erasePage(c *gin.Context, v *view) (LeavePage, error) {
	p, err := s.leavePage(c, v.who, []*cases.Case{v.Case}, "account.erase.case")
	if err != nil {
		return p, err
	}
	p.CaseBase = s.casePage(c, v, "account.erase.case")
	p.Back, p.Action = v.Base, v.Base+"/apagar"
	gone, err := s.Store.ErasureOf(c, v.Case.ID)
	if gone != nil {
		p.Asked = civil.In(gone.DueAt, houseZone)
	}
	return p, err
}

func (s *site) erase(c *gin.Context) error {
	plain(c)
	v, err := s.owned(c, accounts.Erase, "/casos/"+c.Param("id")+"/apagar")
	if err != nil {
		return err
	}
	p, err := s.erasePage(c, v)
	if err != nil {
		return err
	}
	return s.askErasure(c, v.who, []*cases.Case{v.Case}, p)
}

// undoErase keeps a case after all. It needs no proof: nothing is lost by it.
func (s *site) undoErase(c *gin.Context) error {
	plain(c)
	v, err := s.owned(c, accounts.Erase, "")
	if err != nil {
		return err
	}
	if err := s.undoOne(c, v); err != nil {
		return err
	}
	return elsewhere(v.Base + "?feito=undone")
}

func (s *site) showReceipt(c *gin.Context) error {
	token, ok := accounts.ParseToken(c.Param("token"))
	if !ok {
		return cases.NotFoundf("no_such_page")
	}
	list, err := s.Store.Receipt(c, token.Hash())
	if err != nil {
		return err
	}
	p := ReceiptPage{Page: s.page(c.Request, "account.receipt.title"), Asked: civil.In(list[0].AskedAt, houseZone), Due: civil.In(list[0].DueAt, houseZone), Done: true, Undone: true}
	for _, e := range list {
		row := ReceiptRow{State: p.T("account.receipt." + string(e.State)), Events: int(e.Events), Files: int(e.Files), Hash: e.LastHash, Account: e.CaseID == ""}
		if e.DoneAt != nil {
			row.On = civil.In(*e.DoneAt, houseZone)
		}
		p.Done = p.Done && e.State == accounts.ErasureDone
		p.Undone = p.Undone && e.State == accounts.ErasureUndone
		p.Rows = append(p.Rows, row)
	}
	return s.show(c, http.StatusOK, "receipt", p)
}

func (s *site) showTake(c *gin.Context) error {
	who, own, err := s.leaver(c, "/conta/baixar")
	if err != nil {
		return err
	}
	p, err := s.leavePage(c, who, own, "account.take.title")
	if err != nil {
		return err
	}
	p.Whole, p.Back, p.Action = true, "/conta", "/conta/baixar"
	return s.show(c, http.StatusOK, "take", p)
}

// take sends everything of the person: each case as the archive that imports again, and what is kept about the account.
func (s *site) take(c *gin.Context) error {
	plain(c)
	who, own, err := s.leaver(c, "/conta/baixar")
	if err != nil {
		return err
	}
	ok, err := s.proof(c, who)
	if err != nil {
		return err
	}
	if !ok {
		p, err := s.leavePage(c, who, own, "account.take.title")
		if err != nil {
			return err
		}
		p.Whole, p.Back, p.Action = true, "/conta", "/conta/baixar"
		p.Faults = append(p.Faults, Fault{"retorno", p.errorText("wrong_return_code")})
		return s.show(c, http.StatusUnprocessableEntity, "take", p)
	}
	about, err := s.about(c, who)
	if err != nil {
		return err
	}
	for _, k := range own {
		if err := s.note(c, &view{Case: k, who: who, Standing: accounts.Owner}, accounts.AccessExported); err != nil {
			return err
		}
	}
	attach(c, "degrau.zip")
	return s.writeAll(c, c.Writer, own, about)
}

// attach says that a ZIP file follows.
func attach(c *gin.Context, name string) {
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", `attachment; filename="`+name+`"`)
}

func (s *site) writeAll(c *gin.Context, w io.Writer, own []*cases.Case, about []byte) error {
	z := zip.NewWriter(w)
	add := func(name string, method uint16, fill func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: s.Now().UTC()})
		if err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		return fill(f)
	}
	err := add("account.json", zip.Deflate, func(w io.Writer) error { _, err := w.Write(about); return err })
	for _, k := range own {
		if err == nil {
			err = add("cases/"+k.Code+".zip", zip.Store, func(w io.Writer) error { return s.Store.Export(c, k.ID, w, ExportCheck) })
		}
	}
	return errors.Join(err, z.Close())
}

// takeOne sends one case.
func (s *site) takeOne(c *gin.Context) error {
	plain(c)
	v, err := s.owned(c, accounts.Export, "/casos/"+c.Param("id")+"/apagar")
	if err != nil {
		return err
	}
	ok, err := s.proof(c, v.who)
	if err != nil {
		return err
	}
	if !ok {
		p, err := s.erasePage(c, v)
		if err != nil {
			return err
		}
		p.Faults = append(p.Faults, Fault{"retorno", p.errorText("wrong_return_code")})
		return s.show(c, http.StatusUnprocessableEntity, "erase", p)
	}
	if err := s.note(c, v, accounts.AccessExported); err != nil {
		return err
	}
	attach(c, v.Case.Code+".zip")
	return s.Store.Export(c, v.Case.ID, c.Writer, ExportCheck)
}

// about is what is kept of the person beside their cases, for their own reading and for other programs.
func (s *site) about(c *gin.Context, who *person) ([]byte, error) {
	type line struct {
		What  string     `json:"what"`
		At    time.Time  `json:"at"`
		Ended *time.Time `json:"ended,omitempty"`
		Text  string     `json:"wording,omitempty"`
	}
	out := struct {
		Format   string    `json:"format"`
		Version  int       `json:"format_version"`
		MadeAt   time.Time `json:"made_at"`
		Email    string    `json:"email,omitempty"`
		Name     string    `json:"name,omitempty"`
		Language string    `json:"language,omitempty"`
		Keep     *int64    `json:"keep_closed_cases_months,omitempty"`
		Created  time.Time `json:"created_at,omitzero"`
		Consents []line    `json:"consents"`
		Sessions []line    `json:"sessions"`
		Passkeys []line    `json:"passkeys"`
		History  []line    `json:"history"`
	}{Format: "degrau-account", Version: 1, MadeAt: s.Now().UTC().Truncate(time.Second), Consents: []line{}, Sessions: []line{}, Passkeys: []line{}, History: []line{}}
	if a := who.account; a != nil {
		out.Email, out.Name, out.Language, out.Keep, out.Created = a.Email, a.Name, a.Language, &a.KeepMonths, a.CreatedAt
		given, err := s.Store.Consents(c, a.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range given {
			out.Consents = append(out.Consents, line{string(x.Kind), x.GivenAt, x.EndedAt, x.Wording})
		}
		on, err := s.Store.Sessions(c, a.ID, s.Now())
		if err != nil {
			return nil, err
		}
		for _, x := range on {
			out.Sessions = append(out.Sessions, line{x.Device, x.SeenAt, nil, ""})
		}
		keys, err := s.Store.Passkeys(c, a.ID)
		if err != nil {
			return nil, err
		}
		for _, x := range keys {
			out.Passkeys = append(out.Passkeys, line{x.Name, x.CreatedAt.UTC(), nil, ""})
		}
		done, err := s.Store.AccountAccesses(c, a.ID, 1000)
		if err != nil {
			return nil, err
		}
		for _, x := range done {
			out.History = append(out.History, line{string(x.What), x.HappenedAt, nil, ""})
		}
	}
	return json.MarshalIndent(out, "", " ")
}

// keeping says on a case's page whose it is, until when it is kept, and whether it is about to go.
func (s *site) keeping(c *gin.Context, v *view, p *CasePage) (err error) {
	if v.Example {
		return nil
	}
	p.Owner, p.Signed = v.Standing == accounts.Owner, v.who.account != nil
	if p.KeptUntil, err = s.keptUntil(c, v); err != nil {
		return err
	}
	gone, err := s.Store.ErasureOf(c, v.Case.ID)
	if gone != nil {
		p.Erasure = civil.In(gone.DueAt, houseZone)
	}
	return err
}

// keptUntil says until when a case that only a browser holds is kept.
func (s *site) keptUntil(c *gin.Context, v *view) (civil.Date, error) {
	until, err := s.Store.ClaimUntil(c, v.who.claim, v.Case.ID)
	if err != nil || until.IsZero() {
		return civil.Date{}, err
	}
	return civil.In(until, houseZone), nil
}
