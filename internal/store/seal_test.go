package store

import (
	"crypto/ed25519"
	"strings"
	"testing"
)

func mustSeal(t testing.TB, seed string) seal {
	t.Helper()
	s, err := newSeal(signer{ed25519.NewKeyFromSeed([]byte(strings.Repeat(seed, 32)))})
	mustDo(t, err)
	return s
}

func TestSeal(t *testing.T) {
	ours, theirs := mustSeal(t, "a"), mustSeal(t, "b")
	one, err := ours.shut("maria@example.org", "1 email")
	mustDo(t, err)
	two, err := ours.shut("maria@example.org", "1 email")
	mustDo(t, err)
	if one == two || strings.Contains(one, "maria") {
		t.Errorf("the same text is seen to be the same: %s", one)
	}
	if got, err := ours.open(one, "1 email"); err != nil || got != "maria@example.org" {
		t.Errorf("%q %v", got, err)
	}
	if empty, err := ours.shut("", "x"); err != nil || empty != "" {
		t.Errorf("nothing is sealed to %q", empty)
	}
	flipped := []byte(one)
	flipped[len(flipped)-2] ^= 1
	for name, c := range map[string]struct {
		s             seal
		sealed, place string
	}{"another key": {theirs, one, "1 email"}, "another place": {ours, one, "2 email"}, "a flipped bit": {ours, string(flipped), "1 email"},
		"cut": {ours, one[:20], "1 email"}, "no mark": {ours, "maria@example.org", "1 email"}, "short": {ours, "s", "1 email"}, "no base64": {ours, "s1.!!!", "1 email"}} {
		if got, err := c.s.open(c.sealed, c.place); err == nil {
			t.Errorf("%s opens to %q", name, got)
		}
	}
	if ours.digest("code", "123456") == theirs.digest("code", "123456") || ours.digest("code", "123456") == ours.digest("email", "123456") {
		t.Error("digests can be compared across keys or kinds")
	}
}

func FuzzSealOpen(f *testing.F) {
	f.Add("s1.AAAA")
	f.Add("")
	f.Fuzz(func(t *testing.T, sealed string) {
		if got, err := mustSeal(t, "a").open(sealed, "x"); err == nil && got != "" {
			t.Errorf("%q opens to %q", sealed, got)
		}
	})
}
