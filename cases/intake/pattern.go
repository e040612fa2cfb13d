package intake

import (
	"fmt"
	"strconv"
	"strings"
)

// A pattern is a phrase of the lexicon. Its words are folded and stand apart by spaces; a|b is either, a+b|c
// either the two words or the one, chega* any word that begins so, # a number, word? may be missing, _3 up to three
// words of the same sentence in between.
type pattern struct {
	elems   []element
	group   group
	weight  int
	negated bool // holds a negator itself, so that one before it does not undo it
}

type element struct {
	words    []string
	prefixes []string
	number   bool
	optional bool
	gap      int
	tight    bool // a gap after a negator: it does not reach over a comma ("não tem defeito, chegou")
}

const maxGap = 8

// parsePatterns reads a phrase: one pattern, or several where it holds alternatives of more than one word.
func parsePatterns(s string) ([]pattern, error) {
	fields := strings.Fields(s)
	for i, f := range fields {
		if !strings.Contains(f, "+") {
			continue
		}
		var out []pattern
		var single []string
		alternatives := strings.Split(f, "|")
		for _, a := range alternatives {
			choice := strings.ReplaceAll(a, "+", " ")
			if choice == a {
				single = append(single, a)
			}
			if choice == a {
				continue
			}
			ps, err := parsePatterns(strings.Join(fields[:i], " ") + " " + choice + " " + strings.Join(fields[i+1:], " "))
			if err != nil {
				return nil, err
			}
			out = append(out, ps...)
		}
		if len(single) > 0 {
			ps, err := parsePatterns(strings.Join(fields[:i], " ") + " " + strings.Join(single, "|") + " " + strings.Join(fields[i+1:], " "))
			return append(out, ps...), err
		}
		return out, nil
	}
	p, err := parsePattern(s)
	return []pattern{p}, err
}

func parsePattern(s string) (pattern, error) {
	var p pattern
	for _, f := range strings.Fields(s) {
		var e element
		if n, ok := strings.CutPrefix(f, "_"); ok {
			k, err := strconv.Atoi(n)
			if err != nil || k < 1 || k > maxGap {
				return p, fmt.Errorf("phrase %q: a gap is _1 to _%d", s, maxGap)
			}
			e.gap = k
			p.elems = append(p.elems, e)
			continue
		}
		f, e.optional = strings.CutSuffix(f, "?")
		for _, a := range strings.Split(f, "|") {
			stem, open := strings.CutSuffix(a, "*")
			switch {
			case a == "#":
				e.number = true
			case stem == "" || fold(stem).s != stem || strings.Trim(stem, "abcdefghijklmnopqrstuvwxyz") != "":
				return p, fmt.Errorf("phrase %q: %q is not a folded word", s, a)
			case open:
				e.prefixes = append(e.prefixes, stem)
			default:
				e.words = append(e.words, stem)
			}
		}
		p.elems = append(p.elems, e)
	}
	if len(p.elems) == 0 || p.elems[0].gap > 0 || p.elems[0].optional || p.elems[len(p.elems)-1].gap > 0 {
		return p, fmt.Errorf("phrase %q must begin and end with a word", s)
	}
	return p, nil
}

func (e element) takes(t token) bool {
	if t.kind == num {
		return e.number
	}
	if t.kind != word {
		return false
	}
	for _, w := range e.words {
		if w == t.w {
			return true
		}
	}
	for _, p := range e.prefixes {
		if strings.HasPrefix(t.w, p) {
			return true
		}
	}
	return false
}

// matcher finds patterns by their first word.
type matcher struct {
	patterns []pattern
	exact    map[string][]int32
	prefix   map[string][]int32
	longest  int // longest prefix
	numbers  []int32
}

func newMatcher(ps []pattern) *matcher {
	m := &matcher{patterns: ps, exact: map[string][]int32{}, prefix: map[string][]int32{}}
	for i, p := range ps {
		first := p.elems[0]
		for _, w := range first.words {
			m.exact[w] = append(m.exact[w], int32(i))
		}
		for _, w := range first.prefixes {
			m.prefix[w] = append(m.prefix[w], int32(i))
			m.longest = max(m.longest, len(w))
		}
		if first.number {
			m.numbers = append(m.numbers, int32(i))
		}
	}
	return m
}

// hit is one pattern found: tokens from..to (to excluded).
type hit struct {
	from, to int
	pattern  int32
	group    group
	weight   int
}

// find reports every pattern that begins at token i, the longest reading of each.
func (m *matcher) find(toks []token, i int, found func(hit)) {
	try := func(list []int32) {
		for _, k := range list {
			p := &m.patterns[k]
			if to := p.match(toks, i+1, 1); to > 0 {
				found(hit{i, to, k, p.group, p.weight})
			}
		}
	}
	switch t := toks[i]; t.kind {
	case num:
		try(m.numbers)
	case word:
		try(m.exact[t.w])
		for n := 1; n <= len(t.w) && n <= m.longest; n++ {
			try(m.prefix[t.w[:n]])
		}
	}
}

// match reports where the pattern ends when its elements from k on begin at token i, or 0. Gaps are bounded, so the
// work per token is too.
func (p *pattern) match(toks []token, i, k int) int {
	for ; k < len(p.elems); k++ {
		e := &p.elems[k]
		if e.gap > 0 {
			for left := e.gap; ; left-- {
				if to := p.match(toks, i, k+1); to > 0 {
					return to
				}
				if left == 0 {
					return 0
				}
				j := nextWord(toks, i)
				if j < 0 || e.tight && j > i {
					return 0
				}
				i = j + 1
			}
		}
		j := nextWord(toks, i)
		if j >= 0 && e.takes(toks[j]) && !(j > i && p.elems[k-1].tight) {
			i = j + 1
			continue
		}
		if !e.optional {
			return 0
		}
	}
	return i
}

// nextWord skips commas, quotes and brackets, but never a new sentence.
func nextWord(toks []token, i int) int {
	for n := 0; i < len(toks) && n < 3; i, n = i+1, n+1 {
		if i > 0 && toks[i].sent != toks[i-1].sent {
			return -1
		}
		if toks[i].kind != sym {
			return i
		}
	}
	return -1
}
