package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fits reports whether s has the shape: # a digit, @ a capital letter, ? either, anything else itself.
func fits(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; shape[i] {
		case '#':
			if !isDigit(c) {
				return false
			}
		case '@':
			if !isUpper(c) {
				return false
			}
		case '?':
			if !isDigit(c) && !isUpper(c) {
				return false
			}
		default:
			if c != shape[i] {
				return false
			}
		}
	}
	return true
}

// run returns the end of the tokens that hang together from i on: letters and digits, with - . / _ inside. It is cut at
// 60 bytes: nothing we know is longer, and a wall of letters must not be read again from each of its tokens.
func (r *reader) run(i int) int {
	j := i + 1
	for j < len(r.toks) && r.glued(j) && r.toks[j].e-r.toks[i].s < 60 {
		if r.toks[j].kind != sym {
			if r.toks[j].kind == word && r.is(j+1, '$') {
				break // 8150000000000123R$89,90
			}
			j++
			continue
		}
		c := r.toks[j].w[0]
		if (c == '-' || c == '.' || c == '/' || c == '_') && j+1 < len(r.toks) && r.glued(j+1) && r.toks[j+1].kind != sym {
			j += 2
			continue
		}
		break
	}
	return j
}

// upper returns the folded text of the tokens in capitals. Scanner letters inside digits were mended by tokenize.
func (r *reader) upper(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		if i > from && r.toks[i].s > r.toks[i-1].e && r.toks[i].kind == word && r.toks[i-1].kind == word {
			b.WriteByte('-') // tokenize drops the hyphen between letters
		}
		b.WriteString(strings.ToUpper(r.toks[i].w))
	}
	return b.String()
}

// original returns the bytes the person wrote for the tokens.
func (r *reader) original(from, to int) string {
	s := r.span(from, to)
	return r.text[s[0]:s[1]]
}

// tidy drops what nobody sees and no store takes: NUL, zero-width marks, broken bytes; full-width digits become plain.
func tidy(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == 0 || c == utf8.RuneError || unicode.Is(unicode.Cf, c):
			return -1
		case c > 0x7f && unicode.IsDigit(c):
			return rune(digitOf(c)[0])
		}
		return c
	}, s)
}

// digitGroups joins digit groups set apart by single spaces, points or hyphens, up to want digits; to is 0 if the groups
// do not end exactly there.
func (r *reader) digitGroups(i, want int) (digits string, to int) {
	var b strings.Builder
	for j := i; j < len(r.toks) && b.Len() < want; j++ {
		switch {
		case r.numAt(j) != "":
			b.WriteString(r.toks[j].w)
			to = j + 1
		case (r.is(j, '.') || r.is(j, '-')) && r.glued(j):
		default:
			return "", 0
		}
		if j > i && r.toks[j].line {
			return "", 0
		}
	}
	if b.Len() != want || r.numAt(to) != "" && r.glued(to) {
		return "", 0
	}
	return b.String(), to
}

// groupSizes returns the lengths of the digit groups from token i that stand apart by one blank or hyphen.
func (r *reader) groupSizes(i int) (sizes []int, to int) {
	for to = i; len(sizes) < 12 && r.numAt(to) != ""; {
		if to > i && r.toks[to].line {
			break
		}
		sizes = append(sizes, len(r.toks[to].w))
		to++
		if r.is(to, '-') && r.glued(to) && r.numAt(to+1) != "" {
			to++
		}
	}
	return sizes, to
}
