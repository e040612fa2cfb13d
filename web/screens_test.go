//go:build screens

package web

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"degrau/cases"
)

// TestScreens writes a picture of every page, in each language, light and dark, on a phone and on a desk.
func TestScreens(t *testing.T) {
	dir := os.Getenv("DEGRAU_SCREENS")
	if dir == "" {
		t.Fatal("DEGRAU_SCREENS names no folder")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	only, err := regexp.Compile(os.Getenv("DEGRAU_SCREENS_ONLY")) // names of pictures; empty: all
	if err != nil {
		t.Fatal(err)
	}
	s, root := mustServe(t)
	b := s.browser()
	base := b.mustCase()
	pages := everyPage(b, base)
	tb := mustTab(t, root)
	tb.cookie(claimCookie, b.cookies[claimCookie])
	for _, lang := range cases.Languages {
		tb.cookie(langCookie, lang)
		for _, scheme := range []string{"light", "dark"} {
			tb.scheme(scheme)
			for _, width := range []int64{360, 1280} {
				tb.size(width)
				for _, path := range pages {
					name := fmt.Sprintf("%s-%s-%d-%s.png", pageName(path), lang, width, scheme)
					if !only.MatchString(name) {
						continue
					}
					tb.open(path)
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

// caseAddress is the random part of a case's pages.
var caseAddress = regexp.MustCompile(`^/casos/[0-9a-f-]{36}`)

// pageName makes a file name of an address without its random parts.
func pageName(path string) string {
	path = caseAddress.ReplaceAllString(path, "caso")
	if rest, ok := strings.CutPrefix(path, "/novo/"); ok && len(rest) >= 36 {
		path = "rascunho" + rest[36:]
	}
	if path == "/" {
		path = "inicio"
	}
	return strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(path), "-")
}
