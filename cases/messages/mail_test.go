package messages

import (
	"fmt"
	"strings"
	"testing"
)

func mail7(lines ...string) string { return strings.Join(lines, "\r\n") }

const mailHead = "From: =?UTF-8?Q?Loja_Azul_=C2=AE?= <sac@loja.example>\r\nTo: Ana <ana@example.org>\r\nDate: Tue, 24 Mar 2026 10:05:33 -0300 (BRT)\r\n" +
	"Subject: =?ISO-8859-1?Q?Pedido_n=BA_123?=\r\nMessage-ID: <1@loja.example>\r\nMIME-Version: 1.0\r\n"

func TestAMailIsDecoded(t *testing.T) {
	got := mustRead(t, mailHead+mail7("Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "Seu reembolso ser=E1 feito at=E9 30/03=", ".", ""), Options{Kind: "eml"})
	m := got.Messages[0]
	want := Mail{From: "Loja Azul ® <sac@loja.example>", To: "Ana <ana@example.org>", Date: "Tue, 24 Mar 2026 10:05:33 -0300 (BRT)", Subject: "Pedido nº 123", MessageID: "<1@loja.example>"}
	if *m.Mail != want || m.Text != "Seu reembolso será feito até 30/03." || m.At.String() != "2026-03-24T10:05:33-03:00" || m.From != want.From {
		t.Errorf("%+v\n%+v", *m.Mail, m)
	}
	if at, ok := m.At.Instant(); !ok || at.UTC().Format("15:04") != "13:05" {
		t.Errorf("instant %v", at)
	}
	checkTranscript(t, got)
}

func TestUTF8ThatSaysItIsSomethingElse(t *testing.T) {
	for _, charset := range []string{"", "; charset=us-ascii", "; charset=iso-8859-1"} {
		got := mustRead(t, mailHead+"Content-Type: text/plain"+charset+"\r\nContent-Transfer-Encoding: 8bit\r\n\r\nNão recebi a encomenda, só promessas", Options{Kind: "eml"})
		if got.Messages[0].Text != "Não recebi a encomenda, só promessas" {
			t.Errorf("%q: %q", charset, got.Messages[0].Text)
		}
	}
}

// parcel is a mail with a plain text, a page, a picture in the page, a file and a forwarded mail.
func parcel() string {
	return mailHead + mail7(`Content-Type: multipart/mixed; boundary="out"`, "",
		"--out", `Content-Type: multipart/related; boundary="rel"`, "", "--rel", `Content-Type: multipart/alternative; boundary="alt"`, "",
		"--alt", "Content-Type: text/plain; charset=utf-8", "", "Segue o comprovante.", "",
		"--alt", "Content-Type: text/html; charset=utf-8", "", "<p>Segue o <b>comprovante</b>.</p>", "", "--alt--", "",
		"--rel", "Content-Type: image/png", "Content-Disposition: inline; filename=logo.png", "Content-Transfer-Encoding: base64", "", "iVBORw0KGgo=", "", "--rel--", "",
		"--out", "Content-Type: application/pdf", `Content-Disposition: attachment; filename*=utf-8''nota%20n%C2%BA%201.pdf`, "Content-Transfer-Encoding: base64", "", "JVBERi0xLjQK", "",
		"--out", "Content-Type: message/rfc822", "", "From: Ana <ana@example.org>", "To: sac@loja.example", "Date: Mon, 23 Mar 2026 09:00:00 -0300", "Subject: Cadê?", "", "Paguei R$ 129,90 e nada.", "",
		"--out--", "")
}

func TestFilesAndMailsInsideAMail(t *testing.T) {
	got := mustRead(t, parcel(), Options{Kind: "eml"})
	if len(got.Messages) != 2 || got.Messages[0].Text != "Segue o comprovante." || got.Messages[1].Text != "Paguei R$ 129,90 e nada." || got.Messages[1].Mail.Subject != "Cadê?" {
		t.Fatalf("%+v", got.Messages)
	}
	var list []string
	for _, a := range got.Attachments {
		list = append(list, fmt.Sprintf("%s %s %d %v %s", a.Name, a.Type, a.Size, a.Inline, a.Reason))
		if len(a.SHA256) != 64 || a.Message != 1 {
			t.Errorf("%+v", a)
		}
	}
	want := "logo.png image/png 8 true \nnota nº 1.pdf application/pdf 9 false \n message/rfc822 135 false "
	if s := strings.Join(list, "\n"); s != want {
		t.Errorf("files:\n%s\nwant:\n%s", s, want)
	}
	if len(got.Warnings) != 0 {
		t.Errorf("warnings %v", got.Warnings)
	}
	checkTranscript(t, got)
}

func TestDamagedMailsAreKept(t *testing.T) {
	for name, row := range map[string]struct {
		body string
		text string // that must be found somewhere
		file bool
	}{
		"a boundary that never ends": {mail7(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "Content-Type: text/plain", "", "meu pedido 123"), "meu pedido 123", false},
		"no boundary named":          {mail7(`Content-Type: multipart/mixed`, "", "--b", "Content-Type: text/plain", "", "meu pedido 123", "--b--"), "meu pedido 123", false},
		"base64 with rubbish":        {mail7(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "Content-Type: text/plain", "", "veja", "--b", "Content-Type: image/jpeg; name=a.jpg", "Content-Transfer-Encoding: base64", "", "/9j/4A!!!!AQ=x=", "--b--"), "veja", true},
		"an unknown charset":         {mail7("Content-Type: text/plain; charset=x-nenhum", "", "valor 129,90"), "valor 129,90", false},
		"an unknown encoding":        {mail7("Content-Type: text/plain", "Content-Transfer-Encoding: x-uu", "", "valor 129,90"), "valor 129,90", false},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, mailHead+row.body, Options{Kind: "eml"})
			var all strings.Builder
			for _, m := range got.Messages {
				all.WriteString(m.Text + "\n")
			}
			if !strings.Contains(all.String(), row.text) || row.file != (len(got.Attachments) > 0) {
				t.Errorf("%q, files %+v", all.String(), got.Attachments)
			}
			if row.file && (got.Attachments[0].Reason != ReasonBroken || !got.Warns(WarnClosed)) {
				t.Errorf("%+v %v", got.Attachments, got.Keys())
			}
			checkTranscript(t, got)
		})
	}
}

func TestMailsNestedWithoutEndAreNotFollowed(t *testing.T) {
	inner := "Subject: fim\r\n\r\nfundo"
	for range 12 {
		inner = "Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" + inner
	}
	got := mustRead(t, inner, Options{Kind: "eml"})
	last := got.Attachments[len(got.Attachments)-1]
	if len(got.Messages) > maxMailDepth || last.Reason != ReasonDeep {
		t.Errorf("%d messages, last file %+v", len(got.Messages), last)
	}
	deep := strings.Builder{}
	for i := range 5000 {
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	if got := mustRead(t, deep.String(), Options{Kind: "eml"}); !got.Warns(WarnMail) || got.Messages[0].Kind != Unparsed {
		t.Errorf("%+v", got.Warnings)
	}
}

func TestEarlierMailsAreMarkedAsQuoted(t *testing.T) {
	for name, row := range map[string]struct {
		text  string
		own   string
		quote Message
	}{
		"one sentence, marked lines": {"Não concordo.\n\nEm ter., 24 de mar. de 2026 às 10:05, Loja Azul <sac@loja.example> escreveu:\n> Negamos o reembolso.\n> Atenciosamente\n\nAna",
			"Não concordo.\n\nAna", Message{From: "Loja Azul <sac@loja.example>", Text: "Negamos o reembolso.\nAtenciosamente"}},
		"one sentence, nothing marked": {"No.\n\nOn Tue, Mar 24, 2026 at 10:05 AM Shop <a@b.example> wrote:\n\nWe refuse.\nBye",
			"No.", Message{From: "Shop <a@b.example>", Text: "We refuse.\nBye"}},
		"the sentence on two lines": {"No.\n\nEl mar, 24 mar 2026 a las 10:05, Tienda\n(<a@b.example>) escribió:\n> No procede",
			"No.", Message{From: "Tienda (<a@b.example>)", Text: "No procede"}},
		"Romanian": {"Nu.\n\nÎn mar., 24 mar. 2026 la 10:05, Magazin <a@b.example> a scris:\n> Nu putem",
			"Nu.", Message{From: "Magazin <a@b.example>", Text: "Nu putem"}},
		"a ruled line and a head": {"Veja abaixo.\n\n-----Mensagem original-----\nDe: Loja <a@b.example>\nEnviada em: 24 de março de 2026 10:05\nPara: Ana\nAssunto: RE: pedido\n\nNegado.",
			"Veja abaixo.", Message{From: "Loja <a@b.example>", Text: "Negado."}},
		"a head alone": {"Veja.\n\nFrom: Shop <a@b.example>\nSent: March 24, 2026 10:05 AM\nTo: Ana\nSubject: RE: order\n\nRefused.",
			"Veja.", Message{From: "Shop <a@b.example>", Text: "Refused."}},
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, mailHead+"Content-Type: text/plain; charset=utf-8\r\n\r\n"+row.text, Options{Kind: "eml"})
			if len(got.Messages) != 2 {
				t.Fatalf("%+v", got.Messages)
			}
			q := got.Messages[1]
			if got.Messages[0].Text != row.own || !q.Quoted || q.From != row.quote.From || q.Text != row.quote.Text || q.At.String() != "2026-03-24T10:05:00" {
				t.Errorf("own %q, quoted %q %q %s", got.Messages[0].Text, q.From, q.Text, q.At)
			}
			checkTranscript(t, got)
		})
	}
}

func TestAMailboxHoldsManyMails(t *testing.T) {
	one := "From ana@example.org Tue Mar 24 10:05:33 2026\n" + strings.ReplaceAll(mailHead, "\r\n", "\n") + "\nprimeira\n\n"
	got := mustRead(t, one+strings.Replace(one, "primeira", "From here on\nsegunda", 1), Options{Kind: "eml"})
	if len(got.Messages) != 2 || got.Messages[0].Text != "primeira" || got.Messages[1].Text != "From here on\nsegunda" {
		t.Errorf("%+v", got.Messages)
	}
}
