package reports

import (
	"fmt"
	"strings"
)

// expand puts the sentences of other texts where a text says "include: id": what the bodies of all countries are told is
// written once a language. Headers of the included text stay behind; a text that is included includes nothing.
func expand(src string, text func(id string) (string, bool)) (string, error) {
	if !strings.Contains(src, includeMark) {
		return src, nil
	}
	var out []string
	for i, line := range strings.Split(src, "\n") {
		id, ok := strings.CutPrefix(strings.TrimSpace(line), includeMark)
		if !ok {
			out = append(out, line)
			continue
		}
		id = strings.TrimSpace(id)
		inner, ok := text(id)
		if !ok {
			return "", fmt.Errorf("line %d: there is no text %q to include", i+1, id)
		}
		if strings.Contains(inner, includeMark) {
			return "", fmt.Errorf("line %d: %q, which is included, includes another text", i+1, id)
		}
		out = append(out, sentencesIn(inner)...)
	}
	return strings.Join(out, "\n"), nil
}

const includeMark = "include:"

// sentencesIn are the lines of a text without its headers and comments, and without empty lines around them.
func sentencesIn(src string) []string {
	var out []string
	for _, line := range strings.Split(strings.TrimRight(src, "\r\n \t"), "\n") {
		if strings.Contains(line, "|") || strings.TrimSpace(line) == "" && len(out) > 0 {
			out = append(out, line)
		}
	}
	return out
}
