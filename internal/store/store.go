// Package store is the only package that imports gorm: cases, claims, jobs' needs and evidence bytes by SHA-256.
package store

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/migrations"
)

// Options say where things are kept.
type Options struct {
	URL     string // empty: SQLite in Dir; postgres://...; sqlite:PATH
	Dir     string // data folder: degrau.db, evidence/, keys/, backups/; empty: ./degrau-data
	Migrate bool   // PostgreSQL: bring the schema up to date. SQLite always is, after a backup: there is nobody else to do it
	Secret  string // overrides keys/chain.key as the seed of the signing key

	Blobs               string // where originals are kept, as ParseBlobURL reads it; empty: evidence/ in Dir
	BlobKey, BlobSecret string // of the S3 server that Blobs names
	Limits              Limits

	// Scan looks for viruses in what is about to be kept. Its error refuses the file; scanned is false where it could not
	// look and the file is welcome all the same. nil: nobody looks.
	Scan func(ctx context.Context, r io.Reader) (scanned bool, err error)

	// Forget is told which originals were deleted, to delete what was made of them. nil: nothing was.
	Forget func(sums ...string) error

	patience time.Duration // how long one process waits for another before it says so; 0: ten seconds
}

// place is where the options say the database is.
func (o Options) place() (d migrations.Dialect, at string, err error) {
	switch {
	case o.URL == "":
		return migrations.SQLite, filepath.Join(o.dir(), "degrau.db"), nil
	case strings.HasPrefix(o.URL, "sqlite:"):
		at = strings.TrimPrefix(strings.TrimPrefix(o.URL, "sqlite:"), "//")
		if at != "" {
			return migrations.SQLite, at, nil
		}
	case strings.HasPrefix(o.URL, "postgres://"), strings.HasPrefix(o.URL, "postgresql://"):
		return migrations.Postgres, o.URL, nil
	}
	return "", "", cases.Invalidf("database", "database_url")
}

func (o Options) wait() time.Duration {
	if o.patience == 0 {
		return 10 * time.Second
	}
	return o.patience
}

func (o Options) dir() string {
	if o.Dir == "" {
		return "degrau-data"
	}
	return o.Dir
}

// Store keeps everything.
type Store struct {
	db      *gorm.DB
	pool    *sql.DB
	dialect migrations.Dialect
	options Options
	vault   vault
	inbox   inbox
	key     signer
	seal    seal
	ledger  *ledger
	shelf   sync.Map // packs that cases keep, by snapshot: *escalation.Packs
}

// Open opens the store. A folder that cannot be written, a database of a newer version, or one that stays locked for
// ten seconds is an error that says the way out (ErrFolder, ErrNewer, ErrLocked, each inside a cases.Error).
func Open(ctx context.Context, o Options) (*Store, error) {
	s, err := open(ctx, o)
	if err != nil {
		return nil, explain(o, "open the store", err)
	}
	return s, nil
}

func open(ctx context.Context, o Options) (_ *Store, err error) {
	if err := makeFolder(o.dir()); err != nil {
		return nil, err
	}
	s := &Store{options: o}
	if err := s.connect(ctx, schemaUpToDate); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Close()
		}
	}()
	if s.key, err = s.openKey(ctx, o.Secret); err != nil {
		return nil, err
	}
	if s.seal, err = newSeal(s.key); err != nil {
		return nil, err
	}
	if s.ledger, err = openLedger(o, s.key); err != nil {
		return nil, err
	}
	return s, s.openVault(o)
}

// makeFolder creates the data folder and makes sure that it can be written, so that the first save is not the first
// to find out.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return explain(Options{Dir: dir}, "create data folder", err)
	}
	f, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return explain(Options{Dir: dir}, "write to data folder", err)
	}
	_ = f.Close()
	return os.Remove(f.Name())
}

// Close closes the store.
func (s *Store) Close() error { return s.pool.Close() }

// Ping reports whether the database answers and the schema is the one expected.
func (s *Store) Ping(ctx context.Context) error {
	v, err := migrations.Version(ctx, s.dialect, s.pool)
	if err != nil {
		return s.explain("ask the database", err)
	}
	return checkVersion(v)
}

func (s *Store) explain(doing string, err error) error { return explain(s.options, doing, err) }
