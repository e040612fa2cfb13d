package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"net/http"
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
	Spoken      SpokenPage
	Reasons     []Option
	NoRenderer  bool
	CanPublish  bool // a picture: papers for public sites may show it
	Public      bool
}

// CoveredBox is one covered rectangle in words.
type CoveredBox struct {
	Mark string // names it in a form
	Text string
	Why  string
}

// canCover reports whether parts of an exhibit can be covered here.
func canCover(x cases.Evidence) bool {
	return x.IsPicture() || x.Kind == "pdf" || messages.Reads(x.Kind)
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
	p.CanPublish, p.Public = x.IsPicture(), x.Public
	p.NoRenderer = x.Kind == "pdf" && media.Renderer() == ""
	shown, err := shownExhibit(v, x.Label())
	if err != nil {
		return ExhibitPage{}, err
	}
	if copies.HasView(x) {
		of := "?pagina=" + itoa(int64(p.PageNo))
		p.Picture, p.Whole = p.Href+"/imagem"+of+coverMark(shown, "&"), p.Href+"/imagem"+of+"&inteira=1"
		p.Grid = s.grid(c, v, x, p.PageNo)
	}
	for _, b := range x.Covered {
		if b.IsBox() {
			p.Boxes = append(p.Boxes, CoveredBox{Mark: boxMark(b), Text: p.T("web.cover.box", "page", max(b.Page, 1), "left", percent(b.X), "top", percent(b.Y), "right", percent(b.X+b.W), "bottom", percent(b.Y+b.H)),
				Why: upper(p.T("dossier.covered." + reasonOf(b)))})
		}
	}
	for _, r := range cases.CoverReasons {
		p.Reasons = append(p.Reasons, Option{Value: r, Text: upper(p.T("dossier.covered." + r))})
	}
	p.Spoken = s.spoken(c, p.Page, v, x)
	return p, nil
}

func reasonOf(c cases.Cover) string {
	if c.Reason == "" {
		return cases.OthersData
	}
	return c.Reason
}

func percent(v float64) int { return int(math.Round(v * 100)) }

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
