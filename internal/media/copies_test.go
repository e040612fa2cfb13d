package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// shelf holds originals and counts how often they are opened.
type shelf struct {
	files  map[string][]byte
	opened atomic.Int32
}

type closer struct{ *bytes.Reader }

func (closer) Close() error { return nil }

func (s *shelf) put(b []byte) string {
	sum := sha256.Sum256(b)
	key := hex.EncodeToString(sum[:])
	if s.files == nil {
		s.files = map[string][]byte{}
	}
	s.files[key] = b
	return key
}

func (s *shelf) open(sum string) (io.ReadSeekCloser, error) {
	s.opened.Add(1)
	b, ok := s.files[sum]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return closer{bytes.NewReader(b)}, nil
}

func mustOpen(t testing.TB, c *Copies, sum string, s Settings) ([]byte, Copied) {
	t.Helper()
	r, made, err := c.Open(context.Background(), sum, s)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil || int64(len(b)) != made.Bytes {
		t.Fatalf("%d bytes of %d, %v", len(b), made.Bytes, err)
	}
	return b, made
}

func TestCopiesAreMadeOnce(t *testing.T) {
	var s shelf
	sum := s.put(mustJPEG(t, painted(640, 400)))
	c := &Copies{Dir: t.TempDir(), Original: s.open}
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() { mustOpen(t, c, sum, Settings{MaxSide: 100}) })
	}
	wait.Wait()
	first, made := mustOpen(t, c, sum, Settings{MaxSide: 100})
	if n := s.opened.Load(); n != 1 || made.Width != 100 {
		t.Errorf("the original was opened %d times for %+v", n, made)
	}
	again, _ := mustOpen(t, &Copies{Dir: c.Dir, Original: s.open}, sum, Settings{MaxSide: 100})
	other, _ := mustOpen(t, c, sum, Settings{MaxSide: 50})
	if !bytes.Equal(first, again) || bytes.Equal(first, other) || s.opened.Load() != 2 {
		t.Errorf("copies are mixed up, or made twice (%d)", s.opened.Load())
	}
	none, _ := mustOpen(t, &Copies{Original: s.open}, sum, Settings{MaxSide: 100})
	if !bytes.Equal(none, first) {
		t.Error("without a folder the copy is another")
	}
}

func TestADamagedCopyIsMadeAnew(t *testing.T) {
	var s shelf
	sum := s.put(mustJPEG(t, painted(640, 400)))
	c := &Copies{Dir: t.TempDir(), Original: s.open}
	good, _ := mustOpen(t, c, sum, Settings{MaxSide: 100})
	at := filepath.Join(c.Dir, sum[:2], sum+"-"+Settings{MaxSide: 100}.Key())
	for name, harm := range map[string]func() error{
		"cut":       func() error { return os.Truncate(at, 50) },
		"changed":   func() error { return os.WriteFile(at, append(bytes.Clone(good[:len(good)-1]), 0), 0o600) },
		"gone":      func() error { return os.Remove(at) },
		"no note":   func() error { return os.Remove(at + ".json") },
		"half note": func() error { return os.WriteFile(at+".json", []byte(`{"kind":`), 0o600) },
	} {
		if err := harm(); err != nil {
			t.Fatal(err)
		}
		if b, _ := mustOpen(t, c, sum, Settings{MaxSide: 100}); !bytes.Equal(b, good) {
			t.Errorf("%s: another copy came", name)
		}
	}
}

func TestAFileThatDoesNotOpenIsTriedOnce(t *testing.T) {
	var s shelf
	sum := s.put(mustJPEG(t, painted(640, 400))[:3000])
	c := &Copies{Dir: t.TempDir(), Original: s.open}
	for range 3 {
		if _, _, err := c.Open(t.Context(), sum, Settings{}); !errors.Is(err, ErrBroken) || Reason(err) != WarnBroken {
			t.Errorf("got %v", err)
		}
	}
	if n := s.opened.Load(); n != 1 {
		t.Errorf("it was tried %d times", n)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	good := s.put(mustJPEG(t, painted(640, 400)))
	if _, _, err := c.Open(cancelled, good, Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	mustOpen(t, c, good, Settings{}) // giving up is nothing to remember
}

func TestNoCopyOfOtherBytes(t *testing.T) {
	var s shelf
	sum := s.put(mustJPEG(t, painted(640, 400)))
	s.files[sum] = mustJPEG(t, painted(640, 401))
	c := &Copies{Dir: t.TempDir(), Original: s.open}
	if _, _, err := c.Open(t.Context(), sum, Settings{}); !errors.Is(err, ErrChanged) || Reason(err) != "" {
		t.Errorf("got %v", err)
	}
	for _, sum := range []string{"", "../../etc/passwd", "zz", string(make([]byte, 64))} {
		if _, _, err := c.Open(t.Context(), sum, Settings{}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", sum, err)
		}
	}
}

func TestErasedOriginalsLeaveNoCopies(t *testing.T) {
	var s shelf
	one, two := s.put(mustJPEG(t, painted(640, 400))), s.put(mustPNG(t, painted(640, 400)))
	c := &Copies{Dir: t.TempDir(), Original: s.open}
	count := func() int {
		n := 0
		_ = filepath.WalkDir(c.Dir, func(_ string, d fs.DirEntry, _ error) error {
			if !d.IsDir() {
				n++
			}
			return nil
		})
		return n
	}
	fill := func() {
		for _, sum := range []string{one, two} {
			mustOpen(t, c, sum, Settings{MaxSide: 50})
			mustOpen(t, c, sum, Settings{MaxSide: 60})
		}
	}
	fill()
	if err := c.Forget(one, "", "*"); err != nil || count() != 4 {
		t.Errorf("%d files are left: %v", count(), err)
	}
	fill()
	if err := os.WriteFile(filepath.Join(c.Dir, "copy-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := c.Sweep(time.Now(), func(sum string) bool { return sum == two }); err != nil || count() != 5 {
		t.Errorf("%d files are left: %v", count(), err)
	}
	if err := c.Sweep(time.Now().Add(2*staleWork), func(string) bool { return true }); err != nil || count() != 4 {
		t.Errorf("%d files are left: %v", count(), err)
	}
	if err := c.Sweep(time.Now().Add(2*oldCopy), func(string) bool { return true }); err != nil || count() != 0 {
		t.Errorf("%d files are left: %v", count(), err)
	}
	if err := (&Copies{Dir: filepath.Join(c.Dir, "none")}).Sweep(time.Now(), nil); err != nil {
		t.Errorf("nothing kept: %v", err)
	}
}
