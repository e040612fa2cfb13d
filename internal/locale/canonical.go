package locale

import (
	"regexp"
	"strings"

	"degrau/internal/civil"
)

var sumForm = regexp.MustCompile(`^-?[0-9]+(\.[0-9]{1,4})?$`)

// plainSum is an amount as facts write it.
type plainSum struct{ amount, currency string }

func (s plainSum) Decimal() string { return s.amount }
func (s plainSum) Code() string    { return s.currency }

// Canonical puts a value as facts write it into words: "delivered 2026-06-20", "1250.00 BRL", "2026-04". What it does not
// know stays as it is.
func (l *Localizer) Canonical(value string) string {
	var out []string
	words := strings.Fields(value)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if p, err := civil.ParsePartial(w); err == nil && !p.IsZero() {
			out = append(out, l.Partial(p))
			continue
		}
		if i+1 < len(words) && sumForm.MatchString(w) && currency(words[i+1]) {
			out = append(out, l.Money(plainSum{w, words[i+1]}))
			i++
			continue
		}
		if s, ok := l.sentence("kind."+w, nil); ok && strings.ToLower(w) == w {
			w = s
		}
		out = append(out, w)
	}
	return strings.Join(out, " ")
}

func currency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
