package reports

import (
	"slices"
	"strings"
	"unicode/utf8"

	"degrau/cases"
	"degrau/cases/messages"
)

// hushed are the words of covered messages and lines, each with its place. An event that was taken from a message keeps the
// words of it; when the message is covered, later or before, they may not stand in the timeline either.
type hushed []struct {
	at    cases.Cite
	words string
}

// hushLength is how many letters words have at least that are known again in an event that does not name the message:
// "certo" is said by everybody.
const hushLength = 16

// hush gathers the covered words of exhibits. What cannot be read has no words to be known again; its sheet says so.
func (m *matter) hush(all []cases.Evidence) hushed {
	var out hushed
	add := func(x cases.Evidence, part string, n int, text string) {
		if words := plainWords(text); words != "" {
			out = append(out, struct {
				at    cases.Cite
				words string
			}{cases.Cite{Exhibit: x.Label(), Part: part, N: n}, words})
		}
	}
	for _, x := range all {
		spoken, lines := covered(x, func(c cases.Cover) int { return c.Message }), covered(x, func(c cases.Cover) int { return c.Line })
		if m.in.Words == nil || len(spoken)+len(lines) == 0 || !messages.Reads(x.Kind) {
			continue
		}
		t, err := m.in.Words(x)
		if err != nil {
			continue
		}
		for _, s := range t.Messages {
			if spoken[s.N] {
				add(x, "message", s.N, s.Text)
			}
		}
		for n, line := range t.TextLines() {
			if lines[n] {
				add(x, "line", n, line)
			}
		}
	}
	return out
}

// in gives the label of the exhibit whose covered words an event repeats, in part or within its own; empty: of none.
func (h hushed) in(e cases.Entry) string {
	text := plainWords(e.Text)
	if text == "" {
		return ""
	}
	cites := e.CitesOf()
	for _, w := range h {
		named := slices.ContainsFunc(cites, func(c cases.Cite) bool { return c.Covers(w.at) })
		switch inside := strings.Contains(w.words, text); {
		case inside && (named || utf8.RuneCountInString(text) >= hushLength),
			strings.Contains(text, w.words) && utf8.RuneCountInString(w.words) >= hushLength:
			return w.at.Exhibit
		}
	}
	return ""
}

// plainWords are words without what differs between a message and a copy of it: breaks, spaces, capitals, dots of a cut.
func plainWords(s string) string {
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(s), " ")), "…. ")
}
