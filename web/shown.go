package web

import (
	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/cases/proof"
)

// shown says where the exhibits of a case show what it asserts. Where their words cannot be read just now, only what the
// case itself ties to its exhibits counts: a paper must not wait for it.
func (s *site) shown(c *gin.Context, v *view) []proof.Assertion {
	if v.Example {
		return nil
	}
	all, err := s.heard.Proofs(c, v.Case, heardLater)
	if err != nil {
		s.Log.Error("the words of evidence were not read", "route", c.FullPath(), "error", err)
		return nil
	}
	return all
}

// wordsOf gives the words of a case's exhibits, for papers.
func (s *site) wordsOf(c *gin.Context, v *view) func(cases.Evidence) (*messages.Transcript, error) {
	if v.Example {
		return nil
	}
	return func(x cases.Evidence) (*messages.Transcript, error) { return s.heard.Transcript(c, x, v.Facts) }
}
