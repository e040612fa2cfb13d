// Package ocr reads the words of pictures with tesseract, where whoever runs the program has installed it.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// Limits of one picture. A child that is not done by then is killed.
const (
	MaxBytes = 40 << 20
	maxTime  = 60 * time.Second
	maxWords = 1 << 20
)

// The faults of a picture that was not read.
var (
	ErrTooSlow  = errors.New("reading the picture took too long")
	ErrTooLarge = errors.New("the picture is too large to be read")
)

// wanted are the languages of the house by the names of tesseract, and the order in which they are asked for.
var wanted = []string{"por", "spa", "ron", "eng"}

// Program is an installed tesseract.
type Program struct {
	path      string
	languages string
}

// Find looks for tesseract and asks it for its languages; nil where there is none, or none of ours.
func Find(ctx context.Context) *Program {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, path, "--list-langs").CombinedOutput()
	if err != nil {
		return nil
	}
	var have []string
	for _, l := range wanted {
		if slices.Contains(strings.Fields(string(out)), l) {
			have = append(have, l)
		}
	}
	if len(have) == 0 {
		return nil
	}
	return &Program{path: path, languages: strings.Join(have, "+")}
}

// Read returns the words of a picture, as the program sees them: to be checked by a person, always. The bytes go to a
// child process of their own, which ends with them.
func (p *Program) Read(ctx context.Context, r io.Reader) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	c := exec.CommandContext(ctx, p.path, "stdin", "stdout", "-l", p.languages)
	c.Env = []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"} // one picture must not take the whole machine
	in := &limited{r: r, left: MaxBytes}
	out := &capped{left: maxWords}
	c.Stdin, c.Stdout, c.WaitDelay = in, out, 2*time.Second
	err := c.Run()
	switch {
	case in.over:
		return "", ErrTooLarge
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", ErrTooSlow
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", fmt.Errorf("read picture: %w", err)
	}
	return strings.TrimSpace(strings.ToValidUTF8(out.b.String(), "\uFFFD")), nil
}

// limited stops a picture that is larger than it may be.
type limited struct {
	r    io.Reader
	left int64
	over bool
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		l.over = true
		return 0, ErrTooLarge
	}
	return n, err
}

// capped keeps the first words and lets the rest go by.
type capped struct {
	b    bytes.Buffer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	n := min(len(p), c.left)
	c.b.Write(p[:n])
	c.left -= n
	return len(p), nil
}
