package main

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"degrau/cases"
)

// note is what a run of many dossiers was asked for. One that goes on must be asked for the same.
type note struct {
	Body    string    `json:"body"`
	Variant string    `json:"variant"`
	Packs   string    `json:"packs"`
	At      time.Time `json:"at"`
}

// row is what became of one case.
type row struct {
	ID    string  `json:"asked"` // as it was asked for
	Case  string  `json:"case,omitempty"`
	Code  string  `json:"code,omitempty"`
	Head  string  `json:"head,omitempty"` // hash of the case's chain: another head is another case
	Body  string  `json:"body,omitempty"`
	Files []built `json:"files"`
	Fault string  `json:"fault,omitempty"`
}

// built is one file of a case.
type built struct {
	Name   string `json:"name"`
	Pages  int    `json:"pages"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// notes are the rows of a run, one line each, so that a run that is killed knows what it had done.
type notes struct {
	head note
	rows map[string]row // by what was asked for
	file *os.File
}

// openNotes begins a run in the folder, or goes on with the one that stopped there.
func openNotes(dir string, want note) (*notes, error) {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	at := filepath.Join(dir, "notes.jsonl")
	n := &notes{head: want, rows: map[string]row{}}
	old, err := os.Open(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		err := n.read(old, want, dir)
		if err = errors.Join(err, old.Close()); err != nil {
			return nil, err
		}
	}
	if n.file, err = os.OpenFile(at, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); err != nil {
		return nil, err
	}
	if fi, err := n.file.Stat(); err == nil && fi.Size() == 0 {
		return n, n.line(n.head)
	}
	// A line that was cut by a kill must not join the next one.
	_, err = n.file.WriteString("\n")
	return n, err
}

// read takes over what is noted. A line that was not finished is not noted.
func (n *notes) read(r io.Reader, want note, dir string) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 4<<20)
	for first := true; lines.Scan(); {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if first {
			first = false
			if json.Unmarshal(lines.Bytes(), &n.head) != nil || n.head.At.IsZero() {
				n.head = want
				continue
			}
			if n.head.Body != want.Body || n.head.Variant != want.Variant || n.head.Packs != want.Packs {
				return cases.Conflictf("batch_other", "dir", dir)
			}
			continue
		}
		var x row
		if json.Unmarshal(lines.Bytes(), &x) == nil && x.ID != "" {
			n.rows[x.ID] = x
		}
	}
	return lines.Err()
}

func (n *notes) line(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if _, err := n.file.Write(append(b, '\n')); err != nil {
		return err
	}
	return n.file.Sync()
}

// add notes a row; only then is it done.
func (n *notes) add(x row) (row, error) {
	if x.Files == nil {
		x.Files = []built{}
	}
	n.rows[x.ID] = x
	return x, n.line(x)
}

// whole gives the row of a case that was built before, is what it was, and whose files are what they were.
func (n *notes) whole(dir, id, head string) (row, bool) {
	x, ok := n.rows[id]
	if !ok || x.Fault != "" || x.Head != head || len(x.Files) == 0 {
		return x, false
	}
	for _, f := range x.Files {
		got, err := fingerprintOf(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil || got.sha256() != f.SHA256 {
			return x, false
		}
	}
	return x, true
}

// of gives the rows in the order they were asked for.
func (n *notes) of(ids []string) []row {
	out := make([]row, 0, len(ids))
	for _, id := range ids {
		out = append(out, n.rows[id])
	}
	return out
}

func (n *notes) close() {
	if n.file != nil {
		_ = n.file.Close() // each line was synced
		n.file = nil
	}
}

// packBatch writes the archive. The same rows and files give the same bytes.
func packBatch(w io.Writer, dir string, at time.Time, rows []row) error {
	z := zip.NewWriter(w)
	add := func(name string, method uint16, write func(io.Writer) error) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: at.UTC()})
		if err != nil {
			return err
		}
		return write(f)
	}
	table := func(head []string, line func(row) [][]string) func(io.Writer) error {
		return func(w io.Writer) error {
			c := csv.NewWriter(w)
			if err := c.Write(head); err != nil {
				return err
			}
			for _, r := range rows {
				for _, l := range line(r) {
					if err := c.Write(l); err != nil {
						return err
					}
				}
			}
			c.Flush()
			return c.Error()
		}
	}
	err := add("index.csv", zip.Deflate, table([]string{"case", "code", "body", "file", "pages", "bytes", "sha256"}, func(r row) (out [][]string) {
		for _, f := range r.Files {
			out = append(out, []string{r.Case, r.Code, r.Body, f.Name, strconv.Itoa(f.Pages), strconv.FormatInt(f.Bytes, 10), f.SHA256})
		}
		return out
	}))
	if err == nil {
		err = add("failures.csv", zip.Deflate, table([]string{"asked", "code", "fault"}, func(r row) [][]string {
			if r.Fault == "" {
				return nil
			}
			return [][]string{{r.ID, r.Code, r.Fault}}
		}))
	}
	for _, r := range rows {
		for _, f := range r.Files {
			if err != nil {
				return err
			}
			err = add(f.Name, zip.Store, func(w io.Writer) error { return copyFile(w, filepath.Join(dir, filepath.FromSlash(f.Name))) })
		}
	}
	if err != nil {
		return fmt.Errorf("pack dossiers: %w", err)
	}
	return z.Close()
}

func copyFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
