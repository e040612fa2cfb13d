package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
)

// seal closes what is about people and not about cases: addresses, names, the secrets of authenticators. Its key comes
// from the signing key, which is not in the database, so that a stolen copy of the database tells none of them.
type seal struct {
	aead cipher.AEAD
	mac  []byte
}

// sealMark stands before every sealed text, so that a later key or cipher can be told apart.
const sealMark = "s1."

func newSeal(k signer) (seal, error) {
	seed := k.private.Seed()
	key, err := hkdf.Key(sha256.New, seed, nil, "degrau-seal-1", 32)
	if err != nil {
		return seal{}, fmt.Errorf("derive sealing key: %w", err)
	}
	mac, err := hkdf.Key(sha256.New, seed, nil, "degrau-lookup-1", 32)
	if err != nil {
		return seal{}, fmt.Errorf("derive lookup key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return seal{}, fmt.Errorf("sealing cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	return seal{aead, mac}, err
}

// shut seals a text for one place, so that it cannot be moved to another row or column.
func (s seal) shut(text, place string) (string, error) {
	if text == "" {
		return "", nil
	}
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("draw nonce: %w", err)
	}
	return sealMark + base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, []byte(text), []byte(place))), nil
}

var errSealed = errors.New("sealed with another key, or altered")

func (s seal) open(sealed, place string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	if len(sealed) < len(sealMark) || sealed[:len(sealMark)] != sealMark {
		return "", errSealed
	}
	b, err := base64.RawURLEncoding.DecodeString(sealed[len(sealMark):])
	if n := s.aead.NonceSize(); err == nil && len(b) > n {
		if text, err := s.aead.Open(nil, b[:n], b[n:], []byte(place)); err == nil {
			return string(text), nil
		}
	}
	return "", errSealed
}

// digest is what is kept of something that could be guessed: an address, six digits. Without the key the guesses cannot
// be tried.
func (s seal) digest(kind, text string) string {
	m := hmac.New(sha256.New, s.mac)
	m.Write([]byte(kind + "\x1f" + text))
	return hex.EncodeToString(m.Sum(nil))
}
