package messages

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cursor walks over the head of a line. Direction marks are not there for it, every kind of space is a space, every
// kind of digit a digit, and full-width signs are the ordinary ones.
type cursor struct {
	s string
	i int
}

// end is what peek returns behind the last rune.
const end = rune(-1)

func (c *cursor) peek() rune {
	r, _ := c.look()
	return r
}

// look returns the next rune and where it ends.
func (c *cursor) look() (rune, int) {
	for i := c.i; i < len(c.s); {
		r, n := rune(c.s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(c.s[i:])
		}
		if i += n; r >= utf8.RuneSelf && isMark(r) {
			continue
		}
		return ordinary(r), i
	}
	return end, len(c.s)
}

// ordinary is the plain form of a rune.
func ordinary(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	switch r {
	case '：', '∶':
		return ':'
	case '／':
		return '/'
	case '－', '–', '—', '−', '‐', '‑':
		return '-'
	case '［':
		return '['
	case '］':
		return ']'
	case '،', '，':
		return ','
	case '．':
		return '.'
	}
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Nd, r):
		return '0' + digitValue(r)
	}
	return r
}

// digitValue is the value of a decimal digit of any script: each has its ten in a row, beginning at zero.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if lo := rune(t.Lo); r >= lo && r <= rune(t.Hi) {
			return (r - lo) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if lo := rune(t.Lo); r >= lo && r <= rune(t.Hi) {
			return (r - lo) % 10
		}
	}
	return 0
}

func (c *cursor) next() rune {
	r, to := c.look()
	c.i = to
	return r
}

func (c *cursor) accept(r rune) bool {
	if got, to := c.look(); got == r {
		c.i = to
		return true
	}
	return false
}

func (c *cursor) spaces() bool {
	any := false
	for c.accept(' ') || c.accept('\t') {
		any = true
	}
	return any
}

// number reads up to max digits; more of them are no number we know.
func (c *cursor) number(max int) (value, digits int, ok bool) {
	for {
		r, to := c.look()
		if r < '0' || r > '9' {
			return value, digits, digits > 0
		}
		if digits++; digits > max {
			return 0, 0, false
		}
		value = value*10 + int(r-'0')
		c.i = to
	}
}

// word reads letters with the points between and after them, and gives them in plain form without the points.
func (c *cursor) word() string {
	var b strings.Builder
	for b.Len() < 48 {
		r, to := c.look()
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !(r == '.' || r == '-') {
			break
		}
		if (r == '.' || r == '-') && (b.Len() == 0 || r == '-' && !c.letterAt(to)) {
			break
		}
		c.i = to
		if r != '.' {
			b.WriteRune(r)
		}
	}
	return plain(b.String())
}

func (c *cursor) letterAt(i int) bool {
	r, _ := (&cursor{c.s, i}).look()
	return unicode.IsLetter(r)
}

// rest is what was not read yet, without leading space and marks.
func (c *cursor) rest() string { return trimMarks(c.s[c.i:]) }

// trimMarks drops leading spaces and direction marks.
func trimMarks(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return isMark(r) || unicode.IsSpace(r) })
}
