package accounts

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// Token is a secret that a browser or a link holds. The house keeps only its digest: with 256 random bits there is
// nothing to guess, so the digest needs no salt.
type Token string

const tokenLength = 43 // 32 bytes in base64 without padding

// NewToken draws a token.
func NewToken(random io.Reader) (Token, error) {
	var b [32]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("draw token: %w", err)
	}
	return Token(base64.RawURLEncoding.EncodeToString(b[:])), nil
}

// ParseToken takes what a browser sent, or reports that it cannot be a token of ours.
func ParseToken(s string) (Token, bool) {
	if len(s) != tokenLength {
		return "", false
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return Token(s), err == nil && len(b) == 32
}

// Hash is what the house keeps of it.
func (t Token) Hash() string {
	h := sha256.Sum256([]byte(t))
	return hex.EncodeToString(h[:])
}

// NewDigits draws the six digits of a sign-in code, each equally often.
func NewDigits(random io.Reader) (string, error) {
	const limit = 1_000_000
	for {
		var b [4]byte
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("draw code: %w", err)
		}
		if n := binary.BigEndian.Uint32(b[:]); n < 1<<32/limit*limit { // the rest would favour the small ones
			return fmt.Sprintf("%06d", n%limit), nil
		}
	}
}

// ParseDigits takes six digits as people type or paste them, with spaces or a hyphen.
func ParseDigits(s string) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' && b.Len() < 7:
			b.WriteRune(r)
		case r == ' ' || r == '-' || r == '\u00a0' || r == '\t' || r == '\r' || r == '\n':
		default:
			return "", false
		}
	}
	return b.String(), b.Len() == 6
}

// letters leave out what is misread on paper: I, L, O and U.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	returnLetters = 20 // 100 bits: nobody guesses that, however patient
	returnGroup   = 4
)

// NewReturnCode draws a code to write down: five groups of four letters.
func NewReturnCode(random io.Reader) (string, error) {
	b := make([]byte, returnLetters)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("draw return code: %w", err)
	}
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return grouped(string(b)), nil
}

func grouped(s string) string {
	var parts []string
	for ; len(s) > 0; s = s[returnGroup:] {
		parts = append(parts, s[:returnGroup])
	}
	return strings.Join(parts, "-")
}

// ParseReturnCode reads a code from paper, in any case and grouping, and forgives the letters that are misread.
func ParseReturnCode(s string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.ToUpper(s) {
		switch r {
		case ' ', '-', '–', '—', '.', '\u00a0', '\t', '\r', '\n':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		case 'U':
			r = 'V'
		}
		if r > 127 || !strings.ContainsRune(letters, r) || b.Len() == returnLetters {
			return "", false
		}
		b.WriteRune(r)
	}
	if b.Len() != returnLetters {
		return "", false
	}
	return grouped(b.String()), true
}
