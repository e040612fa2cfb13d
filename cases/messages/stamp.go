package messages

import "unicode/utf8"

// stamp is a moment as it stands at the head of a line, its three numbers not yet told apart: which of them is the day
// is settled from the whole file.
type stamp struct {
	n       [3]int16 // the numbers of the date in their order
	second  int32    // since midnight, where clocked
	dated   bool
	clocked bool
	named   bool // the month was a name, so that n is year, month, day
	shape   shape
}

// shape is how a stamp is written. All stamps of one export have one shape, so that a date inside somebody's words is
// told from the head of a message.
type shape struct {
	bracket   bool
	timeFirst bool
	seconds   bool
	half      bool // twelve hours and a word for the half of the day
	sign      rune // between the numbers of the date
	wide      int8 // which number has four digits, from 1; 0: none
}

// headStamp reads the stamp that every line of a WhatsApp export begins with, and returns what follows it:
// "12/03/2026 21:47 - " on Android, "[12/03/26, 21:47:05] " on the iPhone, "[21:47, 12/03/2026] " from the Web.
func headStamp(line string) (stamp, string, bool) {
	c := cursor{s: line}
	c.spaces()
	var st stamp
	if r := c.peek(); r < utf8.RuneSelf && r != '[' && (r < '0' || r > '9') {
		return st, "", false
	}
	st.shape.bracket = c.accept('[')
	c.spaces()
	if !c.moment(&st) || !st.dated || !st.clocked {
		return st, "", false
	}
	spaced := c.spaces()
	switch {
	case st.shape.bracket:
		if !c.accept(']') {
			return st, "", false
		}
	case c.accept(':'):
	case !spaced || !c.accept('-'):
		return st, "", false
	}
	return st, c.rest(), true
}

// moment reads a date and a time in either order; one of them may be missing.
func (c *cursor) moment(st *stamp) bool {
	from := c.i
	if c.date(st) {
		after := c.i
		c.between()
		if !c.clock(st) {
			c.i = after
		}
		return true
	}
	c.i = from
	if !c.clock(st) {
		return false
	}
	after := c.i
	c.between()
	if c.date(st) {
		st.shape.timeFirst = true
		return true
	}
	c.i = after
	return true
}

// dateSigns are the signs between the numbers of a date, with the signs of the years, months and days of East Asia.
var dateSigns = map[rune][2]rune{'/': {'/'}, '.': {'.'}, '-': {'-'}, '年': {'月', '日'}, '년': {'월', '일'}}

// date reads three numbers with one sign between them.
func (c *cursor) date(st *stamp) bool {
	a, wa, ok := c.number(4)
	if !ok || wa == 3 {
		return false
	}
	c.spaces()
	sign := c.peek()
	signs, ok := dateSigns[sign]
	if !ok {
		return false
	}
	c.next()
	c.spaces()
	b, wb, ok := c.number(2)
	if !ok {
		return false
	}
	c.spaces()
	if !c.accept(signs[0]) {
		return false
	}
	c.spaces()
	d, wd, ok := c.number(4)
	if !ok || wb > 2 || wd == 3 || wa == 4 && wd > 2 {
		return false
	}
	if signs[1] != 0 {
		c.spaces()
		c.accept(signs[1])
	} else if sign == '.' {
		c.accept('.')
	}
	st.n, st.dated = [3]int16{int16(a), int16(b), int16(d)}, true
	st.shape.sign = sign
	switch {
	case wa == 4:
		st.shape.wide = 1
	case wd == 4:
		st.shape.wide = 3
	}
	return true
}

// between skips what stands between a date and its time: a comma, "klo", "às", "г.".
func (c *cursor) between() {
	for range 4 {
		c.spaces()
		c.accept(',')
		c.spaces()
		at := c.i
		if w := c.word(); w == "" || !words().Between[w] {
			c.i = at
			return
		}
	}
}

// clock reads a time of day, with the words for morning and afternoon before or behind it.
func (c *cursor) clock(st *stamp) bool {
	at := c.i
	half := c.half(true)
	c.spaces()
	h, _, ok := c.number(2)
	if !ok {
		c.i = at
		return false
	}
	m, s, seconds, ok := c.minutes()
	if !ok || h > 24 || m > 59 || s > 59 {
		c.i = at
		return false
	}
	if half == 0 {
		half = c.half(false)
	}
	switch {
	case half == 'p' && h < 12:
		h += 12
	case half == 'a' && h == 12, h == 24:
		h = 0
	}
	st.second, st.clocked, st.shape.seconds, st.shape.half = int32(h*3600+m*60+s), true, seconds, half != 0
	return true
}

// minutes reads ":47", ".47", " h 47" and the seconds, if any.
func (c *cursor) minutes() (m, s int, seconds, ok bool) {
	c.spaces()
	sign := c.next()
	switch sign {
	case ':', '.', 'h', 'H', '時', '时', '시':
	default:
		return 0, 0, false, false
	}
	c.spaces()
	m, w, ok := c.number(2)
	if !ok || w != 2 {
		return 0, 0, false, false
	}
	at := c.i
	if (sign == ':' || sign == '.') && c.accept(sign) {
		if s, w, ok = c.number(2); ok && w == 2 {
			return m, s, true, true
		}
		c.i = at
	}
	return m, 0, false, true
}

// half reads "a. m.", "PM", "下午": 'a', 'p', or 0 where there is none. Before a time, words that only lead to it do not
// count: the Portuguese "em" is the Swedish for afternoon.
func (c *cursor) half(before bool) rune {
	at := c.i
	c.spaces()
	w, to := "", at
	var found rune
	for range 2 {
		next := c.word()
		if next == "" {
			break
		}
		w += next
		l := words()
		switch {
		case before && l.Between[w]:
		case l.AM[w]:
			found, to = 'a', c.i
		case l.PM[w]:
			found, to = 'p', c.i
		case !before && l.AfterTime[w]:
			found, to = 'h', c.i
		}
		if !c.spaces() {
			break
		}
	}
	c.i = to
	if found == 'h' {
		return 0
	}
	return found
}
