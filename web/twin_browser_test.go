//go:build browser

package web

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserTwinOfTheDossierFits opens the page under the policy that we send with it: its style comes through, nothing is
// wider than a small phone, and the way over the contents works.
func TestBrowserTwinOfTheDossierFits(t *testing.T) {
	s, root := mustServe(t)
	b := s.browser()
	base := b.mustCase()
	tb := mustTab(t, root)
	tb.cookie(claimCookie, b.cookies[claimCookie])
	for _, body := range []string{"br-procon", "us-ftc", "ro-anpc", "br-reclame-aqui"} {
		for _, width := range []int64{320, 360, 1280} {
			tb.size(width)
			tb.open(base + "/dossie/" + body + ".html")
			tb.fits(fmt.Sprintf("%s at %d px", body, width))
			if n := tb.number(`parseInt(getComputedStyle(document.querySelector('.top')).borderTopWidth)`); n == 0 {
				t.Fatalf("%s: the style did not come through", body)
			}
			if n := tb.number(`document.querySelectorAll('h1').length + [...document.images].filter(i => !i.complete || !i.naturalWidth).length`); n != 1 {
				t.Errorf("%s: %d titles and broken pictures", body, n)
			}
		}
		tb.do("first tab", chromedp.KeyEvent("\t"))
		if n := tb.number(`Math.round(document.activeElement.getBoundingClientRect().left)`); n < 0 {
			t.Errorf("%s: the way over the contents is not seen when it has the focus", body)
		}
	}
}
