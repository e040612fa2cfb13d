package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/pgtest"
	"degrau/migrations"
)

func TestOpenRefuses(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "a.png")
	mustDo(t, os.WriteFile(picture, []byte("\x89PNG not a database at all, but longer than a header of a hundred bytes, so that it is read and refused as such"), 0o600))
	file := filepath.Join(t.TempDir(), "file")
	mustDo(t, os.WriteFile(file, nil, 0o600))
	brokenKey := t.TempDir()
	mustDo(t, os.MkdirAll(filepath.Join(brokenKey, "keys"), 0o700))
	mustDo(t, os.WriteFile(filepath.Join(brokenKey, "keys", "chain.key"), []byte("zz\n"), 0o600))
	for name, c := range map[string]struct {
		o    Options
		key  string
		want error
	}{
		"an engine nobody knows":      {Options{Dir: t.TempDir(), URL: "mysql://x"}, "database_url", nil},
		"a path without a file":       {Options{Dir: t.TempDir(), URL: "sqlite:"}, "database_url", nil},
		"a picture":                   {Options{Dir: t.TempDir(), URL: "sqlite:" + picture}, "not_a_database", nil},
		"a file as data folder":       {Options{Dir: file}, "data_not_writable", ErrFolder},
		"a database below a file":     {Options{Dir: t.TempDir(), URL: "sqlite:" + filepath.Join(file, "x", "a.db")}, "data_not_writable", ErrFolder},
		"a folder below a file":       {Options{Dir: filepath.Join(file, "x")}, "data_not_writable", ErrFolder},
		"a key that is no key":        {Options{Dir: brokenKey}, "key_broken", ErrKey},
		"a server that is not there":  {Options{Dir: t.TempDir(), URL: "postgres://postgres:geheim@127.0.0.1:1/x?sslmode=disable"}, "database_unreachable", nil},
		"PostgreSQL without a schema": {Options{Dir: t.TempDir(), URL: pgtest.Empty(t)}, "database_older", ErrOlder},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), c.o)
			if err == nil {
				_ = s.Close()
			}
			wantKey(t, err, c.key)
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("not %v: %v", c.want, err)
			}
			if err != nil && strings.Contains(err.Error(), "geheim") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
}

func wantKey(t testing.TB, err error, key string) {
	t.Helper()
	var e *cases.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Errorf("want %s, got %v", key, err)
	}
}

// TestUnwritableFolder gives up root's rights over files on one thread, which ends with its goroutine.
func TestUnwritableFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	mustDo(t, os.Mkdir(dir, 0o500))
	var errOpen error
	var wg sync.WaitGroup
	wg.Go(func() {
		runtime.LockOSThread()
		if os.Geteuid() == 0 {
			_, _, _ = syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		}
		errOpen = makeFolder(dir)
	})
	wg.Wait()
	err := explain(Options{Dir: dir}, "open the store", errOpen)
	wantKey(t, err, "data_not_writable")
	var e *cases.Error
	if errors.As(err, &e) && (e.Args["dir"] != dir || e.Args["uid"] != fmt.Sprint(os.Geteuid())) {
		t.Errorf("the way out needs folder and user: %v", e.Args)
	}
}

func TestNewerDatabaseIsRefusedAndLeftAlone(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			s := mustStore(t, e.options(t))
			c := mustCreate(t, s)
			next := migrations.Latest() + 1
			mustExec(t, s, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", next, true)
			if err := s.Ping(t.Context()); !errors.Is(err, ErrNewer) {
				t.Errorf("ping: %v", err)
			}
			o := s.options
			o.Migrate = true
			_, err := Open(t.Context(), o)
			wantKey(t, err, "database_newer")
			for name, do := range map[string]func() (int64, error){
				"up":   func() (int64, error) { return MigrateUp(t.Context(), o) },
				"down": func() (int64, error) { return MigrateDown(t.Context(), o) },
			} {
				if _, err := do(); !errors.Is(err, ErrNewer) {
					t.Errorf("%s: %v", name, err)
				}
			}
			if v, err := MigrateStatus(t.Context(), o); err != nil || v != next {
				t.Errorf("status: %d %v", v, err)
			}
			mustExec(t, s, "DELETE FROM goose_db_version WHERE version_id = ?", next)
			sameCase(t, mustLoad(t, mustStore(t, o), c.ID), c)
		})
	}
}

func TestMigrateUpDownUp(t *testing.T) {
	for name, o := range map[string]Options{"sqlite": {Dir: t.TempDir()}, "postgres": {Dir: t.TempDir(), URL: pgtest.Empty(t)}} {
		t.Run(name, func(t *testing.T) {
			last := migrations.Latest()
			for i, step := range []struct {
				do   func() (int64, error)
				want int64
			}{
				{func() (int64, error) { return MigrateStatus(t.Context(), o) }, 0},
				{func() (int64, error) { return MigrateDown(t.Context(), o) }, 0},
				{func() (int64, error) { return MigrateUp(t.Context(), o) }, last},
				{func() (int64, error) { return MigrateUp(t.Context(), o) }, last},
				{func() (int64, error) { return MigrateDown(t.Context(), o) }, last - 1},
				{func() (int64, error) { return MigrateStatus(t.Context(), o) }, last - 1},
			} {
				if v, err := step.do(); err != nil || v != step.want {
					t.Fatalf("step %d: version %d, want %d: %v", i, v, step.want, err)
				}
			}
			o.Migrate = true
			s := mustStore(t, o)
			mustDo(t, s.Ping(t.Context()))
			mustCreate(t, s)
		})
	}
}

func TestOldSQLiteFileIsBackedUpAndMigrated(t *testing.T) {
	o := Options{Dir: t.TempDir()}
	s := mustStore(t, o)
	c := mustCreate(t, s)
	mustDo(t, s.Close())
	_, err := MigrateDown(t.Context(), o)
	mustDo(t, err)
	sameCase(t, mustLoad(t, mustStore(t, o), c.ID), c)
	backup := filepath.Join(o.Dir, "backups", fmt.Sprintf("before-v%d.db", migrations.Latest()))
	old, err := openSQLite(backup, time.Second)
	mustDo(t, err)
	defer old.Close()
	if v, err := migrations.Version(t.Context(), migrations.SQLite, old); err != nil || v != migrations.Latest()-1 {
		t.Errorf("the backup has version %d: %v", v, err)
	}
	var n int
	if err := old.QueryRow("SELECT count(*) FROM events").Scan(&n); err != nil || n != 3 {
		t.Errorf("the backup has %d events: %v", n, err)
	}
}

func TestManyOpenAFreshFolderAtOnce(t *testing.T) {
	for name, o := range map[string]Options{
		"sqlite":                        {Dir: filepath.Join(t.TempDir(), "fresh")},
		"sqlite under a difficult name": {Dir: t.TempDir(), URL: "sqlite:" + filepath.Join(t.TempDir(), "new", "a?b#c%20d ç.db")},
		"postgres":                      {Dir: filepath.Join(t.TempDir(), "fresh"), URL: pgtest.Empty(t), Migrate: true},
	} {
		t.Run(name, func(t *testing.T) {
			keys := make([]string, 6)
			var wg sync.WaitGroup
			for i := range keys {
				wg.Go(func() {
					s, err := Open(t.Context(), o)
					if err != nil {
						t.Error(err)
						return
					}
					defer s.Close()
					keys[i] = keyName(s.key.public())
					c := newCase(t)
					if err := s.Create(t.Context(), c, nil); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			for _, k := range keys {
				if k != keys[0] {
					t.Errorf("two keys in one folder: %v", keys)
				}
			}
			if found := mustVerify(t, mustStore(t, o)); len(found) > 0 {
				t.Errorf("verify: %v", found)
			}
		})
	}
}

func TestKeyFile(t *testing.T) {
	o := Options{Dir: t.TempDir()}
	s := mustStore(t, o)
	path := filepath.Join(o.Dir, "keys", "chain.key")
	for _, private := range []string{path, filepath.Join(o.Dir, "degrau.db")} {
		fi, err := os.Stat(private)
		if err != nil || fi.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v: %v", private, fi.Mode(), err)
		}
	}
	mustDo(t, os.Remove(path))
	fresh := mustStore(t, o) // nothing was signed yet, so nothing is lost
	if keyName(fresh.key.public()) == keyName(s.key.public()) {
		t.Error("the key is not random")
	}
	mustCreate(t, fresh)
	mustDo(t, os.Remove(path))
	_, err := Open(t.Context(), o)
	wantKey(t, err, "key_missing")
	if _, err := os.Stat(path); err == nil {
		t.Error("a new key was made: every case would look forged")
	}
}

func TestLockedFile(t *testing.T) {
	o := Options{Dir: t.TempDir(), patience: 50 * time.Millisecond}
	s := mustStore(t, o)
	c := mustCreate(t, s)
	other, err := openSQLite(filepath.Join(o.Dir, "degrau.db"), time.Second)
	mustDo(t, err)
	defer other.Close()
	tx, err := other.Begin() // immediate: it holds the file
	mustDo(t, err)
	mustNote(t, c, "espera")
	err = s.Save(t.Context(), c)
	if !errors.Is(err, ErrLocked) || !cases.IsKind(err, cases.Conflict) {
		t.Errorf("saving while another writes: %v", err)
	}
	mustLoad(t, s, c.ID) // readers are not kept waiting
	mustDo(t, tx.Rollback())
	mustDo(t, s.Save(t.Context(), c))
	unlock, err := lockFile(t.Context(), filepath.Join(o.Dir, "degrau.db.lock"), exclusive, time.Second)
	mustDo(t, err)
	if _, err := Open(t.Context(), o); !errors.Is(err, ErrLocked) {
		t.Errorf("opening while another migrates: %v", err)
	}
	unlock()
	mustStore(t, o)
}

func TestPatienceIsTenSeconds(t *testing.T) {
	s := mustStore(t, Options{Dir: t.TempDir()})
	want := map[string]string{"busy_timeout": "10000", "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}
	for name, value := range want {
		var got string
		if err := s.pool.QueryRow("PRAGMA " + name).Scan(&got); err != nil || got != value {
			t.Errorf("%s = %s, want %s: %v", name, got, value, err)
		}
	}
	if s.options.wait() != 10*time.Second {
		t.Errorf("patience: %s", s.options.wait())
	}
}

func TestFullDiskLosesNothing(t *testing.T) {
	s := mustStore(t, Options{Dir: t.TempDir()})
	c := mustCreate(t, s)
	s.pool.SetMaxOpenConns(1)
	var pages int
	mustDo(t, s.pool.QueryRow("PRAGMA page_count").Scan(&pages))
	_, err := s.pool.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+2))
	mustDo(t, err)
	before := mustLoad(t, s, c.ID)
	mustNote(t, c, strings.Repeat("muito ", 10_000))
	err = s.Save(t.Context(), c)
	wantKey(t, err, "disk_full")
	if !errors.Is(err, ErrFull) {
		t.Errorf("not ErrFull: %v", err)
	}
	sameCase(t, mustLoad(t, s, c.ID), before)
	for name, cause := range map[string]error{"no space": syscall.ENOSPC, "no quota": syscall.EDQUOT} {
		err := s.explain("keep evidence", fmt.Errorf("write: %w", &os.PathError{Op: "write", Err: cause}))
		if !errors.Is(err, ErrFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestErrorsHoldNoWordsOfPeople(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			s := mustStore(t, e.options(t))
			c := newCase(t)
			mustDo(t, s.db.Exec("DROP TABLE event_payloads").Error)
			err := s.Create(t.Context(), c, nil)
			if err == nil || strings.Contains(err.Error(), "mensagem") || strings.Contains(err.Error(), "8150000000000011") {
				t.Errorf("%v", err)
			}
			if !strings.HasPrefix(err.Error(), "create case: ") {
				t.Errorf("the error does not say what was being done: %v", err)
			}
			if _, err := s.Load(t.Context(), c.ID); !cases.IsKind(err, cases.NotFound) {
				t.Errorf("half a case was kept: %v", err)
			}
		})
	}
}
