package messages

import (
	"strings"
	"unicode"
)

// moment is a time as pages show it beside a message: with the month as a name, the day as a word, or the hour alone.
type moment struct {
	stamp
	word bool // "today", "Tuesday": the day is told by a word that only the reader of the page could resolve
}

// loose reads a moment at the cursor: "12 de março de 2026 às 10:05", "Mar 12, 2026, 10:05 PM", "Hoje 10:05",
// "2026-03-12T10:05:33", "10:05".
func (c *cursor) loose(m *moment) bool {
	at := c.i
	if c.namedMoment(m) { // "mar 12": March before Tuesday
		return true
	}
	m.word = c.dayWord()
	c.spaces()
	c.accept(',')
	c.spaces()
	before := c.i
	if m.word && c.namedMoment(m) {
		return true
	}
	if m.word {
		c.between()
	}
	if c.cursorMoment(&m.stamp) || c.shortMoment(m) {
		return true
	}
	if m.word {
		c.i = before
		return true
	}
	c.i = at
	return false
}

// namedMoment reads a date with the name of its month, and the time behind it, if any.
func (c *cursor) namedMoment(m *moment) bool {
	if !c.namedDate(&m.stamp) {
		return false
	}
	after := c.i
	c.between()
	if !c.clock(&m.stamp) {
		c.i = after
	}
	return true
}

// shortMoment reads "12/03 10:05": a day of a year that nobody wrote.
func (c *cursor) shortMoment(m *moment) bool {
	at := c.i
	if _, _, ok := c.number(2); ok && (c.accept('/') || c.accept('.') || c.accept('-')) {
		if _, _, ok := c.number(2); ok {
			c.between()
			if c.clock(&m.stamp) {
				m.word = true
				return true
			}
		}
	}
	c.i = at
	return false
}

// cursorMoment is moment, and knows the T that computers write between date and time, and the zone behind it.
func (c *cursor) cursorMoment(st *stamp) bool {
	if !c.moment(st) {
		return false
	}
	if st.dated && !st.clocked {
		at := c.i
		if c.accept('T') && c.clock(st) {
			c.accept('Z')
		} else {
			c.i = at
		}
	}
	return true
}

// dayWord reads "Hoje", "yesterday", "seg.", "Tuesday".
func (c *cursor) dayWord() bool {
	at := c.i
	l := words()
	if w := c.word(); w != "" && (l.Today[w] || l.Yesterday[w] || l.Weekdays[w]) {
		return true
	}
	c.i = at
	return false
}

// namedDate reads a date whose month is a name. Without a year it is no day that we know, and still no one's words.
func (c *cursor) namedDate(st *stamp) bool {
	at := c.i
	day, digits, ok := c.number(2)
	if ok && digits <= 2 {
		c.accept('º')
		c.skipOf()
	}
	month, known := words().Months[c.word()]
	if !known {
		c.i = at
		return false
	}
	c.spaces()
	if !ok {
		if day, _, ok = c.number(2); !ok {
			c.i = at
			return false
		}
	}
	c.accept(',')
	back := c.i
	c.skipOf()
	year, digits, _ := c.number(4)
	if digits != 4 || c.peek() == ':' {
		year, c.i = 0, back
	}
	st.n, st.dated, st.named = [3]int16{int16(year), int16(month), int16(day)}, true, true
	return true
}

// skipOf skips "de", "of" and spaces.
func (c *cursor) skipOf() {
	c.spaces()
	at := c.i
	if w := c.word(); w != "de" && w != "of" && w != "del" {
		c.i = at
	}
	c.spaces()
}

// onlyMoment reports whether the line says when and nothing else.
func onlyMoment(s string) (moment, bool) {
	var m moment
	if len(s) > 80 {
		return m, false
	}
	c := cursor{s: strings.Trim(s, " \t[](){}-–—·•|*_=")}
	if c.s == "" || !c.loose(&m) {
		return m, false
	}
	c.spaces()
	return m, c.peek() == end && (m.clocked || m.dated || m.word)
}

// headForm is how a line names who speaks.
type headForm int

const (
	noHead  headForm = iota
	nameRow          // "Ana 10:05": the words are in the lines below
	inline           // "[10:05] Ana: words", "Ana (10:05): words"
	said             // "Ana: words"
)

// head is what a line of a pasted chat says of its message.
type head struct {
	form headForm
	name string
	at   moment
	text int // where the words begin in the line
}

// headOf reads the head of a line, if it has one.
func headOf(s string) head {
	if len(s) > 4000 {
		s = s[:runeCut(s, 4000)] // a head stands at the beginning
	}
	if h, ok := stampFirst(s); ok {
		return h
	}
	if h, ok := nameFirst(s); ok {
		return h
	}
	if name, text, ok := author(s); ok && isName(name) {
		return head{form: said, name: name, text: len(s) - len(text)}
	}
	if bare := strings.TrimRight(s, " \t"); strings.HasSuffix(bare, ":") && isName(bare[:len(bare)-1]) {
		return head{form: said, name: tidyName(bare[:len(bare)-1]), text: len(s)}
	}
	return head{}
}

// stampFirst reads "[10:05] Ana: words", "10:05 - Ana: words" and "10:05 Ana".
func stampFirst(s string) (head, bool) {
	h := head{}
	c := cursor{s: s}
	c.spaces()
	bracket := c.accept('[') || c.accept('(')
	if !c.loose(&h.at) || !h.at.clocked {
		return h, false
	}
	c.spaces()
	if closed := c.accept(']') || c.accept(')'); closed != bracket {
		return h, false
	}
	c.spaces()
	_ = c.accept('-') || c.accept('|') || c.accept('•') || c.accept(',')
	rest := c.rest()
	if name, text, ok := author(rest); ok && isName(name) {
		h.form, h.name, h.text = inline, name, len(s)-len(text)
		return h, true
	}
	name := tidyName(strings.TrimSuffix(strings.TrimSpace(rest), ":"))
	if !isName(name) {
		return h, false
	}
	h.form, h.name, h.text = nameRow, name, len(s)
	return h, true
}

// nameFirst reads "Ana (10:05): words", "Ana, [12.03.26 10:05]", "Ana — 12/03/2026 10:05" and "Ana 10:05".
func nameFirst(s string) (head, bool) {
	for i, r := range s {
		if i > 120 {
			break
		}
		if i == 0 || !unicode.Is(unicode.Nd, r) && r != '[' && r != '(' && !unicode.IsLetter(r) || !breaks(s[:i]) {
			continue
		}
		h := head{}
		c := cursor{s: s, i: i}
		bracket := c.accept('[') || c.accept('(')
		name := tidyName(strings.TrimRight(s[:i], " \t,-–—·•|:\u00a0\u202f"))
		if !c.loose(&h.at) || !h.at.clocked || !isName(name) {
			continue
		}
		c.spaces()
		if closed := c.accept(']') || c.accept(')'); closed != bracket {
			continue
		}
		c.spaces()
		switch {
		case c.peek() == end:
			return head{nameRow, name, h.at, len(s)}, true
		case c.accept(':') && (c.peek() == ' ' || c.peek() == end):
			return head{inline, name, h.at, c.i}, true
		}
	}
	return head{}, false
}

// breaks reports whether a name may end here: before a space or a sign.
func breaks(s string) bool {
	r := rune(s[len(s)-1])
	return r == ' ' || r == '\t' || r == ',' || r >= 0x80 || r == ':'
}

// isName reports whether s may be what somebody is called: a few words, no sentence, no link.
func isName(s string) bool {
	s = strings.TrimSpace(unmarked(s))
	if s == "" || len(s) > 60 || strings.ContainsAny(s, "/\\{}<>=\"!?;:") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, ",") {
		return false
	}
	if n := len(strings.Fields(s)); n > 5 {
		return false
	}
	if words().Labels[plain(s)] {
		return false
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.Is(unicode.So, r) {
			letters++
		}
	}
	return letters > 0 || strings.HasPrefix(s, "+")
}
