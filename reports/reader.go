package reports

import (
	"slices"
	"strings"

	"degrau/escalation"
	"degrau/internal/locale"
)

// spokenBy is the language of a body that is in no country of ours, such as a shop or the bank of a card: the language of
// the country where the consumer is, else the consumer's own.
func (in Input) spokenBy(b escalation.Body) string {
	if b.Language != "" {
		return b.Language
	}
	if pack, ok := in.country(); ok && slices.Contains(locale.Languages, pack.Language) {
		return pack.Language
	}
	return in.Case.Facts().Language
}

// country is the pack of the country where the consumer is.
func (in Input) country() (escalation.Pack, bool) {
	country, _, _ := strings.Cut(in.Case.Facts().Place, "-")
	for _, pack := range in.Packs.Packs() {
		if pack.Country == country && country != "" {
			return pack, true
		}
	}
	return escalation.Pack{}, false
}

// text returns a text of the packs in a language, with the texts it includes. What a country says differently stands
// beside it under its own name: "pt-seller.letter" is the letter of "seller.letter" in Portugal.
func (m *matter) text(lang, id string) (src string, ok bool, err error) {
	find := func(id string) (string, bool) {
		if src, ok := m.in.Packs.Text(lang, m.land()+"-"+id); ok {
			return src, true
		}
		return m.in.Packs.Text(lang, id)
	}
	if src, ok = find(id); !ok {
		return "", false, nil
	}
	src, err = expand(src, find)
	return src, true, err
}

// land is the country whose words and law a text is written in: the body's, else the consumer's.
func (m *matter) land() string {
	country := m.body.Country
	if country == "" {
		country, _, _ = strings.Cut(m.in.Case.Facts().Place, "-")
	}
	return strings.ToLower(country)
}
