package locale

import "strings"

// FactLabel names the path of a fact for a person: "purchases.0.total" is "valor total". Numbers fall away, then the
// longest ending of the path that the catalogues know is taken; a path nobody knows comes back as it is.
func (l *Localizer) FactLabel(path string) string {
	var parts []string
	for _, p := range strings.Split(path, ".") {
		if strings.Trim(p, "0123456789") != "" {
			parts = append(parts, p)
		}
	}
	for n := range parts {
		if s, ok := l.sentence("fact."+strings.Join(parts[n:], "."), nil); ok {
			return s
		}
	}
	return path
}
