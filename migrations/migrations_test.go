package migrations_test

import (
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"degrau/internal/pgtest"
	"degrau/migrations"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func mustOpen(t testing.TB, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestUpDownUp(t *testing.T) {
	for d, db := range map[migrations.Dialect]*sql.DB{
		migrations.SQLite:   mustOpen(t, "sqlite", filepath.Join(t.TempDir(), "a.db")),
		migrations.Postgres: mustOpen(t, "pgx", pgtest.Empty(t)),
	} {
		t.Run(string(d), func(t *testing.T) {
			ctx := t.Context()
			p, err := migrations.Provider(d, db)
			if err != nil {
				t.Fatal(err)
			}
			steps := []struct {
				name string
				do   func() error
				want int64
			}{
				{"nothing yet", func() error { return nil }, 0},
				{"up", func() error { _, err := p.Up(ctx); return err }, migrations.Latest()},
				{"down to nothing", func() error { _, err := p.DownTo(ctx, 0); return err }, 0},
				{"up again", func() error { _, err := p.Up(ctx); return err }, migrations.Latest()},
				{"up when up to date", func() error { _, err := p.Up(ctx); return err }, migrations.Latest()},
			}
			for _, s := range steps {
				if err := s.do(); err != nil {
					t.Fatalf("%s: %v", s.name, err)
				}
				if v, err := migrations.Version(ctx, d, db); err != nil || v != s.want {
					t.Fatalf("%s: version %d, want %d: %v", s.name, v, s.want, err)
				}
				if got := countTables(t, ctx, d, db); (got > 0) != (s.want > 0) {
					t.Fatalf("%s: %d tables of ours", s.name, got)
				}
			}
		})
	}
}

func countTables(t testing.TB, ctx context.Context, d migrations.Dialect, db *sql.DB) (n int) {
	t.Helper()
	q := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`
	if d == migrations.Postgres {
		q = `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> 'goose_db_version'`
	}
	if err := db.QueryRowContext(ctx, q).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// Each of these is missing from, or a trap in, an engine that PostgreSQL may one day be exchanged for.
var forbidden = regexp.MustCompile(`(?i)\b(trigger|enum|sequence|(big|small)?serial|identity|autoincrement|nextval|advisory|pg_\w+_lock|listen|notify|exclude|deferrable|array|jsonb|timestamptz)\b|\[\]`)

func TestTemplatesStayPortable(t *testing.T) {
	for name, text := range templates(t) {
		if w := forbidden.FindString(withoutComments(text)); w != "" {
			t.Errorf("%s: %q does not work on every engine we may grow on", name, w)
		}
	}
}

func TestForbiddenWordsAreFound(t *testing.T) {
	for _, bad := range []string{"id BIGSERIAL", "CREATE TRIGGER x", "CREATE TYPE s AS ENUM ('a')", "x text[]", "LISTEN jobs", "pg_advisory_lock(1)",
		"GENERATED ALWAYS AS IDENTITY"} {
		if !forbidden.MatchString(bad) {
			t.Errorf("%q would pass", bad)
		}
	}
	if forbidden.MatchString("consequence text, enumeration text") {
		t.Error("a word that only contains a forbidden one is refused")
	}
}

var tableText = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)

func TestEveryTableHasOneKeyAndAnOrganisation(t *testing.T) {
	n := 0
	for name, text := range templates(t) {
		for _, m := range tableText.FindAllStringSubmatch(text, -1) {
			n++
			if strings.Count(m[2], "PRIMARY KEY") != 1 || !regexp.MustCompile(`(?m)^    \w+ \S+ PRIMARY KEY`).MatchString(m[2]) {
				t.Errorf("%s: table %s needs one single-column primary key", name, m[1])
			}
			if m[1] == "pack_snapshots" || m[1] == "blobs" { // the law is nobody's data; shared bytes are kept once for all
				continue
			}
			if !strings.Contains(m[2], "org_id ${UUID} NOT NULL") {
				t.Errorf("%s: table %s needs org_id", name, m[1])
			}
		}
	}
	if n == 0 {
		t.Error("no table was looked at")
	}
}

func templates(t testing.TB) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	out := map[string]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(b)
	}
	return out
}

func withoutComments(s string) string { return regexp.MustCompile(`(?m)--.*$`).ReplaceAllString(s, "") }

func TestRenderFillsEveryWord(t *testing.T) {
	for _, d := range []migrations.Dialect{migrations.SQLite, migrations.Postgres} {
		f, err := migrations.Render(d)
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(f, "*.sql")
		if err != nil || int64(len(names)) != migrations.Latest() {
			t.Errorf("%s: %d files for version %d: numbers must have no gap (%v)", d, len(names), migrations.Latest(), err)
		}
	}
	if _, err := migrations.Render("oracle"); err == nil {
		t.Error("an unknown engine was rendered")
	}
}
