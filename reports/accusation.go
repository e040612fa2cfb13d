package reports

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed accusations.json
var accusationData []byte

// accusations are words that call somebody a criminal. In a complaint they help nobody and can be answered in court, so
// what a person wrote in anger is not repeated as a statement of the paper.
var accusations = loadLexicon("accusations.json", accusationData)

// withoutAccusations drops the sentences that accuse and returns the rest, and what was dropped.
func withoutAccusations(text string) (kept string, dropped []string) {
	return accusations().without(text)
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
