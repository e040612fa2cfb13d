// Package locale holds the words shown to people: catalogues, plurals, dates and money in words, in four languages.
package locale

import "slices"

// Languages are the languages of the house; the first one is the default.
var Languages = []string{"pt", "es", "ro", "en"}

// Localizer speaks one language. It keeps nothing between calls and may be shared.
type Localizer struct {
	lang   string
	shape  shape
	plural func(n int) string
}

// Money is an amount that can be written for people; cases.Money is one.
type Money interface {
	Decimal() string // "1250.00"
	Code() string    // "BRL"
}

// For returns the Localizer of pt, es, ro or en; any other language gets pt.
func For(lang string) *Localizer {
	if !slices.Contains(Languages, lang) {
		lang = Languages[0]
	}
	return &Localizer{lang: lang, shape: shapes[lang], plural: pluralOf(lang)}
}

// Lang returns pt, es, ro or en.
func (l *Localizer) Lang() string { return l.lang }

// T returns the sentence of a key; pairs are names and values of its gaps. A value may be string, int, civil.Date,
// civil.Partial, Money, time.Weekday, []string or a fmt.Stringer. An int named "n" picks the plural form. A key that
// does not exist comes back as it is: visible, and found by the tests.
func (l *Localizer) T(key string, pairs ...any) string {
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			args[name] = pairs[i+1]
		}
	}
	if s, ok := l.sentence(key, args); ok {
		return s
	}
	return key
}

// Has reports whether the key exists.
func (l *Localizer) Has(key string) bool {
	_, ok := catalogues()[l.lang][key]
	return ok
}

// ErrorText returns the sentence for a cases.Error: the key "error." + key, its gaps filled from args. It reports false
// where no such sentence exists, so that the caller can fall back to the error's own text.
func (l *Localizer) ErrorText(key string, args map[string]any) (string, bool) {
	return l.sentence("error."+key, args)
}

// nearest are the languages a reader is most likely to understand where a pack has none of their own.
var nearest = map[string][]string{"pt": {"pt", "en"}, "es": {"es", "pt", "en"}, "ro": {"ro", "en", "pt"}, "en": {"en", "pt"}}

// Fill fills a pack's text in this language, else in the nearest one there is, gaps written {name}.
func (l *Localizer) Fill(text map[string]string, args map[string]any) string {
	for _, lang := range nearest[l.lang] {
		if s, ok := text[lang]; ok && s != "" {
			return l.fill(s, args)
		}
	}
	rest := make([]string, 0, len(text))
	for lang := range text {
		rest = append(rest, lang)
	}
	slices.Sort(rest) // a map has no order, and the same plan must read the same twice
	for _, lang := range rest {
		if text[lang] != "" {
			return l.fill(text[lang], args)
		}
	}
	return ""
}

func (l *Localizer) sentence(key string, args map[string]any) (string, bool) {
	m, ok := catalogues()[l.lang][key]
	if !ok {
		return "", false
	}
	return l.fill(m.form(l.plural, args), args), true
}
