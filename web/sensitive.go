package web

import (
	"maps"
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/reports"
)

// tellHealth notes whether what the person wrote about their health may go to a body.
func (s *site) tellHealth(c *gin.Context) error {
	plain(c)
	v, err := s.load(c)
	if err != nil {
		return err
	}
	b, err := s.kitBody(c)
	if err != nil {
		return err
	}
	key := reports.SensitiveAnswer(b.ID)
	err = s.write(c, v, func(k *cases.Case) error {
		f := k.Facts()
		f.Answers = maps.Clone(f.Answers)
		if f.Answers == nil {
			f.Answers = map[string]any{}
		}
		f.Answers[key] = c.PostForm("saude") == "sim"
		return k.CorrectFacts(f, []string{"answers." + key}, v.actor(), s.Now())
	})
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, v.Base+"/enviar/"+b.ID)
	return nil
}
