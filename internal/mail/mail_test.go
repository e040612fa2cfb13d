package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"mime"
	"net"
	"strings"
	"testing"
	"time"

	"degrau/internal/mailtest"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func mustServer(t testing.TB, url string, roots *x509.CertPool) *Server {
	t.Helper()
	s, err := Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	s.roots, s.patience = roots, 5*time.Second
	return s
}

func TestParse(t *testing.T) {
	for raw, want := range map[string]Server{
		"smtps://u:p%40ss@mail.example?from=a@b.example":                {host: "mail.example", port: 465, user: "u", password: "p@ss", from: "<a@b.example>", implicit: true},
		"smtp://mail.example?from=Degrau%20%3Ca@b.example%3E":           {host: "mail.example", port: 587, from: `"Degrau" <a@b.example>`},
		"smtp://localhost:25?from=a@b.example&tls=none":                 {host: "localhost", port: 25, from: "<a@b.example>", plain: true},
		"smtp://u:p@mail.example:2525/?from=a%40b.example&tls=required": {host: "mail.example", port: 2525, user: "u", password: "p", from: "<a@b.example>"},
		"smtps://u:geheim@mail.example":                                 {},
		"smtps://u:geheim@mail.example?from=nobody":                     {},
		"http://u:geheim@mail.example?from=a@b.example":                 {},
		"smtps://u:geheim@?from=a@b.example":                            {},
		"smtps://u:geheim@mail.example:0?from=a@b.example":              {},
		"smtps://u:geheim@mail.example:99999?from=a@b.example":          {},
		"smtps://u:geheim@mail.example?from=a@b.example&tls=none":       {},
		"smtp://u:geheim@mail.example?from=a@b.example&tls=none":        {},
		"smtp://u:geheim@mail.example?from=a@b.example&colour=red":      {},
		"smtp://u:geheim@mail.example/inbox?from=a@b.example":           {},
		"smtp://u:geheim@mail.example:%zz?from=a@b.example":             {},
		"": {},
	} {
		got, err := Parse(raw)
		if want.host == "" {
			if err == nil || strings.Contains(err.Error(), "geheim") {
				t.Errorf("%s: %v", raw, err)
			}
			continue
		}
		want.patience = patience
		if err != nil || *got != want {
			t.Errorf("%s: %+v %v", raw, got, err)
		}
	}
}

func TestLettersArrive(t *testing.T) {
	for name, c := range map[string]struct {
		mode mailtest.Mode
		url  string
		safe bool
	}{
		"TLS from the start": {mailtest.Implicit, "smtps://ana:senha@%s?from=degrau@example.org", true},
		"STARTTLS":           {mailtest.StartTLS, "smtp://ana:senha@%s?from=degrau@example.org", true},
		"a local relay":      {mailtest.Plain, "smtp://%s?from=degrau@example.org&tls=none", false},
	} {
		t.Run(name, func(t *testing.T) {
			user := "ana"
			if !c.safe {
				user = ""
			}
			srv := mailtest.Start(t, c.mode, user, "senha")
			s := mustServer(t, fmt.Sprintf(c.url, srv.Addr), srv.Roots)
			text := "Seu código: 123456\n\n.\nLinha com ponto, ção e ș.\n"
			m := Message{To: "maria@example.org", Subject: "Seu código\r\nBcc: x@example.org", Text: text, ID: "r-42", Date: noon, Stop: "https://d.example/parar/x"}
			if err := s.Send(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			got := srv.Wait(t)
			subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
			if err != nil || subject != "Seu código Bcc: x@example.org" || got.Header.Get("Bcc") != "" {
				t.Errorf("subject %q %v, bcc %q", subject, err, got.Header.Get("Bcc"))
			}
			if got.To != "maria@example.org" || got.From != "degrau@example.org" || got.Secure != c.safe || got.User != user {
				t.Errorf("%+v", got)
			}
			if strings.TrimSpace(got.Text) != strings.TrimSpace(text) {
				t.Errorf("text %q", got.Text)
			}
			for k, want := range map[string]string{"Message-Id": "<r-42@example.org>", "Auto-Submitted": "auto-generated", "List-Unsubscribe": "<https://d.example/parar/x>"} {
				if got.Header.Get(k) != want {
					t.Errorf("%s: %q", k, got.Header.Get(k))
				}
			}
			if d, err := got.Header.Date(); err != nil || !d.Equal(noon) {
				t.Errorf("date %v %v", d, err)
			}
		})
	}
}

func TestWhatCannotGoSaysWhyAndNotToWhom(t *testing.T) {
	srv := mailtest.Start(t, mailtest.Implicit, "ana", "senha")
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := closed.Addr().String()
	_ = closed.Close()
	plain := mailtest.Start(t, mailtest.Plain, "", "")
	good := "smtps://ana:senha@" + srv.Addr + "?from=degrau@example.org"
	for name, c := range map[string]struct {
		url   string
		roots *x509.CertPool
		to    string
		code  int
		later bool
	}{
		"a wrong password":            {"smtps://ana:geheim@" + srv.Addr + "?from=degrau@example.org", srv.Roots, "maria@example.org", 0, true},
		"a certificate nobody knows":  {good, x509.NewCertPool(), "maria@example.org", 0, true},
		"nobody listens":              {"smtp://" + gone + "?from=degrau@example.org", srv.Roots, "maria@example.org", 0, true},
		"a server without TLS":        {"smtp://" + plain.Addr + "?from=degrau@example.org", srv.Roots, "maria@example.org", 0, true},
		"no address":                  {good, srv.Roots, "maria", 0, false},
		"two lines in an address":     {good, srv.Roots, "maria@example.org\r\nBcc: x@example.org", 0, false},
		"a full mailbox":              {good, srv.Roots, "maria@example.org", 452, true},
		"a mailbox that is not there": {good, srv.Roots, "maria@example.org", 550, false},
	} {
		t.Run(name, func(t *testing.T) {
			srv.Refuse(c.code)
			err := mustServer(t, c.url, c.roots).Send(t.Context(), Message{To: c.to, Subject: "x", Text: "y", Date: noon})
			var f *Fault
			if !errors.As(err, &f) || f.Code != c.code || Temporary(err) != c.later {
				t.Fatalf("%#v %v", f, err)
			}
			for _, bad := range []string{"maria", "senha", "geheim", "secret-words"} {
				if strings.Contains(err.Error(), bad) {
					t.Errorf("the error says %q: %v", bad, err)
				}
			}
		})
	}
	if n := len(srv.Letters()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := mustServer(t, good, srv.Roots).Send(over, Message{To: "maria@example.org", Subject: "x", Text: "y", Date: noon}); err == nil {
		t.Error("sent after the end")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("smtps://u:p@mail.example:465?from=a@b.example")
	f.Add("smtp://[::1]:25?from=a@b.example&tls=none")
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := Parse(raw)
		if err == nil && (s.host == "" || s.port < 1 || s.port > 65535 || s.from == "" || s.plain && s.user != "") {
			t.Errorf("%q: %+v", raw, s)
		}
	})
}
