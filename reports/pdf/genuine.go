package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
)

// ErrChanged is an original whose bytes are not those that were received. It stops a paper: a page of other bytes under
// the old hash would be a lie that nobody sees.
var ErrChanged = errors.New("the file is not the one that was received")

func changed(label, sum string) error {
	return fmt.Errorf("exhibit %s (%s): %w", label, shortHash(sum), ErrChanged)
}

// genuine compares the bytes with their hash and goes back to the first of them.
func genuine(r io.ReadSeeker, label, sum string) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return changed(label, sum)
	}
	_, err := r.Seek(0, io.SeekStart)
	return err
}
