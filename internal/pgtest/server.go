package pgtest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"syscall"
)

// guard runs the server and ends it when its own standard input closes. That happens when we say so and also when the
// test process dies in any way at all, kill -9 and the timeout of go test included, so no server is ever left behind.
const guard = `"$1"/postgres -D "$2"/data >"$2"/log 2>&1 </dev/null &
server=$!
read -r _
kill -QUIT $server
wait $server
rm -rf "$2"`

func startServer() (dsn string, stop func(), err error) {
	bin, err := findBin()
	if err != nil {
		return "", nil, err
	}
	as, err := servant()
	if err != nil {
		return "", nil, err
	}
	dir, err := makeDir(as)
	if err != nil {
		return "", nil, err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(dir)
		}
	}()
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "postgres", "-A", "trust",
		"-E", "UTF8", "--locale=C", "--no-sync")
	runAs(initdb, as, dir)
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return "", nil, err
	}
	if err := configure(dir, port); err != nil {
		return "", nil, err
	}
	cmd := exec.Command("/bin/sh", "-c", guard, "sh", bin, dir)
	runAs(cmd, as, dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	if err := cmd.Start(); err != nil {
		return "", nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	stop = func() {
		_ = in.Close()
		_ = cmd.Wait()
	}
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port), stop, nil
}

// findBin returns the folder with initdb and postgres.
func findBin() (string, error) {
	if dir := os.Getenv("PG_BIN"); dir != "" {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
			return "", fmt.Errorf("PG_BIN: %w", err)
		}
		return dir, nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is ours
	sort.Slice(found, func(i, j int) bool { return release(found[i]) < release(found[j]) })
	if n := len(found); n > 0 {
		return filepath.Dir(found[n-1]), nil
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(p), nil
		}
	}
	return "", errors.New("no initdb in PG_BIN, /usr/lib/postgresql/*/bin or PATH. Try: apt-get install -y --no-install-recommends postgresql")
}

func release(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// servant is who the server runs as, since it refuses to run as root; nil is ourselves.
func servant() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.ParseUint(u.Uid, 10, 32)
		gid, errG := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(errU, errG); err != nil {
			return nil, fmt.Errorf("user %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("running as root, and there is no user postgres or nobody to start the server as")
}

// makeDir makes the server's folder where its user can reach it: TMPDIR may be closed to others.
func makeDir(as *syscall.Credential) (string, error) {
	dir, err := os.MkdirTemp("", "degrau-pg-")
	if as == nil || err != nil {
		return dir, err
	}
	if fi, err := os.Stat(os.TempDir()); err != nil || fi.Mode().Perm()&0o001 == 0 {
		_ = os.Remove(dir)
		if dir, err = os.MkdirTemp("/tmp", "degrau-pg-"); err != nil {
			return "", err
		}
	}
	return dir, os.Chown(dir, int(as.Uid), int(as.Gid))
}

func runAs(c *exec.Cmd, as *syscall.Credential, dir string) {
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C", "TZ=America/Sao_Paulo") // a zone that is not UTC: times must not depend on it
	// A group of its own: Ctrl-C in a terminal is for the test, which then lets the server end in its own way.
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: as}
}

// freePort asks the system for one. Somebody else could take it before the server does; then the server does not
// start and the test says so.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func configure(dir string, port int) error {
	f, err := os.OpenFile(filepath.Join(dir, "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("configure PostgreSQL: %w", err)
	}
	_, err = fmt.Fprintf(f, "\nlisten_addresses = '127.0.0.1'\nport = %d\nunix_socket_directories = ''\nfsync = off\n"+
		"synchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\nshared_buffers = 32MB\n", port)
	return errors.Join(err, f.Close())
}
