package reports

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"degrau/cases"
)

// edit puts the person's own wording into a field that was written for them. What was said in their language beside it no
// longer says the same and goes.
func (m *matter) edit(k *KitField, gaps []Gap) []Gap {
	text, ok := m.in.Edited[k.FormField.ID]
	if text = typed(text); !ok || text == k.Value {
		return gaps
	}
	k.Value, k.Own, k.Dropped, k.Edited = text, "", nil, true
	k.Length = measure(text, k.Unit)
	gaps = slices.DeleteFunc(gaps, func(g Gap) bool { return g.Key == "dossier.gap.too_long" || g.Key == "dossier.gap.text" })
	if k.Max > 0 && k.Length > k.Max {
		gaps = append(gaps, Gap{Fact: k.FormField.ID, Key: "dossier.gap.too_long", Args: map[string]any{"field": k.Label, "max": k.Max}})
	}
	for _, s := range sentencesOf(text) {
		if accusations().speaks(s) {
			gaps = append(gaps, Gap{Fact: k.FormField.ID, Key: "dossier.gap.crime_word", Args: map[string]any{"field": k.Label, "text": clip(oneLine(s), 120)}})
		}
	}
	k.Personal = k.Public && personalIn(text, m.in.Case.Facts())
	return gaps
}

// typed is a text as a form or an editor hands it over: line ends made one, no spaces at the ends, nothing that cannot be seen.
func typed(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \u00a0")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n ")
}

// personalIn reports whether a text holds something of the case that tells who the consumer is. Amounts and days are no
// such thing, so only the case's own values and what is personal in any text count.
func personalIn(text string, f cases.Facts) bool {
	if s := newScrubber(f); s.words != nil && s.words.MatchString(text) {
		return true
	}
	return surelyPersonal.MatchString(text)
}

// surelyPersonal are the shapes that no amount and no day can have: e-mail, web address, account, tax number, telephone, any
// long run of digits.
var surelyPersonal = regexp.MustCompile(`[^\s@<>()]+@[^\s@<>()]+|(?i:https?://|www\.)\S|(?:^|\s)@[\p{L}0-9_.]{3,}|` +
	`\d{3}\.\d{3}\.\d{3}-?\d{2}|\(\d{2,3}\) ?\d{4,5}[ -]?\d{4}|\+\d[\d ().-]{7,}\d|\d{8,}`)

// refusePersonal is the error for a public text with personal data in it: it must not leave the house.
func (k Kit) refusePersonal() error {
	for _, f := range k.Fields {
		if f.Personal {
			return cases.Invalidf(f.FormField.ID, "public_personal", "field", f.Label)
		}
	}
	return nil
}

// Text is all fields as one text, for phones where copying is awkward.
func (k Kit) Text() (string, error) {
	var b strings.Builder
	for _, f := range k.Fields {
		b.WriteString("== " + f.Label + " ==\r\n\r\n" + f.Value + "\r\n\r\n")
	}
	return b.String(), k.refusePersonal()
}
