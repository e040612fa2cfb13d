package locale

import "strings"

// List joins words as the language does: "a, b e c".
func (l *Localizer) List(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		last := words[n-1]
		return strings.Join(words[:n-1], ", ") + " " + l.shape.and(last) + " " + last
	}
}

func word(and string) func(string) string { return func(string) string { return and } }

// spanishAnd is "y", and "e" before the sound of i: "Brasil e Italia", but "agua y hielo".
func spanishAnd(next string) string {
	s := strings.ToLower(next)
	for _, open := range []string{"hia", "hie", "hio", "ia", "ie", "io"} {
		if strings.HasPrefix(s, open) {
			return "y"
		}
	}
	for _, open := range []string{"i", "í", "hi", "hí"} {
		if strings.HasPrefix(s, open) {
			return "e"
		}
	}
	return "y"
}
