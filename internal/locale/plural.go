package locale

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// pluralOf returns the CLDR cardinal rule of a language for whole numbers. Portuguese counts 0 and 1 as one ("0 dia"),
// Spanish and English only 1; Romanian has few for 0, for 2 to 19 and for 101 to 119 ("5 zile"), and other for the rest
// ("20 de zile").
func pluralOf(lang string) func(n int) string {
	tag := language.Make(lang)
	return func(n int) string {
		if n < 0 {
			n = -n
		}
		switch plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0) {
		case plural.One:
			return "one"
		case plural.Few:
			return "few"
		}
		return "other"
	}
}
