package messages

import (
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/unicode/norm"

	"degrau/cases/intake"
)

// maxHeader is how much of one header is kept: a list of a thousand receivers says no more.
const maxHeader = 2000

var headerWords = mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return nil, fmt.Errorf("charset %q: %w", charset, err)
	}
	return enc.NewDecoder().Reader(r), nil
}}

// decodeHeader gives a header as people read it: encoded words decoded, raw bytes of old programs too, on one line.
func decodeHeader(s string) string {
	if s == "" {
		return ""
	}
	s = s[:min(len(s), 4*maxHeader)]
	if d, err := headerWords.DecodeHeader(s); err == nil {
		s = d
	}
	if d, err := intake.Decode([]byte(s)); err == nil {
		s = d
	}
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, unmarked(s))
	s = strings.Join(strings.Fields(s), " ")
	return s[:runeCut(s, maxHeader)]
}
