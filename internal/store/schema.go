package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"

	"degrau/migrations"
)

// schemaUpToDate makes sure the schema is the one this program knows, or says what to do.
func schemaUpToDate(ctx context.Context, s *Store) error {
	v, err := migrations.Version(ctx, s.dialect, s.pool)
	if err != nil {
		return err
	}
	if v < migrations.Latest() && (s.options.Migrate || s.dialect == migrations.SQLite) {
		return s.migrateUp(ctx, v)
	}
	return checkVersion(v)
}

func checkVersion(v int64) error {
	args := map[string]any{"version": int(v), "known": int(migrations.Latest())}
	switch {
	case v > migrations.Latest():
		return environment("database_newer", ErrNewer, args)
	case v < migrations.Latest():
		return environment("database_older", ErrOlder, args)
	}
	return nil
}

func (s *Store) migrateUp(ctx context.Context, from int64) error {
	if s.dialect == migrations.SQLite && from > 0 {
		if _, err := s.copyDatabase(ctx, fmt.Sprintf("before-v%d", migrations.Latest())); err != nil {
			return err
		}
	}
	p, err := migrations.Provider(s.dialect, s.pool)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema up to date: %w", err)
	}
	return nil
}

// copyDatabase writes a consistent copy of the SQLite file into backups/ and returns its name. An older copy is never
// overwritten.
func (s *Store) copyDatabase(ctx context.Context, stem string) (string, error) {
	dir := filepath.Join(s.options.dir(), "backups")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("create backup folder: %w", err)
	}
	name := filepath.Join(dir, stem+".db")
	for n := 2; ; n++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = filepath.Join(dir, fmt.Sprintf("%s-%d.db", stem, n))
	}
	if _, err := s.pool.ExecContext(ctx, "VACUUM INTO ?", name); err != nil {
		_ = os.Remove(name)
		return "", fmt.Errorf("back up the database: %w", err)
	}
	return name, syncPath(name)
}

// syncPath makes what was written to a file or folder survive a power cut.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// MigrateStatus returns the schema version of the database; 0: it has none yet.
func MigrateStatus(ctx context.Context, o Options) (int64, error) { return migrate(ctx, o, nil) }

// MigrateUp brings the schema up to date and returns its version.
func MigrateUp(ctx context.Context, o Options) (int64, error) {
	return migrate(ctx, o, func(s *Store, v int64) error {
		if v >= migrations.Latest() {
			return checkVersion(v)
		}
		return s.migrateUp(ctx, v)
	})
}

// MigrateDown takes the newest step back and returns the version after it. What the step added is lost; on SQLite a
// copy of the file is made first.
func MigrateDown(ctx context.Context, o Options) (int64, error) {
	return migrate(ctx, o, func(s *Store, v int64) error {
		if v > migrations.Latest() {
			return checkVersion(v)
		}
		if v == 0 {
			return nil
		}
		if s.dialect == migrations.SQLite {
			if _, err := s.copyDatabase(ctx, fmt.Sprintf("before-down-v%d", v)); err != nil {
				return err
			}
		}
		p, err := migrations.Provider(s.dialect, s.pool)
		if err != nil {
			return err
		}
		if _, err := p.Down(ctx); err != nil && !errors.Is(err, goose.ErrNoNextVersion) {
			return fmt.Errorf("take the schema a step back: %w", err)
		}
		return nil
	})
}

func migrate(ctx context.Context, o Options, do func(*Store, int64) error) (version int64, err error) {
	s := &Store{options: o}
	if err := makeFolder(s.options.dir()); err != nil {
		return 0, s.explain("open the data folder", err)
	}
	err = s.connect(ctx, func(ctx context.Context, s *Store) error {
		v, err := migrations.Version(ctx, s.dialect, s.pool)
		if err == nil && do != nil {
			err = do(s, v)
		}
		if err == nil {
			version, err = migrations.Version(ctx, s.dialect, s.pool)
		}
		return err
	})
	if err != nil {
		return 0, s.explain("migrate the database", err)
	}
	return version, s.Close()
}
