package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/cases/proof"
	"degrau/internal/civil"
)

// text adds a text exhibit to the case and its bytes to f.
func (f files) text(t testing.TB, c *cases.Case, x cases.Evidence, words string) cases.Evidence {
	t.Helper()
	x.SHA256, x.Size, x.Kind = hashOf(words), int64(len(words)), "text"
	f[x.SHA256] = []byte(words)
	x, err := c.AddEvidence(x, "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

const talk = "25/03/2026 21:47 - Ana: meu pedido é o 8150000000000011\n25/03/2026 21:48 - Loja X: rastreio LB000000008CN\n25/03/2026 21:50 - Ana: <Mídia oculta>\n"

// withTalk is a headline case with a conversation, read, as P4.
func withTalk(t testing.TB) Input {
	t.Helper()
	in := mustInput(t, headlines["not-delivered"], "br-procon")
	f := files{}
	f.text(t, in.Case, cases.Evidence{Name: "conversa.txt", Caption: "Conversa com a loja"}, talk)
	old := in.Open
	in.Open = func(sum string) (io.ReadSeekCloser, error) {
		if _, ok := f[sum]; ok {
			return f.open(sum)
		}
		return old(sum)
	}
	o := messages.Options{Kind: "text", Name: "conversa.txt", Received: civil.MustParse("2026-05-01"), Names: messages.Names{Consumer: []string{"Ana"}}}
	in.Words = func(x cases.Evidence) (*messages.Transcript, error) {
		if x.Label() != "P4" {
			return nil, messages.ErrNoWords
		}
		return messages.Read(strings.NewReader(talk), int64(len(talk)), o)
	}
	tr, err := in.Words(cases.Evidence{Number: 4})
	if err != nil {
		t.Fatal(err)
	}
	var told []messages.Suggestion
	for _, s := range tr.Suggest(o.Received) {
		told = append(told, s.For("P4"))
	}
	in.Proofs = proof.Of(in.Case, []proof.Told{{Suggestions: told}})
	return in
}

func TestPapersPointToTheMessage(t *testing.T) {
	d, _, err := Dossier(withTalk(t))
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d)
	for _, want := range []string{"Código de rastreamento LB000000008CN | P4, mensagem 2 | P4", "P1; P4, mensagem 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	words := d.Exhibits[3].Words
	if len(words) != 3 || words[0].N != 1 || words[0].Head != "25/03/2026 21:47 · Ana (quem comprou)" || words[1].Head != "25/03/2026 21:48 · Loja X (empresa)" ||
		!strings.Contains(words[2].Head, "[arquivo que não veio]") {
		t.Errorf("%+v", words)
	}
}

func TestAPublicPaperPrintsNoConversation(t *testing.T) {
	in := withTalk(t)
	in.Variant = Public
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range d.Exhibits {
		if len(x.Words) > 0 {
			t.Errorf("%s speaks", x.Label)
		}
	}
}

func TestWhatAProgramReadProvesNothingOnPaper(t *testing.T) {
	in := withTalk(t)
	for i := range in.Proofs {
		for j := range in.Proofs[i].Proofs {
			in.Proofs[i].Proofs[j].Machine = true
		}
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(inWords(d), "P4, mensagem") {
		t.Error("a paper cites what nobody has looked at")
	}
}

func TestWhoeverBuildsIsToldWhatSaysOtherwise(t *testing.T) {
	in := withTalk(t)
	in.Proofs[0].Against = []proof.Place{{At: cases.Cite{Exhibit: "P4", Part: "message", N: 2}, Says: "2026-05-02"}}
	d, gaps, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.contradicted" })
	if i < 0 || gaps[i].Args["text"] != "2 de maio de 2026" || gaps[i].Args["place"] != "P4, mensagem 2" {
		t.Errorf("%+v", gaps)
	}
	if strings.Contains(inWords(d), "2 de maio de 2026") {
		t.Error("the paper itself says so")
	}
}

func TestTranslationsStandBehindTheirOriginal(t *testing.T) {
	in := withTalk(t)
	f := files{}
	f.text(t, in.Case, cases.Evidence{Name: "letter.txt", Language: "en"}, "Dear customer")
	f.text(t, in.Case, cases.Evidence{Name: "voz.txt", Language: "en"}, "Voice")
	f.text(t, in.Case, cases.Evidence{Name: "t.txt", Language: "pt", Of: "P5", As: cases.AsTranslation, MadeBy: "Ana Lima"}, "Cara cliente")
	in.Proofs = nil
	d, gaps, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, x := range d.Exhibits {
		order = append(order, x.Label)
	}
	if !slices.Equal(order, []string{"P1", "P2", "P3", "P4", "P5", "P7", "P6"}) {
		t.Errorf("%v", order)
	}
	text := inWords(d)
	for _, want := range []string{"Tradução livre de P5, feita por Ana Lima, não juramentada; o original prevalece.", "Tradução: P7.", "Em inglês, sem tradução."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	missing := slices.DeleteFunc(gaps, func(g Gap) bool { return g.Key != "dossier.gap.translation" })
	if len(missing) != 1 || missing[0].Args["label"] != "P6" {
		t.Errorf("%+v", missing)
	}
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
