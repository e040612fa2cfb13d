package web

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/reports/audit"
)

// act is a handler that may fail; fail is the one way out.
type act func(c *gin.Context) error

// h makes a gin handler of an act.
func (s *site) h(do act) gin.HandlerFunc {
	return func(c *gin.Context) {
		err := do(c)
		var to elsewhere
		switch {
		case errors.As(err, &to):
			c.Redirect(http.StatusSeeOther, string(to))
		case err != nil:
			s.fail(c, err)
		}
	}
}

// refused is an error with a status of its own.
type refused struct {
	status int
	key    string
}

func (r refused) Error() string { return r.key }

// statuses maps the kinds of error people can cause.
var statuses = map[cases.ErrorKind]int{
	cases.Invalid:  http.StatusUnprocessableEntity,
	cases.NotFound: http.StatusNotFound,
	cases.Conflict: http.StatusConflict,
}

// statusOf says what an error is to a browser, and which sentence heads its page.
func statusOf(err error) (int, string) {
	var own refused
	var big *http.MaxBytesError
	var e *cases.Error
	switch {
	case errors.As(err, &own):
		return own.status, own.key
	case errors.As(err, &big):
		return http.StatusRequestEntityTooLarge, "web.error.413"
	case errors.As(err, new(*audit.Error)):
		return http.StatusInternalServerError, "web.error.audit"
	case busy(err): // the store dresses it as a conflict, but nobody else's change is in the way
		return http.StatusServiceUnavailable, "web.error.503"
	case errors.As(err, &e) && e.Key == "file_too_large":
		return http.StatusRequestEntityTooLarge, "web.error.413"
	case errors.As(err, &e) && e.Key == "no_such_draft":
		return http.StatusNotFound, "web.error.draft"
	case errors.As(err, &e) && e.Key == "link_over":
		return http.StatusNotFound, "web.error.link"
	case errors.As(err, &e) && statuses[e.Kind] != 0: // a fault of the place has no kind: it is ours
		n := statuses[e.Kind]
		return n, "web.error." + statusKey[n]
	}
	return http.StatusInternalServerError, "web.error.500"
}

var statusKey = map[int]string{404: "404", 409: "409", 422: "422"}

// fail turns an error into its page.
func (s *site) fail(c *gin.Context, err error) {
	status, key := statusOf(err)
	ref := ""
	if status >= 500 {
		ref = reference()
		s.Log.Error("request failed", "ref", ref, "route", c.FullPath(), "error", err)
	}
	if c.Writer.Written() {
		s.Log.Error("request failed after the answer began", "route", c.FullPath(), "error", err)
		return
	}
	s.errorPage(c.Writer, c.Request, status, key, ref, err)
}

// ErrorPage says what went wrong in plain words and how to go on.
type ErrorPage struct {
	Page
	Status    int
	Detail    string // the sentence of a cases.Error, where there is one
	Way       string
	Reference string
}

func (s *site) errorPage(w http.ResponseWriter, r *http.Request, status int, key, ref string, cause ...error) {
	p := ErrorPage{Page: s.page(r, key), Status: status, Reference: ref}
	p.NoIndex = true
	p.Way = p.T(key + ".way")
	if status == http.StatusRequestEntityTooLarge {
		p.Detail = p.T("web.error.413.limits", "n", maxFiles, "max", p.L.Size(s.MaxUpload))
	}
	for _, err := range cause {
		if text := s.sentence(p.L, err); text != "" && status != http.StatusNotFound && status < 500 {
			p.Detail = text
		}
	}
	b, err := s.views.draw("error", p)
	if err != nil {
		s.Log.Error("draw error page", "error", err)
		http.Error(w, p.Title, status)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	writePage(w, status, b)
}

// reference is a short random word that a person can tell the operator.
func reference() string {
	b := make([]byte, 4)
	_, _ = rand.Read(b) // crypto/rand never fails
	return hex.EncodeToString(b)
}
