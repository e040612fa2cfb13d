package main

import (
	"io"
	"os"
	"path/filepath"

	"degrau/cases"
)

// writeWhole writes a file beside its place, syncs it and moves it there, so that nobody ever sees half of it; only
// its owner may read it, since papers hold personal data. "-" is the standard output.
func (a *app) writeWhole(name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		return write(a.out)
	}
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, ".degrau-*")
	if err != nil {
		return &cases.Error{Key: "cannot_write", Args: map[string]any{"dir": dir}, Cause: err}
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
