package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"degrau/cases"
)

// routes is the table of contents.
func (s *site) routes() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.HandleMethodNotAllowed = true
	r.MaxMultipartMemory = 1 << 20 // the rest of an upload waits on disk
	r.NoRoute(s.h(func(*gin.Context) error { return cases.NotFoundf("no_such_page") }))
	r.NoMethod(s.h(func(*gin.Context) error { return refused{http.StatusMethodNotAllowed, "web.error.405"} }))
	r.Use(s.log)

	get := func(path string, do act) { r.Match([]string{http.MethodGet, http.MethodHead}, path, s.h(do)) }
	post := func(path string, do act) { r.POST(path, s.h(do)) }

	get("/", s.landing)
	post("/idioma", s.changeLanguage)
	get("/static/:name", s.static)

	get("/novo", s.newCase)
	post("/novo", s.readCase)
	get("/novo/:id", s.checkDraft)
	post("/novo/:id", s.saveDraft)
	post("/novo/:id/apagar", s.deleteDraft)
	return r
}
