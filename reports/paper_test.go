package reports

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"degrau/cases"
	"degrau/escalation"
	"degrau/escalation/packs"
	"degrau/internal/civil"
)

var (
	amounts = regexp.MustCompile(`R\$\x{00a0}[0-9.]+,[0-9]{2}`)
	days    = regexp.MustCompile(`[0-9]{2}/[0-9]{2}/[0-9]{4}`)
)

// A clerk compares the form with the dossier: what stands in one must stand in the other.
func TestTextsAndDossierSayTheSameFigures(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(headlines)) {
		for _, body := range headlineBodies {
			in := mustInput(t, headlines[name], body)
			in.Variant = Full
			d, _, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			in.Variant = ""
			k, err := BuildKit(in)
			if err != nil {
				t.Fatal(err)
			}
			paper, checked := inWords(d), 0
			for _, f := range k.Fields {
				for _, re := range []*regexp.Regexp{amounts, days} {
					for _, x := range re.FindAllString(f.Value, -1) {
						checked++
						if !strings.Contains(paper, x) {
							t.Errorf("%s to %s: %s says %s, the dossier does not", name, body, f.File, x)
						}
					}
				}
				if strings.Contains(f.Value, "R$ ") {
					t.Errorf("%s: an amount may break after R$: %q", f.File, f.Value)
				}
			}
			if checked < 5 {
				t.Errorf("%s to %s: only %d figures compared", name, body, checked)
			}
		}
	}
}

func TestTextsAreWhatABodyTakes(t *testing.T) {
	bad := regexp.MustCompile(`  |\(\)|\(s\)|\{|\}|\[|\]| ,| \.|\.\.|!|;\s*\.|(?i)golpe|roub|estelionat`)
	for _, problem := range cases.Problems {
		f := headlines["not-delivered"]
		f.Problems = []cases.Problem{problem}
		for _, facts := range []cases.Facts{f, {Place: "BR-PR", Problems: []cases.Problem{problem}}} {
			for _, body := range headlineBodies {
				k, err := BuildKit(mustInput(t, facts, body))
				if err != nil {
					t.Fatal(err)
				}
				for _, field := range k.Fields {
					if m := bad.FindString(field.Value); m != "" {
						t.Errorf("%s to %s, %s: %q in %q", problem, body, field.File, m, field.Value)
					}
					if field.Max > 0 && field.Length > field.Max {
						t.Errorf("%s to %s: %s has %d of %d", problem, body, field.File, field.Length, field.Max)
					}
				}
			}
		}
	}
}

func TestWhatIsNotConfirmedIsNotStated(t *testing.T) {
	f := headlines["not-delivered"]
	f.Origins = map[string]cases.Origin{"purchases.0.order_number": {Certainty: cases.Check}, "parties.2.name": {Certainty: cases.Check},
		"payments.1.role": {Certainty: cases.Check}, "problems.1": {Certainty: cases.Check}, "events.3": {Certainty: cases.Check}}
	in := mustInput(t, f, "br-procon")
	d, gaps, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d) + kitInWords(k)
	for _, x := range []string{"8150000000000011", "TechWorld", "300,00", "Cartão ainda cobrado", "aguarde a transportadora", "Suspensão"} {
		if strings.Contains(text, x) {
			t.Errorf("states %q, which nobody confirmed", x)
		}
	}
	for _, path := range []string{"purchases.0.order_number", "parties.2.name", "payments.1.role", "problems.1", "events.3"} {
		if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Fact == path }) {
			t.Errorf("%s is no gap: %v", path, gaps)
		}
	}
}

func TestAMonthNeverBecomesADay(t *testing.T) {
	f := headlines["not-delivered"]
	f.Purchases = []cases.Purchase{{On: civil.MustPartial("2026-02"), Item: "fone", PromisedOn: civil.MustPartial("2026-03")}}
	f.Payments, f.Events = nil, []cases.Entry{{Kind: cases.Contacted, On: civil.MustPartial("2026-04")}, {Kind: cases.Note, Text: "sem dia nenhum"}}
	in := mustInput(t, f, "br-procon")
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	k, err := BuildKit(in)
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d) + kitInWords(k)
	allowed := map[string]bool{"22/11/2026": true, "02/12/2026": true}
	for _, day := range days.FindAllString(text, -1) {
		if !allowed[day] {
			t.Errorf("prints %s, which nobody said", day)
		}
	}
	for _, want := range []string{"fevereiro de 2026", "03/2026", "236\u00a0dias", "Atraso mínimo"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// The same skeleton serves every body of the packs, in that body's language, and an empty case breaks none.
func TestEveryBodyGetsAPaper(t *testing.T) {
	for _, b := range mustPacks(t).Bodies() {
		for name, facts := range map[string]cases.Facts{"full": headlines["charge-continues"], "empty": {}} {
			in := mustInput(t, facts, b.ID)
			d, _, err := Dossier(in)
			if err != nil {
				t.Errorf("%s, %s: %v", b.ID, name, err)
				continue
			}
			if text := inWords(d); strings.Contains(text, "dossier.") || strings.Contains(text, "{") {
				t.Errorf("%s, %s: a word is missing in %q: %s", b.ID, name, b.Language, text)
			}
			if _, err := BuildKit(in); err != nil {
				t.Errorf("%s, %s: kit: %v", b.ID, name, err)
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	in := mustInput(t, headlines["not-delivered"], "no-such-body")
	if _, _, err := Dossier(in); !cases.IsKind(err, cases.NotFound) {
		t.Errorf("unknown body: %v", err)
	}
	in.Body, in.Variant = "br-procon", "secret"
	if _, err := BuildKit(in); !cases.IsKind(err, cases.Invalid) {
		t.Errorf("unknown variant: %v", err)
	}
	in.Variant = ""
	if err := in.Case.Erase("owner", noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Dossier(in); !cases.IsKind(err, cases.Conflict) {
		t.Errorf("erased case: %v", err)
	}
}

func TestABrokenPackTextIsSaidAloud(t *testing.T) {
	layer := fstest.MapFS{"br/texts/pt/br-procon.facts.txt": {Data: []byte("no head and no bar")}}
	p, err := escalation.Load(packs.FS, layer)
	if err != nil {
		t.Fatal(err)
	}
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	in.Packs = p
	if _, err := BuildKit(in); err == nil || !strings.Contains(err.Error(), "br-procon.facts") {
		t.Errorf("a text that cannot be read: %v", err)
	}
}
