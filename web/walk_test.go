package web

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWalkFromPastedTextToDossier(t *testing.T) {
	b := mustSite(t).browser()
	mustHave(t, b.page("/"), "Comprou e não resolveram?", "Não somos a loja, e nada foi enviado a ninguém", "Ver um caso de exemplo")

	at := b.to(b.upload("/novo", map[string]string{"texto": told}, map[string][]byte{"comprovante.png": examplePicture().bytes}))
	check := b.page(at)
	mustHave(t, check, "Confira o que entendemos", "8150000000000011", "TechWorld Store", "1.250,00", "certo", "comprovante.png", "Nada foi enviado a ninguém")
	if !strings.Contains(check, "<mark>8150000000000011</mark>") {
		t.Error("the decisive words of the order number are not marked")
	}

	base, _, _ := strings.Cut(b.to(b.post(at, url.Values{"fazer": {"confirmar"}, "place": {"BR-PR"}})), "?")
	page := b.page(base + "?feito=opened")
	mustHave(t, page, "O que fazer agora", "TechWorld Store", "Nada foi enviado a ninguém", "Salvo.", "Onde você está", "Prazos", "até ")
	if to := b.to(b.get(at)); to != base {
		t.Errorf("the way back to a confirmed draft leads to %s", to)
	}

	mustHave(t, b.page(base+"/provas"), "P1", "comprovante.png")
	if to := b.to(b.post(base+"/provas/P1", url.Values{"legenda": {"Comprovante do cartão"}})); !strings.HasSuffix(to, "#P1") {
		t.Errorf("after a caption: %s", to)
	}
	mustHave(t, b.page(base+"/provas"), "Comprovante do cartão")
	if w := b.get(base + "/provas/P1/mini"); w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("thumbnail: %d %s", w.Code, w.Header().Get("Content-Type"))
	}
	w := b.get(base + "/provas/P1")
	if !bytes.Equal(w.Body.Bytes(), examplePicture().bytes) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("original: %d bytes, %s", w.Body.Len(), w.Header().Get("Content-Disposition"))
	}

	kit := b.page(base + "/enviar/br-consumidor-gov")
	mustHave(t, kit, "Consumidor.gov.br", "fica público", "TechWorld Store", "Baixar o dossiê (PDF)")
	w = b.get(base + "/dossie/br-consumidor-gov.pdf")
	if w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) || w.Header().Get("Content-Type") != "application/pdf" {
		t.Fatalf("dossier: %d %s", w.Code, firstHeading(w.Body.String()))
	}
	w = b.get(base + "/enviar/br-procon/kit.zip")
	if z, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len())); err != nil || len(z.File) < 3 {
		t.Errorf("kit: %d %v", w.Code, err)
	}

	to := b.to(b.post(base+"/enviar/br-consumidor-gov", url.Values{"dia": {"21/11/2026"}, "protocolo": {"2026.11/0001"}}))
	mustHave(t, b.page(to), "Anotado.", "2026.11/0001", "21 de novembro de 2026")
	to = b.to(b.post(base+"/novidade", url.Values{"tipo": {"answered"}, "orgao": {"br-consumidor-gov"}, "dia": {"22/11/26"}, "texto": {"Disseram que vão ver."}}))
	mustHave(t, b.page(to), "A empresa respondeu.", "Disseram que vão ver.")
	mustHave(t, b.page("/casos"), "TechWorld Store")
}

func TestQuestionsAreButtonsAndUnknownIsAnAnswer(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	at := b.to(b.upload("/novo", map[string]string{"texto": "", "problema": "not_delivered"}, nil))
	page := b.page(at)
	mustHave(t, page, "Quanto você pagou?", "Não sei")
	b.to(b.post(at, url.Values{"fazer": {"guardar"}, "nao_sei": {"purchases.0.on"}, "payments.0.amount": {"R$ 1.234,50"}}))
	page = b.page(at)
	mustHave(t, page, "R$ 1.234,50", "você digitou")
	if strings.Contains(visible(page), "Quando você comprou?") {
		t.Error("what the person does not know is asked again")
	}
	base, _, _ := strings.Cut(b.to(b.post(at, url.Values{"fazer": {"confirmar"}})), "?")
	k, err := s.store.Load(t.Context(), strings.TrimPrefix(base, "/casos/"))
	if err != nil {
		t.Fatal(err)
	}
	f := k.Facts()
	if len(f.Unknown) != 1 || f.Unknown[0] != "purchases.0.on" || f.Payments[0].Amount.Decimal() != "1234.50" {
		t.Errorf("unknown %v, payments %v", f.Unknown, f.Payments)
	}
}

func TestWrongInputIsShownAgainWithWhatWasTyped(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	for name, c := range map[string]struct {
		path  string
		form  url.Values
		field string
		typed string
	}{
		"day of news":    {base + "/novidade", url.Values{"tipo": {"answered"}, "dia": {"31/02/2026"}, "texto": {"minhas palavras"}}, "dia", "minhas palavras"},
		"amount of news": {base + "/novidade", url.Values{"tipo": {"refunded"}, "valor": {"doze reais"}, "dia": {"1/11/2026"}}, "valor", "doze reais"},
		"filing body":    {base + "/novidade", url.Values{"tipo": {"filed"}, "dia": {"1/11/2026"}, "protocolo": {"A-1"}}, "orgao", "A-1"},
		"filing day":     {base + "/enviar/br-procon", url.Values{"dia": {""}, "protocolo": {"B-2"}}, "dia", "B-2"},
		"fact":           {base + "/dados", url.Values{"purchases.0.on": {"ontem à noite"}, "versao": {"3"}}, "f-purchases-0-on", "ontem à noite"},
		"outcome":        {base + "/encerrar", url.Values{"valor": {"muito"}}, "valor", "muito"},
	} {
		t.Run(name, func(t *testing.T) {
			w := b.post(c.path, c.form)
			page := w.Body.String()
			if w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict {
				t.Fatalf("status %d", w.Code)
			}
			if !strings.Contains(page, "<title>Erro:") || !strings.Contains(page, `href="#`+c.field+`"`) || !strings.Contains(page, `id="`+c.field+`"`) {
				t.Errorf("no summary that leads to %s: %s", c.field, firstHeading(page))
			}
			if !strings.Contains(page, c.typed) {
				t.Errorf("lost %q", c.typed)
			}
			if !strings.Contains(page, `aria-invalid="true"`) && c.field != "outcome" {
				t.Error("the field is not marked")
			}
		})
	}
}

func TestFactsChangeAndAConflictIsShown(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	page := b.page(base + "/dados")
	rev := between(page, `name="versao" value="`, `"`)
	form := url.Values{"versao": {rev}, "purchases.0.promised_on": {"05/07/2026"}, "parties.consumer.name": {"Maria Silva"}}
	mustHave(t, b.page(b.to(b.post(base+"/dados", form))), "Dados salvos.")
	mustHave(t, b.page(base+"/dados"), "5 de julho de 2026")
	if w := b.post(base+"/dados", form); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Maria Silva") {
		t.Errorf("an old page: %d", w.Code)
	}
}

func TestAnEntryIsCorrectedAndStruck(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	b.to(b.post(base+"/novidade", url.Values{"tipo": {"contacted"}, "dia": {"1/11/2026"}, "texto": {"liguei"}}))
	page := b.page(base)
	i := strings.Index(page, "liguei")
	edit := between(page[i:], `href="`, `"`)
	mustHave(t, b.page(edit), "Corrigir o que está aqui")
	mustHave(t, b.page(b.to(b.post(edit, url.Values{"tipo": {"contacted"}, "dia": {"2/11/2026"}, "texto": {"escrevi"}}))), "escrevi", "2 de novembro de 2026")
	if page := b.page(b.to(b.post(edit, url.Values{"fazer": {"riscar"}}))); strings.Contains(page, "escrevi") {
		t.Error("a struck entry is still shown")
	}
}

func TestPressingTwiceRecordsOnce(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	base := b.mustCase()
	rev := between(b.page(base+"/novidade?escolha=respondeu"), `name="versao" value="`, `"`)
	form := url.Values{"tipo": {"answered"}, "dia": {"1/11/2026"}, "versao": {rev}}
	b.to(b.post(base+"/novidade", form))
	b.to(b.post(base+"/novidade", form))
	k, err := s.store.Load(t.Context(), strings.TrimPrefix(base, "/casos/"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range k.Timeline() {
		if e.Kind == "answered" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("recorded %d times", n)
	}
}

func TestClosingAndOpeningAgain(t *testing.T) {
	b := mustSite(t).browser()
	base := b.mustCase()
	mustHave(t, b.page(b.to(b.post(base+"/encerrar", url.Values{"desfecho": {"part"}, "valor": {"500"}}))), "Este caso está encerrado.", "R$ 500,00", "Recebi uma parte")
	if w := b.post(base+"/novidade", url.Values{"tipo": {"answered"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("news on a closed case: %d", w.Code)
	}
	mustHave(t, b.page("/casos"), "1 caso encerrado")
	mustHave(t, b.page(b.to(b.post(base+"/reabrir", nil))), "Caso reaberto.")
}

func TestTheExampleChangesNothing(t *testing.T) {
	s := mustSite(t)
	b := s.browser()
	for _, lang := range []string{"pt", "es", "ro", "en"} {
		b.lang = lang
		page := b.page("/exemplo")
		for _, form := range []string{`action="/exemplo`} {
			if strings.Contains(page, form) {
				t.Errorf("%s: the example has a form that writes", lang)
			}
		}
		b.page("/exemplo/provas")
		b.page("/exemplo/enviar/br-consumidor-gov")
	}
	if w := b.get("/exemplo/dossie/br-procon.pdf"); !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) {
		t.Errorf("dossier of the example: %d", w.Code)
	}
	if len(b.cookies) != 0 {
		t.Errorf("the example left cookies: %v", b.cookies)
	}
	if list, err := s.store.List(t.Context(), nil, 10); err != nil || len(list) != 0 {
		t.Errorf("stored cases: %d %v", len(list), err)
	}
}

func between(s, from, to string) string {
	_, rest, _ := strings.Cut(s, from)
	v, _, _ := strings.Cut(rest, to)
	return v
}
