package locale

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// maxHeader bounds what is read of an Accept-Language header: real ones are short, and strangers write the long ones.
const maxHeader = 512

var matcher = language.NewMatcher([]language.Tag{language.Portuguese, language.Spanish, language.Romanian, language.English})

// Match picks a language from a cookie value, an Accept-Language header and a default, in this order. pt-PT is
// Portuguese, Moldovan is Romanian, and readers of Galician and Catalan get Spanish.
func Match(cookie, header, fallback string) string {
	if slices.Contains(Languages, cookie) {
		return cookie
	}
	if lang := fromHeader(header); lang != "" {
		return lang
	}
	if slices.Contains(Languages, fallback) {
		return fallback
	}
	return Languages[0]
}

// fromHeader returns the first language of the header, by weight, that is near enough to one of ours.
func fromHeader(header string) string {
	if len(header) > maxHeader {
		header = header[:maxHeader]
		header = header[:max(0, strings.LastIndexByte(header, ','))]
	}
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return ""
	}
	for i, tag := range tags {
		if weights[i] <= 0 {
			continue
		}
		switch base, _ := tag.Base(); base.String() {
		case "gl", "ca", "ast", "an":
			return "es"
		case "mo":
			return "ro"
		}
		if _, at, sure := matcher.Match(tag); sure >= language.High {
			return Languages[at]
		}
	}
	return ""
}
