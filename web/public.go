package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
)

// BodiesPage lists the doors a case can go to.
type BodiesPage struct {
	Page
	Groups []BodyGroup
}

// BodyGroup is the bodies of one country, or the platforms.
type BodyGroup struct {
	Title  string
	Bodies []BodyLine
}

// BodyLine is one body in a list.
type BodyLine struct{ Name, About, Href string }

func (s *site) bodies(c *gin.Context) error {
	p := BodiesPage{Page: s.page(c.Request, "web.nav.bodies")}
	by := map[string][]BodyLine{}
	for _, b := range s.Packs.Bodies() {
		by[b.Country] = append(by[b.Country], BodyLine{p.L.Fill(b.Name, nil), p.L.Fill(b.About, nil), "/orgaos/" + b.ID})
	}
	var countries []string
	for k := range by {
		countries = append(countries, k)
	}
	slices.SortFunc(countries, func(a, b string) int { return strings.Compare(rank(a), rank(b)) })
	for _, k := range countries {
		title := p.T("web.bodies.platforms")
		if k != "" {
			title = p.T("country." + k)
		}
		slices.SortFunc(by[k], func(a, b BodyLine) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
		p.Groups = append(p.Groups, BodyGroup{title, by[k]})
	}
	return s.show(c, http.StatusOK, "bodies", p)
}

// rank puts Brazil first and the platforms after the countries.
func rank(country string) string {
	switch country {
	case "BR":
		return "0"
	case "":
		return "9"
	}
	return "1" + country
}

// BodyPage says what one body does, what it costs and whether it can make the company pay.
type BodyPage struct {
	Page
	Name, About, Cost, Oblige, Who string
	Public                         bool
	URL                            string
	Needs, After                   []string
	Door                           DoorView
	Terms                          []TermLine
	Sources                        []SourceLine
}

func (s *site) body(c *gin.Context) error {
	b, ok := s.Packs.Body(c.Param("body"))
	if !ok {
		return cases.NotFoundf("no_such_body", "body", c.Param("body"))
	}
	p := BodyPage{Page: s.page(c.Request, ""), Public: b.Public}
	p.Title = p.L.Fill(b.Name, nil)
	p.Name, p.About, p.Cost, p.Who, p.Oblige = p.Title, p.L.Fill(b.About, nil), p.L.Fill(b.Cost, nil), p.L.Fill(b.WhoFiles, nil), p.oblige(b)
	if b.URL != nil {
		p.URL = *b.URL
	}
	p.Needs, p.After, p.Door = p.fills(b.Needs), p.fills(b.After), p.door(b)
	p.Terms = s.terms(p.Page, b.ID)
	p.Sources = p.sources(b.Sources)
	return s.show(c, http.StatusOK, "body", p)
}

// TermLine is a period that runs at a body.
type TermLine struct {
	Name   string
	Whose  string
	Doubt  bool
	Source *SourceLine
}

// terms lists the periods of a body that are in force.
func (s *site) terms(p Page, body string) []TermLine {
	var out []TermLine
	for _, r := range s.Packs.Rules() {
		if r.Body == body && r.Until.IsZero() {
			out = append(out, TermLine{p.L.Fill(r.Name, nil), p.T("owner." + string(r.Owner)), r.Confidence == "doubtful", p.first(r.Sources)})
		}
	}
	return out
}

func (p Page) fills(all []map[string]string) []string {
	var out []string
	for _, t := range all {
		out = append(out, p.L.Fill(t, nil))
	}
	return out
}

// TextPage is a page of words: headings with paragraphs, each a key of the catalogues.
type TextPage struct {
	Page
	Parts []TextPart
}

// TextPart is one heading and its paragraph.
type TextPart struct{ Head, Text string }

// words shows a page of plain words.
func (s *site) words(name string, parts ...string) act {
	return func(c *gin.Context) error {
		p := TextPage{Page: s.page(c.Request, "web."+name+".title")}
		for _, k := range parts {
			p.Parts = append(p.Parts, TextPart{p.T("web." + name + "." + k), p.T("web." + name + "." + k + ".text")})
		}
		return s.show(c, http.StatusOK, "words", p)
	}
}

func (s *site) robots(c *gin.Context) error {
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte("User-agent: *\nDisallow: /casos\nDisallow: /novo\n"))
	return nil
}

// live says that the process answers; ready, that it can work.
func (s *site) live(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
	return nil
}

func (s *site) ready(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	if err := s.Store.Ping(c); err != nil {
		s.Log.Error("not ready", "error", err)
		c.Data(http.StatusServiceUnavailable, "text/plain; charset=utf-8", []byte("database: not ready\n"))
		return nil
	}
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte("ok\n"))
	return nil
}
