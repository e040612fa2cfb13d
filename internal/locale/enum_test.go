package locale_test

import (
	"testing"

	"degrau/cases"
	"degrau/internal/locale"
)

// TestEveryCodeHasWords holds the catalogues against the codes of the domain, which people never read.
func TestEveryCodeHasWords(t *testing.T) {
	var want []string
	add(&want, "problem.", "", cases.Problems)
	add(&want, "method.", "", cases.Methods)
	add(&want, "role.", "", cases.Roles)
	add(&want, "amount_role.", "", cases.AmountRoles)
	add(&want, "remedy.", "", cases.Remedies)
	add(&want, "kind.", "", cases.Kinds)
	add(&want, "kind.", ".you", cases.Kinds)
	add(&want, "state.", "", []cases.State{cases.StateOpen, cases.StateClosed, cases.StateErased})
	add(&want, "certainty.", "", []cases.Certainty{cases.Sure, cases.Check, "missing"})
	add(&want, "unit.", "", []string{"hour", "calendar_day", "working_day", "month", "year"})
	add(&want, "owner.", "", []string{"consumer", "company", "body"})
	for _, lang := range cases.Languages {
		l := locale.For(lang)
		if l.Lang() != lang {
			t.Errorf("the house speaks %s and the catalogues do not", lang)
		}
		for _, key := range want {
			if !l.Has(key) {
				t.Errorf("%s: no words for %s", lang, key)
			}
		}
	}
}

func add[T ~string](want *[]string, prefix, suffix string, all []T) {
	for _, v := range all {
		*want = append(*want, prefix+string(v)+suffix)
	}
}

// TestMoneyOfCases writes the domain's own amounts, which are fmt.Stringers too: people must not read that form.
func TestMoneyOfCases(t *testing.T) {
	got := locale.For("pt").Fill(map[string]string{"pt": "{m}"}, map[string]any{"m": cases.MustMoney("1234.56", "BRL")})
	if got != "R$\u00a01.234,56" {
		t.Errorf("%q", got)
	}
}
