package messages

import (
	"strings"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/text/encoding/charmap"
)

// mend undoes the commonest wrong label of old mail programs: UTF-8 that says it is ASCII or Latin-1, or says nothing.
// Read as Windows-1252 its letters fall apart in pairs; put back into bytes they are valid UTF-8, which real Latin-1
// hardly ever is.
func mend(p *enmime.Part) []byte {
	switch strings.ToLower(p.Charset) {
	case "", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252":
	default:
		return p.Content
	}
	if !utf8.Valid(p.Content) || ascii(p.Content) {
		return p.Content
	}
	b, err := charmap.Windows1252.NewEncoder().Bytes(p.Content)
	if err != nil || !utf8.Valid(b) || ascii(b) {
		return p.Content
	}
	return b
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foreign reports whether a text is more accents and signs than letters: the mark of another alphabet that was read as
// ours because nothing in the mail named it.
func foreign(s string) bool {
	latin, letters := 0, 0
	for _, r := range s[:runeCut(s, 4000)] {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			letters++
		case r >= 0x80 && r <= 0xFF:
			latin++
		}
	}
	return latin >= 6 && latin > letters
}
