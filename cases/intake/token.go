package intake

import "strings"

type tokenKind byte

const (
	word tokenKind = iota + 1
	num
	sym
)

// token is a run of letters, a run of digits, or one mark of the folded text.
type token struct {
	kind  tokenKind
	space bool   // white space or the start of the text before it
	line  bool   // first of its line
	end   bool   // a mark that ends a sentence
	ocr   bool   // letters were read as digits: O for 0, l for 1
	s, e  int32  // folded offsets
	sent  int32  // number of its sentence
	w     string // folded letters or digits
}

// tokenize splits folded text. A hyphen between letters is a mere break (n-am, segunda-feira), so that phrases match
// with and without it.
func tokenize(s string) []token {
	out := make([]token, 0, len(s)/5+4)
	var sent int32
	space, line := true, true
	add := func(k tokenKind, from, to int) {
		out = append(out, token{kind: k, space: space, line: line, s: int32(from), e: int32(to), sent: sent, w: s[from:to]})
		space, line = false, false
	}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == ' ':
			space = true
			i++
		case c == '\n':
			if !line {
				sent++
			}
			space, line = true, true
			i++
		case isLetter(c):
			j := i
			for j < len(s) && isLetter(s[j]) {
				j++
			}
			if k, fixed := lookalikes(s, i, j); k > i {
				add(num, i, k)
				out[len(out)-1].w, out[len(out)-1].ocr = fixed, true
				i = k
				continue
			}
			add(word, i, j)
			i = j
		case isDigit(c):
			j := i
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			if k, fixed := lookalikes(s, i, j); k > j {
				add(num, i, k)
				out[len(out)-1].w, out[len(out)-1].ocr = fixed, true
				i = k
				continue
			}
			add(num, i, j)
			i = j
		case c == '-' && i > 0 && i+1 < len(s) && isLetter(s[i-1]) && isLetter(s[i+1]):
			i++
		default:
			add(sym, i, i+1)
			if endsSentence(s, i) {
				out[len(out)-1].end = true
				sent++
			}
			i++
		}
	}
	return out
}

// endsSentence tells a full stop from the point of a number or an abbreviation.
func endsSentence(s string, i int) bool {
	switch s[i] {
	case '!', '?', ';':
		return true
	case '.':
		if i+1 < len(s) && isDigit(s[i+1]) && i > 0 && isDigit(s[i-1]) {
			return false
		}
		if i > 0 && isLetter(s[i-1]) && domainEnd(s[i+1:]) {
			return false
		}
		from := i
		for from > 0 && isLetter(s[from-1]) {
			from--
		}
		switch s[from:i] {
		case "nr", "no", "n", "num", "art", "rs", "sr", "sra", "dr", "tel", "str", "ord", "ref", "cod", "av", "jan", "fev", "feb",
			"mar", "abr", "apr", "jun", "jul", "ago", "aug", "sep", "sept", "set", "oct", "out", "nov", "dec", "dez", "dic", "ian", "iul":
			return false
		}
		return true
	}
	return false
}

// domainEnd reports whether s begins with the end of a web address: the point in "gov.br" ends nothing.
func domainEnd(s string) bool {
	n := 0
	for n < len(s) && n < 4 && isLetter(s[n]) {
		n++
	}
	switch s[:n] {
	case "br", "com", "net", "org", "gov", "ro", "eu", "uk", "es", "pt", "us", "mx", "ar", "cl":
		return n < 4
	}
	return false
}

// lookalikes reads a run of digits in which a scanner put O for 0 and l or I for 1. The letters must stand between
// digits, or the run must be long: "10l" is ten litres and "1o" is "first".
func lookalikes(s string, from, to int) (end int, fixed string) {
	if from > 0 && (isLetter(s[from-1]) || isDigit(s[from-1])) {
		return from, ""
	}
	end, digits := from, 0
	for end < len(s) && (isDigit(s[end]) || s[end] == 'o' || s[end] == 'l' || s[end] == 'i') {
		if isDigit(s[end]) {
			digits++
		}
		end++
	}
	n := end - from
	if digits == n || digits*3 < n || digits < 2 {
		return from, ""
	}
	if end < len(s) && isLetter(s[end]) {
		return from, ""
	}
	if n < 8 {
		if n < 3 || !isDigit(s[from]) || !isDigit(s[end-1]) {
			return from, ""
		}
	}
	return end, strings.Map(func(r rune) rune {
		switch r {
		case 'o':
			return '0'
		case 'l', 'i':
			return '1'
		}
		return r
	}, s[from:end])
}

// is reports whether token i is the mark c.
func (r *reader) is(i int, c byte) bool {
	return i >= 0 && i < len(r.toks) && r.toks[i].kind == sym && r.toks[i].w[0] == c
}

// glued reports whether token i exists and follows the one before without a space.
func (r *reader) glued(i int) bool { return i > 0 && i < len(r.toks) && !r.toks[i].space }

// wordAt returns the word at token i, or the empty string.
func (r *reader) wordAt(i int) string {
	if i >= 0 && i < len(r.toks) && r.toks[i].kind == word {
		return r.toks[i].w
	}
	return ""
}

// numAt returns the digits at token i, or the empty string.
func (r *reader) numAt(i int) string {
	if i >= 0 && i < len(r.toks) && r.toks[i].kind == num {
		return r.toks[i].w
	}
	return ""
}

// span returns the original bytes of the tokens from..to (to excluded).
func (r *reader) span(from, to int) [2]int {
	s, e := int(r.toks[from].s), int(r.toks[to-1].e)
	return r.f.origin(s, e)
}
