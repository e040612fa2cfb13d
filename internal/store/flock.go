package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// The ways to lock a file.
const (
	shared    = syscall.LOCK_SH
	exclusive = syscall.LOCK_EX
)

// lockFile takes an advisory lock on a file that is created for it, and returns the way to give it back. The system
// gives it back by itself when a process dies. Waiting longer than patience ends with ErrLocked.
func lockFile(ctx context.Context, path string, how int, patience time.Duration) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock file: %w", err)
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	for pause := time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = f.Close() }, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			_ = f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		select {
		case <-time.After(pause):
		case <-late.C:
			_ = f.Close()
			return nil, locked(patience)
		case <-ctx.Done():
			_ = f.Close()
			return nil, ctx.Err()
		}
	}
}
