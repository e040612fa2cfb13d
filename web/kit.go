package web

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/reports"
)

// KitPage holds the texts for one body, in the order of its form.
type KitPage struct {
	CaseBase
	Body       string
	BodyName   string
	Action     string // what the plan says to do there
	About      string
	Cost       string
	Oblige     string
	Who        string
	Needs      []string
	Door       DoorView
	After      []string
	URL        string
	Lang       string // of the texts
	Own        string // the reader's language, shown beside the texts where it is another
	Fields     []KitField
	Papers     []Option // texts that are files of their own
	Kept       []KeptPaper
	Withheld   bool // words about health were left out
	Told       bool // they go to this body, as the person said
	Gaps       []GapLine
	Missing    []Wanted // proofs that this body wants and the case does not show
	Proofs     []Proof
	Today      string
	Protocol   string
	Volumes    string // the body's limit, in which the dossier can come as several files
	NotForCase string // why this body does not serve this case
	Sources    []SourceLine
}

// KitField is one field of the form with its text.
type KitField struct {
	reports.KitField
	N       int
	Hint    string
	Count   string // "faltam 312 de 3.000 caracteres"
	Over    bool
	Limit   string
	Dropped []string
	Rows    int
}

// ID is the field's id in the page.
func (f KitField) ID() string { return "campo-" + f.FormField.ID }

// GapLine is something the papers would state and do not have.
type GapLine struct{ Text, Href string }

// input gathers what a paper is made from.
func (s *site) input(c *gin.Context, v *view, body string) reports.Input {
	drawn := s.copiesOf(v).Paper(c)
	return reports.Input{Case: v.Case, Plan: v.Plan, Packs: s.Packs, Body: body, Now: s.Now(), Version: s.Version, Reader: s.localizer(c.Request).Lang(), Open: drawn.Open, Copy: drawn.Copy, Reduce: drawn.Reduce, CheckURL: reports.CheckAddress(s.BaseURL), Proofs: s.shown(c, v),
		Words: s.wordsOf(c, v)}
}

// kitBody is the body of the address.
func (s *site) kitBody(c *gin.Context) (escalation.Body, error) {
	b, ok := s.Packs.Body(c.Param("body"))
	if !ok {
		return b, cases.NotFoundf("no_such_body", "body", c.Param("body"))
	}
	return b, nil
}

// formBody is the body of the address, if texts can be written for it.
func (s *site) formBody(c *gin.Context) (escalation.Body, error) {
	b, err := s.kitBody(c)
	if err == nil && len(b.Form.Fields) == 0 {
		err = cases.NotFoundf("no_such_body", "body", b.ID)
	}
	return b, err
}

// filedBody is the body of the address, if there is something to hand in besides the dossier.
func (s *site) filedBody(c *gin.Context) (escalation.Body, error) {
	b, err := s.kitBody(c)
	if err == nil && len(b.Form.Fields) == 0 && len(b.Papers) == 0 {
		err = cases.NotFoundf("no_such_body", "body", b.ID)
	}
	return b, err
}

func (s *site) showKit(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	b, err := s.kitBody(c)
	if err != nil {
		return err
	}
	p, err := s.kitPage(c, v, b)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "kit", p)
}

func (s *site) kitPage(c *gin.Context, v *view, b escalation.Body) (KitPage, error) {
	return s.kitPageOf(c, v, b, s.input(c, v, b.ID))
}

func (s *site) kitPageOf(c *gin.Context, v *view, b escalation.Body, in reports.Input) (KitPage, error) {
	p := KitPage{CaseBase: s.casePage(c, v, "web.kit.title", "body", s.localizer(c.Request).Fill(b.Name, nil)), Body: b.ID}
	var k reports.Kit
	p.Papers = p.paperLinks(b)
	if len(b.Form.Fields) > 0 || len(b.Papers) > 0 {
		var err error
		if k, err = reports.BuildKit(in); err != nil {
			return p, fmt.Errorf("texts for %s: %w", b.ID, err)
		}
	} else {
		p.Title = p.T("web.kit.notext.title", "body", p.L.Fill(b.Name, nil))
	}
	p.BodyName, p.About, p.Cost, p.Who = p.L.Fill(b.Name, nil), p.L.Fill(b.About, nil), stopped(p.L.Fill(b.Cost, nil)), p.L.Fill(b.WhoFiles, nil)
	p.Oblige, p.Door = p.oblige(b), p.door(b)
	p.Lang = langTag(k.Lang)
	if k.Own != "" {
		p.Own = langTag(k.Own)
	}
	if l := reports.LimitOf(b); l.Bytes > 0 {
		p.Volumes = p.L.Size(l.Bytes)
	}
	if b.URL != nil {
		p.URL = *b.URL
	}
	for _, t := range b.Needs {
		p.Needs = append(p.Needs, p.L.Fill(t, nil))
	}
	for _, t := range b.After {
		p.After = append(p.After, p.L.Fill(t, nil))
	}
	for i, f := range k.Fields {
		p.Fields = append(p.Fields, p.kitField(i+1, f))
	}
	p.Told = v.Facts.Answers[reports.SensitiveAnswer(b.ID)] == true
	p.Withheld = slices.ContainsFunc(k.Gaps, func(g reports.Gap) bool { return g.Key == reports.GapSensitive })
	for _, g := range k.Gaps {
		p.Gaps = append(p.Gaps, GapLine{p.T(g.Key, pairsOf(g.Args)...), gapHref(v.Base, g.Fact)})
	}
	p.Proofs, p.Missing = s.proofs(p.CaseBase, v), s.missingFor(p.CaseBase, v, b.ID)
	p.Sources = p.sources(b.Sources)
	p.step(v, b.ID)
	p.Today = p.L.DateShort(p.CaseBase.Today)
	var err error
	if p.Kept, err = s.kept(c, p.CaseBase, v, b.ID); err != nil {
		return p, fmt.Errorf("papers for %s: %w", b.ID, err)
	}
	return p, nil
}

// step says what the plan has to do at a body: the step that comes first there, or why none does.
func (p *KitPage) step(v *view, body string) {
	best := -1
	for i, st := range v.Plan.Steps {
		if st.Body == body && (best < 0 || doorRank[st.State] < doorRank[v.Plan.Steps[best].State]) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	st := v.Plan.Steps[best]
	p.Action = stopped(p.Say(st.Action))
	if (st.State == escalation.StepClosed || st.State == escalation.StepLost) && len(st.Reasons) > 0 {
		p.NotForCase = p.Say(st.Reasons[0])
	}
}

// doorRank orders the steps at one body by how much they matter now.
var doorRank = map[escalation.StepState]int{escalation.StepNow: 0, escalation.StepParallel: 1, escalation.StepUncertain: 2,
	escalation.StepLater: 3, escalation.StepDone: 4, escalation.StepLost: 5, escalation.StepClosed: 6}

// stopped ends a sentence with a full stop.
func stopped(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// gapHref leads to where a missing fact can be said.
func gapHref(base, fact string) string {
	if fact == "exhibits" {
		return base + "/provas"
	}
	for _, list := range []string{"problems", "requests"} {
		if strings.HasPrefix(fact, list) {
			fact = list // one input for the whole list
		}
	}
	return base + "/dados#" + Field{Path: fact}.ID()
}

// oblige says in words whether a body can make the company pay.
func (p Page) oblige(b escalation.Body) string {
	switch {
	case b.CanOblige == nil:
		return p.T("web.body.oblige.depends")
	case *b.CanOblige:
		return p.T("web.body.oblige.yes")
	}
	return p.T("web.body.oblige.no")
}

func langTag(lang string) string {
	if lang == "" || lang == "pt" {
		return "pt-BR"
	}
	return lang
}

func (p Page) kitField(n int, f reports.KitField) KitField {
	out := KitField{KitField: f, N: n, Hint: p.L.Fill(f.Hint, nil), Dropped: f.Dropped, Rows: min(14, 2+len(f.Value)/34)}
	if f.Max > 0 {
		left := f.Max - f.Length
		out.Over = left < 0
		if out.Over {
			out.Count = p.T("web.kit.over", "n", -left)
		} else {
			out.Count = p.T("web.kit.left", "n", left)
		}
		out.Limit = p.T("web.kit.limit", "n", f.Max)
		if f.Doubt {
			out.Limit = p.T("web.kit.limit.doubt", "n", f.Max)
		}
	}
	return out
}

// kitText sends all fields as one text file, for phones where copying is awkward.
func (s *site) kitText(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	b, err := s.formBody(c)
	if err != nil {
		return err
	}
	in := s.edited(c, v, b)
	k, err := reports.BuildKit(in)
	if err != nil {
		return fmt.Errorf("texts for %s: %w", b.ID, err)
	}
	out, err := k.Text()
	if err != nil {
		return s.showEdited(c, v, b, in)
	}
	return s.send(c, "text/plain; charset=utf-8", "textos-"+b.ID+"-"+v.Case.Code+".txt", []byte(out))
}

// edited gathers what the texts are made from, with the person's own words where the page sent them.
func (s *site) edited(c *gin.Context, v *view, b escalation.Body) reports.Input {
	in := s.input(c, v, b.ID)
	if c.Request.Method != http.MethodPost {
		return in
	}
	plain(c)
	in.Edited = map[string]string{}
	for _, f := range b.Form.Fields {
		if text, ok := c.GetPostForm("campo-" + f.ID); ok {
			in.Edited[f.ID] = text
		}
	}
	return in
}

// showEdited shows the page again with the person's words in it, and says beside a field what is wrong with them.
func (s *site) showEdited(c *gin.Context, v *view, b escalation.Body, in reports.Input) error {
	p, err := s.kitPageOf(c, v, b, in)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusUnprocessableEntity, "kit", p)
}

// buildTime bounds one build: longer work will be a job with its own page.
const buildTime = 90 * time.Second

// kitZip sends the whole kit: texts, attachments, checklist and dossier.
func (s *site) kitZip(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	b, err := s.filedBody(c)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "degrau-kit-")
	if err != nil {
		return fmt.Errorf("folder for the kit: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears what stays
	ctx, stop := context.WithTimeout(c.Request.Context(), buildTime)
	defer stop()
	kit := filepath.Join(dir, "kit")
	in := s.edited(c, v, b)
	names, err := reports.WriteKit(ctx, kit, in)
	if cases.IsKind(err, cases.Invalid) && len(in.Edited) > 0 {
		return s.showEdited(c, v, b, in)
	}
	if err != nil {
		return fmt.Errorf("kit for %s: %w", b.ID, err)
	}
	f, err := os.Create(filepath.Join(dir, "kit.zip"))
	if err != nil {
		return fmt.Errorf("archive of the kit: %w", err)
	}
	defer f.Close()
	if err := zipFiles(f, kit, append(names, reports.KitFile), s.Now()); err != nil {
		return fmt.Errorf("archive of the kit: %w", err)
	}
	s.rememberKit(c, v, b.ID, kit)
	return sendFile(c, f, "application/zip", "envio-"+b.ID+"-"+v.Case.Code+".zip")
}

// zipFiles packs the named files of a folder.
func zipFiles(w io.Writer, dir string, names []string, now time.Time) error {
	z := zip.NewWriter(w)
	for _, n := range names {
		rel := n
		if filepath.IsAbs(n) {
			var err error
			if rel, err = filepath.Rel(dir, n); err != nil {
				return err
			}
		}
		src, err := os.Open(filepath.Join(dir, rel))
		if err != nil {
			return err
		}
		dst, err := z.CreateHeader(&zip.FileHeader{Name: filepath.ToSlash(rel), Method: zip.Deflate, Modified: now})
		if err == nil {
			_, err = io.Copy(dst, src)
		}
		if e := src.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// filed records that the person handed the texts to a body themselves.
func (s *site) filed(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	b, err := s.kitBody(c)
	if err != nil {
		return err
	}
	f := newsForm{Kind: string(cases.Filed), Body: b.ID, On: c.PostForm("dia"), Protocol: c.PostForm("protocolo")}
	p, err := s.kitPage(c, v, b)
	if err != nil {
		return err
	}
	e, bad := f.entry(p.Page)
	if sum := c.PostForm("papel"); sum != "" && slices.ContainsFunc(p.Kept, func(k KeptPaper) bool { return k.Value == sum }) {
		e.Paper = sum
	}
	if bad, err = s.recordOnce(c, v, p.Page, e, bad); err != nil {
		return err
	}
	if len(bad) > 0 {
		p.Faults, p.Today, p.Protocol = bad, f.On, f.Protocol
		return s.show(c, http.StatusUnprocessableEntity, "kit", p)
	}
	c.Redirect(http.StatusSeeOther, v.Base+"?feito=filed")
	return nil
}
