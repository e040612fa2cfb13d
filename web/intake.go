package web

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/intake"
)

// maxText is the most that is read of one text; a longer one is cut for reading and kept whole as evidence if it is a file.
const maxText = 1 << 20

// newCase shows the box, with the problem already named where the person came by one of the problem links.
func (s *site) newCase(c *gin.Context) error {
	p := s.landingPage(c, "web.new.title")
	p.NoIndex = true
	if k := cases.Problem(c.Query("problema")); cases.Known(k, cases.Problems) {
		p.Problem = string(k)
	}
	return s.show(c, http.StatusOK, "new", p)
}

// readCase takes text and files, reads them and leads to the page that shows what was understood.
func (s *site) readCase(c *gin.Context) error {
	s.limit(c, maxFiles)
	p := s.landingPage(c, "web.new.title")
	files, texts, bad, err := s.receive(c, p.Page, nil, true)
	if err != nil {
		return err
	}
	p.Problem = c.PostForm("problema")
	p.Text = c.PostForm("texto")
	text, err := p.Text, error(nil)
	if strings.TrimSpace(text) != "" {
		text, err = intake.Decode([]byte(text))
	}
	switch {
	case err != nil:
		p.Faults = append(p.Faults, Fault{"texto", s.sentence(p.L, err)})
	case len(text) > maxText:
		p.Faults = append(p.Faults, Fault{"texto", p.errorText("text_too_long", "max", p.L.Number(maxText))})
	case strings.TrimSpace(text) == "" && len(files) == 0 && p.Problem == "" && len(bad) == 0:
		p.Faults = append(p.Faults, Fault{"texto", p.errorText("empty_text")})
	}
	for _, b := range bad {
		p.Faults = append(p.Faults, Fault{"arquivos", b.Name + ": " + b.Why})
	}
	if len(p.Faults) > 0 && (len(files) == 0 || p.Fault("texto") != "") { // what was typed is never cut in silence
		return s.show(c, faultStatus(bad, len(files)), "new", p)
	}
	typed := len(text)
	if strings.TrimSpace(text) == "" {
		typed = 0
	}
	d, err := newDraft(cut(strings.Join(append([]string{text}, texts...), "\n\n"), maxText), typed, p.Problem, files, p.Today, p.L)
	if err != nil {
		return err
	}
	d.Refused = bad
	return s.startDraft(c, d)
}

func (s *site) startDraft(c *gin.Context, d *draft) error {
	hash := s.claim(c)
	if err := s.putDraft(c, d, hash); err != nil {
		return err
	}
	s.setCookie(c, draftCookie, d.id, draftLife)
	c.Redirect(http.StatusSeeOther, "/novo/"+d.id)
	return nil
}

// deleteDraft forgets what was not confirmed.
func (s *site) deleteDraft(c *gin.Context) error {
	hash := claimHash(c.Request)
	if _, err := s.loadDraft(c, hash, c.Param("id"), s.Now()); err != nil {
		return err
	}
	if err := s.Store.DeleteDraft(c, hash, c.Param("id")); err != nil {
		return err
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: draftCookie, Path: "/", MaxAge: -1})
	c.Redirect(http.StatusSeeOther, "/?feito=draft_deleted")
	return nil
}

// cut shortens text to at most n bytes without breaking a letter.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
