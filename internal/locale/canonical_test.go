package locale

import "testing"

func TestCanonicalValuesInWords(t *testing.T) {
	l := For("pt")
	for value, want := range map[string]string{
		"2026-04-12":                       "12 de abril de 2026",
		"2026-04":                          "abril de 2026",
		"1250.00 BRL":                      "R$\u00a01.250,00",
		"8150000000000011":                 "8150000000000011",
		"notebook de 14":                   "notebook de 14",
		"delivered 2026-06-20 1250.00 BRL": l.T("kind.delivered") + " 20 de junho de 2026 R$\u00a01.250,00",
		"":                                 "",
	} {
		if got := l.Canonical(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}
