package reports

import (
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/reports/paper"
)

// marked is a case with a mark in every field a person can fill in. None of them may stand in a public paper.
func marked() (cases.Facts, []string) {
	f := cases.Facts{
		Place: "BR-SP-qzcidade", Language: "pt", Problems: []cases.Problem{cases.Defective, cases.NotDelivered, cases.OtherProblem},
		Parties: []cases.Party{
			{Role: cases.Consumer, Name: "Qzprimeiro Qzmeio Qzultimo", TaxID: "111.444.777-35", Email: "qzmail@exemplo.br", Phone: "+55 (41) 91234-5678",
				Address: "Rua Qzrua, 9871, ap. 3142, CEP 80123-456"},
			{Role: cases.Helper, Name: "Qzajuda Souto", TaxID: "529.982.247-25", Email: "ajuda@qzajuda.net", Phone: "41 3222-7788", Address: "Travessa Qzbeco 77"},
			{Role: cases.Marketplace, ID: "aliexpress", Name: "AliExpress", Email: "qzvip@loja.exemplo", Phone: "0800 777 6655", Address: "Avenida Qzloja 10"},
			{Role: cases.Seller, Name: "Qzpessoa Vendedora", TaxID: "390.533.447-05"},
			{Role: cases.Payee, Name: "Qzrecebe Pagamentos", TaxID: "11.222.333/0001-81"},
			{Role: cases.Issuer, Name: "Qzbanco cartão 5555 4444 3333 1111"},
			{Role: cases.Carrier, Name: "Qzcarga Entregas"},
		},
		Purchases: []cases.Purchase{{On: civil.MustPartial("2026-04-12"), OrderNumber: "8150000000001234",
			Item:  "Capa para Qzprimeiro, tel. (41) 98888-7777, qzitem@mail.exemplo, LB000000008CN",
			Total: cases.MustMoney("99.00", "BRL"), PromisedOn: civil.MustPartial("2026-05-10"), Tracking: []string{"LB000000008CN", "NX123456785BR"}}},
		Payments: []cases.Payment{{On: civil.MustPartial("2026-04-12"), Amount: cases.MustMoney("99.00", "BRL"), Method: cases.Pix, Role: cases.Paid}},
		Requests: []cases.Request{{Remedy: cases.Refund, Text: "na conta qzconta 12345-6"}},
		Answers:  map[string]any{"br-procon.note": "qzresposta"},
		Events: []cases.Entry{
			{Kind: cases.Contacted, On: civil.MustPartial("2026-05-11"), Protocol: "QZ-20260511", Text: "falei com a atendente Qzjuliana Prado", Result: "qzresultado"},
			{Kind: cases.DefectAppeared, On: civil.MustPartial("2026-05-12"), Text: "não liga; Sr. Qzvizinho viu; CPF 111.444.777-35, card 5555444433331111, https://qzsite.exemplo/x e @qzperfil"},
			{Kind: cases.Filed, Body: "br-procon", On: civil.MustPartial("2026-05-13"), Protocol: "98765432109876", Text: "protocolei com o RG 12.345.678-9"},
			{Kind: cases.Refused, Body: "br-procon", On: civil.MustPartial("2026-05-20"), Text: "prezada Qzultimo, recusado"},
			{Kind: cases.Note, On: civil.MustPartial("2026-05-21"), Text: "qznota na rua Qzrua"},
		},
	}
	marks := []string{"qz", "111.444", "11144477735", "529.982", "390.533", "11.222.333", "91234", "98888", "3222-7788", "0800", "9871", "3142", "80123",
		"LB000000008CN", "NX123456785BR", "8150000000001234", "815000000000", "5555", "4444", "98765432109876", "9876543210", "20260511", "12345-6", "12.345.678",
		"Souto", "Juliana", "Prado", "Entregas", "Vendedora", "segredo", "IMG_", "cidade"}
	return f, marks
}

func TestPublicPapersCarryNoPersonalData(t *testing.T) {
	f, marks := marked()
	for _, body := range []string{"br-reclame-aqui", "br-consumidor-gov", "br-procon"} {
		t.Run(body, func(t *testing.T) {
			in := mustInput(t, f, body)
			fs := files{}
			fs.add(t, in.Case, "IMG_segredo_qz.jpg", "jpeg", "segredo de Qzprimeiro")
			in.Variant = Public
			d, _, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Exhibits) > 0 {
				t.Error("exhibits stay out of a public paper unless marked")
			}
			find(t, "dossier", inWords(d), marks)
			in.Variant = ""
			k, err := BuildKit(in)
			if err != nil {
				t.Fatal(err)
			}
			for _, field := range k.Fields {
				if field.Public {
					find(t, field.File, field.Value+strings.Join(field.Dropped, " "), marks)
				}
			}
		})
	}
}

func find(t *testing.T, where, text string, marks []string) {
	t.Helper()
	for _, mark := range marks {
		if i := strings.Index(strings.ToLower(text), strings.ToLower(mark)); i >= 0 {
			t.Errorf("%s shows %q: ...%s...", where, mark, text[max(0, i-60):min(len(text), i+60)])
		}
	}
}

// The same marks must be found in the full paper, or the search above would prove nothing.
func TestFullPaperHoldsTheMarks(t *testing.T) {
	f, _ := marked()
	d, _, err := Dossier(mustInput(t, f, "br-procon"))
	if err != nil {
		t.Fatal(err)
	}
	text := inWords(d)
	for _, want := range []string{"Qzprimeiro Qzmeio Qzultimo", "111.444.777-35", "8150000000001234", "NX123456785BR", "98765432109876", "Qzjuliana", "IMG_2041.jpg"} {
		if !strings.Contains(text, want) {
			t.Errorf("the full paper lacks %q", want)
		}
	}
}

func TestAnExhibitMarkedPublicIsShownWithoutItsName(t *testing.T) {
	f, marks := marked()
	in := mustInput(t, f, "br-reclame-aqui")
	if err := in.Case.SayOfEvidence("P2", func(x *cases.Evidence) { x.Public = true }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Exhibits) != 1 || d.Exhibits[0].Label != "P2" || d.Exhibits[0].Name != "" {
		t.Errorf("exhibits: %+v", d.Exhibits)
	}
	find(t, "dossier", inWords(d), marks)
}

// TestPublicPapersCoverWhatATwinCovers marks public the second of two exhibits of the same bytes, where the first is covered and
// closed.
func TestPublicPapersCoverWhatATwinCovers(t *testing.T) {
	f, _ := marked()
	in := mustInput(t, f, "br-reclame-aqui")
	twin := in.Case.Evidence()[1]
	twin.Number, twin.Public = 0, true
	twin, err := in.Case.AddEvidence(twin, "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Case.SayOfEvidence("P2", func(x *cases.Evidence) { x.Cover(cases.Cover{W: 0.5, H: 0.5}) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	var asked []cases.Evidence
	in.Copy = func(x cases.Evidence) (paper.Copy, error) {
		asked = append(asked, x)
		return paper.Copy{}, paper.ErrNoCopy
	}
	d, _, err := Dossier(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) != 1 || asked[0].Label() != twin.Label() || len(asked[0].Covered) != 1 || len(d.Exhibits) != 1 || d.Exhibits[0].Refused != "covered" {
		t.Errorf("%+v, drawn %+v", asked, d.Exhibits)
	}
}

func TestScrubberKeepsPlainWords(t *testing.T) {
	f, _ := marked()
	s := newScrubber(f)
	for in, want := range map[string]string{
		"a tela apaga depois de 10 minutos":  "a tela apaga depois de 10 minutos",
		"Notebook 14 polegadas, 512 GB":      "Notebook 14 polegadas, 512 GB",
		"liguei para (41) 98888-7777 ontem":  "liguei para […] ontem",
		"encomenda LB 000 000 008 CN parada": "encomenda […] parada",
		"para QZPRIMEIRO e qzmeio":           "para […] e […]",
		"escreva a alguem@algum.exemplo.":    "escreva a […]",
		"CEP 80010-000":                      "CEP […]",
	} {
		if got := s.clean(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestTail(t *testing.T) {
	for in, want := range map[string]string{"8150000000000011": "0011", "CN-778812345": "2345", "552-81": "", "": "", "1234567": ""} {
		if got := tail(in); got != want {
			t.Errorf("tail(%q) = %q, want %q", in, got, want)
		}
	}
}
