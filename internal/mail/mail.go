// Package mail sends letters by SMTP: sign-in codes, receipts, reminders. It is the only room that knows the mail library.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Message is one letter to one person, in plain words.
type Message struct {
	To      string
	Subject string
	Text    string
	ID      string    // of the Message-ID, the same when a letter is sent again; empty: drawn
	Date    time.Time // of the letter
	Stop    string    // address of a page that stops such letters; empty: there is nothing to stop
}

// Server is a mail server that takes our letters.
type Server struct {
	host     string
	port     int
	user     string
	password string
	from     string
	implicit bool // TLS from the first byte
	plain    bool // no TLS at all: a relay on the same machine
	roots    *x509.CertPool
	patience time.Duration
}

// patience is how long one letter may take.
const patience = 30 * time.Second

// Parse reads the address of a mail server:
//
//	smtps://user:password@mail.example:465?from=degrau@example.org
//	smtp://user:password@mail.example:587?from=...            STARTTLS, refused where the server does not offer it
//	smtp://localhost:25?from=...&tls=none                     a relay without TLS; then no password is sent
//
// Its errors never repeat the address, which holds a password.
func Parse(raw string) (*Server, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, errors.New("not an address: smtps://user:password@host:465?from=degrau@example.org")
	}
	s := &Server{host: u.Hostname(), user: u.User.Username(), patience: patience}
	s.password, _ = u.User.Password()
	q := u.Query()
	switch {
	case u.Scheme == "smtps":
		s.implicit, s.port = true, 465
	case u.Scheme == "smtp":
		s.port = 587
	default:
		return nil, errors.New("must begin with smtps:// or smtp://")
	}
	if s.host == "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("must name a host and no folder")
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil || s.port < 1 || s.port > 65535 {
			return nil, errors.New("the port must be a number from 1 to 65535")
		}
	}
	for k := range q {
		if k != "from" && k != "tls" {
			return nil, fmt.Errorf("unknown option %q: there are from and tls", k)
		}
	}
	switch tls := q.Get("tls"); {
	case tls == "" || tls == "required":
	case tls == "none" && !s.implicit:
		s.plain = true
	default:
		return nil, errors.New("tls must be required or, with smtp://, none")
	}
	if s.plain && s.user != "" {
		return nil, errors.New("a password is not sent without TLS")
	}
	a, err := netmail.ParseAddress(q.Get("from"))
	if err != nil {
		return nil, errors.New("from must be the address of the sender: ?from=degrau@example.org")
	}
	s.from = a.String()
	return s, nil
}

// Fault says why a letter did not go, without saying to whom: it goes into logs.
type Fault struct {
	Code      int    // of the server's answer; 0: there was none
	Temporary bool   // it may go later
	Where     string // what was being done
}

func (f *Fault) Error() string {
	if f.Code == 0 {
		return "mail: " + f.Where
	}
	return fmt.Sprintf("mail: %s: the server answered %d", f.Where, f.Code)
}

// Temporary reports whether a letter that failed may go later.
func Temporary(err error) bool {
	var f *Fault
	return errors.As(err, &f) && f.Temporary
}

// Send hands one letter to the server and returns when the server has taken it.
func (s *Server) Send(ctx context.Context, m Message) error {
	letter, err := s.letter(m)
	if err != nil {
		return err
	}
	c, err := s.client()
	if err != nil {
		return &Fault{Where: "set up"}
	}
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	if err := c.DialWithContext(ctx); err != nil {
		return &Fault{Where: "connect", Temporary: true}
	}
	defer func() { _ = c.Close() }() // the letter is with the server, whatever it says at parting
	return faultOf(c.Send(letter))
}

// faultOf keeps of an error what may stand in a log.
func faultOf(err error) error {
	if err == nil {
		return nil
	}
	f := &Fault{Where: "send", Temporary: true}
	var e *gomail.SendError
	if errors.As(err, &e) {
		f.Code, f.Temporary = e.ErrorCode(), e.IsTemp() || e.ErrorCode() == 0
	}
	return f
}

func (s *Server) letter(m Message) (*gomail.Msg, error) {
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := letter.From(s.from); err != nil {
		return nil, &Fault{Where: "sender"}
	}
	if err := letter.To(m.To); err != nil || strings.ContainsAny(m.To, "\r\n") {
		return nil, &Fault{Where: "recipient"}
	}
	letter.Subject(strings.Join(strings.Fields(m.Subject), " "))
	letter.SetDateWithValue(m.Date)
	letter.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.ID == "" {
		letter.SetMessageID()
	} else {
		at := strings.LastIndexByte(strings.Trim(s.from, "<>"), '@')
		letter.SetMessageIDWithValue(m.ID + "@" + strings.Trim(s.from, "<>")[at+1:])
	}
	if m.Stop != "" {
		letter.SetGenHeader("List-Unsubscribe", "<"+m.Stop+">")
		letter.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	letter.SetBodyString(gomail.TypeTextPlain, m.Text)
	return letter, nil
}

func (s *Server) client() (*gomail.Client, error) {
	o := []gomail.Option{gomail.WithPort(s.port), gomail.WithTimeout(s.patience),
		gomail.WithTLSConfig(&tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12, RootCAs: s.roots})}
	switch {
	case s.implicit:
		o = append(o, gomail.WithSSL())
	case s.plain:
		o = append(o, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.user != "" {
		o = append(o, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	return gomail.NewClient(s.host, o...)
}
