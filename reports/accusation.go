package reports

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed accusations.json
var accusationData []byte

// accusations are words that call somebody a criminal. In a complaint they help nobody and can be answered in court, so
// what a person wrote in anger is not repeated as a statement of the paper.
type accusations struct {
	Words []string `json:"words"`
	Stems []string `json:"stems"`
	Exact []string `json:"exact"`

	known map[string]bool
}

var loadAccusations = sync.OnceValue(func() accusations {
	var a accusations
	if err := json.Unmarshal(accusationData, &a); err != nil {
		panic("reports: accusations.json: " + err.Error()) // our own file
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

// accuses reports whether the text has a word that accuses of a crime.
func accuses(text string) bool {
	a := loadAccusations()
	return slices.ContainsFunc(wordsOf(strings.ToLower(text)), func(w string) bool {
		plain := plainLetters.Replace(w)
		return a.known[w] || slices.ContainsFunc(a.Stems, func(s string) bool { return strings.HasPrefix(plain, s) })
	})
}

// withoutAccusations drops the sentences that accuse and returns the rest, and what was dropped.
func withoutAccusations(text string) (kept string, dropped []string) {
	if !accuses(text) {
		return text, nil
	}
	var rest []string
	for _, s := range sentencesOf(text) {
		if accuses(s) {
			dropped = append(dropped, oneLine(s))
			continue
		}
		rest = append(rest, strings.TrimSpace(s))
	}
	return strings.Join(rest, " "), dropped
}

// sentencesOf cuts a text after each mark that ends a sentence and at each line end. A dot inside an amount or a number
// ends nothing.
func sentencesOf(text string) []string {
	rs := []rune(text)
	var out []string
	start := 0
	for i, r := range rs {
		end := r == '\n' || i+1 == len(rs)
		if strings.ContainsRune(".!?…;", r) && i+1 < len(rs) {
			end = unicode.IsSpace(rs[i+1])
		}
		if !end {
			continue
		}
		if s := string(rs[start : i+1]); strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
		start = i + 1
	}
	return out
}
