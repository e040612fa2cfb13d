package web

import (
	"net/http"
	"strings"
	"time"

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
	s.setCookie(c, langCookie, lang, 365*24*time.Hour)
	if err := s.speak(c, lang); err != nil {
		return err
	}
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

// speak keeps the language in the account too: letters and reminders are written in it.
func (s *site) speak(c *gin.Context, lang string) error {
	who, err := s.who(c)
	if err != nil || who.account == nil || who.account.Language == lang {
		return err
	}
	return s.Store.SetLanguage(c, who.account.ID, lang)
}
