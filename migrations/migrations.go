// Package migrations holds the numbered .sql files of the schema and the few lines that apply them with goose.
//
// There is one template folder for both engines: plain DDL is identical but for a handful of type words.
package migrations

import (
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed *.sql
var files embed.FS

// Dialect is a database engine.
type Dialect string

// The engines.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// words are the type words of the templates. Times in SQLite are text in UTC; the declared type makes the driver read
// them back as times. JSON that is hashed is kept as text on both engines, since jsonb does not keep its bytes.
var words = map[Dialect]*strings.Replacer{
	SQLite:   strings.NewReplacer("${UUID}", "text", "${TS}", "timestamp", "${JSON}", "text", "${DATE}", "text"),
	Postgres: strings.NewReplacer("${UUID}", "uuid", "${TS}", "timestamptz", "${JSON}", "jsonb", "${DATE}", "date"),
}

var gap = regexp.MustCompile(`\$\{[^}]*\}?`)

// Render fills the type words of every template for one engine.
func Render(d Dialect) (fs.FS, error) { return render(files, d) }

func render(templates fs.FS, d Dialect) (fs.FS, error) {
	fill, ok := words[d]
	if !ok {
		return nil, fmt.Errorf("no such database engine: %q", d)
	}
	names, err := fs.Glob(templates, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	out := fstest.MapFS{}
	for _, name := range names {
		b, err := fs.ReadFile(templates, name)
		if err != nil {
			return nil, fmt.Errorf("read migration: %w", err)
		}
		text := fill.Replace(string(b))
		if w := gap.FindString(text); w != "" {
			return nil, fmt.Errorf("migration %s: unknown type word %s", name, w)
		}
		out[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o444}
	}
	return out, nil
}

// Provider returns goose's provider over a database. On PostgreSQL replicas that start together wait for one another;
// on SQLite goose knows no lock, so the caller must hold one.
func Provider(d Dialect, db *sql.DB) (*goose.Provider, error) {
	rendered, err := Render(d)
	if err != nil {
		return nil, err
	}
	if d == SQLite {
		return goose.NewProvider(goose.DialectSQLite3, db, rendered)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60)) // ask every second, for a minute
	if err != nil {
		return nil, fmt.Errorf("migration lock: %w", err)
	}
	return goose.NewProvider(goose.DialectPostgres, db, rendered, goose.WithSessionLocker(locker))
}
