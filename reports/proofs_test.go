package reports

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/escalation"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

// everyAsk is a proof request for each ready message, whoever the packs would have it sent to.
func everyAsk(in Input) []struct {
	proof escalation.Proof
	ask   escalation.AskFor
} {
	var out []struct {
		proof escalation.Proof
		ask   escalation.AskFor
	}
	var texts []string
	for _, b := range in.Packs.Bodies() {
		for _, p := range in.Packs.Proofs(escalation.Situation{Facts: in.Case.Facts(), State: in.Case.State}, b.ID, in.Now) {
			for _, a := range p.Ask {
				if key := a.Of + " " + a.Text; !slices.Contains(texts, key) {
					texts = append(texts, key)
					out = append(out, struct {
						proof escalation.Proof
						ask   escalation.AskFor
					}{p, a})
				}
			}
		}
	}
	return out
}

// askingCase is an invented case in which almost everything has to be asked for.
func askingCase(place string, problem cases.Problem) cases.Facts {
	f := worldCase(place, problem)
	f.Problems = append(f.Problems, cases.AccountAccess)
	f.Parties = append(f.Parties, cases.Party{Role: cases.Payee, Name: "Pago Modelo"}, cases.Party{Role: cases.Marketplace, Name: "Bazar Modelo"})
	f.Purchases[0].Tracking = []string{"LB000000008CN"}
	f.Events = append(f.Events, cases.Entry{Kind: cases.Delivered, On: civil.MustPartial("2026-09-18")},
		cases.Entry{Kind: cases.ReturnedGoods, On: civil.MustPartial("2026-10-02"), Protocol: "T-1"},
		cases.Entry{Kind: cases.PromisedEvent, Body: "seller", On: civil.MustPartial("2026-10-03"), Until: civil.MustParse("2026-10-20"), Amount: f.Purchases[0].Total})
	return f
}

func TestProofMessages(t *testing.T) {
	for place, lang := range map[string]string{"BR-PR": "pt", "ES-MD": "es", "RO": "ro", "US": "en"} {
		t.Run(lang, func(t *testing.T) {
			var b strings.Builder
			var seen []string
			for _, problem := range []cases.Problem{cases.NotDelivered, cases.RefundMissing, cases.ChargeContinues, cases.WrongItem, cases.TaxCharged, cases.DisputeUnfair} {
				in := mustInput(t, askingCase(place, problem), "seller")
				for _, x := range everyAsk(in) {
					m, err := AskMessage(in, x.proof, x.ask)
					if err != nil {
						t.Fatal(err)
					}
					for _, line := range strings.Split(m.Text, "\n") {
						if s := stumble.FindString(line); s != "" {
							t.Errorf("%s to %s holds %q: %s", x.ask.Text, x.ask.Of, s, line)
						}
					}
					if m.Lang != lang || !strings.Contains(m.Text, "8150000000000077") || !strings.Contains(m.Text, "Otoniel") || strings.Contains(m.Text, "529.982") {
						t.Errorf("%s to %s in %s, want %s: %s", x.ask.Text, x.ask.Of, m.Lang, lang, m.Text)
					}
					if x.ask.Rule != "" && !strings.Contains(m.Text, locale.For(lang).DateShort(m.By)) {
						t.Errorf("%s names no day %s: %s", x.ask.Text, m.By, m.Text)
					}
					if !slices.Contains(seen, x.ask.Text) {
						seen = append(seen, x.ask.Text)
						b.WriteString("== " + x.ask.Text + " (" + x.ask.Of + ")\n" + m.Text + "\n\n")
					}
				}
			}
			compare(t, filepath.Join("testdata", "proof-messages."+lang+".txt"), b.String())
		})
	}
}

func TestAMessageSpeaksTheLanguageOfItsReader(t *testing.T) {
	f := askingCase("RO", cases.DisputeUnfair)
	f.Parties = []cases.Party{{Role: cases.Consumer, Name: "Otoniel"}, {Role: cases.Marketplace, ID: "aliexpress"}}
	in := mustInput(t, f, "aliexpress-support")
	got := map[string]string{}
	for _, x := range everyAsk(in) {
		m, err := AskMessage(in, x.proof, x.ask)
		if err != nil {
			t.Fatal(err)
		}
		got[x.ask.Of] = m.Lang
	}
	if got["aliexpress-support"] != "en" || got["card-issuer"] != "ro" {
		t.Errorf("%v", got)
	}
}

func TestAMessageStatesOnlyWhatIsConfirmed(t *testing.T) {
	f := askingCase("BR-PR", cases.NotDelivered)
	f.Origins = map[string]cases.Origin{"purchases.0.order_number": {Snippet: "8150000000000077", Certainty: cases.Check}}
	in := mustInput(t, f, "seller")
	x := everyAsk(in)[0]
	m, err := AskMessage(in, x.proof, x.ask)
	if err != nil || strings.Contains(m.Text, "8150000000000077") {
		t.Errorf("%v: %s", err, m.Text)
	}
	if _, err := AskMessage(in, x.proof, escalation.AskFor{Of: "seller", Text: "nothing"}); err == nil {
		t.Error("a message nobody wrote")
	}
}

func TestChecklistNamesTheMissingProofs(t *testing.T) {
	in := mustInput(t, headlines["refund-missing"], "br-procon")
	if err := in.Case.SayOfEvidence("P1", func(x *cases.Evidence) { x.Shows = []string{"payment"} }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "kit")
	if _, err := WriteKit(context.Background(), dir, in); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "checklist.txt"))
	if err != nil {
		t.Fatal(err)
	}
	list := string(b)
	if !strings.Contains(list, "Provas que ainda faltam para este órgão\n[ ] ") || !strings.Contains(list, "Página do pedido: precisa.") {
		t.Errorf("%s", list)
	}
	if strings.Contains(list, "Comprovante do pagamento: precisa.") {
		t.Errorf("a proof that is there is called missing: %s", list)
	}
}

func TestPlanSaysItsProofsInEveryLanguage(t *testing.T) {
	f := askingCase("BR-PR", cases.NotDelivered)
	f.Events = append(f.Events, cases.Entry{Kind: cases.ProofAsked, Body: "seller", Result: "tracking", On: civil.MustPartial("2026-11-01")})
	in := mustInput(t, f, "seller")
	plan := in.Packs.Plan(escalation.Situation{Facts: in.Case.Facts(), State: in.Case.State}, noon)
	for _, lang := range locale.Languages {
		b, err := json.Marshal(PlanView(plan, locale.For(lang)))
		if err != nil {
			t.Fatal(err)
		}
		var v struct {
			Proofs []struct {
				ID, Name, Why, State string
				Where                []string
				Ask                  []struct{ Of, Text string }
			}
		}
		if err := json.Unmarshal(b, &v); err != nil {
			t.Fatal(err)
		}
		if len(v.Proofs) != len(plan.Proofs) || len(v.Proofs) == 0 {
			t.Fatalf("%s: %d proofs of %d", lang, len(v.Proofs), len(plan.Proofs))
		}
		for _, p := range v.Proofs {
			if p.Name == "" || p.Why == "" || p.State == "" || p.State != "have" && slices.Contains(p.Where, "") {
				t.Errorf("%s: %+v", lang, p)
			}
		}
	}
	b, err := json.Marshal(PlanView(escalation.Plan{}, locale.For("pt")))
	if err != nil || !strings.Contains(string(b), `"proofs":[]`) {
		t.Errorf("%v: %s", err, b)
	}
}

func TestAskedWords(t *testing.T) {
	l := locale.For("pt")
	asked := escalation.AskedProof{On: civil.MustPartial("2026-11-10"), Until: civil.MustParse("2026-11-20"), Then: escalation.Phrase{Text: map[string]string{"pt": "Peça de novo."}}}
	late, open := asked, asked
	late.Late, open.Until = true, civil.Date{}
	for want, p := range map[string]escalation.Proof{
		"": {}, "Pedida em 10 de novembro de 2026. A resposta deve vir até 20 de novembro de 2026.": {State: escalation.ProofWaited, Asked: &asked},
		"Pedida em 10 de novembro de 2026. Não veio até 20 de novembro de 2026. Peça de novo.": {State: escalation.ProofWaited, Asked: &late},
		"Pedida em 10 de novembro de 2026.": {State: escalation.ProofWaited, Asked: &open},
	} {
		if got := AskedWords(p, l); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := AskedWords(escalation.Proof{State: escalation.ProofHave, Asked: &asked}, l); got != "" {
		t.Errorf("it is there: %q", got)
	}
}

func TestWhoIsAskedInWords(t *testing.T) {
	p, l := mustPacks(t), locale.For("pt")
	f := cases.Facts{Parties: []cases.Party{{Role: cases.Carrier, Name: "Rápida Modelo"}}}
	for of, want := range map[string]string{"issuer": "seu banco", "carrier": "transportadora, Rápida Modelo", "marketplace": "plataforma"} {
		if got := AskedName(p, f, escalation.AskFor{Of: of}, l); got != want {
			t.Errorf("%s: %q, want %q", of, got, want)
		}
	}
	if got := AskedName(p, f, escalation.AskFor{Of: "aliexpress-support", Body: "aliexpress-support"}, l); got != "Atendimento do AliExpress" {
		t.Errorf("a body: %q", got)
	}
}
