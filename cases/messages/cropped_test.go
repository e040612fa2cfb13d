package messages

import (
	"testing"

	"degrau/internal/civil"
)

func TestAScreenshotWithoutItsHeadIsCropped(t *testing.T) {
	for name, c := range map[string]struct {
		text           string
		sender, dayToo bool // warned of
	}{
		"whole":           {"21:47 4G 56%\nLoja Exemplo\nonline\n25 de março de 2026\nboa noite, cadê meu pedido?\n21:40\nestamos vendo\n21:41", false, false},
		"without a day":   {"21:47\nLoja Exemplo\nboa noite, cadê meu pedido?\n21:40\nestamos vendo\n21:41", false, true},
		"without a head":  {"boa noite, cadê meu pedido? 21:40\nestamos vendo 21:41\namanhã chega 21:42", true, true},
		"no talk at all":  {"Pedido 8150000000000011\nTotal R$ 129,90\nEntregue", false, false},
		"a sentence tops": {"Ainda não recebi nada do que comprei, e agora?\nboa noite 21:40\nestamos vendo 21:41", true, true},
	} {
		tr := FromPages(OCR, []string{c.text}, Options{Received: civil.MustParse("2026-05-01")})
		if tr.Warns(WarnNoSender) != c.sender || tr.Warns(WarnNoDay) != c.dayToo {
			t.Errorf("%s: no sender %v, no day %v", name, tr.Warns(WarnNoSender), tr.Warns(WarnNoDay))
		}
	}
}

func TestTheLanguageOfATalk(t *testing.T) {
	for want, text := range map[string]string{
		"zh": "您好，您的包裹已经发出，请耐心等待。订单 8150000000000011",
		"ru": "Здравствуйте, ваш заказ отправлен, пожалуйста, подождите",
		"uk": "Вітаємо, ваше замовлення відправлено, її доставка скоро",
		"ja": "お客様の荷物は発送されました。しばらくお待ちください。",
		"ko": "고객님의 소포가 발송되었습니다",
		"pt": "Boa noite, o pacote não chegou e eu quero o dinheiro de volta. 谢谢",
		"en": "Dear customer, your parcel has been shipped, please wait ten days for the delivery",
		"":   "8150000000000011",
	} {
		if got := FromPages(PDF, []string{text}, Options{}).Language(); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestThePersonSaysWhoIsWho(t *testing.T) {
	names := Names{Consumer: []string{"Ana"}, Sides: map[string]Part{"Loja Exemplo": Other, "Beto": Company}}
	tr := &Transcript{}
	for _, who := range []string{"Ana", "Loja Exemplo", "Beto"} {
		tr.add(Message{Kind: Said, From: who, Text: "olá"})
	}
	tr.people(names)
	for who, want := range map[string]Part{"Ana": Consumer, "Loja Exemplo": Other, "Beto": Company} {
		if got := tr.PartOf(who); got != want {
			t.Errorf("%s: %q", who, got)
		}
	}
}
