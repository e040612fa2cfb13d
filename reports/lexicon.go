package reports

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

// lexicon is a list of words, in all our languages, by which sentences are known that a paper must not say by itself.
type lexicon struct {
	Words []string `json:"words"`
	Stems []string `json:"stems"`
	Exact []string `json:"exact"`

	known map[string]bool
}

// loadLexicon reads one of our own lists when it is first needed.
func loadLexicon(name string, data []byte) func() lexicon {
	return sync.OnceValue(func() lexicon {
		var a lexicon
		if err := json.Unmarshal(data, &a); err != nil {
			panic("reports: " + name + ": " + err.Error()) // our own file
		}
		a.known = map[string]bool{}
		for _, w := range a.Words {
			a.known[w], a.known[plainLetters.Replace(w)] = true, true
		}
		for _, w := range a.Exact {
			a.known[w] = true
		}
		for i, s := range a.Stems {
			a.Stems[i] = plainLetters.Replace(s)
		}
		return a
	})
}

// speaks reports whether the text has one of the words.
func (a lexicon) speaks(text string) bool {
	return slices.ContainsFunc(wordsOf(strings.ToLower(text)), func(w string) bool {
		plain := plainLetters.Replace(w)
		return a.known[w] || slices.ContainsFunc(a.Stems, func(s string) bool { return strings.HasPrefix(plain, s) })
	})
}

// without drops the sentences that have one of the words and returns the rest, and what was dropped.
func (a lexicon) without(text string) (kept string, dropped []string) {
	if !a.speaks(text) {
		return text, nil
	}
	var rest []string
	for _, s := range sentencesOf(text) {
		if a.speaks(s) {
			dropped = append(dropped, oneLine(s))
			continue
		}
		rest = append(rest, strings.TrimSpace(s))
	}
	return strings.Join(rest, " "), dropped
}
