package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// childMark in the environment makes this program a child that does one job on one file and ends (see childwork.go).
const childMark = "DEGRAU_MEDIA_JOB"

// Limits of a child. What a hostile file can use up is bounded by them, and what it can bring down is the child alone.
const (
	maxChildren = 2
	childMemory = 1500 << 20 // bytes of data; a photo of MaxPixels, turned, takes about half
	childGrace  = 2 * time.Second
	maxComplain = 16 << 10 // bytes kept of what a child says in dying
)

// children has a place for each child at work.
var children = make(chan struct{}, maxChildren)

// job is what a child is asked to do with the file on its standard input. The result goes to its standard output, and an
// answer or a fault to the last line of its standard error.
type job struct {
	Do       string        `json:"do"` // copy, pdf, text, pages
	Within   time.Duration `json:"within"`
	MaxInput int64         `json:"max_input"`
	Memory   uint64        `json:"memory,omitempty"` // bytes; 0: childMemory
	Settings *Settings     `json:"settings,omitempty"`
	Renderer string        `json:"renderer,omitempty"` // program that draws PDF pages
}

// answer is the last line of a child's standard error.
type answer struct {
	Fault  string          `json:"fault,omitempty"` // a key of faults
	Text   string          `json:"text,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
}

// run starts a child for the job, hands it in and copies to out what it makes, at most max bytes. After an error, what
// out has received is nothing worth.
func (j job) run(ctx context.Context, in io.Reader, out io.Writer, max int64, result any) error {
	if os.Getenv(childMark) != "" {
		return errors.New("a child starts no children")
	}
	select {
	case children <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-children }()
	within, cancel := context.WithTimeout(ctx, j.Within)
	defer cancel()
	room, err := os.MkdirTemp("", "degrau-media-")
	if err != nil {
		return fmt.Errorf("make room for reading a file: %w", err)
	}
	defer os.RemoveAll(room)
	cmd, said, err := j.command(within, room)
	if err != nil {
		return err
	}
	source := &watchedReader{r: in}
	cmd.Stdin = source // a pipe: the child never holds the file itself
	capped := &cappedWriter{w: out, left: max, stop: cancel}
	cmd.Stdout = capped
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case source.fault() != nil:
		return source.fault()
	case capped.err != nil:
		return capped.err
	case within.Err() != nil:
		return fmt.Errorf("%w: longer than %s", ErrTooSlow, j.Within)
	}
	return verdict(err, said.Bytes(), result)
}

// command makes the child's process: this very program again, knowing nothing of our environment, in a group of its own
// so that what it starts ends with it.
func (j job) command(ctx context.Context, room string) (*exec.Cmd, *tailWriter, error) {
	self, err := self()
	if err != nil {
		return nil, nil, fmt.Errorf("find this program: %w", err)
	}
	order, err := json.Marshal(j)
	if err != nil {
		return nil, nil, err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Args[0] = "degrau-media"
	cmd.Dir = room
	cmd.Env = []string{childMark + "=" + string(order), "TMPDIR=" + room, "GOMAXPROCS=2", "GOTRACEBACK=single", "PATH=" + os.Getenv("PATH")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = childGrace
	said := &tailWriter{}
	cmd.Stderr = said
	return cmd, said, nil
}

// self is the program that runs. On Linux the kernel's own link to it still leads there after an update has put another
// in its place.
func self() (string, error) {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe", nil
	}
	return os.Executable()
}

// verdict reads how a child ended.
func verdict(ended error, said []byte, result any) error {
	var a answer
	last := said[bytes.LastIndexByte(bytes.TrimRight(said, "\n"), '\n')+1:]
	if json.Unmarshal(last, &a) == nil && (a.Fault != "" || a.Result != nil) {
		if a.Fault != "" {
			return fmt.Errorf("%w: %s", faultOf(a.Fault), a.Text)
		}
		if ended == nil && result != nil {
			return json.Unmarshal(a.Result, result)
		}
		if ended == nil {
			return nil
		}
	}
	words := string(said)
	if outOfMemory(words) {
		return fmt.Errorf("%w: reading it takes too much memory", ErrTooLarge)
	}
	var exit *exec.ExitError
	if ended != nil && !errors.As(ended, &exit) {
		return fmt.Errorf("read a file in a process of its own: %w", ended)
	}
	return fmt.Errorf("%w: its reader broke down (%v): %s", ErrBroken, ended, firstLine(words))
}

// outOfMemory reports whether a child died of its limit. The runtime says so, or, where even that takes memory, falls over
// by a signal outside of any Go code: a decoder's own fault is told as a panic, in brackets.
func outOfMemory(words string) bool {
	return strings.Contains(words, "out of memory") || strings.Contains(words, "cannot allocate memory") ||
		strings.HasPrefix(strings.TrimSpace(words), "SIGSEGV: segmentation violation")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strconv.QuoteToASCII(line[:min(len(line), 200)])
}

// watchedReader remembers whether reading failed: a child that gets half a file blames the file.
type watchedReader struct {
	r   io.Reader
	mu  sync.Mutex
	err error
}

// Read implements io.Reader.
func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && err != io.EOF {
		w.mu.Lock()
		w.err = err
		w.mu.Unlock()
	}
	return n, err
}

func (w *watchedReader) fault() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

// cappedWriter takes so many bytes and no more.
type cappedWriter struct {
	w    io.Writer
	left int64
	stop func()
	err  error
}

// Write implements io.Writer.
func (c *cappedWriter) Write(p []byte) (int, error) {
	if int64(len(p)) > c.left {
		c.err = fmt.Errorf("%w: what is made of it has no end", ErrTooLarge)
		c.stop()
		return 0, c.err
	}
	n, err := c.w.Write(p)
	c.left -= int64(n)
	if err != nil {
		c.err = err
		c.stop()
	}
	return n, err
}

// tailWriter keeps the last bytes written.
type tailWriter struct{ b []byte }

// Write implements io.Writer.
func (t *tailWriter) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if over := len(t.b) - maxComplain; over > 0 {
		t.b = append(t.b[:0], t.b[over:]...)
	}
	return len(p), nil
}

// Bytes returns what is kept.
func (t *tailWriter) Bytes() []byte { return t.b }
