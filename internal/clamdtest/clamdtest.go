// Package clamdtest gives tests a daemon that speaks the protocol of clamd.
package clamdtest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Virus stands for one. It is no test file of the trade, which the scanners of developers would eat.
const Virus = "this-is-the-virus"

// Name is what the daemon calls it.
const Name = "Test.Virus-1"

// Daemon takes parts up to a limit and answers by what it saw.
type Daemon struct {
	URL   string
	Limit int           // bytes; more is refused, as clamd does
	Delay time.Duration // before the answer

	mu     sync.Mutex
	got    []byte
	listen net.Listener
}

// New starts a daemon on tcp or unix that lasts as long as the test.
func New(t testing.TB, network string) *Daemon {
	t.Helper()
	at := "127.0.0.1:0"
	if network == "unix" {
		at = filepath.Join(t.TempDir(), "clamd.sock")
	}
	l, err := net.Listen(network, at)
	if err != nil {
		t.Fatal(err)
	}
	d := &Daemon{URL: "tcp://" + l.Addr().String(), Limit: 1 << 20, listen: l}
	if network == "unix" {
		d.URL = "unix://" + at
	}
	t.Cleanup(d.Stop)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go d.serve(conn)
		}
	}()
	return d
}

// Stop makes the daemon hear nobody any more.
func (d *Daemon) Stop() { _ = d.listen.Close() }

// Got is what was last sent to it.
func (d *Daemon) Got() []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.got
}

func (d *Daemon) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	if command, err := r.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		_, _ = conn.Write([]byte("UNKNOWN COMMAND\x00"))
		return
	}
	var got []byte
	for {
		var n uint32
		if err := binary.Read(r, binary.BigEndian, &n); err != nil {
			return
		}
		if n == 0 {
			break
		}
		if len(got)+int(n) > d.Limit {
			_, _ = conn.Write([]byte("INSTREAM size limit exceeded. ERROR\x00"))
			return
		}
		b := make([]byte, n)
		if _, err := io.ReadFull(r, b); err != nil {
			return
		}
		got = append(got, b...)
	}
	d.mu.Lock()
	d.got = got
	d.mu.Unlock()
	time.Sleep(d.Delay)
	answer := "stream: OK\x00"
	if bytes.Contains(got, []byte(Virus)) {
		answer = "stream: " + Name + " FOUND\x00"
	}
	_, _ = conn.Write([]byte(answer))
}
