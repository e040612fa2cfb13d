package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/copies"
	"degrau/reports"
)

// Proof is one exhibit on a page.
type Proof struct {
	cases.Evidence
	Label     string
	Href      string
	Small     string // address of the thumbnail, or nothing
	Lasts     string // how long sound or film goes on
	CoverHref string // where parts of it can be covered, or nothing
	View      string // address of its large picture and of what is covered
	Alt       string
	Size      string
	KindName  string
	Received  civil.Date
	Made      string // the day it was made, as somebody says
	MadeBy    string // who says so, in words
	From      string // the door it came by, in words
	Warnings  []string
	Fault     string
	Heard     *Heard
	Choices   []Option // the proofs that it may be
	Written
}

// EvidencePage is the list of exhibits and the way to add more.
type EvidencePage struct {
	CaseBase
	Proofs   []Proof
	MaxSize  string
	Wanted   WantedLists
	WantedBy string   // the body of the next step
	Choices  []Option // the proofs that an exhibit may be
	Moments  []Option // what an exhibit can prove
	Kept     []Kept   // what was just taken, where something else was not
	Unworded int      // exhibits nobody has described yet
}

// Kept is one file of a form that was taken.
type Kept struct{ Label, Name string }

func (s *site) proofs(p CaseBase, v *view) []Proof {
	var out []Proof
	all := v.Case.Evidence()
	shown := cases.CoveredAlike(all)
	for i, x := range all {
		href := v.Base + "/provas/" + x.Label()
		pr := Proof{Evidence: x, Label: x.Label(), Href: href, Alt: x.Caption, Size: p.L.Size(x.Size),
			KindName: p.T("media.kind." + x.Kind), Received: civil.In(x.ReceivedAt, houseZone)}
		if pr.Alt == "" {
			pr.Alt = p.T("web.proof.no_caption")
		}
		if copies.HasView(x) {
			pr.Small, pr.View = href+"/mini"+coverMark(shown[i], "?"), href+"/ver"
		}
		if x.DurationMS > 0 {
			pr.Lasts = p.L.Lasting(time.Duration(x.DurationMS) * time.Millisecond)
		}
		if canCover(x) {
			pr.CoverHref = href + "/ver"
		}
		pr.Warnings = p.warnings(x)
		pr.Written = s.written(p, v, x)
		pr.From = p.from(x)
		if !x.CapturedOn.IsZero() {
			pr.Made, pr.MadeBy = p.L.PartialShort(x.CapturedOn), p.T("web.proof.made.file")
			if x.CapturedBy == cases.SaidByPerson {
				pr.MadeBy = p.T("web.proof.made.person")
			}
		}
		out = append(out, pr)
	}
	return out
}

// from says in words by which door a file came.
func (p Page) from(x cases.Evidence) string {
	switch {
	case x.Source == "":
		return ""
	case x.Source == "upload":
		return p.T("web.proof.from." + cases.FromWeb)
	}
	return p.T("web.proof.from." + x.Source)
}

// warnings says in words what is odd about a file.
func (p Page) warnings(x cases.Evidence) []string {
	var out []string
	for _, w := range x.Warnings {
		if first, ok := strings.CutPrefix(w, "duplicate:"); ok {
			out = append(out, p.T("web.proof.duplicate", "label", first))
			continue
		}
		if p.L.Has("media.warning." + w) {
			out = append(out, p.T("media.warning."+w))
		}
	}
	return out
}

func (s *site) showEvidence(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "evidence", s.evidencePage(c, v))
}

func (s *site) evidencePage(c *gin.Context, v *view) EvidencePage {
	p := EvidencePage{CaseBase: s.casePage(c, v, "web.proof.title")}
	p.Proofs = s.proofs(p.CaseBase, v)
	s.hear(c, &p, v)
	p.MaxSize = p.L.Size(s.MaxUpload)
	for _, x := range p.Proofs {
		if x.Caption == "" {
			p.Unworded++
		}
	}
	p.Wanted, p.Choices = s.wanted(p.CaseBase, v), s.choices(p.CaseBase, v)
	if n := v.Plan.Next; n != nil {
		p.WantedBy = s.bodyName(p.L, n.Body)
	}
	for i := range p.Proofs {
		p.Proofs[i].Choices = choicesOf(p.Choices, s, p.CaseBase, p.Proofs[i].Evidence)
	}
	for _, m := range s.timeline(p.CaseBase, v) {
		if m.Edit != "" {
			p.Moments = append(p.Moments, Option{Value: itoa(m.Seq), Text: p.L.PartialShort(m.Day) + " · " + m.Text})
		}
	}
	return p
}

// addEvidence keeps the files of the form. Each is an event of its own; one that cannot be taken is named with its
// reason and does not lose the others.
func (s *site) addEvidence(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	s.limit(c, maxFiles)
	files, _, bad, err := s.receive(c, s.page(c.Request, ""), v.Case, false)
	if err != nil {
		return err
	}
	for i := range files {
		x := &files[i].Evidence
		*x = s.heardOf(c, *x, v.Facts, heardAtOnce).Describe(*x)
	}
	var kept []Kept
	if len(files) > 0 {
		err := s.write(c, v, func(k *cases.Case) error {
			kept = nil
			for _, u := range files {
				x, err := k.AddEvidence(u.Evidence, v.actor(), s.Now())
				if err != nil {
					return err
				}
				kept = append(kept, Kept{x.Label(), x.Name})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if len(files) > 0 && len(bad) == 0 {
		c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=evidence#"+kept[0].Label) // to the question what it shows
		return nil
	}
	p := s.evidencePage(c, v)
	p.Kept = kept
	for _, b := range bad {
		p.Faults = append(p.Faults, Fault{"arquivos", b.Name + ": " + b.Why})
	}
	if len(bad) == 0 {
		p.Faults = append(p.Faults, Fault{"arquivos", p.T("web.proof.none_chosen")})
	}
	return s.show(c, faultStatus(bad, len(kept)), "evidence", p)
}

// describe keeps what an exhibit shows, in the person's words or those of a pressed suggestion, and what it proves.
func (s *site) describe(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	label := c.Param("label")
	say := s.sayingOf(c, v)
	on, err := s.madeOn(c, v, label)
	if err != nil {
		return err
	}
	err = s.write(c, v, func(k *cases.Case) error {
		if err := prove(k, label, c.PostForm("prova_de"), v.actor(), s.Now()); err != nil {
			return err
		}
		return k.SayOfEvidence(label, func(x *cases.Evidence) {
			say(x)
			if !on.IsZero() {
				x.CapturedOn, x.CapturedBy = on, cases.SaidByPerson
			}
		}, v.actor(), s.Now())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=caption#"+label)
	return nil
}

// sayingOf reads what an exhibit shows: words, a pressed proof, or those that were ticked. Words that are the name of a
// proof mean that proof; a proof without words gives its name.
func (s *site) sayingOf(c *gin.Context, v *view) func(*cases.Evidence) {
	p := s.casePage(c, v, "")
	caption, pressed := tidy(c.PostForm("legenda")), c.PostForm("mostra")
	for _, o := range s.choices(p, v) {
		if pressed == "" && o.Text == caption {
			pressed = o.Value
		}
	}
	return func(x *cases.Evidence) {
		x.Caption = caption
		if c.PostForm("escolhas") != "" {
			x.Shows = c.PostFormArray("prova")
		}
		if pressed != "" && !slices.Contains(x.Shows, pressed) {
			x.Shows = append(slices.Clone(x.Shows), pressed)
		}
		x.Caption = reports.CaptionFor(s.Packs, *x, p.L)
	}
}

// madeOn reads when an exhibit was made, as the person says; nothing where the form says what is known already.
func (s *site) madeOn(c *gin.Context, v *view, label string) (civil.Partial, error) {
	x, err := exhibit(v, label)
	if err != nil {
		return civil.Partial{}, err
	}
	text := tidy(c.PostForm("feita_em"))
	p := s.page(c.Request, "")
	if text == "" || !x.CapturedOn.IsZero() && text == p.L.PartialShort(x.CapturedOn) {
		return civil.Partial{}, nil
	}
	return readDay(text, p.Today, p.L)
}

// prove names an exhibit in the entry of the timeline that it proves; none where seq is empty.
func prove(k *cases.Case, label, seq, actor string, now time.Time) error {
	if seq == "" {
		return nil
	}
	e, err := entryOf(&view{Case: k}, seq)
	if err != nil || slices.Contains(e.Entry.Evidence, label) {
		return err
	}
	fix := e.Entry
	fix.Evidence = append(slices.Clone(fix.Evidence), label)
	return k.Record(cases.Entry{Kind: cases.Corrected, Corrects: e.Seq, Replacement: &fix}, actor, now)
}

// removeEvidence takes an exhibit out of the papers.
func (s *site) removeEvidence(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	label := c.Param("label")
	if err := s.write(c, v, func(k *cases.Case) error { return k.RemoveEvidence(label, v.actor(), s.Now()) }); err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=removed")
	return nil
}

// exhibit finds the exhibit an address names.
func exhibit(v *view, label string) (cases.Evidence, error) {
	return labelled(v.Case.Evidence(), label)
}

// shownExhibit is exhibit as others see it: with what is covered of the same bytes under another number.
func shownExhibit(v *view, label string) (cases.Evidence, error) {
	return labelled(cases.CoveredAlike(v.Case.Evidence()), label)
}

func labelled(all []cases.Evidence, label string) (cases.Evidence, error) {
	i := slices.IndexFunc(all, func(x cases.Evidence) bool { return x.Label() == label })
	if i < 0 {
		return cases.Evidence{}, cases.NotFoundf("no_such_exhibit", "label", label)
	}
	return all[i], nil
}

// original sends the bytes as they were received, never to be shown in place: they come from strangers.
func (s *site) original(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, err := exhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	r, err := v.open(x.SHA256)
	if err != nil {
		return err
	}
	defer r.Close()
	c.Header("Content-Type", "application/octet-stream")
	c.Header("Content-Disposition", attachment(x.Label()+"-"+x.Name))
	http.ServeContent(c.Writer, c.Request, "", x.ReceivedAt, r)
	return nil
}
