package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"

	"degrau/cases"
)

// What can be wrong with the place where things are kept. Each comes inside a cases.Error whose sentence says the way
// out; errors.Is finds these.
var (
	ErrLocked = errors.New("the database stayed locked by another process")
	ErrNewer  = errors.New("the database was written by a newer version of this program")
	ErrOlder  = errors.New("the database schema is older than this program")
	ErrFolder = errors.New("the data folder cannot be written")
	ErrFull   = errors.New("the disk is full")
	ErrKey    = errors.New("the signing key is not the one this database was signed with")
)

// SQLite's primary result codes that mean something to a person.
const (
	sqliteBusy     = 5
	sqliteReadOnly = 8
	sqliteFull     = 13
	sqliteCantOpen = 14
)

// environment is an error of the place, neither invalid input nor a conflict: the edges show its sentence and fail.
func environment(key string, cause error, args map[string]any) *cases.Error {
	return &cases.Error{Key: key, Cause: cause, Args: args}
}

func locked(patience time.Duration) *cases.Error {
	e := cases.Conflictf("database_locked", "seconds", int(patience.Seconds()))
	e.Cause = ErrLocked
	return e
}

// explain says what was being done, and turns the faults of the place into sentences. The text of a driver's error is
// kept as the cause: it names tables and files, never a person's words, because values travel as parameters.
func explain(o Options, doing string, err error) error {
	var known *cases.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %w", doing, err)
	case isBusy(err):
		return locked(o.wait())
	case isFull(err):
		return environment("disk_full", fmt.Errorf("%w: %s: %w", ErrFull, doing, err), map[string]any{"dir": o.dir()})
	case isDenied(err):
		return environment("data_not_writable", fmt.Errorf("%w: %s: %w", ErrFolder, doing, err),
			map[string]any{"dir": o.dir(), "uid": fmt.Sprint(os.Geteuid())})
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// sqliteCode returns SQLite's primary result code, or 0.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func pgCode(err error) string {
	var e *pgconn.PgError
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func isBusy(err error) bool { return sqliteCode(err) == sqliteBusy }

func isFull(err error) bool {
	return sqliteCode(err) == sqliteFull || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || pgCode(err) == "53100"
}

func isDenied(err error) bool {
	code := sqliteCode(err)
	return code == sqliteReadOnly || code == sqliteCantOpen || errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) ||
		errors.Is(err, syscall.ENOTDIR)
}
