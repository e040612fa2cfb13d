package reports

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

func TestSentencesAboutHealth(t *testing.T) {
	for in, want := range map[string]string{
		"Liguei para a loja. Estou em tratamento de câncer. Ninguém atendeu.": "Liguei para a loja. Ninguém atendeu.",
		"Comprei para minha mãe, que faz quimioterapia":                       "",
		"Llamé. Estoy embarazada. No contestan.":                              "Llamé. No contestan.",
		"Am sunat. Sunt bolnavă. Nu răspund.":                                 "Am sunat. Nu răspund.",
		"I called. I was in the hospital, very worried. Nothing came.":        "I called. Nothing came.",
		"I called. I am pregnant. Nothing came.":                              "I called. Nothing came.",
		"O laudo técnico diz que a peça tem defeito.":                         "O laudo técnico diz que a peça tem defeito.",
		"I am sick of waiting":                                                "I am sick of waiting",
		"a operação do cartão foi recusada":                                   "a operação do cartão foi recusada",
	} {
		if got, _ := sensitive().without(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// TestHealthGoesWhereThePersonSaid looks for words about health in every paper, before and after the person let them go to one
// body.
func TestHealthGoesWhereThePersonSaid(t *testing.T) {
	f := maps.Clone(headlines)["not-delivered"]
	f.Events = append(slices.Clone(f.Events), cases.Entry{Kind: cases.Contacted, Body: "seller", On: civil.MustPartial("2026-10-01"), Text: "Pedi pressa. Faço quimioterapia."})
	says := func(body string, v Variant) (bool, bool) {
		in := mustInput(t, f, body)
		in.Variant = v
		if err := in.Case.DescribeEvidence("P3", "Tela do hospital", "cli", noon); err != nil {
			t.Fatal(err)
		}
		d, gaps, err := Dossier(in)
		if err != nil {
			t.Fatal(err)
		}
		k, err := BuildKit(in)
		if err != nil {
			t.Fatal(err)
		}
		text := inWords(d)
		for _, field := range k.Fields {
			if field.Public && strings.Contains(field.Value, "quimioterapia") {
				t.Errorf("%s is public and tells of health", field.File)
			}
			text += field.Value
		}
		told := slices.ContainsFunc(gaps, func(g Gap) bool {
			return g.Key == GapSensitive && strings.Contains(g.Args["text"].(string), "quimioterapia")
		})
		return strings.Contains(text, "quimioterapia") || strings.Contains(text, "hospital"), told
	}
	for _, body := range []string{"br-procon", "br-consumidor-gov", "br-jec", "seller", "br-reclame-aqui"} {
		if said, told := says(body, ""); said || !told {
			t.Errorf("%s: said %v, told %v", body, said, told)
		}
	}
	f.Answers = maps.Clone(f.Answers)
	if f.Answers == nil {
		f.Answers = map[string]any{}
	}
	f.Answers[SensitiveAnswer("br-procon")] = true
	if said, told := says("br-procon", Full); !said || told {
		t.Errorf("the person let it go to Procon: said %v, told %v", said, told)
	}
	if said, _ := says("br-procon", Public); said {
		t.Error("a public paper tells of health")
	}
	if said, _ := says("br-jec", ""); said {
		t.Error("it went to a body that nobody named")
	}
}
