package web

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
)

// policy lets nothing in but our own files: no inline script or style, no frame, no other site.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard wraps the router in what every answer needs: headers, compression, refusal of writes that come from other
// sites, and an end to panics.
func (s *site) guard(router http.Handler) (http.Handler, error) {
	cross := http.NewCrossOriginProtection()
	if u, err := url.Parse(s.BaseURL); err == nil && u.Host != "" {
		// Behind a proxy that rewrites Host, the browser's Origin is the public name and not the one we see.
		if err := cross.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, fmt.Errorf("base url %q: %w", s.BaseURL, err)
		}
	}
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.errorPage(w, r, http.StatusForbidden, "web.error.403", "")
	}))
	return s.rescue(secured(compressed(cross.Handler(router)))), nil
}

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if sharedDevice(r) {
			h.Set("Cache-Control", "no-store") // what was typed on the first page is nobody else's either
		}
		if private(r.URL.Path) {
			h.Set("Cache-Control", "no-store")
			h.Set("X-Robots-Tag", "noindex, nofollow")
		}
		next.ServeHTTP(w, r)
	})
}

// private reports whether a path shows what belongs to one person. The empty box is not private: with no-store a browser
// would not give back what was typed when somebody comes back to it.
func private(path string) bool {
	for _, own := range []string{"/casos", "/novo/", "/conta", "/entrar", "/convite/", "/comecar/", "/apagado/", "/admin"} {
		if strings.HasPrefix(path, own) {
			return true
		}
	}
	return false
}

func (s *site) rescue(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			ref := reference()
			s.Log.Error("panic", "ref", ref, "cause", fmt.Sprint(v), "stack", string(debug.Stack()))
			s.errorPage(w, r, http.StatusInternalServerError, "web.error.500", ref)
		}()
		next.ServeHTTP(w, r)
	})
}
