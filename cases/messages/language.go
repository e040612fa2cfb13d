package messages

import (
	"strings"
	"unicode"

	"degrau/cases/intake"
	"degrau/internal/civil"
)

// languageSample is how much of a text is read to name its language.
const languageSample = 8 << 10

// languageOf names the language of a text: pt es ro en, or nothing where there are no words.
func languageOf(s string) string {
	return intake.Read(s[:runeCut(s, languageSample)], civil.Date{}).Language
}

// scripts are the letters that name a language by themselves, as nearly as letters can.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Han, "zh"}, {unicode.Hiragana, "ja"}, {unicode.Katakana, "ja"}, {unicode.Hangul, "ko"}, {unicode.Cyrillic, "ru"}, {unicode.Greek, "el"},
	{unicode.Arabic, "ar"}, {unicode.Hebrew, "he"}, {unicode.Thai, "th"}, {unicode.Devanagari, "hi"},
}

// Language is the language most of the words are in, as a code of two letters; empty where nothing tells. Of those
// written in Latin letters only ours are told apart.
func (t *Transcript) Language() string {
	s := t.sample()
	count, latin := map[string]int{}, 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		if unicode.Is(unicode.Latin, r) {
			latin++
			continue
		}
		for _, x := range scripts {
			if unicode.Is(x.table, r) {
				count[x.lang]++
				break
			}
		}
	}
	best, most := "", 0
	for _, x := range scripts {
		if count[x.lang] > most {
			best, most = x.lang, count[x.lang]
		}
	}
	if best == "zh" && count["ja"]*5 > most { // Japanese writes with both
		best, most = "ja", most+count["ja"]
	}
	if best == "ru" && strings.ContainsAny(s, "їєґЇЄҐ") {
		best = "uk"
	}
	// A sign of Chinese is a word, a Latin letter is a fifth of one; names and order numbers stay Latin everywhere.
	if weight := most * 2; best == "zh" || best == "ja" || best == "ko" {
		most = weight
	}
	if most > 0 && most >= latin {
		return best
	}
	return languageOf(s)
}

// sample is the beginning of what was said.
func (t *Transcript) sample() string {
	var b strings.Builder
	for i := range t.Messages {
		if m := &t.Messages[i]; (m.Kind == Said || m.Kind == Media) && !m.Quoted {
			b.WriteString(m.Text)
			b.WriteByte('\n')
		}
		if b.Len() > languageSample {
			break
		}
	}
	return b.String()
}
