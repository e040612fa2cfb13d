package pgtest

import (
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"degrau/migrations"
)

func TestMain(m *testing.M) {
	if os.Getenv("PGTEST_HANG") != "" {
		c, err := start()
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString(c.base.Host + "\n")
		time.Sleep(time.Minute)
	}
	os.Exit(Main(m))
}

func TestNewHasTheSchemaAndEmptyHasNot(t *testing.T) {
	for name, c := range map[string]struct {
		url  string
		want int64
	}{"new": {New(t), migrations.Latest()}, "empty": {Empty(t), 0}} {
		db := mustOpen(t, c.url)
		if v, err := migrations.Version(t.Context(), migrations.Postgres, db); err != nil || v != c.want {
			t.Errorf("%s: version %d, %v", name, v, err)
		}
	}
}

func TestDatabasesAreApart(t *testing.T) {
	a, b := mustOpen(t, New(t)), mustOpen(t, New(t))
	if _, err := a.Exec("CREATE TABLE only_here (x int)"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Exec("SELECT * FROM only_here"); err == nil {
		t.Error("one test sees another's table")
	}
}

func TestServerEndsWithAKilledTest(t *testing.T) {
	if os.Getenv("TEST_PG_DSN") != "" {
		return // nothing is started then
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PGTEST_HANG=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 100)
	n, err := out.Read(line)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if err != nil {
		t.Fatal(err)
	}
	u := url.URL{Scheme: "postgres", User: url.User("postgres"), Host: strings.TrimSpace(string(line[:n])), Path: "/postgres", RawQuery: "sslmode=disable"}
	db := mustOpen(t, u.String())
	for end := time.Now().Add(10 * time.Second); db.Ping() == nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the server outlived the process that started it")
		}
	}
}

func mustOpen(t testing.TB, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
