package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
	"degrau/reports"
)

// Page is what every page has; page structs embed it.
type Page struct {
	site *site
	L    *locale.Localizer

	Title   string
	Path    string  // of this page, for the way back after a change of language
	Faults  []Fault // what has to be mended, on top of the page
	Done    string  // a sentence about what was just saved
	NoIndex bool    // belongs to one person
	Saved   bool    // something of the person's is kept: say that nothing was sent
	Today   civil.Date
	Langs   []string
	Account bool   // what is saved is saved in an account, not for this browser alone
	Theme   string // chosen by the person; empty: as the device says
	Size    string
}

// Fault is one thing to mend in a form.
type Fault struct {
	Field string // id of the field, for the link
	Text  string
}

// page starts the page of one request.
func (s *site) page(r *http.Request, titleKey string, pairs ...any) Page {
	l := s.localizer(r)
	p := Page{site: s, L: l, Path: r.URL.Path, Today: civil.In(s.Now(), houseZone), Langs: cases.Languages,
		NoIndex: private(r.URL.Path)}
	if theme, size := look(r); theme != themes[0] || size != sizes[0] {
		p.Theme, p.Size = theme, size
	}
	if titleKey != "" {
		p.Title = l.T(titleKey, pairs...)
	}
	if done := r.URL.Query().Get("feito"); done != "" && l.Has("web.done."+done) {
		p.Done = l.T("web.done." + done)
	}
	return p
}

// houseZone is the zone whose day is "today" on pages; the arithmetic of deadlines uses each body's own.
var houseZone = time.FixedZone("BRT", -3*60*60)

// show draws a page; data is a struct that embeds Page.
func (s *site) show(c *gin.Context, status int, name string, data any) error {
	b, err := s.views.draw(name, data)
	if err != nil {
		return err
	}
	writePage(c.Writer, status, b)
	return nil
}

// T returns the sentence of a key in the page's language.
func (p Page) T(key string, pairs ...any) string { return p.L.T(key, pairs...) }

// Say puts a phrase of the plan into words.
func (p Page) Say(ph escalation.Phrase) string { return reports.Say(ph, p.L) }

// Asset returns the address of a static file.
func (p Page) Asset(name string) string { return p.site.assets.url[name] }

// Version is the program's.
func (p Page) Version() string { return p.site.Version }

// HTMLLang is the BCP 47 tag of the page.
func (p Page) HTMLLang() string {
	if p.L.Lang() == "pt" {
		return "pt-BR"
	}
	return p.L.Lang()
}

// Fault returns the sentence about a field, or nothing.
func (p Page) Fault(field string) string {
	for _, f := range p.Faults {
		if f.Field == field {
			return f.Text
		}
	}
	return ""
}

// LangName is a language's own name; it is the same in every language of the page.
func (p Page) LangName(code string) string { return langNames[code] }

var langNames = map[string]string{"pt": "Português", "es": "Español", "ro": "Română", "en": "English"}

// MonthShort is a month in three letters, for the narrow column of lists.
func (p Page) MonthShort(m time.Month) string { return short(p.L.Month(m)) }

func short(word string) string {
	r := []rune(word)
	return string(r[:min(3, len(r))])
}
