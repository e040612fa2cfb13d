package web

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/copies"
)

// coverExhibit covers a place, uncovers one, sets which messages of a page are covered, or whether anybody may see it.
func (s *site) coverExhibit(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	label := c.Param("label")
	err = s.write(c, v, func(k *cases.Case) error {
		if to := c.PostForm("publica"); to != "" {
			return k.SayOfEvidence(label, func(e *cases.Evidence) { e.Public = to == "sim" }, v.actor(), s.Now())
		}
		x, err := exhibit(v, label)
		if err != nil {
			return err
		}
		covers, err := s.coversOf(c, v, x)
		if err != nil {
			return err
		}
		return k.SayOfEvidence(label, func(e *cases.Evidence) { e.Covered = covers }, v.actor(), s.Now())
	})
	if cases.IsKind(err, cases.Invalid) {
		p, e := s.exhibitPage(c, v)
		if e != nil {
			return e
		}
		p.Faults = append(p.Faults, Fault{"cobrir", s.sentence(p.L, err)})
		p.Spoken.keep(c)
		return s.show(c, http.StatusUnprocessableEntity, "exhibit", p)
	}
	if err != nil {
		return err
	}
	to := url.Values{"feito": {"covered"}}
	for _, name := range []string{"pagina", "ir"} {
		if n, err := strconv.Atoi(c.PostForm(name)); err == nil && n > 1 {
			to.Set(name, itoa(int64(n)))
		}
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/provas/"+label+"/ver?"+to.Encode())
	return nil
}

// coversOf is what is covered of an exhibit after a form.
func (s *site) coversOf(c *gin.Context, v *view, x cases.Evidence) ([]cases.Cover, error) {
	switch {
	case c.PostForm("descobrir") != "":
		return uncovered(x, c.PostForm("descobrir"))
	case c.PostForm("mensagens") != "":
		return s.spokenCovers(c, v, x)
	}
	k, err := boxOf(c, x)
	if err != nil {
		return nil, err
	}
	if err := s.checkPlaces(c, v, x, []cases.Cover{k}); err != nil {
		return nil, err
	}
	return append(slices.Clone(x.Covered), k), nil
}

func (s *site) checkPlaces(c *gin.Context, v *view, x cases.Evidence, covers []cases.Cover) error {
	return copies.CheckPlaces(x, func() (*messages.Transcript, error) { return s.heard.Transcript(c, x, v.Facts) }, covers)
}

// boxMark names a covered rectangle by what it is: its place in the list changes when another is shown again.
func boxMark(k cases.Cover) string {
	b, err := json.Marshal(k)
	if err != nil { // numbers and words always can be written
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// uncovered shows one rectangle again. One that is no longer there is an error: pressing twice must not show another.
func uncovered(x cases.Evidence, mark string) ([]cases.Cover, error) {
	left := slices.DeleteFunc(slices.Clone(x.Covered), func(k cases.Cover) bool { return k.IsBox() && boxMark(k) == mark })
	if len(left) == len(x.Covered) {
		return nil, cases.Invalidf("", "cover_gone")
	}
	return left, nil
}

// spokenName names a message or a line in the form: message-214.
func spokenName(k cases.Cover) string {
	if k.Line > 0 {
		return "line-" + itoa(int64(k.Line))
	}
	return "message-" + itoa(int64(k.Message))
}

// spokenNamed reads such a name.
func spokenNamed(name string) (cases.Cover, error) {
	by, number, _ := strings.Cut(name, "-")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil || n < 1:
	case by == "message":
		return cases.Cover{Message: n}, nil
	case by == "line":
		return cases.Cover{Line: n}, nil
	}
	return cases.Cover{}, cases.Invalidf("", "cover_empty")
}

// spokenCovers sets which of the messages that the form listed are covered. What it did not list stays as it is, and so
// does why something is covered.
func (s *site) spokenCovers(c *gin.Context, v *view, x cases.Evidence) ([]cases.Cover, error) {
	listed, chosen := c.PostFormArray("listada"), c.PostFormArray("oculta")
	out := slices.DeleteFunc(slices.Clone(x.Covered), func(k cases.Cover) bool {
		return !k.IsBox() && slices.Contains(listed, spokenName(k)) && !slices.Contains(chosen, spokenName(k))
	})
	var more []cases.Cover
	for _, name := range chosen {
		k, err := spokenNamed(name)
		if err != nil {
			return nil, err
		}
		k.Reason = c.PostForm("motivo")
		if !slices.ContainsFunc(append(out, more...), func(was cases.Cover) bool { return was.Message == k.Message && was.Line == k.Line && !was.IsBox() }) {
			more = append(more, k)
		}
	}
	if err := s.checkPlaces(c, v, x, more); err != nil {
		return nil, err
	}
	return append(out, more...), nil
}

// boxOf reads a rectangle from its four edges in per cent.
func boxOf(c *gin.Context, x cases.Evidence) (cases.Cover, error) {
	var edge [4]float64
	for i, name := range []string{"esquerda", "topo", "direita", "fundo"} {
		n, err := strconv.ParseFloat(strings.Replace(strings.TrimSuffix(strings.TrimSpace(c.PostForm(name)), "%"), ",", ".", 1), 64)
		if err != nil || math.IsNaN(n) || n < 0 || n > 100 {
			return cases.Cover{}, cases.Invalidf("", "cover_outside")
		}
		edge[i] = n / 100
	}
	k := cases.Cover{X: edge[0], Y: edge[1], W: edge[2] - edge[0], H: edge[3] - edge[1], Reason: c.PostForm("motivo")}
	if k.W <= 0 || k.H <= 0 {
		return cases.Cover{}, cases.Invalidf("", "cover_empty")
	}
	if x.Kind == "pdf" {
		n, err := strconv.Atoi(c.PostForm("pagina"))
		if err != nil || n < 1 {
			n = 1
		}
		k.Page = n
	}
	return k, nil
}
