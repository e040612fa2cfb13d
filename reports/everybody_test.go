package reports

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

// TestTheDossierForEveryBodyIsHandedOver draws the dossier of an invented case for every body, as its language and paper size
// ask, and lets the audit look at each. DEGRAU_PAPERS names a folder in which to keep the files, to look at them.
func TestTheDossierForEveryBodyIsHandedOver(t *testing.T) {
	p := mustPacks(t)
	for _, b := range p.Bodies() {
		t.Run(b.ID, func(t *testing.T) {
			t.Parallel()
			in := mustInput(t, worldCase(worldPlace(b), cases.RefundMissing), b.ID)
			drawn, _, err := Draw(t.Context(), t.TempDir(), in, Limit{})
			if err != nil {
				t.Fatal(err)
			}
			if d := drawn[0]; d.Letter != (b.Country == "US") || d.Lang == "" || d.Written.Pages < 2 {
				t.Errorf("letter %v, language %q, %d pages", d.Letter, d.Lang, d.Written.Pages)
			}
			if dir := os.Getenv("DEGRAU_PAPERS"); dir != "" {
				raw, err := os.ReadFile(drawn[0].At)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, b.ID+".pdf"), raw, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// A shop is in no country of ours: the paper speaks as the consumer's country does and, where no pack knows it, as the person does.
func TestWhoHasNoLanguageIsWrittenToInTheCountrys(t *testing.T) {
	for _, lang := range cases.Languages {
		for place, want := range map[string]string{"RO": "ro", "US": "en", "BR-PR": "pt", "": lang} {
			f := worldCase("RO", cases.RefundMissing)
			f.Place, f.Language = place, lang
			for _, body := range []string{"seller", "payee", "card-issuer"} {
				d, _, err := Dossier(mustInput(t, f, body))
				if err != nil {
					t.Fatal(err)
				}
				if d.Lang != want {
					t.Errorf("%s in %q to %s: the paper is in %q", lang, place, body, d.Lang)
				}
			}
		}
	}
}

// A stranger reads the lead first: in every language it says what failed, not the purchase alone.
func TestTheLeadSaysWhatFailed(t *testing.T) {
	for body, want := range map[string]string{"ro-anpc": "rambursarea nu a fost primită", "es-omic": "no se ha recibido el reembolso", "pt-livro": "o reembolso não foi recebido",
		"us-ag": "the refund had not arrived", "eu-ecc": "the refund had not arrived", "br-procon": "o reembolso não foi recebido"} {
		b, _ := mustPacks(t).Body(body)
		f := worldCase(worldPlace(b), cases.RefundMissing)
		f.Payments = f.Payments[:1] // nothing has come back
		f.Events = slices.DeleteFunc(slices.Clone(f.Events), func(e cases.Entry) bool { return e.Kind == cases.RefundedEvent })
		m, err := newMatter(mustInput(t, f, body))
		if err != nil {
			t.Fatal(err)
		}
		if lead := m.lead(); !strings.Contains(lead, want) || len([]rune(lead)) > leadRunes || stumble.MatchString(lead) {
			t.Errorf("%s: %s", body, lead)
		}
	}
}
