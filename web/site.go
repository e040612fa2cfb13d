package web

import (
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"degrau/escalation"
	"degrau/internal/copies"
	"degrau/internal/reading"
	"degrau/internal/store"
)

// Deps is what the web app is made from; cmd wires it.
type Deps struct {
	Store     *store.Store
	Packs     *escalation.Packs
	Now       func() time.Time
	Lang      string // where neither cookie nor browser says one
	BaseURL   string // https://degrau.example; decides whether cookies are Secure
	Log       *slog.Logger
	Version   string
	MaxUpload int64          // bytes of one file
	Mail      Mailer         // nil: no letters are sent
	Provider  *Provider      // nil: nobody signs in elsewhere
	Proxies   []netip.Prefix // whose word about where a request came from is taken
	Copies    *copies.Copies // of exhibits; nil: made anew each time, and kept nowhere
}

// site is the running app.
type site struct {
	Deps
	views  *views
	assets *assets
	secure bool
	heard  *reading.Reader

	random   io.Reader
	letters  chan struct{} // a place for each letter on its way
	tries    *limiter      // of one address, to prove who one is
	guesses  *limiter      // at one account
	provider *provider

	confirming sync.Mutex // one draft at a time becomes a case
}

// uploadDefault is the largest file taken where cmd names no other.
const uploadDefault = 25 << 20

// New returns the whole web app.
func New(d Deps) (http.Handler, error) {
	s, err := newSite(d)
	if err != nil {
		return nil, err
	}
	return s.guard(s.routes())
}

func newSite(d Deps) (*site, error) {
	if d.Now == nil || d.Store == nil || d.Packs == nil {
		return nil, errors.New("web: store, packs and clock are needed")
	}
	if d.MaxUpload <= 0 {
		d.MaxUpload = uploadDefault
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Copies == nil {
		d.Copies = copies.New("", d.Store.OpenBlob)
	}
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	v, err := loadViews()
	if err != nil {
		return nil, err
	}
	d.BaseURL = strings.TrimSuffix(d.BaseURL, "/")
	s := &site{Deps: d, views: v, assets: a, secure: strings.HasPrefix(d.BaseURL, "https://"),
		heard: &reading.Reader{Open: d.Store.OpenBlob}, random: rand.Reader, letters: make(chan struct{}, letters),
		tries: newLimiter(60, 10*time.Minute), guesses: newLimiter(10, 10*time.Minute)}
	s.provider, err = newProvider(d.Provider, d.BaseURL)
	return s, err
}
