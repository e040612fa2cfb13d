package messages

import (
	"strings"
	"testing"

	"degrau/internal/civil"
)

func mustRead(t testing.TB, text string, o Options) *Transcript {
	t.Helper()
	if o.Kind == "" {
		o.Kind = "text"
	}
	got, err := Read(strings.NewReader(text), int64(len(text)), o)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return got
}

// TestOneMessageInEveryForm reads the same evening, 9:47 of 25 March 2026, as phones of the world write it.
func TestOneMessageInEveryForm(t *testing.T) {
	const nn, lrm, rlm = "\u202f", "\u200e", "\u200f"
	for name, head := range map[string]string{
		"Android, Brazil":                   "25/03/2026 21:47 - ",
		"Android, Brazil, comma":            "25/03/2026, 21:47 - ",
		"Android, Portugal, short year":     "25/03/26, 21:47 - ",
		"Android, Portuguese with às":       "25/03/2026 às 21:47 - ",
		"Android, United States":            "3/25/26, 9:47 PM - ",
		"Android, narrow space":             "3/25/26, 9:47" + nn + "PM - ",
		"Android, Spain, p. m.":             "25/3/26, 9:47 p. m. - ",
		"Android, Mexico, no-break spaces":  "25/03/2026, 9:47 p.\u00a0m. - ",
		"Android, Canada":                   "2026-03-25, 9:47 p.m. - ",
		"Android, Romania":                  "25.03.2026, 21:47 - ",
		"Android, Germany":                  "25.03.26, 21:47 - ",
		"Android, Finland":                  "25.3.2026 klo 21.47 - ",
		"Android, Denmark":                  "25.03.2026 21.47 - ",
		"Android, Netherlands":              "25-03-2026 21:47 - ",
		"Android, Sweden":                   "2026-03-25 21:47 - ",
		"Android, Hungary":                  "2026. 03. 25. 21:47 - ",
		"Android, Croatia":                  "25. 03. 2026. 21:47 - ",
		"Android, Bulgaria":                 "25.03.26 г., 21:47 ч. - ",
		"Android, China":                    "2026/3/25 下午9:47 - ",
		"Android, Korea":                    "2026년 3월 25일 오후 9:47 - ",
		"Android, Korea, points":            "2026. 3. 25. 오후 9:47 - ",
		"Android, Japan":                    "2026/03/25 21:47 - ",
		"Android, Arabic digits":            "٢٥" + rlm + "/٣" + rlm + "/٢٠٢٦, ٩:٤٧ م - ",
		"Android, Thailand, Buddhist year":  "25/3/2569 21:47 - ",
		"Android, Canada, French":           "2026-03-25 21 h 47 - ",
		"Android, Brazil, en dash":          "25/03/2026 21:47 – ",
		"iPhone, Brazil":                    "[25/03/2026 21:47:00] ",
		"iPhone, Portugal":                  "[25/03/26, 21:47:00] ",
		"iPhone, United States":             "[3/25/26, 9:47:00" + nn + "PM] ",
		"iPhone, mark of direction":         lrm + "[25/03/2026, 21:47:00] " + lrm,
		"iPhone, Germany":                   "[25.03.26, 21:47:00] ",
		"iPhone, Netherlands":               "[25-03-2026 21:47:00] ",
		"iPhone, Romania":                   "[25.03.2026, 21:47:00] ",
		"iPhone, Hong Kong":                 "[25/3/2026 下午9:47:00] ",
		"iPhone, old, without brackets":     "25/03/26 21:47:00: ",
		"copied from WhatsApp Web, Brazil":  "[21:47, 25/03/2026] ",
		"copied from WhatsApp Web, America": "[9:47 PM, 3/25/2026] ",
	} {
		t.Run(name, func(t *testing.T) {
			text := head + "Ana Lima: oi\n" + head + "Loja Azul: Olá: tudo bem?\nem que posso ajudar\n"
			got := mustRead(t, text, Options{})
			if got.Source != WhatsApp || len(got.Messages) != 2 {
				t.Fatalf("%s with %d messages: %+v", got.Source, len(got.Messages), got.Messages)
			}
			for i, want := range []Message{{From: "Ana Lima", Text: "oi", Lines: [2]int{1, 1}}, {From: "Loja Azul", Text: "Olá: tudo bem?\nem que posso ajudar", Lines: [2]int{2, 3}}} {
				m := got.Messages[i]
				if m.At.String() != "2026-03-25T21:47:00" || m.From != want.From || m.Text != want.Text || m.Kind != Said || m.Lines != want.Lines {
					t.Errorf("read as %s %q %q %s, lines %v", m.At, m.From, m.Text, m.Kind, m.Lines)
				}
			}
			if !got.OrderSure {
				t.Errorf("a day after the 12th leaves no doubt; order %q", got.DateOrder)
			}
			checkTranscript(t, got)
		})
	}
}

func TestHoursOfTwelve(t *testing.T) {
	for clock, want := range map[string]string{
		"12:05 AM": "00:05:00", "12:05 PM": "12:05:00", "1:05 am": "01:05:00", "11:59 p.m.": "23:59:00", "0:10 a. m.": "00:10:00",
		"00:05": "00:05:00", "24:00": "00:00:00",
	} {
		got := mustRead(t, "25/03/2026, "+clock+" - Ana: oi\n25/03/2026, "+clock+" - Rui: olá", Options{})
		if at := got.Messages[0].At.String(); at != "2026-03-25T"+want {
			t.Errorf("%s was read as %s", clock, at)
		}
	}
}

func TestKindsOfMessages(t *testing.T) {
	const lrm = "\u200e"
	for name, row := range map[string]struct {
		line string
		want Message
	}{
		"words":                         {"Ana: oi", Message{Kind: Said, From: "Ana", Text: "oi"}},
		"encryption, Android":           {"As mensagens e ligações são protegidas com a criptografia de ponta a ponta.", Message{Kind: System, Text: "As mensagens e ligações são protegidas com a criptografia de ponta a ponta."}},
		"encryption, iPhone":            {"Loja Azul: " + lrm + "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.", Message{Kind: System, From: "Loja Azul", Text: "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta."}},
		"a group renamed with a colon":  {`Ana mudou o nome do grupo de "Compra: 1" para "Compra: 2"`, Message{Kind: System, Text: `Ana mudou o nome do grupo de "Compra: 1" para "Compra: 2"`}},
		"media left out, pt":            {"Ana: <Mídia oculta>", Message{Kind: Omitted, From: "Ana", Text: "<Mídia oculta>"}},
		"media left out, es":            {"Ana: <Multimedia omitido>", Message{Kind: Omitted, From: "Ana", Text: "<Multimedia omitido>"}},
		"media left out, en":            {"Ana: <Media omitted>", Message{Kind: Omitted, From: "Ana", Text: "<Media omitted>"}},
		"media left out, ro":            {"Ana: <Conținut media omis>", Message{Kind: Omitted, From: "Ana", Text: "<Conținut media omis>"}},
		"picture left out, iPhone":      {"Ana: " + lrm + "imagem ocultada", Message{Kind: Omitted, From: "Ana", Text: "imagem ocultada"}},
		"document left out, iPhone":     {"Ana: nota.pdf • " + lrm + "2 páginas " + lrm + "documento omitido", Message{Kind: Omitted, From: "Ana", Attachment: "nota.pdf", Text: "nota.pdf • 2 páginas documento omitido"}},
		"a message still on its way":    {"Ana: Aguardando mensagem. Essa ação pode levar alguns instantes.", Message{Kind: Omitted, From: "Ana", Text: "Aguardando mensagem. Essa ação pode levar alguns instantes."}},
		"deleted, pt":                   {"Ana: Mensagem apagada", Message{Kind: Deleted, From: "Ana", Text: "Mensagem apagada"}},
		"deleted, es, full stop":        {"Ana: Se eliminó este mensaje.", Message{Kind: Deleted, From: "Ana", Text: "Se eliminó este mensaje."}},
		"deleted, en, iPhone":           {"Ana: " + lrm + "This message was deleted.", Message{Kind: Deleted, From: "Ana", Text: "This message was deleted."}},
		"deleted, ro":                   {"Ana: Acest mesaj a fost șters", Message{Kind: Deleted, From: "Ana", Text: "Acest mesaj a fost șters"}},
		"somebody speaks of deleting":   {"Ana: esta mensagem foi apagada por engano ontem", Message{Kind: Said, From: "Ana", Text: "esta mensagem foi apagada por engano ontem"}},
		"edited":                        {"Ana: paguei 129 " + lrm + "<Mensagem editada>", Message{Kind: Said, From: "Ana", Text: "paguei 129", Edited: true}},
		"file, Android, pt":             {"Ana: IMG-20260325-WA0001.jpg (arquivo anexado)\nolha o defeito", Message{Kind: Media, From: "Ana", Attachment: "IMG-20260325-WA0001.jpg", Text: "olha o defeito"}},
		"file, Android, unknown phrase": {"Ana: PTT-20260325-WA0001.opus (tiedosto liitetty)", Message{Kind: Media, From: "Ana", Attachment: "PTT-20260325-WA0001.opus"}},
		"file, iPhone, es":              {"Ana: " + lrm + "<adjunto: 00000012-PHOTO-2026-03-25-21-47-05.jpg>", Message{Kind: Media, From: "Ana", Attachment: "00000012-PHOTO-2026-03-25-21-47-05.jpg"}},
		"file with words, iPhone":       {"Ana: veja " + lrm + "<attached: 00000013-fatura.pdf>", Message{Kind: Media, From: "Ana", Attachment: "00000013-fatura.pdf", Text: "veja"}},
		"a name in brackets is no file": {"Ana: comprei na loja.com (a do centro)", Message{Kind: Said, From: "Ana", Text: "comprei na loja.com (a do centro)"}},
		"a name somebody gave himself":  {"~" + "\u202f" + "Loja 24h: oi", Message{Kind: Said, From: "Loja 24h", Text: "oi"}},
		"a telephone for a name":        {"+55 11 91234-5678: oi", Message{Kind: Said, From: "+55 11 91234-5678", Text: "oi"}},
		"nothing but the name":          {"Ana:.", Message{Kind: Unparsed, From: "Ana", Text: "Ana:."}},
		"a link after the name":         {"Ana: https://example.org/a: b", Message{Kind: Said, From: "Ana", Text: "https://example.org/a: b"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, "25/03/2026 21:47 - Ana: antes\n25/03/2026 21:48 - "+row.line+"\n25/03/2026 21:49 - Rui: depois\n", Options{})
			if len(got.Messages) != 3 {
				t.Fatalf("%d messages: %+v", len(got.Messages), got.Messages)
			}
			m := got.Messages[1]
			if m.Kind != row.want.Kind || m.From != row.want.From || m.Text != row.want.Text || m.Attachment != row.want.Attachment || m.Edited != row.want.Edited {
				t.Errorf("got %s %q %q %q %v", m.Kind, m.From, m.Text, m.Attachment, m.Edited)
			}
			checkTranscript(t, got)
		})
	}
}

func TestTheDateOrderIsSettledFromTheWholeFile(t *testing.T) {
	chat := func(days ...string) string {
		var b strings.Builder
		for _, d := range days {
			b.WriteString(d + ", 10:00 - Ana: hm\n")
		}
		return b.String()
	}
	for name, row := range map[string]struct {
		text     string
		received civil.Date
		order    string
		sure     bool
	}{
		"a day after the 12th":                     {chat("01/02/26", "13/02/26"), civil.Date{}, "dmy", true},
		"a month cannot be the 13th":               {chat("01/02/26", "02/13/26"), civil.Date{}, "mdy", true},
		"time would go back":                       {chat("1/5/26", "2/1/26", "2/3/26"), civil.Date{}, "mdy", true},
		"time would go back the other way":         {chat("10/1/26", "1/2/26", "3/2/26"), civil.Date{}, "dmy", true},
		"nothing can be after it was received":     {chat("03/04/26", "05/04/26"), civil.Must(2026, 4, 20), "dmy", true},
		"the year first":                           {chat("2026/01/02", "2026/02/01"), civil.Date{}, "ymd", true},
		"two digits of the year first":             {chat("26/01/30", "26/02/01"), civil.Date{}, "ymd", true},
		"points are European":                      {chat("01.02.26", "02.02.26"), civil.Date{}, "dmy", true},
		"the name of a picture tells":              {chat("01/02/26") + "01/02/26, 10:01 - Ana: IMG-20260102-WA0003.jpg (file attached)\n", civil.Date{}, "mdy", true},
		"day after day rather than month by month": {chat("01/02/26", "02/02/26", "03/02/26"), civil.Date{}, "dmy", false},
		"the same either way":                      {chat("05/05/26", "06/06/26"), civil.Date{}, "dmy", true},
		"Portuguese words":                         {"03/04/26, 10:00 - Ana: não recebi meu pedido e quero meu dinheiro de volta\n03/04/26, 10:01 - Rui: vamos ver", civil.Date{}, "dmy", true},
		"English words, twelve hours":              {"03/04/26, 10:00 AM - Ann: I have not received my order and I want my money back\n03/04/26, 10:01 AM - Bob: we will see", civil.Date{}, "mdy", false},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, row.text, Options{Received: row.received})
			if got.DateOrder != row.order || got.OrderSure != row.sure || got.Warns(WarnOrder) == row.sure {
				t.Errorf("order %s, sure %v, warnings %v", got.DateOrder, got.OrderSure, got.Keys())
			}
		})
	}
}

func TestALongMessageMayQuoteAnotherChat(t *testing.T) {
	got := mustRead(t, "[25/03/2026, 21:47:05] Ana: veja o que ele me escreveu:\n24/03/2026 10:00 - Rui: amanhã eu devolvo\n\n12/03 foi a compra\n"+
		"[25/03/2026, 21:48:05] Loja: certo\n[25/03/2026, 21:48:06] Loja: um\n[25/03/2026, 21:48:07] Loja: dois\n[25/03/2026, 21:48:08] Loja: três\n", Options{})
	if len(got.Messages) != 5 || !strings.HasSuffix(got.Messages[0].Text, "12/03 foi a compra") || got.Messages[0].Lines != [2]int{1, 4} {
		t.Errorf("%d messages, the first: %+v", len(got.Messages), got.Messages[0])
	}
}

func TestGapsAndLooseLinesAreCounted(t *testing.T) {
	got := mustRead(t, "cabeçalho de outro programa\n25/03/2026 21:47 - Ana: oi\n25/03/2026 21:48 - Ana: <Mídia oculta>\n25/03/2026 21:49 - Ana: Mensagem apagada\n"+
		"20/03/2026 21:50 - Rui: fora de ordem\n", Options{})
	if got.Messages[0].Kind != Unparsed || got.Messages[0].Text != "cabeçalho de outro programa" {
		t.Errorf("the loose line is %+v", got.Messages[0])
	}
	want := map[string]int{WarnGaps: 2, WarnUnparsed: 1, WarnBackwards: 1}
	for _, w := range got.Warnings {
		if want[w.Key] != w.Count {
			t.Errorf("%s counted %d", w.Key, w.Count)
		}
		delete(want, w.Key)
	}
	if len(want) > 0 {
		t.Errorf("not warned of: %v", want)
	}
	if !got.Messages[2].Gap() || !got.Messages[3].Gap() || got.Messages[1].Gap() {
		t.Error("gaps are not where they are")
	}
}

func TestATextThatQuotesDatesIsNoChat(t *testing.T) {
	for _, text := range []string{
		"Comprei em 12/03/2026 às 10:00 - e não chegou. Paguei R$ 129,90.",
		"Pedido: 8150000000000011\nValor: R$ 129,90\nData: 12/03/2026\nPrazo: 30/03/2026\n",
		"Histórico:\n12/03/2026 10:00 - objeto postado\n15/03/2026 11:00 - objeto em trânsito\n",
		"Prezados,\n\ncomprei um celular: veio quebrado.\nEscrevi três vezes: nada.\n\nAna Lima",
	} {
		if got := mustRead(t, text, Options{}); got.Source != Text || len(got.Messages) != 1 || got.Messages[0].Text != strings.TrimRight(text, "\n") {
			t.Errorf("%q became %s with %d messages", text, got.Source, len(got.Messages))
		}
	}
}
