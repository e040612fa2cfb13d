package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"degrau/cases"
)

// target is the file that -o means: inside a folder, which a slash at its end creates, the paper has a name of its own.
func target(to, name string) (string, error) {
	if to == "-" {
		return to, nil
	}
	if strings.HasSuffix(to, string(filepath.Separator)) {
		// Papers hold names and numbers: the folder is the owner's alone.
		if err := os.MkdirAll(to, 0o700); err != nil {
			return "", targetError(to, err)
		}
	}
	if fi, err := os.Stat(to); err == nil && fi.IsDir() {
		to = filepath.Join(to, name)
	}
	// Moving the paper over a device would put an ordinary file in its place.
	if fi, err := os.Stat(to); err == nil && !fi.Mode().IsRegular() {
		return "", cases.Invalidf("", "not_a_file", "file", to)
	}
	return to, nil
}

// targetError says what is wrong with the place where a paper shall go, in words that lead out.
func targetError(dir string, err error) error {
	var known *cases.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return &cases.Error{Key: "target_full", Args: map[string]any{"dir": dir}, Cause: err}
	}
	for _, place := range []error{fs.ErrNotExist, fs.ErrPermission, fs.ErrExist, syscall.EROFS, syscall.ENOTDIR} {
		if errors.Is(err, place) {
			return &cases.Error{Key: "cannot_write", Args: map[string]any{"dir": dir}, Cause: err}
		}
	}
	return err
}
