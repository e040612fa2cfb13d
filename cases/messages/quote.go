package messages

import (
	"strings"

	"degrau/internal/civil"
)

// maxQuotes is how many earlier mails are told apart in one text.
const maxQuotes = 200

// quotation is one earlier mail repeated in the text of a later one.
type quotation struct {
	from  string
	at    When
	lines []string
	first int
}

// unquote gives message n its own words, and each earlier mail repeated in the text a message of its own, marked as
// quoted: it was not written then and there.
func (t *Transcript) unquote(n int, text string) {
	own, quotes := parted(strings.Split(text, "\n"))
	m := &t.Messages[n-1]
	m.Text = strings.TrimSpace(strings.Join(own, "\n"))
	m.Lines = [2]int{1, 1 + strings.Count(text, "\n")}
	for _, q := range quotes {
		words := strings.TrimSpace(strings.Join(q.lines, "\n"))
		if words == "" && q.from == "" {
			continue
		}
		t.add(Message{Kind: Said, Quoted: true, From: q.from, At: q.at, Text: words,
			Lines: [2]int{q.first, q.first + max(0, len(q.lines)-1)}})
	}
}

// parted tells the lines of a mail apart: its own, and those of earlier ones.
func parted(lines []string) (own []string, quotes []quotation) {
	var q *quotation
	below := false // an earlier mail that goes on to the end, without marks at its lines
	open := func(from string, at When, first int) {
		quotes = append(quotes, quotation{from: from, at: at, first: first})
		q = &quotes[len(quotes)-1]
	}
	for i := 0; i < len(lines); i++ {
		s := strings.TrimRight(lines[i], " \r")
		marked := strings.HasPrefix(strings.TrimLeft(s, " "), ">")
		if !marked && len(quotes) < maxQuotes {
			if from, at, rows, ok := introduction(lines, i); ok {
				open(from, at, i+1)
				below = !nextMarked(lines, i+rows)
				i += rows - 1
				continue
			}
		}
		switch {
		case marked && !below:
			if q == nil {
				open("", When{}, i+1)
			}
			q.lines = append(q.lines, unmarkLine(s))
		case below:
			q.lines = append(q.lines, s)
		case q != nil && s == "":
			q.lines = append(q.lines, s)
		default:
			own, q = append(own, s), nil
		}
	}
	return own, quotes
}

func unmarkLine(s string) string {
	return strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(s, " "), ">"), " ")
}

// nextMarked reports whether the next line that is not empty is marked as quoted.
func nextMarked(lines []string, i int) bool {
	for ; i < len(lines); i++ {
		if s := strings.TrimSpace(lines[i]); s != "" {
			return strings.HasPrefix(s, ">")
		}
	}
	return false
}

// introduction reads what mail programs write above an earlier mail: one sentence ("On ..., Ana wrote:"), a ruled line
// ("----- Original Message -----"), or a head of From, Sent, To and Subject.
func introduction(lines []string, i int) (from string, at When, rows int, ok bool) {
	if from, at, rows, ok = sentence(lines, i); ok {
		return from, at, rows, true
	}
	from, at, rows, ok = copiedHead(lines, i)
	if ok {
		return from, at, rows, true
	}
	s := strings.TrimSpace(lines[i])
	if len(s) < 4 || len(s) > 120 || s[0] != '-' && s[0] != '_' && !strings.HasSuffix(s, ":") {
		return "", When{}, 0, false
	}
	if !words().Forwarded[plain(strings.Trim(s, "-_ :>*"))] {
		return "", When{}, 0, false
	}
	next := i + 1
	for next < len(lines) && next < i+4 && strings.TrimSpace(lines[next]) == "" {
		next++
	}
	if next < len(lines) {
		if from, at, rows, ok = copiedHead(lines, next); ok {
			return from, at, next + rows - i, true
		}
	}
	return "", When{}, 1, true
}

// sentence reads "Em seg., 4 de mai. de 2026 às 10:05, Ana <ana@example.org> escreveu:", also broken over lines.
func sentence(lines []string, i int) (string, When, int, bool) {
	s := ""
	for rows := 1; rows <= 3 && i+rows <= len(lines); rows++ {
		part := strings.TrimSpace(lines[i+rows-1])
		if part == "" || len(s)+len(part) > 400 {
			break
		}
		s = strings.TrimSpace(s + " " + part)
		before, ok := strings.CutSuffix(s, ":")
		if !ok {
			continue
		}
		if name, when, ok := wroteBy(before); ok {
			return name, when, rows, true
		}
		break
	}
	return "", When{}, 0, false
}

func wroteBy(s string) (string, When, bool) {
	f := strings.Fields(s)
	for n := 1; n <= 2 && n < len(f); n++ {
		tail := strings.Join(f[len(f)-n:], " ")
		if !words().Wrote[plain(tail)] {
			continue
		}
		s = strings.TrimSpace(strings.TrimSuffix(strings.Join(f, " "), tail))
		return splitWhen(s)
	}
	return "", When{}, false
}

// splitWhen parts "Em 4 de mai. de 2026 às 10:05, Ana" into moment and name. Without a moment it is somebody's words.
func splitWhen(s string) (string, When, bool) {
	c := cursor{s: s}
	var m moment
	if !c.loose(&m) {
		c.i = 0
		c.word() // On, Em, El, În
		c.spaces()
		if !c.loose(&m) {
			return "", When{}, false
		}
	}
	return strings.Trim(c.rest(), " ,;"), lone(m), true
}

// lone is the moment of a date that stands alone: one whose day and month could be the other way round has no day.
func lone(m moment) When {
	if m.named {
		return m.when(ymd)
	}
	l := newLedger(civil.Date{})
	l.add(m.stamp, civil.Date{})
	order, sure := l.settle(func() (order, bool) { return "", false })
	if !sure {
		return When{}
	}
	return m.when(order)
}

// copiedHead reads a head of at least three of From, Sent, To, Subject in lines below each other.
func copiedHead(lines []string, i int) (from string, at When, rows int, ok bool) {
	l := words()
	found := 0
	for rows < 8 && i+rows < len(lines) {
		name, value, cut := strings.Cut(strings.TrimLeft(lines[i+rows], "> *"), ":")
		p := plain(strings.Trim(name, "* "))
		value = strings.Trim(strings.TrimSpace(value), "* ")
		switch {
		case !cut || len(name) > 40:
			return from, at, rows, found >= 3
		case l.HeadFrom[p] && from == "" && rows == 0:
			from, found = value, found+1
		case rows == 0:
			return "", When{}, 0, false
		case l.HeadSent[p]:
			_, at, _ = splitWhen(value)
			if at.IsZero() {
				at = mailTime(value)
			}
			found++
		case l.HeadTo[p], l.HeadSubject[p], p == "cc", p == "bcc", p == "cco":
			found++
		default:
			return from, at, rows, found >= 3
		}
		rows++
	}
	return from, at, rows, found >= 3
}
