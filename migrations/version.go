package migrations

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// Latest is the schema version this program was built with.
func Latest() int64 {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		panic(err) // the pattern is ours
	}
	var last int64
	for _, name := range names {
		number, _, _ := strings.Cut(name, "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			panic("migration without a number: " + name)
		}
		last = max(last, n)
	}
	return last
}

var tableCount = map[Dialect]string{
	SQLite:   `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`,
	Postgres: `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'`,
}

// Version reads the schema version of a database without writing to it, which goose's own question does; 0 is a
// database without a schema.
func Version(ctx context.Context, d Dialect, db *sql.DB) (int64, error) {
	var n int
	if err := db.QueryRowContext(ctx, tableCount[d]).Scan(&n); err != nil {
		return 0, fmt.Errorf("look for the schema: %w", err)
	}
	if n == 0 {
		return 0, nil
	}
	var v sql.NullInt64
	if err := db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version WHERE is_applied`).Scan(&v); err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	return v.Int64, nil
}
