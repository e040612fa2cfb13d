package messages

import (
	"iter"
	"strconv"
	"strings"
)

// unit is what one person wrote in a row: people break one sentence over several messages, so these are read together.
type unit struct {
	text   string
	pieces []piece
	from   string
	day    When
}

// piece is where one message begins in the text of its unit.
type piece struct {
	offset int
	m      *Message
}

// Limits of a unit: beyond them a new one begins.
const (
	unitMessages = 40
	unitBytes    = 16 << 10
)

// units walks over what was said, a row of messages of one person on one day at a time. What the program said and what
// is not there says nothing.
func (t *Transcript) units() iter.Seq[unit] {
	return func(yield func(unit) bool) {
		var u unit
		var b strings.Builder
		give := func() bool {
			u.text = b.String()
			b.Reset()
			ok := len(u.pieces) == 0 || yield(u)
			u = unit{}
			return ok
		}
		for i := range t.Messages {
			m := &t.Messages[i]
			if m.Text == "" || m.Kind != Said && m.Kind != Media && m.Kind != Unparsed {
				continue
			}
			if len(u.pieces) > 0 && (!t.together(u, m) || b.Len()+len(m.Text) > unitBytes) && !give() {
				return
			}
			if len(u.pieces) == 0 {
				u.from, u.day = m.From, m.At
			} else {
				b.WriteByte('\n')
			}
			u.pieces = append(u.pieces, piece{b.Len(), m})
			b.WriteString(m.Text)
		}
		give()
	}
}

// together reports whether the message goes on with the unit.
func (t *Transcript) together(u unit, m *Message) bool {
	last := u.pieces[len(u.pieces)-1].m
	return len(u.pieces) < unitMessages && m.From == u.from && m.From != "" && m.At.Day == u.day.Day && m.Mail == nil && last.Mail == nil &&
		!m.Quoted && !last.Quoted && m.File == last.File
}

// at finds the message that holds an offset of the unit's text, and the offset inside it.
func (u unit) at(offset int) (*Message, int) {
	for i := len(u.pieces) - 1; i >= 0; i-- {
		if p := u.pieces[i]; offset >= p.offset {
			return p.m, offset - p.offset
		}
	}
	return u.pieces[0].m, 0
}

// byLine are the sources that are one text, where a line is a better place than a message.
var byLine = map[Source]bool{Text: true, HTML: true, CSV: true, DOCX: true, ODT: true, OCR: true}

// place names where an offset of a message's text is: "message 214", "page 3", "line 12".
func (t *Transcript) place(m *Message, offset int) string {
	if m.Page > 0 || !byLine[t.Source] {
		return m.Place()
	}
	return "line " + strconv.Itoa(max(1, m.Lines[0])+strings.Count(m.Text[:min(offset, len(m.Text))], "\n"))
}
