package messages

import (
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

const talk = "25/03/2026 21:47 - Ana: Oi, comprei ontem no AliExpress, pedido 8150000000000011\n" +
	"25/03/2026 21:48 - Ana: paguei R$ 129,90 no pix\n" +
	"26/03/2026 09:00 - Suporte Loja: Prezado cliente, seu protocolo: 55281772026\n" +
	"26/03/2026 09:01 - Suporte Loja: o reembolso de R$ 129,90 será feito até 30/03/2026\n" +
	"27/03/2026 10:00 - Ana: meu pedido 8150000000000011 não chegou\n"

func suggested(t *Transcript, label string, received civil.Date) []Suggestion {
	var out []Suggestion
	for _, s := range t.Suggest(received) {
		out = append(out, s.For(label))
	}
	return out
}

func find(all []Suggestion, path, value string) *Suggestion {
	for i := range all {
		if all[i].Path == path && strings.Contains(all[i].Value, value) {
			return &all[i]
		}
	}
	return nil
}

func TestSuggestionsNameTheirPlace(t *testing.T) {
	got := mustRead(t, talk, Options{})
	all := suggested(got, "P3", civil.Must(2026, 4, 1))
	for _, row := range []struct{ path, value, source, by string }{
		{"purchases.order_number", "8150000000000011", "P3, message 1", "consumer"},
		{"payments", "129.90 BRL paid", "P3, message 2", "consumer"},
		{"events", "contacted 2026-03-25", "P3, message 1", "consumer"},
		{"events", "answered 2026-03-26", "P3, message 3", "company"},
		{"events", "55281772026", "P3, message 3", "company"},
		{"purchases.on", "2026-03-24", "P3, message 1", "consumer"}, // "yesterday", of the day it was written on
	} {
		s := find(all, row.path, row.value)
		if s == nil {
			t.Errorf("nothing suggests %s %s", row.path, row.value)
			continue
		}
		if s.Origin.Source != row.source || string(s.By) != row.by || s.Origin.Certainty != cases.Check {
			t.Errorf("%s %s comes from %q by %q, %s", row.path, row.value, s.Origin.Source, s.By, s.Origin.Certainty)
		}
		m, _ := got.Message(s.Message)
		if s.Origin.Span[1] > len(m.Text) || s.Origin.Span[0] > s.Origin.Span[1] {
			t.Errorf("span %v of %q", s.Origin.Span, m.Text)
		}
		if s.Event != nil && (len(s.Event.Evidence) != 1 || s.Event.Evidence[0] != "P3") {
			t.Errorf("the event does not cite its exhibit: %+v", s.Event)
		}
	}
	if s := find(all, "purchases.order_number", "8150"); s != nil && (len(s.Also) != 1 || s.Also[0] != "message 5") {
		t.Errorf("told again in %v", s.Also)
	}
	for i := 1; i < len(all); i++ {
		if all[i].Message < all[i-1].Message {
			t.Error("not in the order of the talk")
		}
	}
}

func TestPlacesOfOtherSources(t *testing.T) {
	pages := FromPages(PDF, []string{"Fatura", "Pedido 8150000000000011 total R$ 129,90"}, Options{})
	if s := find(suggested(pages, "P1", civil.Must(2026, 4, 1)), "purchases.order_number", "8150"); s == nil || s.Origin.Source != "P1, page 2" {
		t.Errorf("%+v", s)
	}
	text := mustRead(t, "Prezados,\n\ncomprei um celular, pedido 8150000000000011.", Options{})
	if s := find(suggested(text, "P2", civil.Must(2026, 4, 1)), "purchases.order_number", "8150"); s == nil || s.Origin.Source != "P2, line 3" {
		t.Errorf("%+v", s)
	}
}

func TestAnAcceptedSuggestionIsAFactThatCitesItsExhibit(t *testing.T) {
	now := time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)
	k, err := cases.Open(cases.Facts{Place: "BR-PR", Language: "pt", Purchases: []cases.Purchase{{Item: "celular"}}}, "", "test", now)
	if err != nil {
		t.Fatal(err)
	}
	x, err := k.AddEvidence(cases.Evidence{SHA256: strings.Repeat("a", 64), Name: "chat.txt", Kind: "text"}, "test", now)
	if err != nil {
		t.Fatal(err)
	}
	transcript := mustRead(t, talk, Options{})
	all := Fresh(suggested(transcript, x.Label(), civil.Must(2026, 4, 1)), k.Facts())
	for _, s := range all {
		if err := s.Accept(k, "test", now); err != nil {
			t.Errorf("%s %s: %v", s.Path, s.Value, err)
		}
	}
	f := k.Facts()
	if len(f.Purchases) != 1 || f.Purchases[0].OrderNumber != "8150000000000011" || f.Purchases[0].Item != "celular" {
		t.Errorf("purchases %+v", f.Purchases)
	}
	if o := f.Origins["purchases.0.order_number"]; o.Source != "P1, message 1" || o.Certainty != cases.Sure {
		t.Errorf("origin %+v", o)
	}
	if left := Fresh(suggested(transcript, x.Label(), civil.Must(2026, 4, 1)), f); len(left) != 0 {
		t.Errorf("suggested again: %+v", left)
	}
	if faults := k.VerifyChain(); len(faults) != 0 {
		t.Errorf("chain: %v", faults)
	}
}

func TestOtherPeoplesNumbers(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"a CPF":                    {"o CPF dela é 529.982.247-25", WarnOtherCPF},
		"a CPF without marks":      {"cpf 52998224725 ok", WarnOtherCPF},
		"one's own CPF":            {"meu CPF 111.444.777-35", ""},
		"wrong digits":             {"código 529.982.247-24", ""},
		"a card":                   {"cartão 4111 1111 1111 1111", WarnOtherCard},
		"a card in one row":        {"5500005555555559", WarnOtherCard},
		"an order number":          {"pedido 8150000000000011", ""},
		"a parcel":                 {"4111111111111112", ""},
		"a telephone":              {"liga (41) 99999-1234", WarnOtherPhone},
		"a telephone with country": {"+40 721 000 123", WarnOtherPhone},
		"one's own telephone":      {"meu fone +55 41 98888-7777", ""},
		"a company's desk":         {"0800 123 4567", ""},
		"a date and a sum":         {"24/03/2026 129,90", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, row.text, Options{Names: Names{Consumer: []string{"Ana", "111.444.777-35", "(41) 98888-7777"}}})
			keys := strings.Join(got.Keys(), " ")
			if keys != row.want {
				t.Errorf("warnings %q", keys)
			}
		})
	}
}

func TestTheJSONFormIsReadBack(t *testing.T) {
	got := mustRead(t, talk, Options{})
	var b strings.Builder
	if err := got.Write(&b); err != nil {
		t.Fatal(err)
	}
	if again, ok := Load(strings.NewReader(b.String())); !ok || len(again.Messages) != 5 || again.Messages[1].At != got.Messages[1].At {
		t.Errorf("%v %+v", ok, again)
	}
	if _, ok := Load(strings.NewReader(`{"form":999}`)); ok {
		t.Error("a form of another version was taken")
	}
}
