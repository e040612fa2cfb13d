package reports

import (
	_ "embed"

	"degrau/cases"
)

//go:embed sensitive.json
var sensitiveData []byte

// sensitive are words that tell of somebody's health. People write of it to explain themselves; a shop needs none of it.
var sensitive = loadLexicon("sensitive.json", sensitiveData)

// SensitiveAnswer is the answer by which a person lets what they wrote of their health go to one body.
func SensitiveAnswer(body string) string { return "share.sensitive." + body }

// mayTell reports whether words about health may stand in this paper: the person said so for this body, and nobody else reads it.
func (m *matter) mayTell() bool {
	return !m.public && m.in.Case.Facts().Answers[SensitiveAnswer(m.body.ID)] == true
}

// unspoken takes out of a person's words the sentences about their health, and tells the person so.
func (k *confirmer) unspoken(path, text string) string {
	if k.tells {
		return text
	}
	kept, dropped := sensitive().without(text)
	for _, s := range dropped {
		k.gaps = append(k.gaps, sensitiveGap(path, s))
	}
	return kept
}

func sensitiveGap(path, sentence string) Gap {
	return Gap{Fact: path, Key: GapSensitive, Args: map[string]any{"text": clip(ending(sentence), 120)}}
}

// GapSensitive is the key of the gap that says what was left out; a page offers to let it go to the body.
const GapSensitive = "dossier.gap.sensitive"

// withoutSensitive is an exhibit whose caption tells nothing of anybody's health, unless it may.
func (m *matter) withoutSensitive(x cases.Evidence) (cases.Evidence, []Gap) {
	if m.mayTell() {
		return x, nil
	}
	kept, dropped := sensitive().without(x.Caption)
	var gaps []Gap
	for _, s := range dropped {
		gaps = append(gaps, sensitiveGap("exhibits."+x.Label()+".caption", s))
	}
	x.Caption = kept
	return x, gaps
}
