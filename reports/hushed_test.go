package reports

import (
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

// TestEventsDoNotRepeatWhatIsCovered records what a message says and covers the message then, as somebody does who looks at the
// first paper.
func TestEventsDoNotRepeatWhatIsCovered(t *testing.T) {
	said, err := withTalk(t).Words(cases.Evidence{Number: 4})
	if err != nil {
		t.Fatal(err)
	}
	words := said.Messages[1].Text
	cite := cases.Cite{Exhibit: "P4", Part: "message", N: 2}
	for name, c := range map[string]struct {
		entry cases.Entry
		kept  bool
	}{
		"as it was accepted":      {cases.Entry{Text: words, Cites: []cases.Cite{cite}, Evidence: []string{"P4"}}, false},
		"without its place":       {cases.Entry{Text: words}, false},
		"its beginning":           {cases.Entry{Text: string([]rune(words)[:20]) + "…"}, false},
		"other letters":           {cases.Entry{Text: strings.ToUpper(words)}, false},
		"within more":             {cases.Entry{Text: "A loja disse: " + words + " E mais nada."}, false},
		"own words":               {cases.Entry{Text: "A loja respondeu com desculpas.", Cites: []cases.Cite{cite}, Evidence: []string{"P4"}}, true},
		"of another message":      {cases.Entry{Text: said.Messages[0].Text, Evidence: []string{"P4"}}, true},
		"a word that all may say": {cases.Entry{Text: string([]rune(words)[:5])}, true},
	} {
		t.Run(name, func(t *testing.T) {
			in := covering(t, cases.Cover{Message: 2})
			c.entry.Kind = cases.Answered
			if err := in.Case.Record(c.entry, "cli", noon); err != nil {
				t.Fatal(err)
			}
			d, gaps, err := Dossier(in)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(inWords(d), c.entry.Text); got != c.kept {
				t.Errorf("told: %v, want %v", got, c.kept)
			}
			if told := slices.ContainsFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.covered_words" }); told == c.kept {
				t.Errorf("the person is told of it: %v", told)
			}
		})
	}
}
