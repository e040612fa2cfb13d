package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"degrau/internal/pgtest"
)

// asProgram makes the test binary behave as the program itself, so that a test can kill it.
const asProgram = "DEGRAU_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(pgtest.Main(m))
}

// server is a running `degrau serve` in a process of its own.
type server struct {
	cmd *exec.Cmd
	url string
}

func (d degrau) serve() *server {
	d.t.Helper()
	args := []string{"serve", "--addr", "127.0.0.1:0", "--data", d.data, "--lang", "en", "--now", "2026-11-22", "--database", d.database}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.StderrPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	s := &server{cmd: cmd}
	d.t.Cleanup(s.kill)
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if u := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); u != "" {
			s.url = strings.TrimSuffix(u, ".")
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return s
		}
	}
	d.t.Fatalf("serve did not start: %v", lines.Err())
	return nil
}

func (s *server) kill() {
	_ = s.cmd.Process.Signal(syscall.SIGKILL)
	_ = s.cmd.Wait()
}

// buyer is a browser without JavaScript.
type buyer struct {
	t *testing.T
	*http.Client
}

func newBuyer(t *testing.T) buyer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return buyer{t, &http.Client{Jar: jar, Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// post sends a form and returns where the answer leads; acknowledged means 303.
func (b buyer) post(address string, form url.Values) (string, bool) {
	r, err := b.PostForm(address, form)
	if err != nil {
		return "", false
	}
	defer r.Body.Close()
	_, _ = io.Copy(io.Discard, r.Body)
	return r.Header.Get("Location"), r.StatusCode == http.StatusSeeOther
}

func (b buyer) get(address string) (int, string) {
	b.t.Helper()
	r, err := b.Get(address)
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// open takes a complaint from the landing page to the page of its case.
func (b buyer) open(s *server) string {
	b.t.Helper()
	draft, ok := b.post(s.url+"/novo", url.Values{"texto": {complaint}})
	if !ok {
		b.t.Fatal("the text was not taken")
	}
	page, ok := b.post(s.url+draft, url.Values{"fazer": {"confirmar"}})
	page, _, _ = strings.Cut(page, "?")
	if !ok || !strings.HasPrefix(page, "/casos/") {
		b.t.Fatalf("confirming led to %q", page)
	}
	return page
}

// TestKillingTheServerLosesNothingAcknowledged kills serve at random moments while a buyer writes: what was answered
// with a redirect is there after the next start, and the whole store still verifies.
func TestKillingTheServerLosesNothingAcknowledged(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d degrau) {
		b := newBuyer(t)
		s := d.serve()
		page := b.open(s)
		id := strings.TrimPrefix(page, "/casos/")
		var said []string
		for round := range 4 {
			var stop *time.Timer
			for n := 0; ; n++ {
				if n == 1 { // the clock starts with the first answer, so that a slow machine tests something too
					stop = time.AfterFunc(time.Duration(20+rand.IntN(160))*time.Millisecond, s.kill)
				}
				note := fmt.Sprintf("nota %d-%d", round, n)
				if _, ok := b.post(s.url+page+"/novidade", url.Values{"escolha": {"outra"}, "tipo": {"note"}, "dia": {"20/11/2026"}, "texto": {note}}); !ok {
					break
				}
				said = append(said, note)
			}
			if stop == nil {
				t.Fatal("the first note of the round was not taken")
			}
			stop.Stop()
			s.kill()
			s = d.serve()
		}
		if len(said) == 0 {
			t.Fatal("nothing was acknowledged, so nothing was tested")
		}
		s.kill()
		kept := d.must("", "case", "show", id, "--json")
		for _, note := range said {
			if !strings.Contains(kept, `"`+note+`"`) {
				t.Errorf("%q was acknowledged and is gone", note)
			}
		}
		d.must("", "verify")
		t.Logf("%d notes acknowledged over four kills", len(said))
	})
}

// TestACaseBelongsToItsBrowser: anyone else gets 404.
func TestACaseBelongsToItsBrowser(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	s := d.serve()
	owner := newBuyer(t)
	page := owner.open(s)
	if code, body := owner.get(s.url + page); code != http.StatusOK || !strings.Contains(body, "8150000000000011") && !strings.Contains(body, "AliExpress") {
		t.Errorf("owner: %d", code)
	}
	if code, _ := newBuyer(t).get(s.url + page); code != http.StatusNotFound {
		t.Errorf("another browser: %d, want 404", code)
	}
}

// TestSIGTERMEndsCleanly: a stop is no failure.
func TestSIGTERMEndsCleanly(t *testing.T) {
	s := degrau{t: t, data: t.TempDir()}.serve()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
}
