// Package mailtest is a real mail server in the process, for tests: it speaks SMTP over TCP, with and without TLS, and
// keeps the letters it was given.
package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Letter is one letter as it arrived.
type Letter struct {
	From, To string // of the envelope
	User     string // who was signed in
	Secure   bool   // it came over TLS
	Header   mail.Header
	Text     string
	Raw      string
}

// Server is the mail server.
type Server struct {
	Addr  string
	Roots *x509.CertPool // that trust its certificate, which is for 127.0.0.1

	mu      sync.Mutex
	letters []Letter
	answer  *smtp.SMTPError
	arrived chan struct{}
}

// Mode says how the server speaks TLS.
type Mode int

// The modes.
const (
	Plain    Mode = iota // none
	StartTLS             // offered after the greeting
	Implicit             // from the first byte
)

// Start runs a server until the test ends. user and password are what it accepts; empty: anybody may send.
func Start(t testing.TB, mode Mode, user, password string) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cert, roots := mustCertificate(t)
	s := &Server{Addr: l.Addr().String(), Roots: roots, arrived: make(chan struct{}, 1000)}
	srv := smtp.NewServer(&backend{s, user, password})
	srv.Domain, srv.AllowInsecureAuth, srv.ErrorLog = "localhost", true, quiet{}
	srv.ReadTimeout, srv.WriteTimeout = 10*time.Second, 10*time.Second
	if mode != Plain {
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	if mode == Implicit {
		l = tls.NewListener(l, srv.TLSConfig)
	}
	done := make(chan struct{})
	go func() { _ = srv.Serve(l); close(done) }()
	t.Cleanup(func() {
		_ = srv.Close()
		_ = l.Close() // a server that had not begun to serve when it was closed would wait for ever
		<-done
	})
	return s
}

// Refuse makes the server answer every letter with a code; 0 makes it accept again.
func (s *Server) Refuse(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = nil
	if code != 0 {
		s.answer = &smtp.SMTPError{Code: code, Message: "no such mailbox secret-words"}
	}
}

// Letters returns what arrived so far.
func (s *Server) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Wait waits for one more letter and returns it.
func (s *Server) Wait(t testing.TB) Letter {
	t.Helper()
	select {
	case <-s.arrived:
	case <-time.After(20 * time.Second):
		t.Fatal("no letter came")
	}
	all := s.Letters()
	return all[len(all)-1]
}

// Silent fails if a letter comes within the time.
func (s *Server) Silent(t testing.TB, d time.Duration) {
	t.Helper()
	select {
	case <-s.arrived:
		t.Error("a letter came that should not")
	case <-time.After(d):
	}
}

type backend struct {
	s              *Server
	user, password string
}

func (b *backend) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, secure := c.TLSConnectionState()
	return &session{backend: b, letter: Letter{Secure: secure}}, nil
}

type session struct {
	*backend
	letter Letter
}

func (x *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (x *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != x.user || password != x.password {
			return errors.New("wrong password")
		}
		x.letter.User = user
		return nil
	}), nil
}

func (x *session) Mail(from string, _ *smtp.MailOptions) error {
	if x.user != "" && x.letter.User == "" {
		return smtp.ErrAuthRequired
	}
	x.letter.From = from
	return nil
}

func (x *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.s.mu.Lock()
	defer x.s.mu.Unlock()
	if x.s.answer != nil {
		return x.s.answer
	}
	x.letter.To = to
	return nil
}

func (x *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	got := x.letter
	got.Raw = string(b)
	m, err := mail.ReadMessage(strings.NewReader(got.Raw))
	if err != nil {
		return fmt.Errorf("not a letter: %w", err)
	}
	got.Header = m.Header
	if got.Text, err = body(m); err != nil {
		return err
	}
	x.s.mu.Lock()
	x.s.letters = append(x.s.letters, got)
	x.s.mu.Unlock()
	x.s.arrived <- struct{}{}
	return nil
}

func (x *session) Reset()        {}
func (x *session) Logout() error { return nil }

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func mustCertificate(t testing.TB) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mailtest"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<34, 0), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: k}, roots
}
