package accounts

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"degrau/cases"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestStandings(t *testing.T) {
	buyer := &Account{ID: "b", OrgID: "ob", Role: Buyer, State: Active}
	advocate := &Account{ID: "v", OrgID: "office", Role: Advocate, State: Active}
	supervisor := &Account{ID: "s", OrgID: "office", Role: Supervisor, State: Active}
	foreign := &Account{ID: "f", OrgID: "elsewhere", Role: Advocate, State: Active}
	operator := &Account{ID: "o", OrgID: "office", Role: Operator, State: Active}
	grant := func(account, org string, s Standing, until time.Time) []Grant {
		return []Grant{{AccountID: account, HolderOrg: org, Standing: s, ExpiresAt: until}}
	}
	hour := noon.Add(time.Hour)
	for name, c := range map[string]struct {
		who    *Account
		org    string
		grants []Grant
		want   Standing
	}{
		"nobody":                                 {nil, "ob", grant("b", "", Owner, hour), Stranger},
		"a buyer without a grant":                {buyer, "ob", nil, Stranger},
		"the owner":                              {buyer, "x", grant("b", "", Owner, Forever), Owner},
		"a helper":                               {buyer, "x", grant("b", "", Helper, hour), Helper},
		"a helper whose time is over":            {buyer, "x", grant("b", "", Helper, noon), Stranger},
		"somebody else's grant":                  {buyer, "x", grant("c", "", Owner, hour), Stranger},
		"the better of two":                      {buyer, "x", append(grant("b", "", Owner, hour), grant("b", "", Helper, hour)...), Owner},
		"an advocate of the case's office":       {advocate, "office", nil, Desk},
		"a supervisor of the case's office":      {supervisor, "office", nil, Desk},
		"an advocate of another office":          {foreign, "office", nil, Stranger},
		"a colleague of the invited advocate":    {supervisor, "x", grant("v", "office", Desk, hour), Desk},
		"another office than the invited one":    {foreign, "x", grant("v", "office", Desk, hour), Stranger},
		"an advocate who left the office":        {&Account{ID: "v", OrgID: "ob", Role: Buyer, State: Active}, "x", grant("v", "office", Desk, hour), Stranger},
		"an operator of the office":              {operator, "office", grant("o", "", Owner, hour), Stranger},
		"a suspended owner":                      {&Account{ID: "b", Role: Buyer, State: Suspended}, "x", grant("b", "", Owner, hour), Stranger},
		"an office without a name holds nothing": {&Account{ID: "q", Role: Advocate, State: Active}, "x", grant("z", "", Helper, hour), Stranger},
	} {
		if got := StandingOf(c.who, c.org, c.grants, noon); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRights(t *testing.T) {
	for s, want := range map[Standing][]Right{Stranger: nil, Helper: {See, Write}, Desk: {See, Write}, Owner: Rights} {
		for _, r := range Rights {
			if s.May(r) != slices.Contains(want, r) {
				t.Errorf("%q may %s: %v", s, r, s.May(r))
			}
		}
	}
	for _, r := range Rights {
		if r.AsksProof() != (r == Export || r == Erase || r == Invite) {
			t.Errorf("%s asks for proof: %v", r, r.AsksProof())
		}
	}
}

func TestAnInvitationOfAnAdvocateIsForTheDesk(t *testing.T) {
	i := Invitation{CaseID: "c", GivenBy: "b", Until: noon.Add(time.Hour)}
	if g := i.Grant(&Account{ID: "v", OrgID: "office", Role: Advocate}, noon); g.Standing != Desk || g.HolderOrg != "office" || !g.ExpiresAt.Equal(i.Until) {
		t.Errorf("%+v", g)
	}
	if g := i.Grant(&Account{ID: "d", OrgID: "od", Role: Buyer}, noon); g.Standing != Helper || g.HolderOrg != "" || g.AccountID != "d" {
		t.Errorf("%+v", g)
	}
}

func TestSessions(t *testing.T) {
	for _, r := range Roles {
		if (Session{}).Complete(r) == r.Staff() || !(Session{Second: 1}).Complete(r) {
			t.Errorf("%s", r)
		}
	}
	s := Session{ProvenAt: noon}
	for at, want := range map[time.Duration]bool{-time.Second: false, 0: true, ProofLife - 1: true, ProofLife: false} {
		if s.Proven(noon.Add(at)) != want {
			t.Errorf("proof after %s: %v", at, !want)
		}
	}
	if Life(true) >= Life(false) || Life(true) < 20*time.Hour {
		t.Error("a shared device is signed in for longer, or nobody has time to finish")
	}
}

func TestTokens(t *testing.T) {
	a, err := NewToken(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := NewToken(rand.Reader)
	if a == b || a.Hash() == b.Hash() || len(a.Hash()) != 64 || strings.Contains(a.Hash(), string(a)) {
		t.Errorf("%s %s", a, b)
	}
	if got, ok := ParseToken(string(a)); !ok || got != a {
		t.Errorf("%q %v", got, ok)
	}
	for _, bad := range []string{"", "x", string(a) + "x", strings.Repeat("!", 43), strings.Repeat("_", 42) + "\n", strings.Repeat("A", 42) + "B"} {
		if _, ok := ParseToken(bad); ok {
			t.Errorf("%q is a token", bad)
		}
	}
	for name, draw := range map[string]func(io.Reader) (string, error){"digits": NewDigits, "return": NewReturnCode, "totp": NewTOTP,
		"token": func(r io.Reader) (string, error) { x, err := NewToken(r); return string(x), err }} {
		if _, err := draw(iotest.ErrReader(errors.New("dry"))); err == nil {
			t.Errorf("%s: drawn from nothing", name)
		}
	}
}

func TestDigits(t *testing.T) {
	if s, err := NewDigits(bytes.NewReader([]byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 7})); err != nil || s != "000007" {
		t.Errorf("the uneven end is not drawn again: %q %v", s, err)
	}
	for text, want := range map[string]string{"123456": "123456", " 123 456\n": "123456", "123-456": "123456", "12345": "", "1234567": "", "12345a": "", "": "", "１２３４５６": ""} {
		if got, ok := ParseDigits(text); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
}

func TestReturnCodes(t *testing.T) {
	code, err := NewReturnCode(rand.Reader)
	if err != nil || len(code) != 24 || strings.ContainsAny(code, "ILOU") {
		t.Fatalf("%q %v", code, err)
	}
	for _, as := range []string{code, strings.ToLower(code), strings.ReplaceAll(code, "-", ""), " " + strings.ReplaceAll(code, "-", " – ") + "\n"} {
		if got, ok := ParseReturnCode(as); !ok || got != code {
			t.Errorf("%q: %q %v", as, got, ok)
		}
	}
	if got, ok := ParseReturnCode("oOiI-lLuU-0000-0000-0000"); !ok || got != "0011-11VV-0000-0000-0000" {
		t.Errorf("misread letters: %q %v", got, ok)
	}
	for _, bad := range []string{"", code[:23], code + "A", strings.Replace(code, "-", "*", 1), "Å" + code[1:]} {
		if got, ok := ParseReturnCode(bad); ok {
			t.Errorf("%q is %q", bad, got)
		}
	}
}

func TestEmails(t *testing.T) {
	for text, want := range map[string]string{
		"Maria@Example.org": "maria@example.org", "  m.s+degrau@mail.example.com ": "m.s+degrau@mail.example.com", "a\u200b@example.org": "a@example.org",
		"": "", "maria": "", "maria@": "", "@example.org": "", "maria@example": "", "a@b@example.org": "", "a b@example.org": "", "Maria <m@example.org>": "",
		"m@example.org, x@example.org": "", "m@example.org\r\nBcc: x@example.org": "", "m@.example.org": "", "m@example.org.": "", "m@example..org": "",
		"\"m\"@example.org": "", "m@[127.0.0.1]": "", "mária@example.org": "", strings.Repeat("a", 65) + "@example.org": "", "a@" + strings.Repeat("b", 250) + ".org": "",
	} {
		got, err := ParseEmail(text)
		if got != want || (err == nil) != (want != "") || err != nil && !cases.IsKind(err, cases.Invalid) {
			t.Errorf("%q: %q %v", text, got, err)
		}
	}
	for email, want := range map[string]string{"maria@example.org": "m***@example.org", "": "", "@x": ""} {
		if got := Masked(email); got != want {
			t.Errorf("%q shown as %q", email, got)
		}
	}
}

// TestTOTP uses the vectors of RFC 6238, appendix B, whose last six of eight digits are ours.
func TestTOTP(t *testing.T) {
	secret := base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))
	for at, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		now := time.Unix(at, 0)
		step, ok := CheckTOTP(secret, want, 0, now)
		if !ok || step != at/30 {
			t.Errorf("at %d: %d %v", at, step, ok)
		}
		if _, ok := CheckTOTP(secret, want, step, now); ok {
			t.Errorf("at %d: the code works twice", at)
		}
		if _, ok := CheckTOTP(secret, want, 0, now.Add(30*time.Second)); !ok {
			t.Errorf("at %d: a clock half a minute slow is refused", at)
		}
		if _, ok := CheckTOTP(secret, want, 0, now.Add(90*time.Second)); ok {
			t.Errorf("at %d: the code outlives its time", at)
		}
	}
	for _, bad := range []string{"", "28708", "2870820", "abcdef"} {
		if _, ok := CheckTOTP(secret, bad, 0, time.Unix(59, 0)); ok {
			t.Errorf("%q is taken", bad)
		}
	}
	for _, broken := range []string{"", "not base32!"} {
		if _, ok := CheckTOTP(broken, "287082", 0, time.Unix(59, 0)); ok {
			t.Errorf("secret %q works", broken)
		}
	}
	if got := TOTPURI("ABC", "Degrau", "m@x.org"); got != "otpauth://totp/Degrau:m@x.org?issuer=Degrau&secret=ABC" {
		t.Error(got)
	}
	if got := SpacedTOTP("ABCDEFGHIJ"); got != "ABCD EFGH IJ" {
		t.Error(got)
	}
}

func TestErasureIsDueAfterSevenDays(t *testing.T) {
	e := Erasure{State: ErasureAsked, DueAt: noon}
	if e.Due(noon.Add(-1)) || !e.Due(noon) || (Erasure{State: ErasureUndone, DueAt: noon}).Due(noon) {
		t.Error("due at the wrong time")
	}
}

func FuzzParseEmail(f *testing.F) {
	for _, s := range []string{"m@example.org", "a\r\nb@x.y", "Ω@x.y", "\"a b\"@x.y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseEmail(s)
		if err != nil {
			return
		}
		if strings.ContainsAny(got, "\r\n\t <>,;\"") || strings.Count(got, "@") != 1 || got != strings.ToLower(got) {
			t.Errorf("%q is %q", s, got)
		}
		if again, err := ParseEmail(got); err != nil || again != got {
			t.Errorf("%q is no longer itself: %q %v", got, again, err)
		}
	})
}

func FuzzParseReturnCode(f *testing.F) {
	f.Add("0011-11VV-0000-0000-0000")
	f.Add("oOiI lLuU")
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := ParseReturnCode(s)
		if again, still := ParseReturnCode(got); ok && (!still || again != got || len(got) != 24) {
			t.Errorf("%q is %q, then %q", s, got, again)
		}
	})
}

func FuzzParseToken(f *testing.F) {
	f.Add(strings.Repeat("A", 43))
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := ParseToken(s); ok && (string(got) != s || strings.ContainsAny(s, "\r\n =/+")) {
			t.Errorf("%q", s)
		}
	})
}
