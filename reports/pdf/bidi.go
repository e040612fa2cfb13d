package pdf

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// mirrored are the brackets that turn round in text that runs from right to left.
var mirrored = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<", "«": "»", "»": "«"}

// visualOrder puts the clusters of a line in the order they are drawn from left to right.
func visualOrder(cs []cluster) []cluster {
	if !slices.ContainsFunc(cs, func(c cluster) bool { return rightToLeft(c.first) }) {
		return cs
	}
	levels := directions(cs)
	out := make([]cluster, 0, len(cs))
	for i := 0; i < len(cs); {
		j := i
		for j < len(cs) && levels[j] == levels[i] {
			j++
		}
		run := slices.Clone(cs[i:j])
		if levels[i] {
			reverse(run)
		}
		out = append(out, run...)
		i = j
	}
	return out
}

func reverse(run []cluster) {
	slices.Reverse(run)
	for i := range run {
		if m, ok := mirrored[run[i].text]; ok {
			run[i].text = m
		}
	}
}

func rightToLeft(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// directions says which clusters run from right to left. Papers read from left to right, so a stretch of Hebrew or
// Arabic reaches from its first letter to its last, and digits inside it keep their own order.
func directions(cs []cluster) []bool {
	rtl := make([]bool, len(cs))
	last := -1
	for i, c := range cs {
		switch {
		case rightToLeft(c.first):
			rtl[i] = true
			if last >= 0 && neutral(cs[last+1:i]) {
				for k := last + 1; k < i; k++ {
					rtl[k] = true
				}
			}
			last = i
		case unicode.IsLetter(c.first) || unicode.IsDigit(c.first):
			last = -1
		}
	}
	return rtl
}

func neutral(cs []cluster) bool {
	return !slices.ContainsFunc(cs, func(c cluster) bool { return unicode.IsLetter(c.first) || unicode.IsDigit(c.first) })
}
