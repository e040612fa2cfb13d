package messages

import (
	"testing"

	"degrau/internal/civil"
)

func TestPastedChats(t *testing.T) {
	type msg struct{ at, from, text string }
	for name, row := range map[string]struct {
		text string
		want []msg
	}{
		"name, then time, then words": {"Loja Azul Store\n2026-03-24 10:05:33\nHello dear, how can I help?\nRead\nYou\n2026-03-24 10:06:01\nWhere is my order?\nIt is late.\nLoja Azul Store\n2026-03-25 08:00:00\nPlease wait 5 days\n",
			[]msg{{"2026-03-24T10:05:33", "Loja Azul Store", "Hello dear, how can I help?\nRead"}, {"2026-03-24T10:06:01", "You", "Where is my order?\nIt is late."}, {"2026-03-25T08:00:00", "Loja Azul Store", "Please wait 5 days"}}},
		"name and time on one line": {"Ana Lima 24/03/2026 10:05\noi\nAtendente 24/03/2026 10:06\nolá\num momento\nAna Lima 24/03/2026 10:07\nok",
			[]msg{{"2026-03-24T10:05:00", "Ana Lima", "oi"}, {"2026-03-24T10:06:00", "Atendente", "olá\num momento"}, {"2026-03-24T10:07:00", "Ana Lima", "ok"}}},
		"Telegram": {"Ana, [24.03.2026 10:05]\noi\n\nLoja, [24.03.2026 10:06]\nolá\n\nAna, [24.03.2026 10:09]\ncadê?",
			[]msg{{"2026-03-24T10:05:00", "Ana", "oi"}, {"2026-03-24T10:06:00", "Loja", "olá"}, {"2026-03-24T10:09:00", "Ana", "cadê?"}}},
		"a service desk's record": {"[10:05] Cliente: cadê o pedido?\n[10:06] Atendente Bia: só um momento\nverificando\n[10:09] Cliente: ok",
			[]msg{{"10:05:00", "Cliente", "cadê o pedido?"}, {"10:06:00", "Atendente Bia", "só um momento\nverificando"}, {"10:09:00", "Cliente", "ok"}}},
		"time in brackets behind the name": {"Ana (24/03/2026 10:05): oi\nBot (24/03/2026 10:05): Olá! Digite 1.\nAna (24/03/2026 10:06): 1",
			[]msg{{"2026-03-24T10:05:00", "Ana", "oi"}, {"2026-03-24T10:05:00", "Bot", "Olá! Digite 1."}, {"2026-03-24T10:06:00", "Ana", "1"}}},
		"names alone": {"Você: quero meu dinheiro de volta\nVendedor: vamos verificar\naguarde\nVocê: já espero há 10 dias",
			[]msg{{"", "Você", "quero meu dinheiro de volta"}, {"", "Vendedor", "vamos verificar\naguarde"}, {"", "Você", "já espero há 10 dias"}}},
		"names alone, the day between": {"24 de março de 2026\nYou: where is my order?\nSeller: it was sent\n25 de março de 2026\nYou: it never came",
			[]msg{{"2026-03-24", "You", "where is my order?"}, {"2026-03-24", "Seller", "it was sent"}, {"2026-03-25", "You", "it never came"}}},
		"the time below the words": {"Comprador: dónde está mi pedido\n24/03/2026 10:05\nVendedor: ya salió\n24/03/2026 10:20\nComprador: gracias\n24/03/2026 10:21",
			[]msg{{"2026-03-24T10:05:00", "Comprador", "dónde está mi pedido"}, {"2026-03-24T10:20:00", "Vendedor", "ya salió"}, {"2026-03-24T10:21:00", "Comprador", "gracias"}}},
		"a month by name, Romanian": {"Cumpărător\n24 mart. 2026, 10:05\nunde e comanda?\nVânzător\n24 mar. 2026, 10:06\na plecat\n",
			nil},
		"months by name": {"Cumpărător\n24 mar. 2026, 10:05\nunde e comanda?\nVânzător\n24 martie 2026, 10:06\na plecat\n",
			[]msg{{"2026-03-24T10:05:00", "Cumpărător", "unde e comanda?"}, {"2026-03-24T10:06:00", "Vânzător", "a plecat"}}},
		"a day that is only a word has no day": {"Ana\nHoje 10:05\noi\nLoja\nHoje 10:06\nolá\nAna\nOntem às 09:00\nok",
			[]msg{{"10:05:00", "Ana", "oi"}, {"10:06:00", "Loja", "olá"}, {"09:00:00", "Ana", "ok"}}},
		"name above, time below": {"Chat com o vendedor\n\nVocê\nBom dia, cadê?\n09:12\nAlô?\n09:15\n\nVendedor\nJá foi postado.\n09:40\n",
			[]msg{{"", "", "Chat com o vendedor"}, {"09:12:00", "Você", "Bom dia, cadê?"}, {"09:15:00", "Você", "Alô?"}, {"09:40:00", "Vendedor", "Já foi postado."}}},
		"a day without a year": {"[12/03 10:05] Ana: oi\n[12/03 10:06] Loja: olá",
			[]msg{{"10:05:00", "Ana", "oi"}, {"10:06:00", "Loja", "olá"}}},
		"a complaint site": {"Resposta da empresa\n13/03/2026 às 09:00\nOlá Ana.\nRéplica do consumidor\n14/03/2026 às 08:00\nNão recebi.\n",
			[]msg{{"2026-03-13T09:00:00", "Resposta da empresa", "Olá Ana."}, {"2026-03-14T08:00:00", "Réplica do consumidor", "Não recebi."}}},
		"Slack and Discord": {"Ana Lima  10:05 AM\nhi\nSupport — 03/24/2026 10:06 AM\nhello\nAna Lima  10:07 AM\nbye",
			[]msg{{"10:05:00", "Ana Lima", "hi"}, {"2026-03-24T10:06:00", "Support", "hello"}, {"10:07:00", "Ana Lima", "bye"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, row.text, Options{Received: civil.Must(2026, 5, 1)})
			checkTranscript(t, got)
			if row.want == nil {
				return // an abbreviation nobody uses: whatever comes, nothing is lost
			}
			if got.Source != Chat || len(got.Messages) != len(row.want) {
				t.Fatalf("%s with %d messages: %+v", got.Source, len(got.Messages), got.Messages)
			}
			for i, w := range row.want {
				if m := got.Messages[i]; m.At.String() != w.at || m.From != w.from || m.Text != w.text {
					t.Errorf("message %d: %q %q %q", m.N, m.At, m.From, m.Text)
				}
			}
		})
	}
}

func TestDatedWordsWithoutSpeakersAreText(t *testing.T) {
	got := mustRead(t, "24/03/2026 10:00\nObjeto postado\nCuritiba / PR\n25/03/2026 11:30\nObjeto em trânsito\n", Options{})
	if got.Source != Text || len(got.Messages) != 2 || got.Messages[1].At.String() != "2026-03-25T11:30:00" || got.Messages[0].Text != "Objeto postado\nCuritiba / PR" {
		t.Errorf("%s: %+v", got.Source, got.Messages)
	}
}

func TestMomentsOfPages(t *testing.T) {
	for text, want := range map[string]string{
		"12 de março de 2026 às 10:05": "2026-03-12T10:05:00", "Mar 12, 2026, 10:05 PM": "2026-03-12T22:05:00", "12 mar 2026": "2026-03-12",
		"2026-03-12T10:05:33Z": "2026-03-12T10:05:33", "quinta-feira, 12 de março de 2026": "2026-03-12", "Thu, 12 Mar 2026 10:05": "2026-03-12T10:05:00",
		"March 12th": "", "10:05": "10:05:00", "12 de março": "", "sáb., 14 de mar. de 2026, 09:00": "2026-03-14T09:00:00", "1º de maio de 2026": "2026-05-01",
	} {
		m, ok := onlyMoment(text)
		if want == "" && (!ok || m.when(ymd).IsZero()) {
			continue
		}
		if got := m.when(ymd).String(); !ok || got != want {
			t.Errorf("%q was read as %q, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "oi", "12", "paguei 10:05", "março", "em 12 de março fui lá"} {
		if m, ok := onlyMoment(text); ok {
			t.Errorf("%q is no moment but was read as %+v", text, m)
		}
	}
}
