package media

import (
	"os"
	"syscall"
	"time"
)

// spareAddresses is what the runtime reserves of the address space without using it.
const spareAddresses = 8 << 30

// maxPageFile is the largest file that a child, or a program it starts, may write.
const maxPageFile = 300 << 20

// restrain binds this process, and all it starts, to limits that the kernel keeps.
func restrain(memory uint64, processor time.Duration) error {
	seconds := uint64(processor/time.Second) + 1
	for _, l := range []struct {
		what int
		max  uint64
	}{
		{syscall.RLIMIT_DATA, memory},
		{syscall.RLIMIT_AS, memory + spareAddresses},
		{syscall.RLIMIT_CPU, 2 * seconds}, // of two processors
		{syscall.RLIMIT_FSIZE, maxPageFile},
		{syscall.RLIMIT_CORE, 0},
		{syscall.RLIMIT_NOFILE, 64},
	} {
		if err := lower(l.what, l.max); err != nil {
			return err
		}
	}
	// Where the machine itself runs out of memory, this is the process to give up, not the one that serves.
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0o600) // only Linux has it
	return nil
}

// lower sets a limit, but never above one that somebody has set already.
func lower(what int, max uint64) error {
	var now syscall.Rlimit
	if err := syscall.Getrlimit(what, &now); err != nil {
		return err
	}
	now.Cur, now.Max = min(now.Cur, max), min(now.Max, max)
	return syscall.Setrlimit(what, &now)
}
