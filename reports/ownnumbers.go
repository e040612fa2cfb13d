package reports

import (
	"regexp"
	"strings"

	"degrau/cases"
)

// ownNumbers takes the consumer's own numbers out of what they wrote of an event: the identification holds them, and a
// timeline is read by more people. A shop's numbers stay, they may be evidence.
type ownNumbers struct {
	known  *regexp.Regexp // by value, however it is written
	others []string       // digits of the other parties' numbers
}

// numberLabel is what people write before a number of theirs.
const numberLabel = `(?:[,;:(–-]?\s*\b(?:(?:e|y|și|and|com|con|o|a|el|la|de|do|da|from|meu|minha|mi|my)\s+){0,3}(?:cpf|rg|dni|cnp|tel\.?|telefone|celular|fone|whats(?:app)?|zap|móvil|movil|teléfono|telefon(?:ul)?|phone(?:\s+number)?|e-?mail|correo)(?:\s+meu)?\s*(?:é|es|este|is|nº|n\.º|número|:|=)?\s*(?:o\s+)?)?`

var cpfShape = regexp.MustCompile(`(?i)` + numberLabel + `\b\d{3}\.\d{3}\.\d{3}-?\d{2}\b\)?`)

func newOwnNumbers(f cases.Facts) ownNumbers {
	var own ownNumbers
	var patterns []string
	for _, p := range f.Parties {
		if p.Role != cases.Consumer {
			own.others = append(own.others, onlyDigits(p.TaxID), onlyDigits(p.Phone))
			continue
		}
		for _, number := range []string{p.TaxID, p.Phone} {
			if d := onlyDigits(number); len(d) >= 8 {
				patterns = append(patterns, spelled(d))
			}
		}
		if e := strings.TrimSpace(p.Email); strings.Contains(e, "@") {
			patterns = append(patterns, regexp.QuoteMeta(e))
		}
	}
	if len(patterns) > 0 {
		own.known = regexp.MustCompile(`(?i)` + numberLabel + `(?:` + strings.Join(patterns, "|") + `)\)?`)
	}
	return own
}

// spelled matches digits with or without the signs people put between them; a Brazilian prefix may stand before.
func spelled(digits string) string {
	return `(?:\+?55[ .-]?)?\(?` + strings.Join(strings.Split(digits, ""), `[ ().-]{0,2}`)
}

func (o ownNumbers) clean(text string) string {
	before := text
	if o.known != nil {
		text = o.known.ReplaceAllString(text, "")
	}
	text = cpfShape.ReplaceAllStringFunc(text, func(s string) string {
		for _, d := range o.others {
			if len(d) == 11 && strings.Contains(onlyDigits(s), d) {
				return s
			}
		}
		return ""
	})
	if text == before {
		return text
	}
	text = doubled.ReplaceAllString(text, "$1")
	var kept []string
	for _, s := range sentencesOf(text) {
		if s = strings.Trim(tidied.ReplaceAllString(oneLine(s), "$1"), " ,;:"); len(wordsOf(s)) > 0 {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, " ")
}

// tidied takes the space before a mark that lost its number, doubled the second of two marks that now touch.
var (
	tidied  = regexp.MustCompile(`\s+([.,;:!?)])`)
	doubled = regexp.MustCompile(`([.,;:!?…])\s*[.,;:]+`)
)
