package messages

import (
	"iter"
	"strings"
	"unicode/utf8"

	"degrau/internal/civil"
)

// export is a WhatsApp export whose form is settled: its messages can be walked over any number of times, and the walk
// itself keeps none of them.
type export struct {
	text    string
	shapes  map[shape]bool // of the heads of messages; other stamps are people's words
	order   order
	sure    bool
	authors map[string]bool
}

// minStamps is how many lines must begin like messages before a text is taken for an export.
const minStamps = 2

// settleExport reads the whole text once to find out how its lines are written and which number of a date is the day.
func settleExport(text string, received civil.Date) (*export, bool) {
	e := &export{text: text, authors: map[string]bool{}}
	counts, authored, plainLines := map[shape]int{}, 0, 0
	each(text, func(st stamp, rest string) {
		counts[st.shape]++
		if name, _, ok := author(rest); ok {
			authored++
			e.authors[name] = true
		}
	}, func() { plainLines++ })
	total := 0
	for _, n := range counts {
		total += n
	}
	if total < minStamps && !(total == 1 && authored == 1 && plainLines < 3) || authored == 0 {
		return nil, false
	}
	if plainLines > 40*total { // a long text that quotes a few lines of chat
		return nil, false
	}
	e.shapes = mainShapes(counts, total)
	l := newLedger(received)
	each(text, func(st stamp, rest string) {
		if e.shapes[st.shape] {
			l.add(st, fileDay(rest))
		}
	}, nil)
	e.order, e.sure = l.settle(e.leaning)
	return e, true
}

// each calls stamped for every line that begins with a stamp, other for every other line that is not empty.
func each(text string, stamped func(stamp, string), other func()) {
	for ln := range linesOf(text) {
		s := text[ln.from:ln.to]
		if st, rest, ok := headStamp(s); ok {
			stamped(st, rest)
		} else if other != nil && strings.TrimSpace(s) != "" {
			other()
		}
	}
}

// mainShapes keeps the shapes that the file is written in. A handful of stamps of another shape are lines that somebody
// pasted into a message.
func mainShapes(counts map[shape]int, total int) map[shape]bool {
	out := map[shape]bool{}
	for s, n := range counts {
		if n*5 >= total {
			out[s] = true
		}
	}
	return out
}

// leaning is the order that the form of the dates and the language of the file lean to, and whether that is enough to
// be sure. Points and hyphens are written by those who put the day first; a slash is not.
func (e *export) leaning() (order, bool) {
	half := false
	for s := range e.shapes {
		if s.wide != 1 && (s.sign == '.' || s.sign == '-') {
			return dmy, true
		}
		half = half || s.half
	}
	switch languageOf(e.text) {
	case "pt", "ro":
		return dmy, true
	case "en":
		if half {
			return mdy, false
		}
	}
	return dmy, false
}

// author splits what follows a stamp into who wrote and what. A line without an author is the program's own.
func author(rest string) (name, text string, ok bool) {
	i := strings.IndexByte(rest, ':')
	for i >= 0 && i < len(rest)-1 && !spaceAfter(rest[i+1:]) {
		next := strings.IndexByte(rest[i+1:], ':')
		if next < 0 {
			return "", "", false
		}
		i += 1 + next
	}
	if i <= 0 || i > 200 {
		return "", "", false
	}
	name = tidyName(rest[:i])
	if name == "" || utf8.RuneCountInString(name) > 80 || strings.ContainsAny(name, "\"“”«»") || words().Renames.in(plain(name)) {
		return "", "", false
	}
	return name, rest[i+1:], true
}

// spaceAfter reports whether a colon ends the name: a space follows it, or a mark of direction.
func spaceAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ordinary(r) == ' ' || isMark(r)
}

// tidyName is a name without marks, and without the tilde that iPhones put before names people gave themselves.
func tidyName(s string) string {
	s = strings.TrimSpace(unmarked(s))
	return strings.TrimSpace(strings.TrimPrefix(s, "~"))
}

// all walks over the messages in the order of the file.
func (e *export) all() iter.Seq[Message] {
	return func(yield func(Message) bool) {
		w := walk{export: e, yield: yield}
		for ln := range linesOf(e.text) {
			if !w.line(ln) {
				return
			}
		}
		w.flush()
	}
}

// walk holds the message whose lines are going by.
type walk struct {
	*export
	yield    func(Message) bool
	n        int
	open     bool
	at       When
	rest     string // of the first line, after the stamp
	from, to int    // of the whole text of the message
	lines    [2]int
	stamped  bool
	stopped  bool
}

func (w *walk) line(ln line) bool {
	s := w.text[ln.from:ln.to]
	if st, rest, ok := headStamp(s); ok && w.shapes[st.shape] {
		w.flush()
		w.open, w.stamped, w.at, w.rest = true, true, st.when(w.order), rest
		w.from, w.to, w.lines = ln.to-len(rest), ln.to, [2]int{ln.n, ln.n}
		return !w.stopped
	}
	if !w.open {
		if strings.TrimSpace(s) == "" {
			return true
		}
		w.open, w.stamped, w.at = true, false, When{}
		w.from, w.lines = ln.from, [2]int{ln.n, ln.n}
	}
	w.to, w.lines[1] = ln.to, ln.n
	return !w.stopped
}

// flush gives away the message that is complete.
func (w *walk) flush() {
	if !w.open || w.stopped {
		return
	}
	w.n++
	m := Message{N: w.n, At: w.at, Lines: w.lines}
	w.judge(&m, w.text[w.from:w.to])
	w.open = false
	w.stopped = !w.yield(m)
}

// judge says what kind of message it is.
func (w *walk) judge(m *Message, body string) {
	if !w.stamped {
		m.Kind, m.Text = Unparsed, strings.TrimSpace(body)
		return
	}
	name, text, ok := author(firstLine(body))
	if !ok {
		m.Kind, m.Text = System, clean(body)
		if known, cut := w.cutAuthor(body); cut { // "Ana:." belongs to somebody and says nothing we can read
			m.Kind, m.From = Unparsed, known
		}
		return
	}
	text += body[len(firstLine(body)):]
	m.From = name
	classify(m, text)
}

// cutAuthor finds a known author at the head of a line that is not written like a message.
func (w *walk) cutAuthor(body string) (string, bool) {
	i := strings.IndexByte(body, ':')
	if i < 0 {
		return "", false
	}
	name := tidyName(body[:i])
	return name, w.authors[name]
}

func firstLine(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i]
	}
	return s
}

// clean is the text of a message without marks of direction and outer space.
func clean(s string) string { return strings.TrimSpace(unmarked(s)) }
