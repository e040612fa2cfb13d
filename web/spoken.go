package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
)

// SpokenPage is a part of an exhibit's messages or lines, each of which can be covered.
type SpokenPage struct {
	Lines       []SpokenLine
	First, Last int // numbers of the first and the last shown
	Total       int // number of the last of all
	Hidden      int // how many are covered, here and on other pages
	Before      int // a number on the page before and after; 0: there is none
	After       int
}

// SpokenLine is one message or line that can be covered.
type SpokenLine struct {
	N       int
	Value   string // names it in the form
	Head    string
	Text    string
	Why     string // it is covered, and why
	Covered bool
}

// spokenPerPage is how many messages a page offers at a time.
const spokenPerPage = 200

// spoken lists the messages or lines of an exhibit that can be covered, from the page that holds the number asked for.
func (s *site) spoken(c *gin.Context, p Page, v *view, x cases.Evidence) SpokenPage {
	if v.Example || x.Size > heardLater || !messages.Reads(x.Kind) {
		return SpokenPage{}
	}
	t, err := s.heard.Transcript(c, x, v.Facts)
	if err != nil {
		return SpokenPage{} // without words there is nothing to list; the page stands
	}
	all := spokenOf(p, t)
	asked := c.Query("ir")
	if asked == "" {
		asked = c.PostForm("ir") // of a form that comes back with a fault
	}
	wanted, _ := strconv.Atoi(asked)
	return paged(p, all, x, wanted)
}

// spokenOf are the pieces of the words that papers can leave out.
func spokenOf(p Page, t *messages.Transcript) []SpokenLine {
	var out []SpokenLine
	if t.BySpeech() {
		for _, m := range t.Messages {
			if strings.TrimSpace(m.Text) == "" && m.Attachment == "" {
				continue
			}
			head := m.From
			if !m.At.Day.IsZero() {
				head = strings.TrimSpace(p.L.DateShort(m.At.Day) + " " + m.From)
			}
			out = append(out, SpokenLine{N: m.N, Value: spokenName(cases.Cover{Message: m.N}), Head: head, Text: strings.TrimSpace(m.Attachment + " " + m.Text)})
		}
	}
	for n, line := range t.TextLines() {
		if strings.TrimSpace(line) != "" {
			out = append(out, SpokenLine{N: n, Value: spokenName(cases.Cover{Line: n}), Text: line})
		}
	}
	return out
}

// paged cuts out the page that holds the number wanted, and says what is covered on it.
func paged(p Page, all []SpokenLine, x cases.Evidence, wanted int) SpokenPage {
	if len(all) == 0 {
		return SpokenPage{}
	}
	at := max(0, slices.IndexFunc(all, func(l SpokenLine) bool { return l.N >= wanted })) / spokenPerPage * spokenPerPage
	if wanted > all[len(all)-1].N {
		at = (len(all) - 1) / spokenPerPage * spokenPerPage
	}
	end := min(at+spokenPerPage, len(all))
	out := SpokenPage{Lines: slices.Clone(all[at:end]), First: all[at].N, Last: all[end-1].N, Total: all[len(all)-1].N}
	if at > 0 {
		out.Before = all[at-spokenPerPage].N
	}
	if end < len(all) {
		out.After = all[end].N
	}
	why := map[string]string{}
	for _, k := range x.Covered {
		if !k.IsBox() {
			why[spokenName(k)] = upper(p.T("dossier.covered." + reasonOf(k)))
		}
	}
	out.Hidden = len(why)
	for i := range out.Lines {
		l := &out.Lines[i]
		l.Text = cut(l.Text, 400)
		l.Why, l.Covered = why[l.Value], why[l.Value] != ""
	}
	return out
}

// keep leaves the ticks of a form that comes back with a fault as they were.
func (sp *SpokenPage) keep(c *gin.Context) {
	if c.PostForm("mensagens") == "" {
		return
	}
	chosen := c.PostFormArray("oculta")
	for i := range sp.Lines {
		sp.Lines[i].Covered = slices.Contains(chosen, sp.Lines[i].Value)
	}
}
