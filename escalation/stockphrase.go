package escalation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// phrase is the pattern of a usual answer: words in order, with the signs of the pack format: "a|b" is one word or the
// other, "#" a number, "*" up to maxSkip words of any kind.
type phrase [][]string

// maxSkip is how many words a "*" may stand for: enough for a name or a polite aside, too few for another sentence.
const maxSkip = 5

// minWords is how many words of its own a pattern needs, so that none fits almost anything.
const minWords = 2

func parsePhrase(s string) (phrase, error) {
	var out phrase
	plain := 0
	for _, f := range strings.Fields(s) {
		if f == "*" || f == "#" {
			out = append(out, []string{f})
			continue
		}
		var alts []string
		for _, a := range strings.Split(f, "|") {
			ws := foldWords(a)
			if len(ws) != 1 {
				return nil, fmt.Errorf("%q is not one word", a)
			}
			alts = append(alts, ws[0])
		}
		out = append(out, alts)
		plain++
	}
	switch {
	case plain < minWords:
		return nil, fmt.Errorf("%q needs at least %d words of its own", s, minWords)
	case len(out) > 30:
		return nil, errors.New("more than 30 words")
	case out[0][0] == "*" || out[len(out)-1][0] == "*":
		return nil, fmt.Errorf("%q begins or ends with *", s)
	}
	return out, nil
}

// foldWords cuts a text into lower-case words without accents, so that hurried writing is recognised too.
func foldWords(s string) []string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// in reports whether the words hold the phrase, and where: the indices of the first and behind the last word.
func (p phrase) in(words []string) (from, to int, ok bool) {
	for i := range words {
		if end, ok := p.at(words, i); ok {
			return i, end, true
		}
	}
	return 0, 0, false
}

// at matches from one word on. The set of places reached so far is kept, so the cost is the words times the pattern,
// whatever the text.
func (p phrase) at(words []string, i int) (int, bool) {
	reached := []int{i}
	for _, alts := range p {
		var next []int
		for _, j := range reached {
			switch {
			case alts[0] == "*":
				for n := 0; n <= maxSkip && j+n <= len(words); n++ {
					next = append(next, j+n)
				}
			case j < len(words) && fitsWord(alts, words[j]):
				next = append(next, j+1)
			}
		}
		slices.Sort(next)
		reached = slices.Compact(next)
		if len(reached) == 0 {
			return 0, false
		}
	}
	return reached[0], true
}

func fitsWord(alts []string, w string) bool {
	if alts[0] == "#" {
		return w[0] >= '0' && w[0] <= '9'
	}
	return slices.Contains(alts, w)
}
