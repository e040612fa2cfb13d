package messages

import (
	"iter"
	"slices"
	"strings"

	"degrau/cases"
)

// bySpeech are the sources that papers print message by message, so that one can be cited, or covered.
var bySpeech = []Source{WhatsApp, Chat, Email, ZIP, HTML, DOCX, ODT, CSV}

// BySpeech reports whether papers print the words message by message. A plain text is drawn as it is, or line by line; of a
// PDF and a picture the bytes are drawn.
func (t *Transcript) BySpeech() bool { return slices.Contains(bySpeech, t.Source) }

// TextLines are the lines of a plain text with their numbers in the file, from 1; none of anything else.
func (t *Transcript) TextLines() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if t.Source != Text {
			return
		}
		for _, m := range t.Messages {
			for i, line := range strings.Split(m.Text, "\n") {
				if !yield(max(1, m.Lines[0])+i, line) {
					return
				}
			}
		}
	}
}

// HasPlace reports whether the words have the message or the line that a cover names, so that papers can leave it out.
func (t *Transcript) HasPlace(c cases.Cover) bool {
	switch {
	case c.Message > 0:
		_, ok := t.Message(c.Message)
		return ok && t.BySpeech()
	case c.Line > 0:
		for n := range t.TextLines() {
			if n == c.Line {
				return true
			}
		}
	}
	return false
}
