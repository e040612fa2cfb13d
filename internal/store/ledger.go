package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"degrau/migrations"
)

// ledger is a list, outside the database, of the cases that were opened here: whoever removes a case with everything
// that hangs on it leaves no trace in the database, but a name in this file. Each line is signed and names the line
// before. A line is written after its case is committed, so a process that is killed between leaves a case without a
// line, which is no fault, and never a line without a case. Cases older than the file have no line either, and lines cut
// off at its end are not missed.
type ledger struct {
	path  string
	place string // which database: one data folder may have served several
	key   signer
	mu    sync.Mutex // asks the file's lock for one of us at a time
}

// What a line says of a case.
const (
	ledgerOpened = "opened"
	ledgerErased = "erased"
)

// firstLine stands where the first line names the one before.
const firstLine = "-"

// ledgerLine is one line: five words.
type ledgerLine struct{ what, caseID, place, before, sig string }

func (l ledgerLine) message() []byte {
	return []byte(strings.Join([]string{"degrau-ledger-1", l.what, l.caseID, l.place, l.before}, "\x1f"))
}

func (l ledgerLine) String() string {
	return strings.Join([]string{l.what, l.caseID, l.place, l.before, l.sig}, " ")
}

func parseLedgerLine(s string) (l ledgerLine, ok bool) {
	w := strings.Split(s, " ")
	if len(w) != 5 || w[0] != ledgerOpened && w[0] != ledgerErased || !isUUID(w[1]) {
		return l, false
	}
	return ledgerLine{w[0], w[1], w[2], w[3], w[4]}, true
}

// digestOf is how a line is named by the next.
func digestOf(line string) string {
	h := sha256.Sum256([]byte(line))
	return hex.EncodeToString(h[:16])
}

// openLedger finds the list of a store. The place is a digest, so that no address of a database lies about.
func openLedger(o Options, key signer) (*ledger, error) {
	d, at, err := o.place()
	if err != nil {
		return nil, err
	}
	if d == migrations.SQLite {
		if rel, err := filepath.Rel(o.dir(), at); err == nil {
			at = rel // the folder may move as a whole
		}
	} else if u, err := url.Parse(at); err == nil {
		at = u.Host + u.Path // without who logs in, and how
	}
	return &ledger{path: filepath.Join(o.dir(), "keys", "ledger.log"), place: digestOf(string(d) + "\x1f" + at), key: key}, nil
}

// add appends lines of one kind, synced.
func (l *ledger) add(ctx context.Context, o Options, what, caseID string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
		return fmt.Errorf("create key folder: %w", err)
	}
	unlock, err := lockFile(ctx, l.path+".lock", exclusive, o.wait())
	if err != nil {
		return err
	}
	defer unlock()
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open ledger: %w", err)
	}
	before, at, err := lastLine(f)
	if err == nil {
		line := ledgerLine{what: what, caseID: caseID, place: l.place, before: before}
		line.sig = keyName(l.key.public()) + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(l.key.private, line.message()))
		// Over what a killed process left of a line, if anything, and never longer than what is written now: all lines
		// of a store have the same length but for a few letters, so the rest is cut off first.
		if err = f.Truncate(at); err == nil {
			_, err = f.WriteAt([]byte(line.String()+"\n"), at)
		}
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write ledger: %w", err)
	}
	return nil
}

// lastLine returns the name of the last whole line and where the next begins.
func lastLine(f *os.File) (before string, next int64, err error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return "", 0, err
	}
	const longest = 1024 // more than twice a line
	tail := make([]byte, min(size, longest))
	if _, err := f.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	end := bytes.LastIndexByte(tail, '\n')
	if end < 0 {
		if size > longest {
			return digestOf(string(tail)), size, nil // not ours; it will be found, and nothing of it is overwritten
		}
		return firstLine, 0, nil
	}
	start := bytes.LastIndexByte(tail[:end], '\n') + 1
	return digestOf(string(tail[start:end])), size - int64(len(tail)) + int64(end) + 1, nil
}

// tally is what the ledger says.
type tally struct {
	opened []string // cases of this database that were opened here and not erased
	faults []int    // lines that were altered, or that do not follow the one before
}

// read checks every line. What follows the last line end was never finished.
func (l *ledger) read() (t tally, err error) {
	b, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return t, fmt.Errorf("read ledger: %w", err)
	}
	lines := strings.Split(string(b), "\n")
	before, erased := firstLine, map[string]bool{}
	for i, text := range lines[:len(lines)-1] {
		line, ok := parseLedgerLine(text)
		name, sig, _ := strings.Cut(line.sig, ".")
		raw, err := base64.RawURLEncoding.DecodeString(sig)
		ours := name == keyName(l.key.public())
		good := ours && err == nil && ed25519.Verify(l.key.public(), line.message(), raw)
		// A line of another key is of a time before the secret was changed: it cannot be checked, so it excuses nothing.
		if !ok || line.before != before || ours && !good {
			t.faults = append(t.faults, i+1)
		}
		before = digestOf(text)
		switch {
		case !ok || line.place != l.place:
		case line.what == ledgerOpened:
			t.opened = append(t.opened, line.caseID)
		case good:
			erased[line.caseID] = true
		}
	}
	kept := t.opened[:0]
	for _, id := range t.opened {
		if !erased[id] {
			kept = append(kept, id)
		}
	}
	t.opened = kept
	return t, nil
}
