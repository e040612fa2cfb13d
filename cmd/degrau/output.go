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

// roomFor makes a folder for files that are looked at before they are handed over: beside the file they become, so that
// handing over is a renaming.
func (a *app) roomFor(to string) (string, error) {
	dir := filepath.Dir(to)
	if to == "-" {
		dir = ""
	}
	return os.MkdirTemp(dir, ".degrau-*")
}

// handOver gives a finished file the name that was asked for, or prints it.
func (a *app) handOver(at, to string) error {
	if to != "-" {
		return os.Rename(at, to)
	}
	f, err := os.Open(at)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(a.out, f)
	return err
}
