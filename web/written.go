package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/media"
	"degrau/internal/store"
)

// Written is what there is in writing of an exhibit's words: its translation, or what is heard in it.
type Written struct {
	Renders      []string // what it renders, and what renders it
	Untranslated bool     // its language is none the next body reads
	Unwritten    bool     // sound nobody has written down
	CanRender    bool
	CanWrite     bool // has words that are not in writing: sound, film, pictures
}

func (s *site) written(p CaseBase, v *view, x cases.Evidence) Written {
	all := v.Case.Evidence()
	sound := x.IsHeard()
	w := Written{CanRender: x.As != cases.AsTranslation, CanWrite: sound || x.IsPicture()}
	if x.Of != "" {
		w.Renders = append(w.Renders, p.T("web.written.of."+x.As, "label", x.Of, "by", x.MadeBy))
	}
	transcripts := cases.Renderings(all, x.Label(), cases.AsTranscript)
	translations := cases.Renderings(all, x.Label(), cases.AsTranslation)
	for _, y := range append(slices.Clone(transcripts), translations...) {
		w.Renders = append(w.Renders, p.T("web.written.see."+y.As, "label", y.Label()))
	}
	for _, y := range transcripts { // the translation of what was written down serves the sound too
		translations = append(translations, cases.Renderings(all, y.Label(), cases.AsTranslation)...)
	}
	w.Unwritten = sound && len(transcripts) == 0
	w.Untranslated = x.Language != "" && x.As != cases.AsTranslation && len(translations) == 0 && !slices.Contains(s.readers(v), x.Language)
	return w
}

// readers are the languages in which the case's bodies read: that of the next one, else those of the place.
func (s *site) readers(v *view) []string {
	if n := v.Plan.Next; n != nil {
		if b, ok := s.Packs.Body(n.Body); ok && b.Language != "" && b.Country != "" {
			return []string{b.Language}
		}
	}
	country, _, _ := strings.Cut(v.Facts.Place, "-")
	var out []string
	for _, pack := range s.Packs.Packs() {
		if pack.Country == country && country != "" {
			out = append(out, pack.Language)
		}
	}
	if len(out) == 0 {
		out = []string{v.Facts.Language}
	}
	return out
}

// writeDown keeps typed words as an exhibit of its own: the translation of another, or what is heard or read in it.
func (s *site) writeDown(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	of, err := exhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(strings.ReplaceAll(c.PostForm("texto"), "\r\n", "\n"))
	if text == "" {
		p := s.evidencePage(c, v)
		p.Faults = append(p.Faults, Fault{"escrito-" + of.Label(), p.T("web.written.empty")})
		return s.show(c, http.StatusUnprocessableEntity, "evidence", p)
	}
	x := cases.Evidence{Name: of.Label() + "-" + c.PostForm("como") + ".txt", Kind: "text", Of: of.Label(), As: c.PostForm("como"), MadeBy: tidy(c.PostForm("por")),
		Sworn: c.PostForm("juramentada") != "", Source: cases.FromWeb, CapturedOn: civil.Whole(civil.In(s.Now(), houseZone)), CapturedBy: cases.SaidByPerson}
	x.Name = cases.FileName(x.Name)
	if x.As != cases.AsTranslation {
		x.Sworn = false
	}
	if err := x.Check("evidence"); err != nil {
		return err
	}
	look := func(r store.Arrived, size int64) error {
		info, err := media.Probe(r, size, x.Name)
		x.Kind, x.Warnings = info.Kind, info.Warnings
		return err
	}
	b, err := s.Store.Receive(c, strings.NewReader(text+"\n"), store.Incoming{Max: s.MaxUpload, Room: s.Store.Room(v.Case), Look: look})
	if err != nil {
		return err
	}
	x.SHA256, x.Size, x.ReceivedAt = b.SHA256, b.Size, s.Now()
	x = s.heardOf(c, x, v.Facts, heardAtOnce).Describe(x)
	label := ""
	err = s.write(c, v, func(k *cases.Case) error {
		added, err := k.AddEvidence(x, v.actor(), s.Now())
		label = added.Label()
		return err
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas?feito=evidence#"+label)
	return nil
}
