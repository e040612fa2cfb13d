package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// ErrChanged is an original whose bytes are not those of its SHA-256: no copy is made of it.
var ErrChanged = errors.New("the file is not the one that was received")

// slowAgain is after how long a file that took too long is tried once more: the machine may have been busy.
const slowAgain = 24 * time.Hour

// Copies makes derived copies of originals and keeps them by original and settings. They can be deleted at any time and
// are made anew; an original is never written to. A file that does not open is remembered too, so that a hostile one
// costs its time once. Safe for many users at once.
type Copies struct {
	// Dir is where copies are kept, for the owner alone; empty: nowhere.
	Dir string
	// Original opens the bytes of a SHA-256.
	Original func(sha256 string) (io.ReadSeekCloser, error)

	mu     sync.Mutex
	making map[string]chan struct{}
}

// kept is what is written beside a copy, or instead of one that could not be made.
type kept struct {
	Copied
	Fault string    `json:"fault,omitempty"`
	Text  string    `json:"text,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// Open returns the copy of an original under the settings, made now or before. Reason says whether an error is the
// file's fault.
func (c *Copies) Open(ctx context.Context, sum string, s Settings) (io.ReadSeekCloser, Copied, error) {
	if err := s.check(); err != nil {
		return nil, Copied{}, err
	}
	if len(sum) != 2*sha256.Size || strings.Trim(sum, "0123456789abcdef") != "" {
		return nil, Copied{}, fmt.Errorf("copy of %q: %w", sum, fs.ErrNotExist)
	}
	if c.Dir == "" {
		f, made, err := c.make(ctx, os.TempDir(), sum, s)
		if err != nil {
			return nil, Copied{}, err
		}
		return f, made, os.Remove(f.Name()) // open files stay readable
	}
	at := filepath.Join(c.Dir, sum[:2], sum+"-"+s.Key())
	leave, err := c.enter(ctx, at)
	if err != nil {
		return nil, Copied{}, err
	}
	defer leave()
	f, made, known, err := recall(at)
	if known && err != nil {
		return nil, made, err
	}
	if known {
		return f, made, nil
	}
	return c.keep(ctx, at, sum, s)
}

// enter lets one at a time make the same copy: the others wait for it instead of decoding the same picture.
func (c *Copies) enter(ctx context.Context, at string) (leave func(), err error) {
	for {
		c.mu.Lock()
		busy, taken := c.making[at]
		if !taken {
			if c.making == nil {
				c.making = map[string]chan struct{}{}
			}
			done := make(chan struct{})
			c.making[at] = done
			c.mu.Unlock()
			return func() {
				c.mu.Lock()
				delete(c.making, at)
				c.mu.Unlock()
				close(done)
			}, nil
		}
		c.mu.Unlock()
		select {
		case <-busy:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// recall opens a copy that was kept, or returns the fault that was. A copy that is not whole is not known.
func recall(at string) (f *os.File, c Copied, known bool, err error) {
	b, err := os.ReadFile(at + ".json")
	if err != nil {
		return nil, c, false, nil
	}
	var k kept
	if json.Unmarshal(b, &k) != nil {
		return nil, c, false, nil
	}
	if k.Fault != "" {
		if k.Fault == WarnTooSlow && time.Since(k.At) > slowAgain {
			return nil, c, false, nil
		}
		return nil, c, true, fmt.Errorf("%w: %s", faultOf(k.Fault), k.Text)
	}
	if f, err = os.Open(at); err != nil {
		return nil, c, false, nil
	}
	if sum, err := hashOf(f); err != nil || sum != k.SHA256 {
		_ = f.Close()
		return nil, c, false, nil
	}
	return f, k.Copied, true, nil
}

func hashOf(f io.ReadSeeker) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	_, err := f.Seek(0, io.SeekStart)
	return hex.EncodeToString(h.Sum(nil)), err
}

// keep makes a copy and keeps it, or the fault for which there is none.
func (c *Copies) keep(ctx context.Context, at, sum string, s Settings) (io.ReadSeekCloser, Copied, error) {
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return nil, Copied{}, fmt.Errorf("keep copy: %w", err)
	}
	f, made, err := c.make(ctx, filepath.Dir(at), sum, s)
	if err != nil {
		if name := faultName(err); Reason(err) != "" && lasting[name] {
			_ = note(at, kept{Fault: name, Text: err.Error(), At: time.Now()}) // not remembering costs time only
		}
		return nil, Copied{}, err
	}
	if err = os.Rename(f.Name(), at); err == nil {
		err = note(at, kept{Copied: made})
	}
	if err != nil {
		_, _ = f.Close(), os.Remove(f.Name())
		return nil, Copied{}, fmt.Errorf("keep copy: %w", err)
	}
	return f, made, nil
}

// lasting are the faults that will be there the next time too.
var lasting = map[string]bool{WarnEncrypted: true, WarnBroken: true, WarnTooSlow: true, WarnTooLarge: true, WarnTooManyPixels: true, WarnUnsupported: true, "no_picture": true}

// note writes what is known of a copy, whole or not at all.
func note(at string, k kept) error {
	b, err := json.Marshal(k)
	if err != nil {
		return err
	}
	t, err := os.CreateTemp(filepath.Dir(at), "note-*")
	if err != nil {
		return err
	}
	_, err = t.Write(b)
	if err = errors.Join(err, t.Close()); err == nil {
		err = os.Rename(t.Name(), at+".json")
	}
	if err != nil {
		_ = os.Remove(t.Name())
	}
	return err
}

// make writes a copy to a new file. The original is compared with its hash on the way.
func (c *Copies) make(ctx context.Context, dir, sum string, s Settings) (_ *os.File, made Copied, err error) {
	r, err := c.Original(sum)
	if err != nil {
		return nil, made, err
	}
	defer r.Close()
	got, err := hashOf(r)
	if err != nil {
		return nil, made, fmt.Errorf("read original: %w", err)
	}
	if got != sum {
		return nil, made, fmt.Errorf("%.12s: %w", sum, ErrChanged)
	}
	f, err := os.CreateTemp(dir, "copy-*")
	if err != nil {
		return nil, made, fmt.Errorf("make copy: %w", err)
	}
	defer func() {
		if err != nil {
			_, _ = f.Close(), os.Remove(f.Name())
		}
	}()
	if made, err = Copy(ctx, f, r, s); err != nil {
		return nil, made, err
	}
	if _, err = f.Seek(0, io.SeekStart); err != nil {
		return nil, made, err
	}
	return f, made, nil
}
