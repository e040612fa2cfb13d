package intake

import (
	"strings"
	"testing"

	"degrau/internal/civil"
)

const benchText = `Comprei um liquidificador no dia 03/04/2026 no AliExpress, pedido 8150000000000011, paguei R$ 1.250,00 em 10x no cartão de crédito.
A previsão de entrega era 30/06 e até agora nada. Abri disputa em 15/07, protocolo 552-81, e o vendedor não responde. O rastreio LB123456785CN está
parado desde maio. Liguei várias vezes, mandei e-mail e ninguém resolve. Quero meu dinheiro de volta. CPF 111.444.777-35, fone (41) 99999-0000.`

func BenchmarkRead(b *testing.B) {
	ref := civil.Must(2026, 8, 1)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		Read(benchText, ref)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "texts/s")
}

// hostile texts repeat what is dearest to read.
var hostile = map[string]string{
	"digits": "7", "currency": "R$", "currency and digit": "R$ 1", "dates": "03/01 ", "date marks": "1/", "dotted": "1.", "orders": "pedido 12345678 ",
	"cue words": "pedido ", "gaps": "nao ainda ", "articles": "art. 49 ", "policies": "politica de troca ", "policies and people": "politica de troca eu, ", "mails": "a@",
	"spaces": " ", "letters": "a", "negators": "nao nao recebi ", "capital codes": "LB12", "companies": "amazon ", "questions": "$1,234 ", "parts": "10x de R$ 5 ", "ago": "ha 3 dias ", "moments": "ontem entreguei. ", "emoji": "😡",
	"accents": "e\u0301", "quotes": "\"art 5", "lines": "> a\n", "months": "de maio ", "protocols": "protocolo 12345 em 03/01. ", "items": "comprei um celular ", "trackings": "LB123456785CN ",
}

func BenchmarkHostile(b *testing.B) {
	for name, s := range hostile {
		text := strings.Repeat(s, (1<<20)/len(s))
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				Read(text, civil.Must(2026, 8, 1))
			}
		})
	}
}

func TestHostileTextsAreRead(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			checkReading(t, strings.Repeat(s, (64<<10)/len(s)), civil.Must(2026, 8, 1))
		})
	}
}

func TestOnlyTheBeginningOfALongTextIsRead(t *testing.T) {
	text := strings.Repeat("ã", MaxText/2-5) + strings.Repeat(" ", 20) + "ã pedido 8150000000000011"
	if got := checkReading(t, text, civil.Date{}); len(got.OrderNumbers) != 0 {
		t.Errorf("read beyond the limit: %v", got.OrderNumbers)
	}
}
