package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// move is a finished file and the name that it gets.
type move struct{ from, to string }

// place gives all files their names, or none: what stood under a name is put aside in the folder aside and comes back when
// a later file cannot be placed.
func place(aside string, moves []move) (err error) {
	var undo []func() error
	defer func() {
		for i := len(undo) - 1; i >= 0 && err != nil; i-- {
			err = errors.Join(err, undo[i]())
		}
	}()
	for i, m := range moves {
		old := filepath.Join(aside, "old-"+strconv.Itoa(i))
		switch e := os.Rename(m.to, old); {
		case e == nil:
			undo = append(undo, func() error { return os.Rename(old, m.to) })
		case !errors.Is(e, fs.ErrNotExist):
			return e
		}
		if err := os.Rename(m.from, m.to); err != nil {
			return err
		}
		undo = append(undo, func() error { return os.Rename(m.to, m.from) })
	}
	return nil
}
