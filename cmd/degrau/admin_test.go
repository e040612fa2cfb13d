package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"degrau/internal/accounts"
	"degrau/internal/store"
)

func TestAdminBringsPeopleInAndKeepsThemOut(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	for name, args := range map[string][]string{
		"no role": {"admin", "link"}, "a buyer": {"admin", "link", "--role", "buyer"}, "no office": {"admin", "link", "--role", "advocate"},
		"an operator's office": {"admin", "link", "--role", "operator", "--office", "X"},
	} {
		if r := d.run("", args...); r.code != exitUsage || strings.Contains(r.out, "/comecar/") {
			t.Errorf("%s: %d %s", name, r.code, r.err)
		}
	}
	out := d.must("", "admin", "link", "--role", "advocate", "--office", "Procon", "--base-url", "https://degrau.example/")
	if !regexp.MustCompile(`^https://degrau\.example/comecar/[\w-]{43}\n$`).MatchString(out) {
		t.Fatalf("link: %q", out)
	}
	srv := d.serve()
	b := newBuyer(t)
	at, ok := b.post(srv.url+strings.TrimPrefix(strings.TrimSpace(out), "https://degrau.example"), url.Values{"email": {"ana@example.org"}, "nome": {"Ana"}})
	if !ok || !strings.HasSuffix(at, "/entrar/segundo") {
		t.Fatalf("after the link: %v %s", ok, at)
	}
	srv.kill()
	var people []map[string]any
	if err := json.Unmarshal([]byte(d.must("", "admin", "people", "--json")), &people); err != nil || len(people) != 1 || people[0]["office"] != "Procon" ||
		people[0]["role"] != "advocate" || people[0]["second_factor"] != false {
		t.Fatalf("%v %v", people, err)
	}
	d.must("", "admin", "suspend", "Ana@Example.org")
	if out := d.must("", "admin", "people"); !strings.Contains(out, "suspended") {
		t.Error(out)
	}
	d.must("", "admin", "restore", "ana@example.org")
	d.must("", "admin", "forget-factor", "ana@example.org")
	for name, c := range map[string]struct {
		args []string
		code int
	}{"nobody": {[]string{"admin", "suspend", "x@example.org"}, exitNotFound}, "no address": {[]string{"admin", "suspend", "x"}, exitInvalid}} {
		if r := d.run("", c.args...); r.code != c.code {
			t.Errorf("%s: %d %s", name, r.code, r.err)
		}
	}
}

func TestBadSettingsOfPeopleAreNamed(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	for name, c := range map[string][2]string{
		"mail":     {"DEGRAU_SMTP_URL", "smtps://u:geheim@mail.example"},
		"proxies":  {"DEGRAU_PROXIES", "10.0.0.0/99"},
		"provider": {"DEGRAU_OIDC_ISSUER", "https://id.example"},
	} {
		t.Setenv(c[0], c[1])
		r := d.run("", "serve", "--addr", "127.0.0.1:0")
		if r.code != exitInvalid || strings.Contains(r.err, "geheim") {
			t.Errorf("%s: %d %s", name, r.code, r.err)
		}
		t.Setenv(c[0], "")
	}
}

func TestTheFirstStartOffersALinkUntilThereIsAnOperator(t *testing.T) {
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var said bytes.Buffer
	a := &app{err: &said, lang: "en", settings: settings{"base_url": {"https://degrau.example", "flag"}}, fixed: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), started: time.Now()}
	mustDo(t, a.offerSetup(t.Context(), s, "http://localhost:8080"))
	link := regexp.MustCompile(`https://degrau\.example/comecar/([\w-]{43})`).FindStringSubmatch(said.String())
	if link == nil {
		t.Fatalf("said %q", said.String())
	}
	op := &accounts.Account{Email: "op@example.org", CreatedAt: a.now(), SeenAt: a.now()}
	mustDo(t, s.UseSetupLink(t.Context(), accounts.Token(link[1]).Hash(), op, a.now()))
	said.Reset()
	mustDo(t, a.offerSetup(t.Context(), s, "http://localhost:8080"))
	if said.Len() > 0 {
		t.Errorf("there is an operator, and still: %s", said.String())
	}
}
