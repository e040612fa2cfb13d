package twin

import (
	"crypto/sha256"
	_ "embed" // the template and its style
	"encoding/base64"
	"html/template"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"degrau/reports/paper"
)

//go:embed twin.css
var rawStyle string

//go:embed twin.html
var rawPieces string

// style is what stands in the page's head; its digest is the one style that the page's policy lets in.
var style = strings.TrimSpace(rawStyle)

// Policy is the content security policy of the page: nothing but what is in it, and no script at all. Whoever serves the
// page sends it too.
var Policy = "default-src 'none'; img-src data:; style-src 'sha256-" + digest(style) + "'; base-uri 'none'; form-action 'none'"

var policy = Policy

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

var pieces = template.Must(template.New("twin").Funcs(template.FuncMap{"c": clean}).Parse(rawPieces))

// clean makes text that a page can hold: valid, composed, without controls that nobody sees and that turn what stands
// around them.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == '\uFEFF', r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

func isIndex(b paper.Block) bool {
	_, ok := b.(paper.Index)
	return ok
}
