package cases

import (
	"strings"
	"unicode"
)

// longestName is how many letters of a file name are kept; the middle of a longer one goes.
const longestName = 120

// FileName keeps the last part of the name a file came under, whatever system it comes from, without marks that could
// mislead: nothing that hides, turns the direction of writing, or breaks a line. Empty where nothing is left.
func FileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f' || r == '\u2007':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029':
			return -1
		case r == '\\':
			return '/'
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimRight(name, "/ ")
	name = strings.TrimSpace(name[strings.LastIndexByte(name, '/')+1:])
	if strings.Trim(name, ".") == "" {
		return ""
	}
	if r := []rune(name); len(r) > longestName {
		name = string(r[:longestName-40]) + "…" + string(r[len(r)-39:])
	}
	return name
}
