package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	msqlite "modernc.org/sqlite"

	"degrau/migrations"
)

// dialector is gorm's SQLite dialect over modernc.org/sqlite, whose error type gorm's own translation does not know.
type dialector struct{ sqlite.Dialector }

// Translate tells the broken constraints apart by SQLite's extended result code.
func (d dialector) Translate(err error) error {
	var e *msqlite.Error
	if errors.As(err, &e) {
		switch e.Code() {
		case 1555, 2067: // SQLITE_CONSTRAINT_PRIMARYKEY, _UNIQUE
			return gorm.ErrDuplicatedKey
		case 787: // SQLITE_CONSTRAINT_FOREIGNKEY
			return gorm.ErrForeignKeyViolated
		}
	}
	return err
}

// sqliteSettings: FULL, because an acknowledged write must survive a power cut; secure_delete, because erased words must
// not stay readable in free pages; immediate transactions, because a read that turns into a write cannot wait its turn.
const sqliteSettings = "_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)" +
	"&_pragma=secure_delete(1)&_txlock=immediate&_time_format=sqlite&_timezone=UTC"

func openSQLite(path string, patience time.Duration) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("database file: %w", err)
	}
	name := strings.ReplaceAll(url.PathEscape(abs), "%2F", "/")
	db, err := sql.Open("sqlite", fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&%s", name, patience.Milliseconds(), sqliteSettings))
	if err != nil {
		return nil, err
	}
	// Idle connections default to 2; a pool of 8 would keep reopening the others and running their pragmas.
	db.SetMaxOpenConns(8)
	db.SetMaxIdleConns(8)
	return db, nil
}

func openPostgres(dsn string) (*sql.DB, error) {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	return db, nil
}

func openGorm(d migrations.Dialect, pool *sql.DB) (*gorm.DB, error) {
	// No prepared statement cache: pgx has its own, and gorm's prepares again in every transaction. No logger: it
	// would print statements with their values, which are people's words.
	cfg := &gorm.Config{TranslateError: true, SkipDefaultTransaction: true, DisableAutomaticPing: true, Logger: logger.Discard}
	if d == migrations.SQLite {
		return gorm.Open(dialector{sqlite.Dialector{Conn: pool}}, cfg)
	}
	return gorm.Open(postgres.New(postgres.Config{Conn: pool}), cfg)
}

// connect opens the database and lets do look after its schema.
func (s *Store) connect(ctx context.Context, do func(ctx context.Context, s *Store) error) error {
	d, at, err := s.options.place()
	if err != nil {
		return err
	}
	s.dialect = d
	if d == migrations.SQLite {
		// A lock on a file beside the database, so that of two processes started together one creates the schema and
		// the other finds it.
		if err := makeFolder(filepath.Dir(at)); err != nil {
			return err
		}
		unlock, err := lockFile(ctx, at+".lock", exclusive, s.options.wait())
		if err != nil {
			return err
		}
		defer unlock()
	}
	if s.pool, err = s.openPool(ctx, at); err != nil {
		return err
	}
	if s.db, err = openGorm(d, s.pool); err == nil {
		err = do(ctx, s)
	}
	if err != nil {
		_ = s.pool.Close()
	}
	return notADatabase(err)
}

func (s *Store) openPool(ctx context.Context, at string) (*sql.DB, error) {
	if s.dialect == migrations.SQLite {
		if err := createPrivate(at); err != nil {
			return nil, err
		}
		return openSQLite(at, s.options.wait())
	}
	pool, err := openPostgres(at)
	if err != nil {
		return nil, environment("database_unreachable", fmt.Errorf("connect to PostgreSQL: %w", err), nil)
	}
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, environment("database_unreachable", fmt.Errorf("connect to PostgreSQL: %w", err), nil)
	}
	return pool, nil
}

// createPrivate makes a new database file that only its owner can read, whatever the umask; SQLite gives the log beside
// it the same mode. A file that exists is not touched: closing it here would drop the locks this process has on it.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("create database file: %w", err)
	}
	return f.Close()
}

// notADatabase names a file that SQLite cannot read, such as a picture given as --database.
func notADatabase(err error) error {
	if c := sqliteCode(err); c == 26 || c == 11 { // SQLITE_NOTADB, SQLITE_CORRUPT
		return environment("not_a_database", err, nil)
	}
	return err
}
