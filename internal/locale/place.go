package locale

import (
	"strconv"
	"strings"
)

// Place says where something stands, from the form that origins carry: "P3, message 214" is "P3, mensagem 214". What is
// no such place comes back as it is.
func (l *Localizer) Place(source string) string {
	before, place, cut := strings.Cut(source, ", ")
	if !cut {
		before, place = "", source
	}
	what, number, ok := strings.Cut(place, " ")
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return source
	}
	s, known := l.sentence("place."+what, map[string]any{"n": n})
	if !known {
		return source
	}
	if before != "" {
		return before + ", " + s
	}
	return s
}
