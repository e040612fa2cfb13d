package reports

import (
	"strings"
	"testing"

	"degrau/reports/paper"
)

func TestPapersPointOnlyToPublicAddresses(t *testing.T) {
	for base, want := range map[string]string{
		"https://degrau.exemplo.br":      "https://degrau.exemplo.br/conferir",
		"https://exemplo.br/degrau/":     "https://exemplo.br/degrau/conferir",
		"https://exemplo.br:8443":        "https://exemplo.br:8443/conferir",
		"http://degrau.exemplo.br":       "",
		"https://localhost:8080":         "",
		"https://10.0.0.7":               "",
		"https://[fe80::1]":              "",
		"https://servidor":               "",
		"https://servidor.local":         "",
		"https://a.b.internal":           "",
		"https://ana:segredo@exemplo.br": "",
		"https://exemplo.br/?caso=1":     "",
		"https://exemplo.":               "",
		"":                               "",
		"https://%zz":                    "",
		"degrau.exemplo.br":              "",
	} {
		if got := CheckAddress(base); got != want {
			t.Errorf("%q gives %q, want %q", base, got, want)
		}
	}
}

// TestTheCodeTellsNothingOfTheCase holds the address to what the operator has set, in public and full papers, and papers to
// none where there is none.
func TestTheCodeTellsNothingOfTheCase(t *testing.T) {
	f, _ := marked()
	for _, variant := range []Variant{Full, Public} {
		in := mustInput(t, f, "br-procon")
		in.Variant = variant
		if n := len(codesOf(t, in)); n != 0 {
			t.Errorf("%s: %d codes without an address", variant, n)
		}
		in.CheckURL = CheckAddress("https://degrau.exemplo.br")
		all := codesOf(t, in)
		if variant == Public { // no exhibit, no list of files to check
			if len(all) != 0 {
				t.Errorf("public: %d codes", len(all))
			}
			continue
		}
		if len(all) != 1 || len(all[0].Squares) < 21 || !strings.Contains(all[0].Text, "https://degrau.exemplo.br/conferir") {
			t.Fatalf("%s: %+v", variant, all)
		}
		in.CheckURL = "https://exemplo.br/" + strings.Repeat("x", 4000)
		if n := len(codesOf(t, in)); n != 0 {
			t.Errorf("an address too long for squares gives %d", n)
		}
	}
}

func codesOf(t *testing.T, in Input) (out []paper.Code) {
	t.Helper()
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range d.Closing {
		if c, ok := b.(paper.Code); ok {
			out = append(out, c)
		}
	}
	return out
}
