package escalation

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

// said are invented sentences of companies, with every usual answer that must be found in them, without the prefix of the
// country; empty for those that must be left alone.
var said = map[string]string{
	// refusals in Portuguese
	"Olá! Pedimos aguardar até 15 dias úteis.":                                                "wait-days",
	"Conforme informado anteriormente, o seu caso já foi respondido.":                         "already-answered",
	"Já existe um protocolo em andamento para este pedido, senhora":                           "in-progress",
	"Seu caso foi encaminhado ao nosso time: aguarde retorno da área responsável.":            "analysing",
	"É responsabilidade dos Correios, não da loja.":                                           "carrier-fault",
	"Entre em contato com a transportadora pelo telefone":                                     "carrier-fault",
	"Você deverá procurar a operadora do cartão":                                              "bank-matter",
	"O estorno foi efetuado no dia 10/08.":                                                    "refund-done",
	"Em nosso sistema o pedido consta como entregue":                                          "shown-delivered",
	"A DISPUTA FOI ENCERRADA E NAO HA NADA MAIS QUE POSSAMOS FAZER":                           "dispute-over",
	"Seu pedido está fora do prazo de troca":                                                  "too-late",
	"Somos somente uma plataforma de intermediação.":                                          "only-platform",
	"Por se tratar de compra internacional, o CDC não se aplica a este pedido internacional.": "foreign-sale",
	"Sem a nota fiscal não fazemos troca":                                                     "no-invoice",
	"Não devolvemos o dinheiro; só oferecemos vale":                                           "voucher-only",
	"Procure a assistência técnica autorizada":                                                "maker-matter",
	"O laudo constatou: dano decorrente de mau uso":                                           "misuse",
	"De acordo com a nossa política, não cabe devolução.":                                     "shop-policy",
	"O Pix não é reembolsável, não estornamos Pix":                                            "pix-final",
	"Acesse sua conta e abra uma disputa.":                                                    "use-app",
	"Produto em promoção: sem troca e sem devolução":                                          "final-sale",
	"Os impostos são de responsabilidade do comprador":                                        "tax-yours",
	"Amigo, cancele a disputa e devolvemos seu dinheiro":                                      "cancel-first",
	"Confirme o recebimento para liberar o reembolso":                                         "confirm-first",
	"É preciso pagar a diferença do frete para o envio":                                       "pay-more",
	"Infelizmente o produto está esgotado":                                                    "out-of-stock",
	"Sua encomenda está retida na alfândega":                                                  "customs-hold",
	"Damos um cupom para compensar o atraso":                                                  "ae-coupon",
	"O status do reembolso é concluído; veja com o banco":                                     "ae-refund-completed",
	// Spanish
	"Debe esperar 10 días hábiles, por favor":            "wait-days",
	"Como ya informamos, su solicitud ya fue respondida": "already-answered",
	"Su reclamo está en proceso":                         "in-progress",
	"El seguimiento indica entregado":                    "shown-delivered",
	"No somos responsables por el vendedor":              "only-platform",
	"Si cancela la disputa le enviamos el dinero":        "cancel-first",
	"Cancele la disputa y le devolvemos el dinero":       "cancel-first",
	"El producto está agotado":                           "out-of-stock",
	"El paquete está retenido en la aduana":              "customs-hold",
	"Debe pagar el envío adicional":                      "pay-more",
	// Romanian
	"Vă rugăm așteptați 14 zile lucrătoare":              "wait-days",
	"Cererea este în curs de soluționare":                "analysing in-progress",
	"Banii au fost returnați pe card":                    "refund-done",
	"Anulați disputa și vă trimitem banii":               "cancel-first",
	"Coletul este blocat la vamă":                        "customs-hold",
	"Suntem doar un intermediar":                         "only-platform",
	"Produsul nu mai este în stoc":                       "out-of-stock",
	"Defectul se datorează utilizării necorespunzătoare": "misuse",
	// English
	"Kindly wait 7 business days, dear friend":               "wait-days",
	"As already stated, your case has been answered":         "already-answered",
	"There is a ticket already open for it, in progress":     "in-progress",
	"Please close the dispute and we will refund you":        "cancel-first",
	"Confirm receipt first, then we send the money":          "confirm-first",
	"You need to pay additional shipping":                    "pay-more",
	"The item is out of stock":                               "out-of-stock",
	"Your parcel is held at customs":                         "customs-hold",
	"Tracking shows it was delivered on Monday":              "shown-delivered",
	"Our policy does not allow this":                         "shop-policy",
	"We offer you a coupon as compensation":                  "ae-coupon",
	"The refund is completed, please contact your bank now.": "bank-matter refund-done ae-refund-completed",
	// what must be left alone
	"O reembolso ainda não foi processado.":                       "",
	"Seu estorno não foi efetuado por erro nosso.":                "",
	"O pacote não foi entregue, vamos reenviar.":                  "",
	"O rastreio não consta como entregue.":                        "",
	"Nós vamos contatar a transportadora e avisamos você.":        "",
	"Não identificamos mau uso do produto.":                       "",
	"A disputa ainda não foi encerrada.":                          "",
	"Não é culpa da transportadora, é nossa.":                     "",
	"Aceitamos devolução em até 30 dias.":                         "",
	"O produto já voltou ao estoque.":                             "",
	"Sua encomenda foi liberada pela Receita.":                    "",
	"Não cancele a disputa até receber o reembolso.":              "",
	"Não precisa pagar frete adicional.":                          "",
	"Qual banco você usou na compra?":                             "",
	"Vamos devolver o valor total hoje.":                          "",
	"Obrigado por confirmar o endereço.":                          "",
	"Aproveite o cupom de 10% na próxima compra!":                 "",
	"El reembolso no fue procesado":                               "",
	"El paquete todavía no ha sido entregado":                     "",
	"¿Puede enviarnos una foto del paquete?":                      "",
	"Mañana le enviamos otro producto":                            "",
	"Nosotros contactaremos a la mensajería":                      "",
	"Rambursarea nu a fost efectuată încă":                        "",
	"Coletul nu a fost livrat":                                    "",
	"Noi vom contacta curierul":                                   "",
	"Vă trimitem alt produs mâine":                                "",
	"Your refund has not been processed yet":                      "",
	"The parcel was not delivered, we are sorry":                  "",
	"We will contact the carrier for you":                         "",
	"Please contact us if the courier does not come":              "",
	"The dispute is still open":                                   "",
	"There is no sign of misuse":                                  "",
	"The item is back in stock":                                   "",
	"You do not need to pay extra shipping":                       "",
	"Please do not cancel the dispute; we will refund you inside": "",
	"Read our privacy policy here":                                "",
	"O seu pedido foi enviado ontem.":                             "",
	"O pagamento do frete já está incluído no envio.":             "",
	"O produto tem um ano de garantia do fabricante.":             "",
	"La responsabilidad es de la tienda, lo sentimos.":            "",
	"We will send more details about shipping soon.":              "",
	"What is the name of your bank?":                              "",
}

func TestUsualAnswersAreFoundAndOthersLeftAlone(t *testing.T) {
	p := mustPacks(t)
	hits, alone := 0, 0
	for text, want := range said {
		var got []string
		for _, a := range p.Recognise(text) {
			if id := strings.TrimPrefix(a.ID, "br-"); !slices.Contains(got, id) {
				got = append(got, id)
			}
		}
		wanted := strings.Fields(want)
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%q is taken for %v, want %v", text, got, wanted)
		}
		if want == "" {
			alone++
		} else {
			hits++
		}
	}
	if hits < 45 || alone < 30 {
		t.Errorf("only %d sentences to find, and %d to leave alone", hits, alone)
	}
}

// TestBrazilianAnswersShareTheirWords keeps the two sides of one answer together: what a company says is the same
// wherever the buyer lives, only what answers it differs.
func TestBrazilianAnswersShareTheirWords(t *testing.T) {
	byID := map[string]*StockAnswer{}
	for _, a := range mustPacks(t).answers {
		byID[a.ID] = a
	}
	pairs := 0
	for id, a := range byID {
		base, ok := strings.CutPrefix(id, "br-")
		if !ok {
			continue
		}
		if a.Ground == "" && a.Rule == "" {
			t.Errorf("%s has neither a rule nor a ground", id)
		}
		if len(a.Proofs) == 0 {
			t.Errorf("%s names no proof", id)
		}
		if o := byID[base]; o != nil {
			pairs++
			if !reflect.DeepEqual(o.Phrases, a.Phrases) || !reflect.DeepEqual(o.Unless, a.Unless) {
				t.Errorf("%s and %s are found by different words", base, id)
			}
		}
	}
	if pairs < 18 {
		t.Errorf("only %d pairs", pairs)
	}
}

// TestBrazilianLawAnswersInBrazilOnly asks the plan: the law of Brazil answers there, and nowhere else; never both at once.
func TestBrazilianLawAnswersInBrazilOnly(t *testing.T) {
	answer := `{"kind":"answered","body":"seller","on":"2026-10-03","text":"A responsabilidade é da transportadora."}`
	for place, want := range map[string]string{"BR-SP": "br-carrier-fault", "PT": "carrier-fault", "RO": "carrier-fault"} {
		f := mustFacts(t, bought(place, "not_delivered", "card", "", "500.00 BRL", "", ev(asked, answer)))
		var got []string
		for _, a := range mustPacks(t).Plan(Situation{Facts: f, State: cases.StateOpen}, noon(t, "2026-10-05")).Answers {
			got = append(got, a.Answer)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("in %s answered by %v, want %s", place, got, want)
		}
	}
}
