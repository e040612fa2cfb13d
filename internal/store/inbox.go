package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// inbox is the folder where files lie while they are received, hashed and looked at.
type inbox struct {
	dir    string
	create func(dir, pattern string) (*os.File, error) // os.CreateTemp; a test puts a full disk here
}

// settled is how long after its creation a file surely has its lock.
const settled = time.Minute

func openInbox(dir string) (inbox, error) {
	i := inbox{dir, os.CreateTemp}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return i, fmt.Errorf("create evidence folder: %w", err)
	}
	return i, i.clear()
}

// take reads everything r gives into a file, hashing as it passes, and leaves it synced and unwritable. Where r gives
// more than most, nothing stays and the error is errTooLarge.
func (i inbox) take(r io.Reader, most int64) (_ *arrival, _ Blob, err error) {
	f, err := i.create(i.dir, "upload-*")
	if err != nil {
		return nil, Blob{}, fmt.Errorf("receive file: %w", err)
	}
	t := &arrival{f}
	defer func() {
		if err != nil {
			t.drop()
		}
	}()
	// The lock says that somebody is still receiving; the system takes it from a process that dies.
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, Blob{}, fmt.Errorf("receive file: %w", err)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, h), io.LimitReader(r, more(most)))
	if err != nil {
		return nil, Blob{}, fmt.Errorf("receive file: %w", err)
	}
	if n > most {
		return nil, Blob{}, errTooLarge
	}
	if err := f.Chmod(0o400); err != nil {
		return nil, Blob{}, fmt.Errorf("protect file: %w", err)
	}
	if err := f.Sync(); err != nil {
		return nil, Blob{}, fmt.Errorf("write file: %w", err)
	}
	return t, Blob{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, nil
}

// more is one byte more, by which a file over the limit is known.
func more(most int64) int64 { return most + min(1, unlimited-most) }

// clear removes what killed processes left: files without a lock. Where locks do not work, a day is long enough.
func (i inbox) clear() error {
	now, err := i.clock()
	if err != nil {
		return fmt.Errorf("look for abandoned uploads: %w", err)
	}
	entries, err := os.ReadDir(i.dir)
	if err != nil {
		return fmt.Errorf("look for abandoned uploads: %w", err)
	}
	for _, e := range entries {
		fi, err := e.Info()
		if err != nil || !fi.Mode().IsRegular() {
			continue // moved to its place meanwhile
		}
		path, age := filepath.Join(i.dir, e.Name()), now.Sub(fi.ModTime())
		if age < settled || age < leftover && isHeld(path) {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear abandoned upload: %w", err)
		}
	}
	return nil
}

// isHeld reports whether a process has the file under its lock.
func isHeld(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return true
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil
}

// clock asks the file system what time it is, which is the clock that stamped the files. The store has no other, and
// a run with a made-up --now must not take today's uploads for old ones.
func (i inbox) clock() (time.Time, error) {
	t, err := os.CreateTemp(i.dir, "clock-*")
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(t.Name())
	defer t.Close()
	fi, err := t.Stat()
	if err != nil {
		return time.Time{}, err
	}
	return fi.ModTime(), nil
}
