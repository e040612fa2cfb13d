//go:build browser || screens

package web

import (
	"context"
	"net/http/httptest"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// tab is one tab of a real browser.
type tab struct {
	testing.TB
	ctx  context.Context
	root string
}

// mustServe serves a whole site over TCP.
func mustServe(t testing.TB) (*testSite, string) {
	t.Helper()
	s := mustSite(t)
	srv := httptest.NewServer(s.h)
	t.Cleanup(srv.Close)
	return s, srv.URL
}

// mustTab starts a browser with a fresh profile of its own.
func mustTab(t testing.TB, root string) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium found: run make tools")
	}
	alloc, stop := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewContext(alloc)
	ctx, limit := context.WithTimeout(ctx, 10*time.Minute)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx)
		limit()
		cancel()
		stop()
	})
	// The browser lives as long as the context of its first action, so that must not be a shorter one.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return &tab{t, ctx, root}
}

// do runs actions with a limit, so that a missing element is a failure and not a hang.
func (t *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// size sets the width of the screen; below 600 it is a phone.
func (t *tab) size(width int64) {
	t.Helper()
	_, err := chromedp.Call(t.ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1, Mobile: width < 600})
	if err != nil {
		t.Fatal(err)
	}
}

// scheme sets light or dark.
func (t *tab) scheme(name string) {
	t.Helper()
	_, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia,
		emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
	if err != nil {
		t.Fatal(err)
	}
}

// scripts switches the page's own scripts on or off.
func (t *tab) scripts(on bool) {
	t.Helper()
	_, err := chromedp.Call(t.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	if err != nil {
		t.Fatal(err)
	}
}

func (t *tab) cookie(name, value string) {
	t.Helper()
	if _, err := chromedp.Call(t.ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: t.root}); err != nil {
		t.Fatal(err)
	}
}

func (t *tab) open(path string) {
	t.Helper()
	t.do("open "+path, chromedp.Navigate(t.root+path))
}

// number evaluates an expression in the page.
func (t *tab) number(js string) int {
	t.Helper()
	n, err := chromedp.Run(t.ctx, chromedp.Evaluate[int](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return n
}

// fits fails where the page is wider than the screen.
func (t *tab) fits(what string) {
	t.Helper()
	if n := t.number(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); n > 0 {
		t.Errorf("%s: %d px wider than the screen", what, n)
	}
}
