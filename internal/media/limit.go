package media

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// maxTime bounds the work on one file.
const maxTime = 10 * time.Second

// slots bounds how many files are read at once. Go cannot stop a goroutine: one that hangs keeps its slot, so that a
// row of hostile files ends in "too slow" and not in a machine full of work.
var slots = make(chan struct{}, 4)

// guard is access to a file that can be taken away: after close, the reader inside is never touched again, although a
// goroutine that hangs may still hold the guard.
type guard struct {
	mu   sync.Mutex
	at   io.ReaderAt
	size int64
	shut bool
}

// ReadAt implements io.ReaderAt.
func (g *guard) ReadAt(p []byte, off int64) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return 0, ErrTooSlow
	}
	if off < 0 || off > g.size { // parsers seek where a file tells them to
		return 0, io.EOF
	}
	return g.at.ReadAt(p, off)
}

func (g *guard) close() {
	g.mu.Lock()
	g.shut = true
	g.mu.Unlock()
}

// limited runs work on a file of strangers: at most for maxTime, and with any panic turned into ErrBroken.
func limited(at io.ReaderAt, size int64, within time.Duration, work func(g *guard) error) error {
	timer := time.NewTimer(within)
	defer timer.Stop()
	select {
	case slots <- struct{}{}:
	case <-timer.C:
		return ErrTooSlow
	}
	g := &guard{at: at, size: size}
	defer g.close()
	done := make(chan error, 1)
	go func() {
		defer func() { <-slots }()
		defer func() {
			if p := recover(); p != nil {
				done <- fmt.Errorf("%w: %v", ErrBroken, p)
			}
		}()
		done <- work(g)
	}()
	select {
	case err := <-done:
		return err
	case <-timer.C:
		return ErrTooSlow
	}
}
