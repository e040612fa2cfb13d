package messages

import (
	"slices"
	"time"

	"degrau/internal/civil"
)

// order says which number of a date is which.
type order string

const (
	dmy order = "dmy"
	mdy order = "mdy"
	ymd order = "ymd"
)

// orders is in the order of preference where nothing tells them apart: most of the world writes the day first.
var orders = []order{dmy, mdy, ymd}

// ledger gathers, while the stamps of a file go by, what speaks for and against each order.
type ledger struct {
	received civil.Date // nothing was written after it; zero: not known
	scores   map[order]*score
	stamps   int
	split    bool // day and month in either order gave different days at least once
}

// score is how one order fares.
type score struct {
	bad     int // no such day, or one after the file was received
	back    int // the day before goes after
	votes   int // days that the names of files confirm
	last    civil.Date
	first   civil.Date
	highest civil.Date
}

func newLedger(received civil.Date) *ledger {
	l := &ledger{received: received, scores: map[order]*score{}}
	for _, o := range orders {
		l.scores[o] = &score{}
	}
	return l
}

// add weighs one stamp. named is the day that the name of its file gives, or zero.
func (l *ledger) add(st stamp, named civil.Date) {
	if !st.dated {
		return
	}
	l.stamps++
	var days [3]civil.Date
	for i, o := range orders {
		days[i] = st.day(o)
		l.scores[o].add(days[i], named, l.received)
	}
	l.split = l.split || days[0] != days[1]
}

func (s *score) add(d, named, received civil.Date) {
	if d.IsZero() || !received.IsZero() && d.After(received.AddDays(1)) {
		s.bad++
		return
	}
	if !named.IsZero() && abs(d.DaysSince(named)) <= 1 {
		s.votes++
	}
	if d.Before(s.last) {
		s.back++
	}
	s.last = d
	if s.first.IsZero() || d.Before(s.first) {
		s.first = d
	}
	if d.After(s.highest) {
		s.highest = d
	}
}

// settle chooses the order and says whether the file itself told it. lean is asked only where the days do not tell: it
// gives the order that the signs and the language of the file lean to, or none, and whether that is enough.
func (l *ledger) settle(lean func() (order, bool)) (best order, sure bool) {
	for _, o := range orders {
		if best == "" || l.better(o, best) {
			best = o
		}
	}
	if l.stamps == 0 || l.scores[best].bad == l.stamps {
		return "", false
	}
	if !slices.ContainsFunc(orders, func(o order) bool { return l.rivals(best, o) }) {
		return best, true
	}
	leaning, enough := lean()
	if enough {
		return leaning, true
	}
	if near := l.closest(best); near != best || leaning == "" {
		return near, false
	}
	return leaning, false
}

// rivals reports whether order o explains the file as well as the best. Days read as years lie decades apart: only where
// they lie closer than the best's is the year first.
func (l *ledger) rivals(best, o order) bool {
	switch {
	case o == best || l.better(best, o):
		return false
	case o == ymd:
		return l.span(o) < l.span(best)
	}
	return l.split || best == ymd
}

func (l *ledger) span(o order) int { return l.scores[o].highest.DaysSince(l.scores[o].first) }

// better reports whether a explains the file better than b: fewer days that cannot be, then fewer steps back, then more
// names of files that agree.
func (l *ledger) better(a, b order) bool {
	x, y := l.scores[a], l.scores[b]
	switch {
	case x.bad != y.bad:
		return x.bad < y.bad
	case x.votes != y.votes:
		return x.votes > y.votes
	}
	return x.back < y.back
}

// closest prefers the order under which the messages lie closer together: people write day after day, not on the same
// day of every month.
func (l *ledger) closest(best order) order {
	for _, o := range orders {
		if o == best || l.better(best, o) {
			continue
		}
		if l.span(o) < l.span(best) {
			best = o
		}
	}
	return best
}

// Years that chats can be of. The Buddhist calendar of Thai phones is 543 years ahead.
const (
	firstYear = 1990
	lastYear  = 2200
	buddhist  = 543
)

// day reads the stamp's date under an order; zero where it is no day.
func (st stamp) day(o order) civil.Date {
	if !st.dated {
		return civil.Date{}
	}
	if st.named {
		if o = ymd; st.n[0] == 0 {
			return civil.Date{} // "12 de março": of a year that nobody wrote
		}
	}
	y, m, d := int(st.n[2]), int(st.n[1]), int(st.n[0])
	switch o {
	case mdy:
		m, d = d, m
	case ymd:
		y, d = d, y
	}
	wide := map[order]int8{dmy: 3, mdy: 3, ymd: 1}[o]
	if !st.named && st.shape.wide != 0 && st.shape.wide != wide {
		return civil.Date{}
	}
	switch {
	case y < 100 && y > 69:
		y += 1900
	case y < 100:
		y += 2000
	case y > firstYear+buddhist && y < lastYear+buddhist && y > lastYear:
		y -= buddhist
	}
	if y < firstYear || y > lastYear {
		return civil.Date{}
	}
	if st.shape.wide == 1 && m > 12 && d <= 12 && !st.named {
		m, d = d, m // year, day, month
	}
	date, err := civil.Of(y, time.Month(m), d)
	if err != nil {
		return civil.Date{}
	}
	return date
}

// when is the stamp as a moment, under the settled order.
func (st stamp) when(o order) When {
	w := When{Day: st.day(o)}
	if st.clocked {
		w.Second, w.Clocked = st.second, true
	}
	return w
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
