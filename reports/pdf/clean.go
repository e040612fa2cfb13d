package pdf

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestText bounds one text: beyond it a paper stops being one, and a hostile case must not take the machine.
const longestText = 2 << 20

// clean makes text that every font of the chain can print: valid, composed, without invisible controls, and with a
// readable name in place of each rune no font has. Line ends stay as \n, no-break spaces stay.
func (t *typesetter) clean(text string) string {
	if len(text) > longestText {
		text = text[:longestText]
	}
	text = norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if pair, n := flag(text[i:]); n > 0 {
			b.WriteString(t.token(pair))
			i += n
			continue
		}
		i += size
		t.writeRune(&b, r)
	}
	return b.String()
}

func (t *typesetter) writeRune(b *strings.Builder, r rune) {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\r' || r == '\v' || r == '\f':
		b.WriteByte('\n')
	case r == '\t':
		b.WriteByte(' ')
	case invisible(r):
	case t.printable(r):
		b.WriteRune(r)
	case unicode.Is(unicode.Zs, r):
		b.WriteByte(' ')
	default:
		b.WriteString(t.stand(r))
	}
}

// invisible runes have no ink of their own: controls, joiners, variation selectors, soft hyphens, skin tones.
func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u00AD', r == '\uFEFF', r == '\u061C', r == '\u180E':
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE01EF, r >= 0x1F3FB && r <= 0x1F3FF:
		return true
	}
	return false
}

// flag reads two regional indicators, which together are a flag, as the two letters of the country.
func flag(s string) (letters string, size int) {
	const first, last = 0x1F1E6, 0x1F1FF
	a, n := utf8.DecodeRuneInString(s)
	b, m := utf8.DecodeRuneInString(s[n:])
	if a < first || a > last || b < first || b > last {
		return "", 0
	}
	return string([]rune{'A' + a - first, 'A' + b - first}), n + m
}

func (t *typesetter) printable(r rune) bool {
	for _, f := range t.faces {
		if f.advance(r) != missing {
			return true
		}
	}
	return false
}

// stand is what stands for a rune no font has: the name of a sign, the code point of any other.
func (t *typesetter) stand(r rune) string {
	if name := t.signs[r]; name != "" {
		return t.token(name)
	}
	code := fmt.Sprintf("U+%04X", r)
	if unicode.IsSymbol(r) || r >= 0x1F000 && r < 0x20000 {
		return strings.ReplaceAll(t.token(code), ": "+code, " "+code)
	}
	return "[" + code + "]"
}

// token is what stands for a rune that cannot be printed. The name has only letters that every font has, so it needs no
// second cleaning.
func (t *typesetter) token(name string) string {
	pattern := t.unprintable
	if !strings.Contains(pattern, "%s") {
		pattern = "[%s]"
	}
	return strings.Replace(pattern, "%s", name, 1)
}
