package web

import (
	"slices"

	"degrau/internal/locale"
)

// Option is one choice of a list.
type Option struct {
	Value, Text string
	On          bool
}

// states are the federative units of Brazil, whose courts and holidays differ; their names are the same in every language.
var states = []struct{ code, name string }{
	{"AC", "Acre"}, {"AL", "Alagoas"}, {"AP", "Amapá"}, {"AM", "Amazonas"}, {"BA", "Bahia"}, {"CE", "Ceará"},
	{"DF", "Distrito Federal"}, {"ES", "Espírito Santo"}, {"GO", "Goiás"}, {"MA", "Maranhão"}, {"MT", "Mato Grosso"},
	{"MS", "Mato Grosso do Sul"}, {"MG", "Minas Gerais"}, {"PA", "Pará"}, {"PB", "Paraíba"}, {"PR", "Paraná"},
	{"PE", "Pernambuco"}, {"PI", "Piauí"}, {"RJ", "Rio de Janeiro"}, {"RN", "Rio Grande do Norte"},
	{"RS", "Rio Grande do Sul"}, {"RO", "Rondônia"}, {"RR", "Roraima"}, {"SC", "Santa Catarina"}, {"SP", "São Paulo"},
	{"SE", "Sergipe"}, {"TO", "Tocantins"},
}

var abroad = []string{"RO", "ES", "PT", "US"}

// places lists where a person can live, the states of Brazil first. A place the list does not have, such as a city,
// stays as it is.
func places(l *locale.Localizer, now string) []Option {
	out := []Option{{Value: "", Text: l.T("web.choose"), On: now == ""}}
	for _, s := range states {
		out = append(out, Option{"BR-" + s.code, s.name, now == "BR-"+s.code})
	}
	out = append(out, Option{"BR", l.T("web.place.other_br"), now == "BR"})
	for _, c := range abroad {
		out = append(out, Option{c, l.T("country." + c), now == c})
	}
	if now != "" && !slices.ContainsFunc(out, func(o Option) bool { return o.On }) {
		out = append(out, Option{now, now, true})
	}
	return out
}

// placeName writes a place for people.
func placeName(l *locale.Localizer, place string) string {
	for _, o := range places(l, place) {
		if o.On && place != "" {
			return o.Text
		}
	}
	return place
}
