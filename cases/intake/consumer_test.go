package intake

import (
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

func partyOf(f cases.Facts, role cases.Role) (cases.Party, int) {
	for i, p := range f.Parties {
		if p.Role == role {
			return p, i
		}
	}
	return cases.Party{}, -1
}

func TestWriterIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want cases.Party
	}{
		"all in Portuguese": {"Sou Lia Prado, CPF 111.444.777-35, comprei uma mesa e não veio. E-mail lia@exemplo.com, tel (41) 98888-0000",
			cases.Party{Name: "Lia Prado", TaxID: "111.444.777-35", Email: "lia@exemplo.com", Phone: "(41) 98888-0000"}},
		"Spanish":                     {"Me llamo Ana de la Torre, mi correo es ana.t@correo.es, pedí una silla y no llegó", cases.Party{Name: "Ana de la Torre", Email: "ana.t@correo.es"}},
		"English":                     {"My name is John Reed and my phone is 020 7946 0011, kettle broke", cases.Party{Name: "John Reed", Phone: "020 7946 0011"}},
		"Romanian":                    {"Mă numesc Ion Pop, telefonul meu 0721 000 111, produsul nu a ajuns", cases.Party{Name: "Ion Pop", Phone: "0721 000 111"}},
		"a state, not a name":         {"Sou cliente Prime e não recebi", cases.Party{}},
		"the shop's desk":             {"enviei email para sac@loja.com e liguei para 0800 123 4567", cases.Party{}},
		"wrong check digits":          {"meu CPF 111.444.777-36, não chegou", cases.Party{}},
		"the seller's own CPF":        {"o vendedor CPF 111.444.777-35 sumiu", cases.Party{}},
		"I am, followed by no name":   {"I am Waiting for my order", cases.Party{}},
		"an address without my or me": {"the page shows ana@example.com", cases.Party{}},
	} {
		got := Read(c.text, civil.Must(2026, 5, 20))
		p, i := partyOf(got.Facts, cases.Consumer)
		if i >= 0 {
			c.want.Role = cases.Consumer
		}
		if p != c.want {
			t.Errorf("%s: %+v, want %+v", name, p, c.want)
		}
	}
}

func TestShopsTaxNumber(t *testing.T) {
	got := Read("comprei um sofá na loja Casa Serena CNPJ 11.222.333/0001-81", civil.Must(2026, 5, 20))
	if p, _ := partyOf(got.Facts, cases.Seller); p.Name != "Casa Serena" || p.TaxID != "11.222.333/0001-81" {
		t.Errorf("%+v", p)
	}
}

func TestDoubtfulPartsAskToBeConfirmed(t *testing.T) {
	for text, path := range map[string]string{
		"Me chamo Lia Prado, não chegou":                       "parties.0.name",
		"A loja diz que reembolsou R$ 80,00 mas nada caiu":     "payments.0.role",
		"Cobraram R$ 61,00 de frete extra":                     "payments.0.role",
		"Veio riscada, paguei 90,00, quero reembolso de 40,00": "requests.0.amount",
	} {
		got := Read(text, civil.Must(2026, 5, 20))
		if o, ok := got.Origins[path]; !ok || o.Certainty != cases.Check {
			t.Errorf("%q: %s is %+v", text, path, o)
		}
	}
	if got := Read("A compra foi dia 31/02/2026 e não chegou", civil.Must(2026, 5, 20)); len(got.Questions) != 1 || got.Origins["purchases.0.on"].Certainty != "" {
		t.Errorf("a day that does not exist: %+v", got.Questions)
	}
}
