// Package clamd asks a ClamAV daemon whether there is a virus in some bytes. They are sent over a socket and stay with
// the daemon, which is the operator's own.
package clamd

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"time"
	"unicode"
)

// Client knows where the daemon is.
type Client struct {
	network, address string
	patience         time.Duration
}

// Faults of asking. In none of them the bytes were looked at.
var (
	ErrURL      = errors.New("not an address of clamd: tcp://host:port or unix:///path")
	ErrTooLarge = errors.New("more bytes than clamd takes")
	ErrReply    = errors.New("clamd answered something else")
)

// New reads an address, tcp://host:port or unix:///path. patience is how long the daemon may be silent: while it is
// called, while it takes a part of the bytes, and while it thinks at the end.
func New(address string, patience time.Duration) (*Client, error) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, ErrURL
	}
	switch u.Scheme {
	case "tcp":
		if u.Hostname() == "" || u.Port() == "" || strings.Trim(u.Path, "/") != "" {
			return nil, ErrURL
		}
		return &Client{"tcp", u.Host, patience}, nil
	case "unix":
		if u.Host != "" || !filepath.IsAbs(u.Path) || strings.ContainsRune(u.Path, 0) {
			return nil, ErrURL
		}
		return &Client{"unix", u.Path, patience}, nil
	}
	return nil, ErrURL
}

// part is how many bytes are sent at once.
const part = 64 << 10

// longest is the most that is read of an answer.
const longest = 4 << 10

// Scan sends everything r gives and returns the name of the virus that was found; none: the bytes are clean.
func (c *Client) Scan(ctx context.Context, r io.Reader) (virus string, err error) {
	d := net.Dialer{Timeout: c.patience}
	conn, err := d.DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", fmt.Errorf("call clamd: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	sendErr := c.send(conn, r)
	if errors.Is(sendErr, errSource) {
		return "", sendErr
	}
	// A daemon that has had enough answers and hangs up: its reason says more than the broken pipe.
	if err := c.wait(conn); err != nil {
		return "", err
	}
	text, err := bufio.NewReader(io.LimitReader(conn, longest)).ReadString(0)
	if err != nil && text == "" {
		return "", fmt.Errorf("hear clamd: %w", errors.Join(sendErr, err, ctx.Err()))
	}
	virus, err = parseReply(text)
	if err == nil && virus == "" && sendErr != nil {
		return "", fmt.Errorf("send to clamd: %w", sendErr) // clean, it says, of half the bytes
	}
	return virus, err
}

// errSource is a fault of reading what should be scanned, which is none of the daemon's.
var errSource = errors.New("read what is to be scanned")

// send speaks INSTREAM: parts with their length before them, and a length of zero at the end.
func (c *Client) send(conn net.Conn, r io.Reader) error {
	if err := c.write(conn, []byte("zINSTREAM\x00")); err != nil {
		return err
	}
	buf := make([]byte, 4+part)
	for {
		n, err := io.ReadFull(r, buf[4:])
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("%w: %w", errSource, err)
		}
		if n == 0 {
			return c.write(conn, make([]byte, 4))
		}
		binary.BigEndian.PutUint32(buf, uint32(n))
		if err := c.write(conn, buf[:4+n]); err != nil {
			return err
		}
	}
}

func (c *Client) write(conn net.Conn, b []byte) error {
	if err := c.wait(conn); err != nil {
		return err
	}
	_, err := conn.Write(b)
	return err
}

func (c *Client) wait(conn net.Conn) error {
	if err := conn.SetDeadline(time.Now().Add(c.patience)); err != nil {
		return fmt.Errorf("wait for clamd: %w", err)
	}
	return nil
}

// parseReply understands the three answers there are. Whatever else comes is an error, so that nothing passes for
// clean that the daemon did not call so.
func parseReply(text string) (virus string, err error) {
	text = strings.TrimRight(text, "\x00\r\n")
	said, ours := strings.CutPrefix(text, "stream: ")
	if ours && said == "OK" {
		return "", nil
	}
	if name, found := strings.CutSuffix(said, " FOUND"); ours && found {
		if name = plain(name); name == "" {
			name = "?"
		}
		return name, nil
	}
	if strings.Contains(text, "size limit exceeded") {
		return "", ErrTooLarge
	}
	return "", fmt.Errorf("%w: %q", ErrReply, plain(text))
}

// plain keeps what can stand in a sentence.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 100 {
		s = string(r[:100])
	}
	return strings.TrimSpace(s)
}
