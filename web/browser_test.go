//go:build browser

package web

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

func TestBrowserWalk(t *testing.T) {
	_, root := mustServe(t)
	picture := filepath.Join(t.TempDir(), "comprovante.png")
	if err := os.WriteFile(picture, examplePicture().bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{360, 1280} {
		for _, scripts := range []bool{false, true} {
			t.Run(fmt.Sprintf("%d px, scripts %v", width, scripts), func(t *testing.T) {
				tb := mustTab(t, root)
				tb.size(width)
				tb.scripts(scripts)
				tb.cookie(langCookie, "pt")
				walk(tb, picture, scripts)
			})
		}
	}
}

// walk goes from pasted text to the dossier as a person would: by typing and pressing.
func walk(t *tab, picture string, scripts bool) {
	t.open("/")
	t.fits("landing")
	t.do("tell", chromedp.SendKeys("#texto", told), chromedp.SetUploadFiles("#arquivos", []string{picture}))
	if n := t.number(`document.querySelectorAll('[data-picked] li').length`); (n == 1) != scripts {
		t.Errorf("%d chosen files are listed", n)
	}
	t.do("continue", chromedp.Click(".intake > .btn"), chromedp.WaitVisible("#conferir"))
	t.fits("check")
	t.do("confirm", chromedp.Click(`button[value="confirmar"]`), chromedp.WaitVisible(".lead-card"))
	t.fits("case")
	if n := t.number(`(e => { let r = document.createRange(); r.selectNodeContents(e); return e ? r.getClientRects().length : 0 })(document.querySelector('.by'))`); n > 1 {
		t.Errorf("the date stands on %d lines", n)
	}
	t.do("texts", chromedp.Click(`a.card[href$="/enviar/br-consumidor-gov"]`), chromedp.WaitVisible(".kitfield"))
	t.fits("kit")
	visible := t.number(`Array.from(document.querySelectorAll('[data-copy]')).filter(b => b.offsetParent).length`)
	if (visible > 0) != scripts {
		t.Errorf("%d copy buttons are shown", visible)
	}
	if scripts {
		t.do("copy", chromedp.Click("[data-copy]"), chromedp.WaitVisible(".copied:not(:empty)"))
	}
	dossier(t)
	t.do("sent", chromedp.SendKeys("#protocolo", "2026.11/0001"), chromedp.Click(`#enviei ~ form .btn`), chromedp.WaitVisible(".note.ok"))
	t.fits("case after filing")
	t.do("news", chromedp.Click(`a[href$="/novidade"]`), chromedp.Click(`a[href$="escolha=respondeu"]`), chromedp.WaitVisible("#dia"))
	t.fits("news")
}

// dossier follows the link as the browser would, with its cookies.
func dossier(t *tab) {
	t.Helper()
	href, err := chromedp.Run(t.ctx, chromedp.AttributeValue(`a[href$=".pdf"]`, "href"))
	if err != nil {
		t.Fatal(err)
	}
	jar, err := chromedp.Call(t.ctx, network.GetCookies, network.GetCookiesParams{URLs: []string{t.root}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.ctx, http.MethodGet, t.root+href.Value, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range jar.Cookies {
		r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if b := readAll(t, resp.Body); resp.StatusCode != 200 || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("dossier: %d, %d bytes", resp.StatusCode, len(b))
	}
}

func TestBrowserNothingIsWiderThanASmallPhone(t *testing.T) {
	s, root := mustServe(t)
	b := s.browser()
	base := b.mustCase()
	tb := mustTab(t, root)
	tb.cookie(claimCookie, b.cookies[claimCookie])
	for _, lang := range []string{"pt", "ro", "en"} {
		tb.cookie(langCookie, lang)
		for _, width := range []int64{320, 360} {
			tb.size(width)
			for _, path := range everyPage(b, base) {
				tb.open(path)
				tb.fits(fmt.Sprintf("%s %s at %d px", lang, path, width))
			}
		}
	}
}

func TestBrowserKeyboardReachesTheMainThing(t *testing.T) {
	_, root := mustServe(t)
	tb := mustTab(t, root)
	tb.size(1280)
	tb.open("/")
	tb.do("first tab", chromedp.KeyEvent("\t"))
	href, err := chromedp.Run(tb.ctx, chromedp.Evaluate[string](`document.activeElement.getAttribute('href')`))
	if err != nil || !strings.HasPrefix(href, "#conteudo") {
		t.Errorf("the first stop is %q %v", href, err)
	}
	if n := tb.number(`Math.round(document.activeElement.getBoundingClientRect().left)`); n < 0 {
		t.Error("the skip link is not seen when it has the focus")
	}
}

// touches counts the labels of the stair that meet its line, a node or another label, by their drawn boxes.
const touches = `(() => {
  let n = 0
  for (const svg of document.querySelectorAll('svg.stair')) {
    const boxes = [...svg.querySelectorAll('text')].map(t => t.getBBox())
    const hit = (b, x, y, r) => x > b.x - r && x < b.x + b.width + r && y > b.y - r && y < b.y + b.height + r
    boxes.forEach((b, i) => {
      for (const p of svg.querySelectorAll('path'))
        for (let at = 0; at <= p.getTotalLength(); at++) { const q = p.getPointAtLength(at); if (hit(b, q.x, q.y, 1)) { n++; break } }
      for (const c of svg.querySelectorAll('circle'))
        if (hit(b, +c.getAttribute('cx'), +c.getAttribute('cy'), +c.getAttribute('r'))) n++
      boxes.forEach((o, j) => { if (j > i && o.x < b.x + b.width && b.x < o.x + o.width && o.y + 6 < b.y + b.height && b.y + 6 < o.y + o.height) n++ })
    })
    const wide = Math.max(...boxes.map(b => svg.getBoundingClientRect().left + (b.x + b.width) * svg.getBoundingClientRect().width / 328))
    if (wide > document.documentElement.clientWidth) n++
  }
  return n
})()`

func TestBrowserStairLabelsStandFree(t *testing.T) {
	s, root := mustServe(t)
	b := s.browser()
	base := b.mustCase()
	tb := mustTab(t, root)
	tb.cookie(claimCookie, b.cookies[claimCookie])
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		tb.cookie(langCookie, lang)
		for _, width := range []int64{320, 360, 1280} {
			tb.size(width)
			for _, path := range []string{"/", base, "/exemplo"} {
				tb.open(path)
				if n := tb.number(touches); n > 0 {
					t.Errorf("%s %s at %d px: %d labels touch something or leave the page", lang, path, width, n)
				}
			}
		}
	}
}
