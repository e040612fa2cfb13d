package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/copies"
	"degrau/internal/media"
)

// ExhibitPage shows one exhibit large, and what is covered of it.
type ExhibitPage struct {
	CaseBase
	Label, Name string
	Alt         string
	Href        string // of the exhibit's addresses
	Pages       int
	PageNo      int
	Pager       []Option // pages of a PDF
	Picture     string   // as others see it
	Whole       string   // with nothing covered, to place covers
	Grid        template.HTML
	Boxes       []CoveredBox
	Spoken      []SpokenLine
	Hidden      int // messages and lines that are covered
	Reasons     []Option
	NoRenderer  bool
}

// CoveredBox is one covered rectangle in words.
type CoveredBox struct {
	N    int
	Text string
	Why  string
}

// SpokenLine is one message or line that can be covered.
type SpokenLine struct {
	N       int
	Value   string
	Head    string
	Text    string
	Covered bool
}

// maxSpoken is how many messages a page offers at a time.
const maxSpoken = 200

// canCover reports whether parts of an exhibit can be covered here.
func canCover(x cases.Evidence) bool {
	return media.IsPicture(x.Kind) || x.Kind == "pdf" || messages.Reads(x.Kind)
}

// coverMark changes with what is covered, so that no browser shows an older picture.
func coverMark(x cases.Evidence, before string) string {
	if len(x.Covered) == 0 {
		return ""
	}
	b, err := json.Marshal(x.Covered)
	if err != nil { // numbers and words always can be written
		return ""
	}
	sum := sha256.Sum256(b)
	return before + "c=" + hex.EncodeToString(sum[:4])
}

func (s *site) showExhibit(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	p, err := s.exhibitPage(c, v)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, "exhibit", p)
}

func (s *site) exhibitPage(c *gin.Context, v *view) (ExhibitPage, error) {
	x, err := exhibit(v, c.Param("label"))
	if err != nil {
		return ExhibitPage{}, err
	}
	p := ExhibitPage{CaseBase: s.casePage(c, v, "web.exhibit.title", "label", x.Label()), Label: x.Label(), Name: x.Name, Alt: x.Caption,
		Href: v.Base + "/provas/" + x.Label(), Pages: max(x.Pages, 1), PageNo: 1}
	if p.Alt == "" {
		p.Alt = p.T("web.proof.no_caption")
	}
	if n, err := strconv.Atoi(c.Query("pagina")); err == nil && n > 1 && n <= p.Pages {
		p.PageNo = n
	}
	for n := 1; n <= p.Pages && p.Pages > 1; n++ {
		p.Pager = append(p.Pager, Option{Value: p.Href + "/ver?pagina=" + itoa(int64(n)), Text: itoa(int64(n)), On: n == p.PageNo})
	}
	p.NoRenderer = x.Kind == "pdf" && media.Renderer() == ""
	if copies.HasView(x) {
		of := "?pagina=" + itoa(int64(p.PageNo))
		p.Picture, p.Whole = p.Href+"/imagem"+of+coverMark(x, "&"), p.Href+"/imagem"+of+"&inteira=1"
		p.Grid = s.grid(c, v, x, p.PageNo)
	}
	for i, b := range x.Covered {
		if b.IsBox() {
			p.Boxes = append(p.Boxes, CoveredBox{N: i, Text: p.T("web.cover.box", "page", max(b.Page, 1), "left", percent(b.X), "top", percent(b.Y), "right", percent(b.X+b.W), "bottom", percent(b.Y+b.H)),
				Why: upper(p.T("dossier.covered." + reasonOf(b)))})
		} else {
			p.Hidden++
		}
	}
	for _, r := range cases.CoverReasons {
		p.Reasons = append(p.Reasons, Option{Value: r, Text: upper(p.T("dossier.covered." + r))})
	}
	s.spoken(c, v, x, &p)
	return p, nil
}

func reasonOf(c cases.Cover) string {
	if c.Reason == "" {
		return cases.OthersData
	}
	return c.Reason
}

func percent(v float64) int { return int(math.Round(v * 100)) }

// spoken lists the messages or lines of an exhibit that can be covered.
func (s *site) spoken(c *gin.Context, v *view, x cases.Evidence, p *ExhibitPage) {
	if v.Example || x.Size > heardLater || !messages.Reads(x.Kind) {
		return
	}
	t, err := s.heard.Transcript(c, x, v.Facts)
	if err != nil {
		return // without words there is nothing to list; the page stands
	}
	add := func(n int, by, head, text string, on bool) {
		if strings.TrimSpace(text) != "" && len(p.Spoken) < maxSpoken {
			p.Spoken = append(p.Spoken, SpokenLine{N: n, Value: by + "-" + itoa(int64(n)), Head: head, Text: cut(text, 400), Covered: on})
		}
	}
	has := func(same func(cases.Cover) bool) bool { return slices.ContainsFunc(x.Covered, same) }
	for _, m := range t.Messages {
		if t.Source != messages.Text {
			add(m.N, "message", strings.TrimSpace(m.At.Day.String()+" "+m.From), m.Text, has(func(b cases.Cover) bool { return b.Message == m.N }))
			continue
		}
		for i, line := range strings.Split(m.Text, "\n") {
			n := max(1, m.Lines[0]) + i
			add(n, "line", "", line, has(func(b cases.Cover) bool { return b.Line == n }))
		}
	}
}

// grid draws the lines by which a place in the picture can be read, and what is covered now.
func (s *site) grid(c *gin.Context, v *view, x cases.Evidence, page int) template.HTML {
	w, h := x.Width, x.Height
	if f, err := s.copiesOf(v).View(c, x, page, true); err == nil { // its sides are those of the upright picture
		w, h = f.Width, f.Height
		_ = f.Close()
	}
	if w <= 0 || h <= 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" data-grid>`, w, h)
	size := max(12, min(w, h)/28)
	for i := 1; i < 10; i++ {
		at, down := w*i/10, h*i/10
		fmt.Fprintf(&b, `<path class="gridline" d="M%d 0V%dM0 %dH%d"/>`, at, h, down, w)
		fmt.Fprintf(&b, `<text class="gridno" x="%d" y="%d" font-size="%d">%d</text><text class="gridno" x="2" y="%d" font-size="%d">%d</text>`, at+2, size, size, i*10, down-2, size, i*10)
	}
	for _, k := range x.Covered {
		if k.IsBox() && max(k.Page, 1) == page {
			fmt.Fprintf(&b, `<rect class="covered" x="%.1f" y="%.1f" width="%.1f" height="%.1f"/>`, k.X*float64(w), k.Y*float64(h), k.W*float64(w), k.H*float64(h))
		}
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()) // numbers alone: nothing of it comes from anybody
}

// coverExhibit covers a place, uncovers one, or sets which messages are covered.
func (s *site) coverExhibit(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, err := exhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	say, fault := coverOf(c, x)
	if fault != "" {
		p, err := s.exhibitPage(c, v)
		if err != nil {
			return err
		}
		p.Faults = append(p.Faults, Fault{"cobrir", p.T(fault)})
		return s.show(c, http.StatusUnprocessableEntity, "exhibit", p)
	}
	if err := s.write(c, v, func(k *cases.Case) error { return k.SayOfEvidence(x.Label(), say, "owner", s.Now()) }); err != nil {
		return err
	}
	to := v.Base + "/provas/" + x.Label() + "/ver?feito=covered"
	if n, err := strconv.Atoi(c.PostForm("pagina")); err == nil && n > 1 {
		to += "&pagina=" + itoa(int64(n))
	}
	c.Redirect(http.StatusSeeOther, to)
	return nil
}

// coverOf reads the form: what shall be said of the exhibit, or the key of what is wrong.
func coverOf(c *gin.Context, x cases.Evidence) (say func(*cases.Evidence), fault string) {
	switch {
	case c.PostForm("descobrir") != "":
		n, err := strconv.Atoi(c.PostForm("descobrir"))
		if err != nil || n < 0 || n >= len(x.Covered) {
			return nil, "error.cover_empty"
		}
		gone := x.Covered[n]
		return func(e *cases.Evidence) {
			e.Covered = slices.DeleteFunc(slices.Clone(e.Covered), func(k cases.Cover) bool { return k == gone })
		}, ""
	case c.PostForm("mensagens") != "":
		var chosen []cases.Cover
		for _, m := range c.PostFormArray("oculta") {
			by, number, _ := strings.Cut(m, "-")
			n, err := strconv.Atoi(number)
			if err != nil || n < 1 {
				return nil, "error.cover_empty"
			}
			k := cases.Cover{Reason: c.PostForm("motivo")}
			if by == "line" {
				k.Line = n
			} else {
				k.Message = n
			}
			chosen = append(chosen, k)
		}
		return func(e *cases.Evidence) {
			boxes := slices.DeleteFunc(slices.Clone(e.Covered), func(k cases.Cover) bool { return !k.IsBox() })
			e.Covered = append(boxes, chosen...)
		}, ""
	}
	var edge [4]float64
	for i, name := range []string{"esquerda", "topo", "direita", "fundo"} {
		n, err := strconv.ParseFloat(strings.Replace(strings.TrimSuffix(strings.TrimSpace(c.PostForm(name)), "%"), ",", ".", 1), 64)
		if err != nil || math.IsNaN(n) || n < 0 || n > 100 {
			return nil, "error.cover_outside"
		}
		edge[i] = n / 100
	}
	k := cases.Cover{X: edge[0], Y: edge[1], W: edge[2] - edge[0], H: edge[3] - edge[1], Reason: c.PostForm("motivo")}
	if k.W <= 0 || k.H <= 0 {
		return nil, "error.cover_empty"
	}
	if x.Kind == "pdf" {
		k.Page, _ = strconv.Atoi(c.PostForm("pagina"))
		if k.Page < 1 || k.Page > max(x.Pages, 1) {
			k.Page = 1
		}
	}
	return func(e *cases.Evidence) { e.Cover(k) }, ""
}
