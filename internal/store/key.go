package store

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"degrau/cases"
)

// signer holds the key that signs the heads of chains. It is kept outside the database: whoever can rewrite every row
// still cannot sign what they wrote.
type signer struct{ private ed25519.PrivateKey }

func (k signer) public() ed25519.PublicKey { return k.private.Public().(ed25519.PublicKey) }

// keyName is the short name of a public key that stands in every signature, so that "signed by another key" and
// "altered" can be told apart.
func keyName(public ed25519.PublicKey) string {
	h := sha256.Sum256(public)
	return hex.EncodeToString(h[:8])
}

// sign returns the signature of a case's head.
func (k signer) sign(c *cases.Case) string {
	return keyName(k.public()) + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(k.private, c.HeadMessage()))
}

// byAnother reports whether the head of c names another key than ours: the secret was changed, or a forger signed.
func (k signer) byAnother(c *cases.Case) bool {
	name, _, _ := strings.Cut(c.HeadSig, ".")
	return name != "" && name != keyName(k.public())
}

// signedBy reports whether the head of c bears a good signature of the key.
func signedBy(public ed25519.PublicKey, c *cases.Case) bool {
	name, text, _ := strings.Cut(c.HeadSig, ".")
	sig, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && name == keyName(public) && ed25519.Verify(public, c.HeadMessage(), sig)
}

// openKey derives the key from the secret, or reads it from the data folder, or creates it there at the first start.
func (s *Store) openKey(ctx context.Context, secret string) (signer, error) {
	if secret != "" {
		seed := sha256.Sum256([]byte("degrau-chain-key-1\x1f" + secret))
		return signer{ed25519.NewKeyFromSeed(seed[:])}, nil
	}
	path := filepath.Join(s.options.dir(), "keys", "chain.key")
	k, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	var n int64
	if err := s.db.WithContext(ctx).Model(&cases.Case{}).Limit(1).Count(&n).Error; err != nil {
		return signer{}, fmt.Errorf("look for signed cases: %w", err)
	}
	// A new key here would make every case look rewritten. Another process may have written the key and its first case
	// since we looked, so look once more.
	if n > 0 {
		if k, err = readKey(path); errors.Is(err, fs.ErrNotExist) {
			return signer{}, environment("key_missing", ErrKey, map[string]any{"path": path})
		}
		return k, err
	}
	if err := createKey(path); err != nil {
		return signer{}, err
	}
	return readKey(path)
}

func readKey(path string) (signer, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return signer{}, fmt.Errorf("read signing key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(b)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return signer{}, environment("key_broken", ErrKey, map[string]any{"path": path})
	}
	return signer{ed25519.NewKeyFromSeed(seed)}, nil
}

// createKey writes a new key, whole or not at all. Of two processes that try at once, the first to link wins and both
// then read the same file.
func createKey(path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create key folder: %w", err)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return fmt.Errorf("new signing key: %w", err)
	}
	f, err := os.CreateTemp(dir, ".chain-*") // mode 0600
	if err != nil {
		return fmt.Errorf("create signing key: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(hex.EncodeToString(seed) + "\n")
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write signing key: %w", err)
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keep signing key: %w", err)
	}
	return syncPath(dir)
}
