package escalation

import (
	"fmt"
	"strings"
)

// Fault is one thing wrong with a pack: the file, the place in it, and why.
type Fault struct {
	File   string
	Path   string
	Reason string
}

func (f Fault) Error() string {
	if f.Path == "" {
		return f.File + ": " + f.Reason
	}
	return f.File + ": " + f.Path + ": " + f.Reason
}

// Faults is everything wrong with the packs at once, so that whoever mends them need not load twenty times.
type Faults []Fault

func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

func (fs *Faults) add(file, path, format string, args ...any) {
	*fs = append(*fs, Fault{file, path, fmt.Sprintf(format, args...)})
}
