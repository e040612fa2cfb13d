// Package pgtest gives tests a PostgreSQL of their own: it starts the server of the machine's package, never the one
// that may already run there. A missing PostgreSQL fails the test, so that a green run cannot hide a skipped engine.
package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"degrau/migrations"
)

// cluster is a server and the template that databases are copied from.
type cluster struct {
	admin    *sql.DB
	base     *url.URL
	template string
	stop     func()
}

var shared struct {
	once sync.Once
	mu   sync.Mutex
	c    *cluster
	err  error
}

// Main runs the tests of a package and stops the server, if one was started: func TestMain(m *testing.M) {
// os.Exit(pgtest.Main(m)) }. Without it the server ends with the process all the same.
func Main(m *testing.M) int {
	code := m.Run()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.c != nil {
		shared.c.close()
		shared.c = nil
	}
	return code
}

// New returns the URL of a fresh database with the whole schema, dropped when the test ends.
func New(t testing.TB) string {
	t.Helper()
	c := mustCluster(t)
	return c.create(t, c.template)
}

// Empty returns the URL of a fresh database without a schema.
func Empty(t testing.TB) string {
	t.Helper()
	return mustCluster(t).create(t, "template0")
}

func mustCluster(t testing.TB) *cluster {
	t.Helper()
	shared.once.Do(func() { shared.c, shared.err = start() })
	if shared.err != nil {
		t.Fatalf("PostgreSQL is needed for this test: %v", shared.err)
	}
	return shared.c
}

// start uses the server that TEST_PG_DSN names, or starts one.
func start() (*cluster, error) {
	dsn, stop := os.Getenv("TEST_PG_DSN"), func() {}
	if dsn == "" {
		var err error
		if dsn, stop, err = startServer(); err != nil {
			return nil, err
		}
	}
	c, err := prepare(dsn, stop)
	if err != nil {
		stop()
	}
	return c, err
}

func prepare(dsn string, stop func()) (*cluster, error) {
	base, err := url.Parse(dsn)
	if err != nil {
		return nil, fmt.Errorf("TEST_PG_DSN: %w", err)
	}
	c := &cluster{base: base, stop: stop, template: newName()}
	if c.admin, err = sql.Open("pgx", dsn); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for c.admin.PingContext(ctx) != nil && ctx.Err() == nil {
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := c.admin.ExecContext(ctx, "CREATE DATABASE "+c.template+" TEMPLATE template0"); err != nil {
		return nil, fmt.Errorf("create the template database: %w", err)
	}
	db, err := sql.Open("pgx", c.url(c.template))
	if err != nil {
		return nil, err
	}
	defer db.Close() // a template with an open connection cannot be copied
	p, err := migrations.Provider(migrations.Postgres, db)
	if err != nil {
		return nil, err
	}
	if _, err := p.Up(ctx); err != nil {
		return nil, fmt.Errorf("migrate the template database: %w", err)
	}
	return c, nil
}

func (c *cluster) url(name string) string {
	u := *c.base
	u.Path = "/" + name
	return u.String()
}

func (c *cluster) create(t testing.TB, template string) string {
	t.Helper()
	name := newName()
	if _, err := c.admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY file_copy"); err != nil {
		t.Fatalf("create a test database: %v", err)
	}
	t.Cleanup(func() {
		if _, err := c.admin.Exec("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
	})
	return c.url(name)
}

func (c *cluster) close() {
	_, _ = c.admin.Exec("DROP DATABASE " + c.template + " WITH (FORCE)")
	_ = c.admin.Close()
	c.stop()
}

func newName() string { return "degrau_" + strings.ReplaceAll(uuid.NewString(), "-", "") }
