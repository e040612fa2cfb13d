package pdf

import (
	"strings"
	"unicode"
)

// breaks says after which runes a line may end: after spaces and between hyphenated letters, never inside an amount,
// a date, a protocol or "art. 42".
func breaks(rs []rune) []bool {
	ends := make([]bool, len(rs))
	for i, r := range rs {
		if i+1 >= len(rs) {
			break
		}
		next := rs[i+1]
		switch {
		case next == ' ' || r == '\u00A0' || r == '\u202F':
		case r == ' ':
			ends[i] = !glued(rs, i)
		case r == '-' || r == '\u2010':
			ends[i] = lettersBefore(rs, i) >= 3 && unicode.IsLetter(next)
		case r == '\u2013' || r == '\u2014':
			ends[i] = i > 0 && unicode.IsLetter(rs[i-1]) && unicode.IsLetter(next)
		}
	}
	return ends
}

// lettersBefore counts the letters just before i, up to three: "e-mail" is not worth a break.
func lettersBefore(rs []rune, i int) int {
	n := 0
	for n < 3 && i-n-1 >= 0 && unicode.IsLetter(rs[i-n-1]) {
		n++
	}
	return n
}

// glueBefore are words that stay with a number after them; glueAfter stay with a number before them.
var (
	glueBefore = wordSet("r$ us$ rs usd brl eur ron $ € £ art. arts. § §§ inc. inciso nº n.º n° no. n. nr. nr fl. fls. p. pág. pag. páginas art artigo artículo articolul al. alin. lit. lei ley legea")
	glueAfter  = wordSet("€ $ % lei ron eur brl usd reais euros mb kb gb kg km")
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// glued reports whether the space at i joins a number to its sign.
func glued(rs []rune, i int) bool {
	before, after := wordBefore(rs, i), wordAfter(rs, i)
	if after == "" || before == "" {
		return false
	}
	if digitFirst(after) && areaCode(before) {
		return true
	}
	if digitFirst(after) && glueBefore[strings.TrimLeft(strings.ToLower(before), "(\"“«")] {
		return true
	}
	return digitFirst(before) && glueAfter[strings.TrimRight(strings.ToLower(after), ".,;:)\"”»")]
}

// longestGlue bounds the look around a space, so that breaking stays linear.
const longestGlue = 24

func wordBefore(rs []rune, i int) string {
	start := i
	for start > 0 && i-start < longestGlue && rs[start-1] != ' ' {
		start--
	}
	return string(rs[start:i])
}

func wordAfter(rs []rune, i int) string {
	end := i + 1
	for end < len(rs) && end-i < longestGlue && rs[end] != ' ' {
		end++
	}
	return string(rs[i+1 : end])
}

func digitFirst(s string) bool {
	for _, r := range s {
		if r == '(' || r == '-' || r == '+' {
			continue
		}
		return unicode.IsDigit(r)
	}
	return false
}

// areaCode reports whether a word is "(41)", which stays with the number it belongs to.
func areaCode(s string) bool {
	n := len(s)
	return n > 2 && n < 7 && s[0] == '(' && s[n-1] == ')' && digitFirst(s)
}
