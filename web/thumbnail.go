package web

import (
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/copies"
	"degrau/internal/media"
)

// copiesOf are those of a case's exhibits. The example's one exhibit lies in no store.
func (s *site) copiesOf(v *view) *copies.Copies {
	if v.Example {
		return copies.New("", v.open)
	}
	return s.Copies
}

// thumbnail sends a small picture drawn anew: none of the original's bytes, and so none of its tricks, go through.
func (s *site) thumbnail(c *gin.Context) error {
	return s.picture(c, func(v *view, x cases.Evidence) (*copies.Opened, error) { return s.copiesOf(v).Thumbnail(c, x) })
}

// image sends the large picture of an exhibit, or of one page of it: as others see it, or, to place covers, whole.
func (s *site) image(c *gin.Context) error {
	page, _ := strconv.Atoi(c.Query("pagina")) // what is no number is the first page
	return s.picture(c, func(v *view, x cases.Evidence) (*copies.Opened, error) {
		return s.copiesOf(v).View(c, x, max(page, 1), c.Query("inteira") == "1")
	})
}

func (s *site) picture(c *gin.Context, open func(*view, cases.Evidence) (*copies.Opened, error)) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, err := shownExhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	if !copies.HasView(x) {
		return cases.NotFoundf("no_such_exhibit", "label", x.Label())
	}
	f, err := open(v, x)
	switch {
	case err != nil && media.Reason(err) != "": // kept and listed, but it does not open as a picture
		return cases.NotFoundf("no_such_exhibit", "label", x.Label())
	case err != nil && c.Request.Context().Err() != nil:
		return nil // nobody waits any more
	case err != nil:
		return fmt.Errorf("picture of an exhibit: %w", err)
	}
	defer f.Close()
	c.Header("Cache-Control", "private, max-age=86400") // its address changes with what is covered
	c.Header("Content-Type", "image/"+f.Kind)
	c.Header("Content-Length", strconv.FormatInt(f.Bytes, 10))
	c.Status(http.StatusOK)
	if c.Request.Method != http.MethodHead {
		_, _ = io.Copy(c.Writer, f) // the reader is gone: nobody left to tell
	}
	return nil
}
