package pdf_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"degrau/reports/paper"
)

func sampleCover() paper.Cover {
	return paper.Cover{
		Kind:  "Dossiê de reclamação de consumo",
		Title: "Produto não entregue e cartão ainda cobrado",
		Lead:  "Notebook comprado em abril de 2026 na loja TechWorld Store (AliExpress), pedido 8150000000000011. Prometido para 30/06/2026. Não chegou. Disputa encerrada em 23/07/2026 sem reembolso. Parcelas continuam na fatura.",
		Figures: []paper.Figure{{Label: "Valor pago", Value: "R$ 1.250,00"}, {Label: "Já devolvido", Value: "R$ 0,00"},
			{Label: "Pedido agora", Value: "R$ 1.250,00"}, {Label: "Atraso em 22/11/2026", Value: "145 dias"}},
		Left: paper.Panel{Title: "Quem reclama", Rows: []paper.Row{{Label: "Nome", Value: "Zulmira Quitéria Testemunha"}, {Label: "CPF", Value: "111.444.777-35"},
			{Label: "Endereço", Value: "Rua das Acácias, 120, ap. 31, Curitiba/PR, CEP 80000-000"}, {Label: "Contato", Value: "zulmira@exemplo.br · (41) 90000-0000"}}},
		Right: paper.Panel{Title: "Contra quem", Rows: []paper.Row{{Label: "Plataforma", Value: "AliExpress (Alibaba.com Singapore E-Commerce)"}, {Label: "Loja", Value: "TechWorld Store"},
			{Label: "Recebedor", Value: "Alipay Brasil Meios de Pagamento Ltda."}, {Label: "Emissor", Value: "Banco Exemplo, cartão final 0042"}}},
		Requests: paper.Numbered{Title: "O que se pede", Items: []string{"Devolução de R$ 1.250,00, pelo mesmo meio de pagamento, até 04/12/2026.",
			"Suspensão das parcelas vincendas (7 de 10 já cobradas) e estorno das cobradas.", "Resposta por escrito com o comprovante do estorno."}},
		Proof: paper.Table{Title: "O que prova cada ponto", Head: []string{"Fato", "Prova", "Fl."}, Widths: []float64{63, 29, 8}, Right: []bool{false, false, true},
			Rows: [][]paper.Cell{
				{{Text: "Compra e pagamento em 12/04/2026, 10 parcelas de R$ 125,00"}, {Text: "P1 fatura, P2 pedido"}, {Pages: []string{"P1", "P2"}}},
				{{Text: "Entrega prometida para 30/06/2026"}, {Text: "P2 tela do pedido"}, {Pages: []string{"P2"}}},
				{{Text: "Rastreio LB000000008CN sem movimento desde 02/06/2026"}, {Text: "P3 rastreamento"}, {Pages: []string{"P3"}}},
				{{Text: "Disputa recusada em 23/07/2026"}, {Text: "P4 conversa"}, {Pages: []string{"P4"}}},
				{{Text: "Parcelas de agosto a outubro cobradas"}, {Text: "P5 fatura"}, {Pages: []string{"P5", "P1"}}},
			}},
		Note: "Sem documento: a promessa verbal de reenvio em 10/07/2026. Normas citadas: CDC arts. 14, 30, 35 e 42; Decreto 7.962/2013 art. 4. Detalhe e fonte adiante.",
	}
}

func sampleLanes() paper.Lanes {
	rows := []paper.LaneRow{
		{Date: "12/04/2026", Lane: 0, Text: "Compra e pagamento, pedido 8150000000000011", Exhibits: []string{"P1", "P2"}},
		{Gap: "51 dias"},
		{Date: "02/06/2026", Lane: 1, Text: "Último movimento do rastreio", Exhibits: []string{"P3"}},
		{Gap: "28 dias"},
		{Date: "30/06/2026", Lane: 1, Text: "Prazo prometido termina, nada entregue", Exhibits: []string{"P2"}},
		{Date: "05/07/2026", Lane: 0, Text: "Mensagem à loja, sem resposta", Exhibits: []string{"P4"}},
		{Date: "15/07/2026", Lane: 0, Text: "Disputa aberta na plataforma, protocolo 552-81", Exhibits: []string{"P4"}},
		{Date: "23/07/2026", Lane: 1, Text: "Disputa recusada: “aguarde a transportadora”", Exhibits: []string{"P4"}},
		{Date: "01/08/2026", Lane: 2, Text: "Contestação no cartão, protocolo 99120", Exhibits: []string{"P5"}},
		{Gap: "61 dias sem resposta"},
		{Date: "01/10/2026", Lane: 2, Text: "Banco pede 60 dias", Exhibits: []string{"P5"}},
	}
	for i := range 14 {
		rows = append(rows, paper.LaneRow{Date: "02/10/2026", Lane: i % 3, Text: "Nova cobrança na fatura, parcela de R$ 125,00, sem resposta ao pedido de suspensão", Exhibits: []string{"P1"}})
	}
	return paper.Lanes{Heads: []string{"Consumidora", "Empresa", "Órgão e banco"}, Rows: rows}
}

func samplePaper(t testing.TB, s shelf) paper.Document {
	days := paper.Table{Head: []string{"Dia", "", "Por quê", "Conta"}, Widths: []float64{18, 11, 58, 13}, Right: []bool{false, false, false, true},
		Note: "Regra br-cgov-resp: 10 dias, contados sem o dia do registro, incluído o último. Fonte: regras de uso do Consumidor.gov.br (não conferido no texto oficial). Calendário: dias corridos, sem feriados."}
	for _, d := range [][4]string{{"03/11/2026", "ter", "dia do registro, não conta", "–"}, {"04/11/2026", "qua", "dia corrido", "1"}, {"05/11/2026", "qui", "dia corrido", "2"}, {"06/11/2026", "sex", "dia corrido", "3"}, {"13/11/2026", "sex", "último dia", "10"}} {
		days.Rows = append(days.Rows, cells(d[:]...))
	}
	index := paper.Table{Head: []string{"Prova", "O que é", "O que prova", "SHA-256", "Fl."}, Widths: []float64{8, 36, 33, 13, 10}, Right: []bool{false, false, false, false, true}}
	exhibits := sampleExhibits(t, s)
	for _, e := range exhibits {
		index.Rows = append(index.Rows, []paper.Cell{{Text: e.Label, Link: e.Label, Bold: true}, {Text: e.Title}, {Text: e.Proves}, {Text: e.SHA256[:8], Muted: true}, {Pages: []string{e.Label}}})
	}
	d := small(
		sampleCover(),
		paper.Section{Number: 1, Title: "O que aconteceu", NewPage: true},
		paper.Para{Style: "lead", Text: "A consumidora pagou um notebook em dez parcelas e nunca o recebeu."},
		paper.Para{Text: "Em 12/04/2026 Zulmira comprou um notebook por R$ 1.250,00. O prazo prometido era 30/06/2026. O rastreio LB000000008CN não se move desde 02/06/2026. A loja pediu que ela esperasse e depois pediu que encerrasse a disputa. A plataforma recusou a disputa em 23/07/2026. As parcelas continuam a ser cobradas. Nome em russo: Людмила Петровна; em romeno: Ștefan Țăran, ăâî; emoji: 😀 ✓ ☐ →; hebraico: שלום (abc) 12."},
		paper.Heading{Text: "O que se pede"},
		paper.Numbered{Items: sampleCover().Requests.Items},
		paper.Numbered{Title: "Condições", Plain: true, Items: []string{"Sem novo custo para a consumidora.", "Com comprovante escrito."}},
		paper.Section{Number: 2, Title: "Linha do tempo", NewPage: true},
		sampleLanes(),
		paper.Section{Number: 3, Title: "Como este prazo foi contado", NewPage: true},
		paper.Para{Text: "Resposta da empresa no Consumidor.gov.br: 10 dias corridos a partir do registro em 03/11/2026. Venceu em 13/11/2026 (sexta-feira)."},
		days,
		paper.Section{Number: 4, Title: "Lista de provas", NewPage: true},
		paper.Index{Table: index},
	)
	d.Exhibits = exhibits
	manifest := paper.Table{Title: "Arquivos", Head: []string{"Prova", "Arquivo", "Bytes", "SHA-256"}, Widths: []float64{8, 28, 10, 54}, Right: []bool{false, false, true, false}}
	for _, e := range exhibits {
		manifest.Rows = append(manifest.Rows, cells(e.Label, e.Name, "123.456", e.SHA256))
	}
	d.Closing = []paper.Block{
		paper.Section{Number: 5, Title: "Custódia e declaração"},
		paper.Para{Text: "Os arquivos foram recebidos como estão. Os códigos abaixo provam que não mudaram desde então."},
		manifest,
		paper.Para{Style: "note", Text: "SHA-256 prova integridade desde o recebimento, não autoria."},
		paper.Heading{Text: "Declaração"},
		paper.Para{Text: "Declaro que o relato e os documentos são verdadeiros."},
		paper.Signature{PlaceDate: "Curitiba, 22 de novembro de 2026", Name: "Zulmira Quitéria Testemunha", Note: "CPF 111.444.777-35"},
	}
	return d
}

func sampleExhibits(t testing.TB, s shelf) []paper.Exhibit {
	add := func(label, kind, title, proves, name string, b []byte) paper.Exhibit {
		return paper.Exhibit{Label: label, Kind: kind, Title: title, Proves: proves, Name: name, SHA256: s.put(b), Size: int64(len(b))}
	}
	turned := add("P5", "jpeg", "Fatura de outubro, foto", "Prova: parcela cobrada · foto do telefone", "fatura-outubro.jpg", jpegBytes(t, screen(1200, 900, 30)))
	turned.Orientation = 6
	return []paper.Exhibit{
		add("P1", "jpeg", "Fatura do cartão de maio", "Prova: pagamento e parcelas · recebido do banco por e-mail", "fatura.jpg", jpegBytes(t, screen(1000, 1400, 200))),
		add("P2", "png", "Tela do pedido, com prazo prometido e endereço de entrega, capturada no telefone da consumidora em 15 de abril", "Prova: prazo prometido", "pedido.png", pngBytes(t, screen(540, 1170, 90))),
		add("P3", "jpeg", "Rastreamento dos Correios, tela de 20/11/2026", "Prova: encomenda parada desde 02/06/2026 · enviado por foto do telefone", "rastreio.jpg", jpegBytes(t, screen(300, 400, 120))),
		add("P4", "png", "Conversa com a loja, captura longa", "Prova: recusa da loja", "conversa.png", pngBytes(t, screen(540, 6000, 10))),
		turned,
		add("P7", "pdf", "Nota fiscal e contrato", "Prova: compra · recebido por e-mail", "nota.pdf", pagesPDF("/MediaBox [0 0 400 600]", "/MediaBox [0 0 400 600] /Rotate 90",
			"/MediaBox [0 0 400 600] /Rotate 180", "/MediaBox [0 0 400 600] /Rotate 270", "/MediaBox [-100 -100 500 700] /CropBox [10 10 390 600]", "/MediaBox [0 0 1400 600]")),
		add("P8", "pdf", "Carta com carimbo", "Prova: recusa", "carta.pdf", hostilePDF()),
		add("P9", "text", "Conversa com a loja no WhatsApp, 05/07 a 23/07/2026", "Prova: recusa · exportação do aplicativo, recebida em 20/11/2026", "conversa.txt",
			[]byte(strings.Repeat("15/07/2026 09:14 - Zulmira: Bom dia. O pedido 8150000000000011 devia ter chegado dia 30/06. O rastreio está parado desde 02/06. Podem verificar?\n15/07/2026 09:16 - TechWorld Store: hello friend, please wait transport company 😀\n", 15))),
		add("P6", "heic", "Foto da caixa", "Prova: caixa vazia", "IMG_0042.HEIC", []byte("not a picture at all")),
	}
}

// TestExamplePaper draws every kind of block and exhibit. DEGRAU_PAPERS names a folder in which to keep the file, to
// look at it.
func TestExamplePaper(t *testing.T) {
	s := shelf{}
	d := samplePaper(t, s)
	w := write(t, d, s)
	if dir := os.Getenv("DEGRAU_PAPERS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "example.pdf"), w.bytes, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.Skipped) != 1 || w.Skipped["P6"] != "unsupported" || len(w.Starts) != len(d.Exhibits) {
		t.Errorf("skipped %v, starts %v", w.Skipped, w.Starts)
	}
	pages := w.text(t)
	for _, e := range d.Exhibits {
		if p := pages[w.Starts[e.Label]-1]; !strings.HasPrefix(p, e.Label+" ") {
			t.Errorf("%s does not start on page %d: %s", e.Label, w.Starts[e.Label], p)
		}
	}
	for _, want := range []string{"Quem reclama", "145 dias", "O que se pede", "Consumidora Empresa Órgão e banco", "61 dias sem resposta", "último dia", "Custódia e declaração", "Curitiba, 22 de novembro de 2026"} {
		if pageOf(pages, want) == 0 {
			t.Errorf("%q is nowhere", want)
		}
	}
}
