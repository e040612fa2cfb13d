package messages

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"degrau/internal/civil"
)

// layout is how a pasted chat is laid out.
type layout int

const (
	noChat      layout = iota
	headInline         // every message begins on a line with name and time
	headRow            // name and time on a line of their own
	headTwo            // the name on one line, the time on the next
	headTwoBack        // the time on one line, the name on the next
	headAlone          // the name on a line of its own, the time below the words
	headSaid           // "Name: words", the time elsewhere or nowhere
	headless           // only times between the words
)

// pasted is a conversation copied from a page.
type pasted struct {
	text  string
	rows  []row
	as    layout
	after bool            // the time stands below the words
	names map[string]bool // who speaks
}

// row is one line that is not empty.
type row struct {
	line
	head head
	only bool // says when and nothing else
	at   moment
}

// readPasted looks for a conversation in a text. It is one only where speakers or times come back again and again: an
// order's "Total: 129" is nobody speaking.
func readPasted(text string, received civil.Date, names Names) (t *Transcript, ok bool) {
	p := &pasted{text: text, names: map[string]bool{}}
	for ln := range linesOf(text) {
		s := text[ln.from:ln.to]
		if strings.TrimSpace(s) == "" {
			continue
		}
		r := row{line: ln}
		if r.at, r.only = onlyMoment(s); !r.only {
			r.head = headOf(s)
		}
		p.rows = append(p.rows, r)
	}
	if p.as = p.layout(names); p.as == noChat {
		return nil, false
	}
	t = &Transcript{Form: Form, Source: Chat}
	if p.as == headless {
		t.Source = Text // dated words, and nobody who speaks them
	}
	p.messages(t, received)
	return t, true
}

// layout chooses the form that most lines follow.
func (p *pasted) layout(names Names) layout {
	inlines, rows, times := map[string]int{}, map[string]int{}, 0
	for _, r := range p.rows {
		switch {
		case r.only:
			times++
		case r.head.form == inline:
			inlines[r.head.name]++
		case r.head.form == nameRow:
			rows[r.head.name]++
		}
	}
	last := len(p.rows) - 1
	p.after = times >= 2 && !p.rows[0].only && p.rows[last].only
	switch {
	case enough(inlines, len(p.rows)) && p.keep(inlines, 1):
		return headInline
	case enough(rows, len(p.rows)) && comesBack(rows, names) && p.keep(rows, 1):
		return headRow
	case p.besideTimes(-1, times):
		p.after = false
		return headTwo
	case p.after && p.alone(names): // the last time has no name below it: names below times begin what follows
		return headAlone
	case !p.after && p.besideTimes(1, times):
		return headTwoBack
	case p.saids(names):
		return headSaid
	case times >= 2 && times*8 >= len(p.rows):
		return headless
	}
	return noChat
}

// enough reports whether heads were met often enough to be the form of the whole text.
func enough(found map[string]int, rows int) bool {
	n := 0
	for _, k := range found {
		n += k
	}
	return n >= 2 && n*12 >= rows
}

// comesBack reports whether a name is met twice, or is one by which a side is called. A parcel's history has a new line
// at every time, a talk the same people.
func comesBack(found map[string]int, names Names) bool {
	for name, n := range found {
		if part, _ := named(name, names); n >= 2 || part != Unsettled {
			return true
		}
	}
	return false
}

// keep takes the names met at least so often as those of speakers.
func (p *pasted) keep(found map[string]int, least int) bool {
	for name, n := range found {
		if n >= least {
			p.names[name] = true
		}
	}
	return len(p.names) > 0
}

// besideTimes reports whether the lines before (-1) or after (1) the times are names that come back.
func (p *pasted) besideTimes(step, times int) bool {
	if times < 2 {
		return false
	}
	found, beside := map[string]int{}, 0
	for i, r := range p.rows {
		if j := i + step; r.only && r.at.clocked && j >= 0 && j < len(p.rows) && !p.rows[j].only {
			if s := tidyName(p.text[p.rows[j].from:p.rows[j].to]); isName(s) && utf8.RuneCountInString(s) <= 40 {
				found[s]++
			}
		}
	}
	for name, n := range found {
		part, _ := named(name, Names{})
		if n >= 2 || part != Unsettled {
			p.names[name] = true
			beside += n
		}
	}
	if beside < 2 || beside*2 < times {
		clear(p.names)
		return false
	}
	return true
}

// alone reports whether names stand on lines of their own, each at the beginning or below a time.
func (p *pasted) alone(names Names) bool {
	found, total := map[string]int{}, 0
	for i, r := range p.rows {
		if s := tidyName(p.text[r.from:r.to]); !r.only && (i < 2 || p.rows[i-1].only) && isName(s) {
			found[s]++
		}
	}
	for name, n := range found {
		if part, _ := named(name, names); part != Unsettled && len(strings.Fields(name)) <= 3 || n >= 2 && capital(name) {
			p.names[name] = true
			total += n
		}
	}
	if total < 2 {
		clear(p.names)
	}
	return total >= 2
}

// saids reports whether the lines "Name: words" are people speaking in turn.
func (p *pasted) saids(names Names) bool {
	found, wordCount := map[string]int{}, map[string]int{}
	for _, r := range p.rows {
		if r.head.form == said {
			found[r.head.name]++
			wordCount[r.head.name] += len(strings.Fields(p.text[r.from+r.head.text : r.to]))
		}
	}
	total, known, spoken := 0, 0, 0
	for name, n := range found {
		part, _ := named(name, names)
		if part == Unsettled && (n < 2 || !capital(name)) {
			continue
		}
		if part != Unsettled {
			known++
		}
		p.names[name] = true
		total, spoken = total+n, spoken+wordCount[name]
	}
	ok := total >= 2 && total*6 >= len(p.rows) && (known > 0 || len(p.names) >= 2 && spoken >= 3*total)
	if !ok {
		clear(p.names)
	}
	return ok
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || !unicode.IsLetter(r)
}

// starts reports whether a message begins at row i, who says it, when, and how many rows its head takes; the words may
// begin in the last of them.
func (p *pasted) starts(i int) (h head, rows int, ok bool) {
	r := p.rows[i]
	switch p.as {
	case headInline:
		ok = r.head.form == inline
	case headRow:
		ok = r.head.form == nameRow && p.names[r.head.name]
	case headSaid:
		ok = r.head.form == said && p.names[r.head.name]
	case headTwo, headTwoBack:
		return p.two(i)
	case headAlone:
		name := tidyName(p.text[r.from:r.to])
		return head{name: name, text: r.to - r.from}, 1, p.names[name] && !r.only
	case headless:
		return head{at: r.at, text: r.to - r.from}, 1, r.only && !p.after && r.at.clocked
	}
	return r.head, 1, ok
}

// two reads a head of two rows.
func (p *pasted) two(i int) (head, int, bool) {
	if i+1 >= len(p.rows) {
		return head{}, 0, false
	}
	name, at := p.rows[i], p.rows[i+1]
	if p.as == headTwoBack {
		name, at = at, name
	}
	s := tidyName(p.text[name.from:name.to])
	if !at.only || !at.at.clocked || name.only || !p.names[s] {
		return head{}, 0, false
	}
	second := p.rows[i+1]
	return head{name: s, at: at.at, text: second.to - second.from}, 2, true
}

// messages cuts the text into messages and settles their days.
func (p *pasted) messages(t *Transcript, received civil.Date) {
	var ats []moment
	begin := func(h head, r row) {
		from := r.from + h.text
		t.add(Message{From: h.name, Kind: Said, Lines: [2]int{r.n, r.n}, Text: p.text[from:r.to]})
		ats = append(ats, h.at)
	}
	var day moment                                 // of a line between messages that gives the day
	loose := p.as == headless || p.as == headAlone // after a time something new begins
	speaker := ""                                  // of words that follow without a name, where names stand alone
	from, fresh := 0, true
	for i := 0; i < len(p.rows); i++ {
		r := p.rows[i]
		h, rows, ok := p.starts(i)
		switch {
		case ok:
			first := r.n
			r = p.rows[i+rows-1]
			i += rows - 1
			h.at = onDay(h.at, day)
			begin(h, r)
			if speaker = ""; p.as == headAlone {
				speaker = h.name
			}
			t.Messages[len(t.Messages)-1].Lines[0] = first
			from, fresh = r.from+h.text, false
		case r.only && !r.at.clocked:
			day = r.at
			fresh = loose
		case r.only && p.after && len(ats) > 0 && !fresh:
			ats[len(ats)-1] = onDay(r.at, day)
			t.Messages[len(t.Messages)-1].Lines[1] = r.n
			fresh = loose
		case r.only && p.as == headSaid && !p.after:
			day = r.at
		case len(ats) == 0 || fresh:
			begin(head{name: speaker}, r)
			from, fresh = r.from, false
			if p.as != headless && speaker == "" {
				t.Messages[len(t.Messages)-1].Kind = Unparsed
			}
		default:
			m := &t.Messages[len(t.Messages)-1]
			m.Text, m.Lines[1] = p.text[from:r.to], r.n
		}
	}
	p.date(t, ats, received)
}

// onDay gives a time the day that a line above it told.
func onDay(at, day moment) moment {
	if at.dated || at.word {
		return at
	}
	if day.dated {
		at.n, at.dated, at.named, at.shape.wide, at.shape.sign = day.n, true, day.named, day.shape.wide, day.shape.sign
	}
	if day.clocked && !at.clocked {
		at.clocked, at.second = true, day.second
	}
	return at
}

// date settles the order of the numbers and writes every moment.
func (p *pasted) date(t *Transcript, ats []moment, received civil.Date) {
	l := newLedger(received)
	for _, at := range ats {
		if at.dated && !at.named {
			l.add(at.stamp, civil.Date{})
		}
	}
	order, sure := l.settle(func() (order, bool) {
		switch languageOf(p.text) {
		case "pt", "ro":
			return dmy, true
		}
		return dmy, false
	})
	t.setOrder(order, sure, l.stamps)
	for i := range t.Messages {
		m := &t.Messages[i]
		m.At = ats[i].when(order)
		m.Text = clean(m.Text)
		if m.Kind == Said {
			text := m.Text
			classify(m, text)
		}
	}
}
