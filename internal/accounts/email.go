package accounts

import (
	"net/mail"
	"strings"
	"unicode"

	"degrau/cases"
)

// maxEmail is the longest address a mail server takes (RFC 5321, 4.5.3.1.3, without the brackets).
const maxEmail = 254

// ParseEmail reads an address as people type it and returns the form by which the account is known: lower case, without
// what phones add. A name, a comment or a second address is refused, and so is whatever could start a header line.
func ParseEmail(text string) (string, error) {
	bad := cases.Invalidf("email", "bad_email")
	s := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > maxEmail || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > 126 || strings.ContainsRune(`"<>(),;:\[]`, r) }) {
		return "", bad
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s {
		return "", bad
	}
	at := strings.LastIndexByte(s, '@')
	domain := s[at+1:]
	if at > 64 || !strings.Contains(domain, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") || strings.Contains(domain, "..") {
		return "", bad
	}
	return s, nil
}

// Masked is an address that its owner recognises and nobody else learns: m***@example.org.
func Masked(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return ""
	}
	return email[:1] + "***" + email[at:]
}
