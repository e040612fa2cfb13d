package escalation

import (
	"strings"
	"testing"
)

func TestUsualRefusalsInFourLanguages(t *testing.T) {
	p := mustPacks(t)
	for text, want := range map[string]string{
		// Portuguese
		"Prezado cliente, aguarde até 10 dias úteis para a resposta.": "wait-days",
		"Pedimos que aguarde por mais 48 horas.":                      "wait-days",
		"Isso é responsabilidade da transportadora, não nossa":        "carrier-fault",
		"Por favor, contate os Correios.":                             "carrier-fault",
		"O senhor deve procurar o seu banco para verificar o estorno": "bank-matter",
		"O reembolso já foi processado por nós.":                      "refund-done",
		"Consta em nosso sistema como entregue.":                      "shown-delivered",
		"SEU PEDIDO FOI ENTREGUE NO DIA 12":                           "shown-delivered",
		"O prazo para devolução já expirou":                           "too-late",
		"Somos apenas uma plataforma que conecta pessoas":             "only-platform",
		"A disputa foi encerrada.":                                    "dispute-over",
		"O CDC não se aplica a vendas do exterior":                    "br-foreign-sale",
		"Encaminhamos seu caso para o setor responsável":              "analysing",
		"Sem a nota fiscal não trocamos":                              "no-invoice",
		"Não devolvemos dinheiro, somente troca ou vale":              "voucher-only",
		"O cliente deve acionar a assistência técnica":                "maker-matter",
		"Foi constatado mau uso pelo cliente":                         "misuse",
		"Infelizmente Pix não pode ser estornado":                     "br-pix-final",
		"Conforme nossa política, o caso está fechado":                "shop-policy",
		"Não aceitamos devoluções.":                                   "final-sale",
		// Spanish
		"Estimado cliente, espere 15 días hábiles": "wait-days",
		"La responsabilidad es de la mensajería":   "carrier-fault",
		"Contacte con su banco, por favor":         "bank-matter",
		"El reembolso ya fue emitido":              "refund-done",
		"El paquete ha sido entregado":             "shown-delivered",
		"El plazo de devolución ha finalizado":     "too-late",
		"Solo somos intermediarios":                "only-platform",
		"La reclamación está cerrada":              "dispute-over",
		"Sin ticket no hay cambio":                 "no-invoice",
		"Solo le podemos ofrecer un vale":          "voucher-only",
		"Reclame usted al fabricante":              "maker-matter",
		"Según nuestra política no procede":        "shop-policy",
		"No aceptamos devoluciones":                "final-sale",
		// Romanian
		"Vă rugăm să așteptați 30 de zile":                               "wait-days",
		"Răspunderea este a curierului":                                  "carrier-fault",
		"Contactați banca dumneavoastră":                                 "bank-matter",
		"Rambursarea a fost efectuată":                                   "refund-done",
		"Coletul a fost livrat ieri":                                     "shown-delivered",
		"Termenul de retur a expirat":                                    "too-late",
		"Disputa este închisă":                                           "dispute-over",
		"Fără bon nu se schimbă produsul, fără bonul fiscal nu returnăm": "no-invoice",
		"Garanția se face la producător":                                 "maker-matter",
		"Nu acceptăm returul produselor":                                 "final-sale",
		// English
		"Please allow 5 business days for a reply":       "wait-days",
		"Please contact the carrier":                     "carrier-fault",
		"You need to contact your bank.":                 "bank-matter",
		"Your refund has been processed.":                "refund-done",
		"The tracking says it was delivered":             "shown-delivered",
		"This is outside our return window":              "too-late",
		"We are just a marketplace":                      "only-platform",
		"This case is closed":                            "dispute-over",
		"Your case was forwarded to our specialist team": "analysing",
		"Store credit only, no cash, just a voucher":     "voucher-only",
		"All sales are final":                            "final-sale",
		// answers nobody knows are left alone
		"Boa tarde, qual é o seu número de pedido?":           "",
		"Vamos enviar outro produto amanhã.":                  "",
		"Obrigado pelo contato. Podemos ajudar em algo mais?": "",
		"O reembolso será feito na próxima semana.":           "",
		"Gracias por escribirnos":                             "",
		"Le enviaremos un producto nuevo mañana":              "",
		"Vă mulțumim pentru mesaj":                            "",
		"Puteți trimite fotografii ale produsului?":           "",
		"Could you send us a photo of the item?":              "",
		"We will ship a new one today":                        "",
		"I waited at the bank for an hour":                    "",
		"A transportadora passou aqui ontem":                  "",
	} {
		var got []string
		for _, a := range p.Recognise(text) {
			got = append(got, a.ID)
		}
		if ok := want == "" && len(got) == 0 || want != "" && strings.Contains(" "+strings.Join(got, " ")+" ", " "+want+" "); !ok {
			t.Errorf("%q is taken for %v, want %q", text, got, want)
		}
	}
}

func TestEveryUsualAnswerHasWordsInFourLanguages(t *testing.T) {
	p := mustPacks(t)
	if len(p.answers) < 18 {
		t.Errorf("only %d usual answers", len(p.answers))
	}
	for _, a := range p.answers {
		langs := 0
		for _, l := range []string{"pt", "es", "ro", "en"} {
			if len(a.Phrases[l]) > 0 {
				langs++
			}
			if a.Reply[l] == "" || a.Means[l] == "" {
				t.Errorf("%s says nothing in %s", a.ID, l)
			}
		}
		if langs < 4 {
			t.Errorf("%s is recognised in %d languages", a.ID, langs)
		}
	}
}
