package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"degrau/cases"
)

// Blob is one stored file.
type Blob struct {
	SHA256 string
	Size   int64
}

// folder keeps evidence bytes: ab/abcdef..., read-only, named by what they are, so that the same bytes are one file
// and a changed file is found.
type folder struct{ root string }

func (f folder) incoming() string { return filepath.Join(f.root, "incoming") }

// path returns where the bytes of a digest are. A name that is not a digest is NotFound, which also keeps everything
// else, such as ../, away from the file system.
func (f folder) path(sum string) (string, error) {
	if len(sum) != 2*sha256.Size || strings.Trim(sum, "0123456789abcdef") != "" {
		return "", cases.NotFoundf("no_such_evidence")
	}
	return filepath.Join(f.root, sum[:2], sum), nil
}

// prepare makes the folders and clears what killed uploads left behind.
func (f folder) prepare() error {
	if err := os.MkdirAll(f.incoming(), 0o700); err != nil {
		return fmt.Errorf("create evidence folder: %w", err)
	}
	return f.clearIncoming()
}

// PutBlob hashes while it streams to a temporary file, syncs, and moves it to its place by SHA-256. max is the most
// bytes taken (0: no limit); more is a cases.Error "file_too_large" and leaves nothing.
func (s *Store) PutBlob(ctx context.Context, r io.Reader, max int64) (Blob, error) {
	b, err := s.blobs.put(&waitingReader{ctx, r}, max)
	return b, s.explain("keep evidence", err)
}

// waitingReader stops reading when the request it belongs to is over.
type waitingReader struct {
	ctx context.Context
	r   io.Reader
}

func (w *waitingReader) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}

func (f folder) put(r io.Reader, max int64) (_ Blob, err error) {
	t, err := os.CreateTemp(f.incoming(), "upload-*")
	if err != nil {
		return Blob{}, fmt.Errorf("receive file: %w", err)
	}
	defer func() {
		_ = t.Close()
		_ = os.Remove(t.Name()) // gone already when it was moved
	}()
	if max > 0 {
		r = io.LimitReader(r, max+1)
	}
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(t, h), r)
	if err != nil {
		return Blob{}, fmt.Errorf("receive file: %w", err)
	}
	if max > 0 && n > max {
		return Blob{}, cases.Invalidf("file", "file_too_large", "max", megabytes(max))
	}
	if err := t.Chmod(0o400); err != nil {
		return Blob{}, fmt.Errorf("protect file: %w", err)
	}
	if err := t.Sync(); err != nil {
		return Blob{}, fmt.Errorf("write file: %w", err)
	}
	b := Blob{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}
	return b, f.keep(t.Name(), b.SHA256)
}

// megabytes says a size as people read it.
func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}

// keep moves a finished file to its place. Where good bytes are there already they stay, only marked as used now, so
// that a sweep running at this moment takes them for new; damaged ones are replaced.
func (f folder) keep(from, sum string) error {
	to, err := f.path(sum)
	if err != nil {
		return err
	}
	if intact(to, sum) == nil && f.touch(to) == nil {
		return nil
	}
	if err := os.Mkdir(filepath.Dir(to), 0o700); err == nil {
		if err := syncPath(f.root); err != nil {
			return fmt.Errorf("keep evidence folder: %w", err)
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create evidence folder: %w", err)
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("keep file: %w", err)
	}
	return syncPath(filepath.Dir(to))
}

var errAltered = errors.New("the bytes are not those recorded")

// intact reads a file and compares its bytes with their digest.
func intact(path, sum string) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	if sumOf(r) != sum {
		return errAltered
	}
	return nil
}

// sumOf returns the digest of everything r gives; empty where it cannot be read to its end.
func sumOf(r io.Reader) string {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// OpenBlob opens the original bytes.
func (s *Store) OpenBlob(sha256 string) (io.ReadSeekCloser, error) {
	path, err := s.blobs.path(sha256)
	if err != nil {
		return nil, err
	}
	r, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, cases.NotFoundf("no_such_evidence")
	}
	if err != nil {
		return nil, s.explain("open evidence", err)
	}
	return r, nil
}
