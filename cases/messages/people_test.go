package messages

import "testing"

func TestPartsAreSuggested(t *testing.T) {
	for name, row := range map[string]struct {
		text  string
		names Names
		want  map[string]Part
	}{
		"the person is known by name": {"25/03/2026 21:47 - Ana Lima: oi\n25/03/2026 21:48 - Zé: olá", Names{Consumer: []string{"ana lima"}}, map[string]Part{"Ana Lima": Consumer, "Zé": Company}},
		"the shop is known by name":   {"25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Loja Azul Oficial: olá", Names{Company: []string{"Loja Azul"}}, map[string]Part{"Ana": Consumer, "Loja Azul Oficial": Company}},
		"a word in the name":          {"25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Suporte XYZ: olá", Names{}, map[string]Part{"Ana": Consumer, "Suporte XYZ": Company}},
		"how a desk writes":           {"25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Bia: Prezado cliente, em que posso ajudar?", Names{}, map[string]Part{"Ana": Consumer, "Bia": Company}},
		"how a buyer writes":          {"25/03/2026 21:47 - Ana: não recebi, onde está meu pedido?\n25/03/2026 21:48 - Bia: um momento", Names{}, map[string]Part{"Ana": Consumer, "Bia": Company}},
		"nothing tells":               {"25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Bia: olá", Names{}, map[string]Part{"Ana": Unsettled, "Bia": Unsettled}},
		"a third one stays open":      {"25/03/2026 21:47 - Ana: meu pedido não chegou\n25/03/2026 21:48 - Bia: oi\n25/03/2026 21:49 - Suporte: olá", Names{}, map[string]Part{"Ana": Consumer, "Bia": Unsettled, "Suporte": Company}},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, row.text, Options{Names: row.names})
			if len(got.People) != len(row.want) {
				t.Fatalf("people: %+v", got.People)
			}
			for who, want := range row.want {
				if part := got.PartOf(who); part != want {
					t.Errorf("%s is %q, want %q", who, part, want)
				}
			}
		})
	}
}

func TestThePersonsChoiceStands(t *testing.T) {
	got := mustRead(t, "25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Bia: olá", Options{})
	if !got.Assign("Bia", Consumer) || got.PartOf("Bia") != Consumer || got.Assign("Rui", Other) {
		t.Errorf("people: %+v", got.People)
	}
}
