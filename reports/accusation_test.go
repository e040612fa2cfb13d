package reports

import (
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

func TestAccusations(t *testing.T) {
	for in, want := range map[string]string{
		"Falei com a loja. Esses ladrões não respondem. Aguardo.": "Falei com a loja. Aguardo.",
		"isso é um GOLPE": "",
		"Paguei R$ 1.250,00 à vista; é estelionato; nada chegou.": "Paguei R$ 1.250,00 à vista; nada chegou.",
		"Me roubaram!\nO rastreio parou.":                         "O rastreio parou.",
		"son unos ladrones. No contestan.":                        "No contestan.",
		"Sunt niște escroci. Nu răspund.":                         "Nu răspund.",
		"Ei sunt hoți. Coletul nu a ajuns.":                       "Coletul nu a ajuns.",
		"They are scammers. Nothing arrived.":                     "Nothing arrived.",
		"fraude e crime":                                          "",
		"o aspirador robô não liga":                               "o aspirador robô não liga",
		"faltou a roupa e o ladrilho":                             "faltou a roupa e o ladrilho",
		"a Hot Wheels veio sem rodas":                             "a Hot Wheels veio sem rodas",
		"o produto é falso; a etiqueta diz outra coisa":           "o produto é falso; a etiqueta diz outra coisa",
	} {
		got, dropped := withoutAccusations(in)
		if got != want || (len(dropped) > 0) != (got != in) {
			t.Errorf("%q became %q (dropped %q), want %q", in, got, dropped, want)
		}
	}
}

// No paper repeats an accusation, whoever reads it, and the person is told.
func TestNoPaperAccusesOfACrime(t *testing.T) {
	f := headlines["not-delivered"]
	f.Problems = []cases.Problem{cases.OtherProblem, cases.Defective}
	f.Requests = []cases.Request{{Remedy: cases.OtherRemedy, Text: "Pedido de desculpas. Parem com o golpe."}}
	f.Events = []cases.Entry{
		{Kind: cases.Contacted, On: civil.MustPartial("2026-07-05"), Text: "Mensagem à loja. Esses ladrões não respondem."},
		{Kind: cases.DefectAppeared, On: civil.MustPartial("2026-07-06"), Text: "Não liga. Que roubo!"},
		{Kind: cases.Refused, On: civil.MustPartial("2026-07-07"), Text: "recusaram, é estelionato"},
		{Kind: cases.Note, On: civil.MustPartial("2026-07-08"), Text: "são criminosos"},
	}
	for _, body := range headlineBodies {
		for _, variant := range []Variant{Full, Public} {
			in := mustInput(t, f, body)
			files{}.add(t, in.Case, "golpe da loja.png", "png", "Tela do anúncio. Golpe puro.")
			in.Variant = variant
			d, gaps, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			k, err := BuildKit(in)
			if err != nil {
				t.Fatal(err)
			}
			// The list of files keeps each name as it was received: with another one nobody could find the file.
			text := strings.ReplaceAll(inWords(d)+kitInWords(k), "golpe da loja.png", "")
			find(t, body, text, []string{"ladrões", "roubo", "estelionato", "criminosos", "golpe"})
			if variant == Full && (!strings.Contains(text, "Mensagem à loja") || !strings.Contains(text, "Não liga") || !strings.Contains(text, "Tela do anúncio")) {
				t.Error("the rest of what was said is gone too")
			}
			for _, path := range []string{"events.0.text", "events.1.text", "events.2.text", "events.3.text", "requests.0.text", "exhibits.P4.caption"} {
				if !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Fact == path && g.Key == "dossier.gap.accusation" }) {
					t.Errorf("%s: nobody is told about %s: %v", variant, path, gaps)
				}
			}
		}
	}
}

func TestOwnNumbersStayOutOfTheTimeline(t *testing.T) {
	f := headlines["not-delivered"]
	f.Parties = append(slices.Clone(f.Parties), cases.Party{Role: cases.Carrier, Name: "João", TaxID: "390.533.447-05"})
	own := newOwnNumbers(f)
	for in, want := range map[string]string{
		"Meu CPF é 111.444.777-35. A loja não respondeu.":             "A loja não respondeu.",
		"liguei, passei meu CPF 11144477735 e o telefone 41900000000": "liguei, passei",
		"escrevi do meu e-mail zulmira@exemplo.br à loja":             "escrevi à loja",
		"informei o CPF 529.982.247-25, pediram para aguardar":        "informei, pediram para aguardar",
		"o entregador, CPF 390.533.447-05, levou o pacote":            "o entregador, CPF 390.533.447-05, levou o pacote",
		"liguei para 0800 777 6655, protocolo 11144499":               "liguei para 0800 777 6655, protocolo 11144499",
		"Mensagem à loja. Meu CPF é 111.444.777-35.":                  "Mensagem à loja.",
		"": "",
	} {
		if got := own.clean(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	f.Events = []cases.Entry{{Kind: cases.Note, On: civil.MustPartial("2026-07-08"), Text: "Liguei. Meu CPF é 111.444.777-35, tel. (41) 90000-0000."}}
	in := mustInput(t, f, "br-procon")
	m, err := newMatter(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range m.moments() {
		if strings.Contains(e.text, "111.444") || strings.Contains(e.text, "90000") {
			t.Errorf("the timeline says %q", e.text)
		}
	}
	if d, _, err := Dossier(in); err != nil || !strings.Contains(inWords(d), "CPF: 111.444.777-35") {
		t.Errorf("the identification lacks the number: %v", err)
	}
}
