package clamd

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"degrau/internal/clamdtest"
)

func mustClient(t testing.TB, url string, patience time.Duration) *Client {
	t.Helper()
	c, err := New(url, patience)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestScan(t *testing.T) {
	for _, network := range []string{"tcp", "unix"} {
		d := clamdtest.New(t, network)
		c := mustClient(t, d.URL, 5*time.Second)
		clean := strings.Repeat("0123456789", 50_000) // several parts
		for text, want := range map[string]string{clean: "", "": "", clean + clamdtest.Virus: clamdtest.Name} {
			virus, err := c.Scan(t.Context(), iotest.HalfReader(strings.NewReader(text)))
			if err != nil || virus != want {
				t.Errorf("%s, %d bytes: %q %v", network, len(text), virus, err)
			}
			if got := d.Got(); string(got) != text {
				t.Errorf("%s: %d bytes came of %d", network, len(got), len(text))
			}
		}
		_, err := c.Scan(t.Context(), strings.NewReader(strings.Repeat("x", 20<<20)))
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s, more than it takes: %v", network, err)
		}
		broken := errors.New("the disk is gone")
		if _, err := c.Scan(t.Context(), iotest.ErrReader(broken)); !errors.Is(err, broken) {
			t.Errorf("%s, a source that breaks: %v", network, err)
		}
	}
}

func TestSilentDaemon(t *testing.T) {
	d := clamdtest.New(t, "tcp")
	d.Delay = time.Minute
	var late net.Error
	if _, err := mustClient(t, d.URL, 50*time.Millisecond).Scan(t.Context(), strings.NewReader("x")); !errors.As(err, &late) || !late.Timeout() {
		t.Errorf("a daemon that thinks too long: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := mustClient(t, d.URL, time.Minute).Scan(ctx, strings.NewReader("x")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a request that is over: %v", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	go func() { // hangs up on whoever calls
		if conn, err := l.Accept(); err == nil {
			_ = conn.Close()
		}
		_ = l.Close()
	}()
	for range 2 { // the second time nobody is there
		if _, err := mustClient(t, "tcp://"+address, time.Second).Scan(t.Context(), strings.NewReader("x")); err == nil {
			t.Error("nobody looked at it, and it passed")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestURL(t *testing.T) {
	for _, good := range []string{"tcp://127.0.0.1:3310", "tcp://[::1]:3310", "tcp://clamd:3310/", "unix:///run/clamav/clamd.ctl"} {
		mustClient(t, good, time.Second)
	}
	for _, bad := range []string{"", "clamd", "http://x:1", "tcp://x", "tcp://:1", "tcp://x:1/y", "tcp://a:b@x:1", "unix://host/x", "unix:x", "unix:///x?y", "tcp://%zz", "unix:///x%00"} {
		if _, err := New(bad, time.Second); !errors.Is(err, ErrURL) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzReply: only the one answer that says so is clean, and what is passed on can stand in a sentence.
func FuzzReply(f *testing.F) {
	for _, s := range []string{"stream: OK\x00", "stream: Win.Test.EICAR_HDB-1 FOUND\x00", "INSTREAM size limit exceeded. ERROR\x00", "UNKNOWN COMMAND\n", "stream:  FOUND", "FOUND", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		virus, err := parseReply(s)
		if err == nil && virus == "" && strings.TrimRight(s, "\x00\r\n") != "stream: OK" {
			t.Errorf("%q passes for clean", s)
		}
		if len([]rune(virus)) > 100 || strings.ContainsFunc(virus, unicode.IsControl) {
			t.Errorf("%q: virus %q", s, virus)
		}
		if err != nil && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrReply) {
			t.Errorf("%q: %v", s, err)
		}
	})
}
