package media

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// oldCopy is after how long a copy goes: it is made anew when somebody looks at it.
const oldCopy = 180 * 24 * time.Hour

// staleWork is after how long the file of a copy in the making belongs to nobody any more.
const staleWork = time.Hour

// Forget deletes the copies of originals, which are deleted themselves: what somebody had erased must not live on small.
func (c *Copies) Forget(sums ...string) error {
	var all []error
	for _, sum := range sums {
		if c.Dir == "" || len(sum) < 2 || strings.Trim(sum, "0123456789abcdef") != "" {
			continue
		}
		found, err := filepath.Glob(filepath.Join(c.Dir, sum[:2], sum+"-*"))
		all = append(all, err)
		for _, at := range found {
			if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
				all = append(all, err)
			}
		}
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("delete copies: %w", err)
	}
	return nil
}

// Sweep deletes copies whose original is gone, old ones, and what a killed process left behind.
func (c *Copies) Sweep(now time.Time, has func(sha256 string) bool) error {
	if c.Dir == "" {
		return nil
	}
	err := filepath.WalkDir(c.Dir, func(at string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		fi, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		age := now.Sub(fi.ModTime())
		sum, _, named := strings.Cut(d.Name(), "-")
		if named && len(sum) == 64 {
			if age < oldCopy && has(sum) {
				return nil
			}
		} else if age < staleWork {
			return nil
		}
		if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweep copies: %w", err)
	}
	return nil
}
