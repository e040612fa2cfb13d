package messages

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"degrau/internal/civil"
)

// longChat is an export of n messages over years, some of several lines, with media and deletions.
func longChat(n int) string {
	var b strings.Builder
	for i := range n {
		day := civil.Must(2020, 1, 1).AddDays(i / 60)
		fmt.Fprintf(&b, "%02d/%02d/%d %02d:%02d - ", day.Day, day.Month, day.Year, i%60/3+2, i%60)
		switch {
		case i%17 == 0:
			b.WriteString("Ana Lima: <Mídia oculta>\n")
		case i%23 == 0:
			b.WriteString("Loja Azul: Mensagem apagada\n")
		case i%10 == 0:
			fmt.Fprintf(&b, "Loja Azul: Prezado cliente, o pedido %d foi enviado.\nO prazo é de 10 dias úteis.\nAgradecemos a paciência\n", 8150000000000000+i)
		default:
			b.WriteString("Ana Lima: ainda não chegou nada, já faz 20 dias e ninguém me responde\n")
		}
	}
	return b.String()
}

func BenchmarkChat(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		text := longChat(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if got := mustRead(b, text, Options{}); len(got.Messages) != n {
					b.Fatalf("%d messages", len(got.Messages))
				}
			}
		})
	}
}

// BenchmarkWalk walks over an export without keeping its messages.
func BenchmarkWalk(b *testing.B) {
	text := longChat(100_000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		e, ok := settleExport(text, civil.Date{})
		if !ok {
			b.Fatal("no export")
		}
		n := 0
		for range e.all() {
			n++
		}
		if n != 100_000 {
			b.Fatalf("%d messages", n)
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	got := mustRead(b, longChat(100_000), Options{})
	for b.Loop() {
		got.Suggest(civil.Must(2026, 5, 1))
	}
}

// hostile are texts that repeat what is dearest to read.
var hostile = map[string]string{
	"stamps": "25/03/26 21:47 - a: b\n", "stamps without names": "25/03/26 21:47 - b\n", "colons": "a: ", "digits": "1", "brackets": "[", "angles": "<", "marks": "\u200e", "names": "Ana 10:05\n", "saids": "Ana: b\nBia: c\n",
	"times": "10:05\n", "months": "12 de março ", "quotes": "> a\n", "heads": "De: a\nPara: b\nAssunto: c\n", "wrote": "Em 12/03/26, a escreveu:\n", "rules": "-----Mensagem original-----\n", "commas": "a,", "cards": "4111 ", "lines": "\n",
	"open tags": "<div>", "quoted blocks": "<blockquote>a", "entities": "&amp;", "boundaries": "--b\r\n", "encoded words": "=?utf-8?q?a?= ", "froms": "\n\nFrom a\nb: c", "semicolons": "a;b\n\"",
}

// TestHostileTextsAreReadInTime reads a quarter of a megabyte of each.
func TestHostileTextsAreReadInTime(t *testing.T) {
	for name, s := range hostile {
		for _, kind := range []string{"text", "eml", "html", "csv"} {
			text := strings.Repeat(s, (256<<10)/len(s))
			if kind == "eml" {
				text = mailHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				_, _ = Read(strings.NewReader(text), int64(len(text)), Options{Kind: kind})
			}()
			begin := time.Now()
			wait(t, done, name+" as "+kind)
			if d := time.Since(begin); d > 300*time.Millisecond {
				t.Log(name, kind, d)
			}
		}
	}
}
