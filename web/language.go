package web

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"degrau/cases"
	"degrau/internal/locale"
)

const langCookie = "degrau_lang"

// localizer picks the language: cookie, then the browser's wish, then the operator's, then Portuguese.
func (s *site) localizer(r *http.Request) *locale.Localizer {
	cookie := ""
	if k, err := r.Cookie(langCookie); err == nil {
		cookie = k.Value
	}
	return locale.For(locale.Match(cookie, r.Header.Get("Accept-Language"), s.Lang))
}

// changeLanguage keeps the choice and goes back to where the person was.
func (s *site) changeLanguage(c *gin.Context) error {
	lang := c.PostForm("lang")
	if !cases.Known(lang, cases.Languages) {
		return cases.Invalidf("lang", "unknown_language", "language", lang)
	}
	http.SetCookie(c.Writer, &http.Cookie{Name: langCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
	c.Redirect(http.StatusSeeOther, ownPath(c.PostForm("volta")))
	return nil
}

// ownPath returns p if it is a path of this site, else the landing page: a form must not send people elsewhere.
func ownPath(p string) string {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n\t") {
		return "/"
	}
	return p
}
