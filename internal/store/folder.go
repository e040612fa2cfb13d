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
)

// folder keeps originals on this machine: ab/abcdef..., read-only, named by what they are, so that the same bytes are
// one file and a changed file is found.
type folder struct {
	root  string
	inbox inbox // on the same file system, so that a finished file is moved and not copied
}

func (f folder) path(sum string) string { return filepath.Join(f.root, sum[:2], sum) }

// keep moves a finished file to its place. Where good bytes are there already they stay, only marked as used now, so
// that a sweep running at this moment takes them for new; damaged ones are replaced.
func (f folder) keep(_ context.Context, from string, b Blob) error {
	to := f.path(b.SHA256)
	if intact(to, b.SHA256) == nil && f.touch(to) == nil {
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

func (f folder) open(_ context.Context, sum string) (io.ReadSeekCloser, error) {
	r, err := os.Open(f.path(sum))
	if err != nil {
		return nil, err // not r: a nil *os.File is no nil reader
	}
	return r, nil
}

func (f folder) stat(_ context.Context, sum string) (held, error) {
	fi, err := os.Lstat(f.path(sum))
	if err != nil {
		return held{}, err
	}
	return held{fi.Size(), fi.ModTime()}, nil
}

func (f folder) remove(_ context.Context, sum string) error {
	err := os.Remove(f.path(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (f folder) each(ctx context.Context, see func(sum string, h held) error) error {
	dirs, err := os.ReadDir(f.root)
	if err != nil {
		return err
	}
	for _, d := range dirs {
		if !d.IsDir() || len(d.Name()) != 2 {
			continue
		}
		files, err := os.ReadDir(filepath.Join(f.root, d.Name()))
		if err != nil {
			return err
		}
		for _, e := range files {
			fi, err := e.Info()
			if errors.Is(err, fs.ErrNotExist) {
				continue // deleted since it was listed
			}
			if err == nil {
				err = ctx.Err()
			}
			if err == nil && fi.Mode().IsRegular() && isDigest(e.Name()) {
				err = see(e.Name(), held{fi.Size(), fi.ModTime()})
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (f folder) ready(context.Context) error {
	_, err := f.inbox.clock() // writes a file
	return err
}

// touch marks a file as used now.
func (f folder) touch(path string) error {
	now, err := f.inbox.clock()
	if err == nil {
		err = os.Chtimes(path, now, now)
	}
	if err != nil {
		return fmt.Errorf("mark file as used: %w", err)
	}
	return nil
}

var errAltered = errors.New("the bytes are not those recorded")

// intact reads a file and compares its bytes with their digest.
func intact(path, sum string) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	if got, err := sumOf(r); err != nil || got != sum {
		return errAltered
	}
	return nil
}

// sumOf returns the digest of everything r gives.
func sumOf(r io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
