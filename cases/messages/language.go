package messages

import (
	"degrau/cases/intake"
	"degrau/internal/civil"
)

// languageSample is how much of a text is read to name its language.
const languageSample = 8 << 10

// languageOf names the language of a text: pt es ro en, or nothing where there are no words.
func languageOf(s string) string {
	return intake.Read(s[:runeCut(s, languageSample)], civil.Date{}).Language
}
