package messages

import (
	"iter"
	"strings"
)

// line is one line of a text: its number from 1, and where it stands.
type line struct {
	n        int
	from, to int // without the end of the line
}

// linesOf walks over the lines of a text without copying it.
func linesOf(s string) iter.Seq[line] {
	return func(yield func(line) bool) {
		for n, from := 1, 0; from <= len(s); n++ {
			to := strings.IndexByte(s[from:], '\n')
			if to < 0 {
				if from < len(s) {
					yield(line{n, from, len(s)})
				}
				return
			}
			if !yield(line{n, from, from + to}) {
				return
			}
			from += to + 1
		}
	}
}
