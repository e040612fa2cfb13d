package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"degrau/cases"
)

// mayReplace refuses a folder that holds anything but an earlier kit of the same case and body.
func mayReplace(dir string, want kitList) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", dir, err)
	}
	foreign := cases.Conflictf("folder_not_empty", "dir", dir)
	b, err := os.ReadFile(filepath.Join(dir, KitFile))
	if err != nil {
		return foreign
	}
	var have kitList
	if json.Unmarshal(b, &have) != nil || have.Case != want.Case || have.Body != want.Body {
		return foreign
	}
	return filepath.WalkDir(dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read %s: %w", dir, err)
		}
		rel, err := filepath.Rel(dir, at)
		if err != nil || rel == KitFile || e.IsDir() && have.holds(filepath.ToSlash(rel)) {
			return err
		}
		name := filepath.ToSlash(rel)
		sum, ours := have.Files[name]
		if !ours {
			return foreign
		}
		// Somebody may have worked on a text for an hour: what was changed by hand is never written over.
		if got, err := sumOf(at); err != nil || got != sum {
			return cases.Conflictf("kit_changed", "dir", dir, "file", name)
		}
		return nil
	})
}

// holds reports whether the folder is the kit itself or one of its folders.
func (k kitList) holds(folder string) bool {
	if folder == "." {
		return true
	}
	for name := range k.Files {
		if path.Dir(name) == folder {
			return true
		}
	}
	return false
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// swap puts the new folder where the old one stood. The old one is moved away first and comes back if the move fails.
func swap(tmp, dir string) error {
	old := tmp + "-old"
	err := os.Rename(dir, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("replace kit: %w", err)
	}
	moved := err == nil
	if err := os.Rename(tmp, dir); err != nil {
		if moved {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return fmt.Errorf("put kit in place: %w", err)
	}
	if moved {
		return os.RemoveAll(old)
	}
	return nil
}
