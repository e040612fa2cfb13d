//go:build screens

package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"degrau/cases"
)

// TestPeopleScreens writes a picture of every state of the pages about people. Many of them are answers to a form, so
// they are kept as they were answered and shown from there.
func TestPeopleScreens(t *testing.T) {
	dir := os.Getenv("DEGRAU_SCREENS")
	if dir == "" {
		t.Fatal("DEGRAU_SCREENS names no folder")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	only, err := regexp.Compile(os.Getenv("DEGRAU_SCREENS_ONLY"))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range cases.Languages {
		s := mustSite(t)
		b := s.browserIn(lang)
		states := map[string]string{}
		peopleStates(b, b.mustCase(), states)
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			page, ok := states[strings.TrimPrefix(r.URL.Path, "/state/")]
			if !ok {
				s.h.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
		}))
		t.Cleanup(srv.Close)
		tb := mustTab(t, srv.URL)
		for _, scheme := range []string{"light", "dark"} {
			tb.scheme(scheme)
			for _, width := range []int64{360, 1280} {
				tb.size(width)
				for state := range states {
					name := fmt.Sprintf("pessoas-%s-%s-%d-%s.png", strings.NewReplacer(" ", "-", ",", "").Replace(state), lang, width, scheme)
					if !only.MatchString(name) {
						continue
					}
					tb.open("/state/" + url.PathEscape(state))
					tb.fits(name)
					shot, err := chromedp.Run(tb.ctx, chromedp.FullScreenshot(100))
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(dir, name), shot, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
