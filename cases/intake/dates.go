package intake

import (
	"time"

	"degrau/internal/civil"
)

// dateAt reads a date that begins at token i.
func (r *reader) dateAt(i int) bool {
	if r.numAt(i) != "" {
		return r.notDate(i) || r.numericDate(i) || r.shortDate(i) || r.dayAndMonth(i)
	}
	return r.monthFirst(i)
}

// notDate keeps fractions of something else from being read as dates: "parcela 3/12", "nota 8/10".
func (r *reader) notDate(i int) bool {
	if !r.endsAt(cueNotDate, i) || !r.is(i+1, '/') || r.numAt(i+2) == "" {
		return false
	}
	r.take(i, i+3, asQuantity)
	return true
}

// numericDate reads three numbers: 03/01/2022, 2022-01-03, 3.1.22, 03 / 01 / 2022.
func (r *reader) numericDate(i int) bool {
	a, b, c := r.numAt(i), r.numAt(i+2), r.numAt(i+4)
	if a == "" || b == "" || c == "" || i+4 >= len(r.toks) || r.toks[i+1].w != r.toks[i+3].w {
		return false
	}
	mark := r.toks[i+1].w[0]
	tight := r.glued(i+1) && r.glued(i+2) && r.glued(i+3) && r.glued(i+4)
	if mark != '/' && (mark != '-' && mark != '.' || !tight) || len(b) > 2 || !tight && len(c) < 2 {
		return false
	}
	if r.glued(i) && i > 0 && (r.toks[i-1].kind == sym && (r.is(i-1, '.') || r.is(i-1, '-') || r.is(i-1, '/'))) {
		return false
	}
	to := i + 5
	if r.is(to, mark) && r.glued(to) && r.numAt(to+1) != "" && mark != '.' {
		return false
	}
	if len(a) == 4 && len(c) <= 2 {
		return r.settleDate(i, to, atoi(a), atoi(b), atoi(c), true)
	}
	if len(a) > 2 || len(c) != 2 && len(c) != 4 {
		return false
	}
	return r.dayMonthYear(i, to, atoi(a), atoi(b), century(c))
}

func century(s string) int {
	y := atoi(s)
	if len(s) == 2 {
		return 2000 + y
	}
	return y
}

// dayMonthYear settles which of the first two numbers is the day. Only English is written both ways.
func (r *reader) dayMonthYear(from, to, a, b, year int) bool {
	switch {
	case r.lang != "en" || a > 12 || a == b:
		return r.settleDate(from, to, year, b, a, true)
	case b > 12:
		return r.settleDate(from, to, year, a, b, true)
	case r.dateOrder && r.monthDay:
		return r.settleDate(from, to, year, a, b, true)
	case r.dateOrder:
		return r.settleDate(from, to, year, b, a, true)
	}
	r.take(from, to, asDate)
	one, err1 := civil.Of(year, time.Month(a), b)
	two, err2 := civil.Of(year, time.Month(b), a)
	if err1 == nil && err2 == nil && !r.quote[from] {
		r.ask(r.dateField(from, to), from, to, one.String(), two.String())
	}
	return true
}

// settleDate keeps a day if it exists. One that does not (31/02) is claimed and left out: it is never moved.
func (r *reader) settleDate(from, to, year, month, day int, sure bool) bool {
	if year < 1990 || year > 2099 || month < 1 || day < 1 || month > 31 || day > 31 {
		return false
	}
	r.take(from, to, asDate)
	d, err := civil.Of(year, time.Month(month), day)
	if err != nil {
		r.impossible(from, to, year, month, day)
		return true
	}
	r.addMoment(moment{from: from, to: to, on: civil.Whole(d), sure: sure, said: true})
	return true
}

// impossible asks about a day the calendar does not have: the last day of that month, or the number as a day of the
// month after, are both guesses.
func (r *reader) impossible(from, to, year, month, day int) {
	if r.quote[from] || month > 12 {
		return
	}
	last := civil.Must(year, time.Month(month), civil.DaysIn(year, time.Month(month)))
	r.ask(r.dateField(from, to), from, to, last.String(), last.AddDays(day-last.Day).String())
}

// shortDate reads day and month without a year (20/12), month and year (04/2026), and ranges (05 a 08/01/2022 is read at
// its end).
func (r *reader) shortDate(i int) bool {
	a, b := r.numAt(i), r.numAt(i+2)
	if a == "" || b == "" || len(a) > 2 || r.numAt(i+4) != "" && r.is(i+3, '/') && r.glued(i+3) && r.is(i+1, '/') {
		return false
	}
	mark := r.toks[i+1].w[0]
	if r.toks[i+1].kind != sym || !r.glued(i+1) || !r.glued(i+2) || r.glued(i) && i > 0 && r.toks[i-1].kind == sym && !r.is(i-1, '(') && !r.is(i-1, ',') {
		return false
	}
	if len(b) == 4 && mark == '/' && atoi(a) >= 1 && atoi(a) <= 12 && atoi(b) >= 1990 && atoi(b) < 2100 {
		r.take(i, i+3, asDate)
		r.addMoment(moment{from: i, to: i + 3, on: civil.Partial{Year: atoi(b), Month: time.Month(atoi(a))}, sure: true, said: true})
		return true
	}
	if len(b) > 2 || mark != '/' && mark != '-' && mark != '.' {
		return false
	}
	x, y := atoi(a), atoi(b)
	cued := r.endsAt(cueDateBefore, i) || r.besideDateCue(i)
	if mark != '/' && (!cued || r.lang == "en" || mark == '.' && len(b) != 2 || r.lex.units[r.wordAt(i+3)] || lexicons.measures[r.wordAt(i+3)]) {
		return false
	}
	if !cued && (r.lang == "en" || len(b) == 1 && len(a) == 1) || r.is(i+3, '%') || x == 24 && y == 7 {
		return false
	}
	if x < 1 || y < 1 || x > 31 || y > 31 || (x > 12 && y > 12) {
		return false
	}
	day, month := x, y
	if r.lang == "en" {
		switch {
		case y > 12, r.dateOrder && r.monthDay && x <= 12:
			day, month = y, x
		case x <= 12 && x != y && !r.dateOrder:
			return r.eitherOrder(i, x, y)
		}
	}
	if month > 12 {
		r.take(i, i+3, asDate)
		return true
	}
	r.rangeStart(i, month, 0)
	return r.yearless(i, i+3, month, day)
}

// besideDateCue reports whether a word that dates something ends right before token i: "ordered 12/3".
func (r *reader) besideDateCue(i int) bool {
	for _, g := range dateCues {
		if r.endsAt(g, i) {
			return true
		}
	}
	return false
}

// eitherOrder asks about an English 3/4.
func (r *reader) eitherOrder(i, x, y int) bool {
	r.take(i, i+3, asDate)
	one, two := r.nearest(x, y, false), r.nearest(y, x, false)
	if !one.IsZero() && !two.IsZero() && !r.quote[i] {
		r.ask(r.dateField(i, i+3), i, i+3, one.String(), two.String())
	}
	return true
}

// yearless keeps a day and month whose year is found from the day of reference.
func (r *reader) yearless(from, to, month, day int) bool {
	if day < 1 || day > 31 {
		return false
	}
	r.take(from, to, asDate)
	if day > civil.DaysIn(2024, time.Month(month)) {
		if !r.ref.IsZero() {
			r.impossible(from, to, r.ref.Year, month, day)
		}
		return true
	}
	d := r.nearest(month, day, r.aheadOf(from, to) || r.followsAll(from, to, month, day))
	if d.IsZero() {
		if !r.quote[from] {
			r.ask(r.dateField(from, to), from, to, unknownYear(month, day))
		}
		return true
	}
	r.addMoment(moment{from: from, to: to, on: civil.Whole(d), sure: !r.ref.IsZero(), said: true})
	return true
}

// followsAll reports whether a day soon after the reference would end the story in order, while the one a year before
// would come before all else that was told: "bought 23/12, called 05/01, call again after 10/01".
func (r *reader) followsAll(from, to, month, day int) bool {
	if r.ref.IsZero() {
		return false
	}
	switch r.dateRole(from, to) {
	case cueDatePurchase, cueDatePaid, cueDateShipped, cueDateCharged:
		return false
	}
	past := r.nearest(month, day, false)
	next, err := civil.Of(past.Year+1, past.Month, past.Day)
	if past.IsZero() || err != nil || next.DaysSince(r.ref) > 60 || r.ref.DaysSince(past) < 200 {
		return false
	}
	told := false
	for _, m := range r.moments {
		if m.on.IsMonth() || !m.said {
			continue
		}
		if !m.on.First().After(past) || m.on.First().After(next) {
			return false
		}
		told = true
	}
	return told
}

// unknownYear writes a day whose year nobody said, as ISO 8601-2 does.
func unknownYear(month, day int) string {
	return "XXXX-" + string([]byte{byte('0' + month/10), byte('0' + month%10), '-', byte('0' + day/10), byte('0' + day%10)})
}

// nearest finds the year of a day. People write of what was; only where the words speak of a delivery or a promise may
// the day lie ahead. Without a day of reference the full dates of the same text serve.
func (r *reader) nearest(month, day int, ahead bool) civil.Date {
	ref := r.ref
	if ref.IsZero() {
		for k := len(r.moments) - 1; k >= 0 && ref.IsZero(); k-- {
			if m := r.moments[k]; m.said && !m.on.IsMonth() {
				ref = m.on.First()
				ahead = true
			}
		}
	}
	if ref.IsZero() || month < 1 || month > 12 {
		return civil.Date{}
	}
	var best civil.Date
	for y := ref.Year - 1; y <= ref.Year+1; y++ {
		d, err := civil.Of(y, time.Month(month), day)
		if err != nil {
			continue
		}
		n := d.DaysSince(ref)
		if !ahead && n > 3 || ahead && n > 200 {
			continue // three days of grace: the text may be older or younger than its posting
		}
		if best.IsZero() || abs(n) < abs(best.DaysSince(ref)) {
			best = d
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// rangeStart reads the first day of "05 a 08/01".
func (r *reader) rangeStart(i, month, year int) {
	w := r.wordAt(i - 1)
	d := r.numAt(i - 2)
	if !(w == "a" || w == "e" || w == "y" || w == "al" || w == "si" || w == "to" || w == "ate" || w == "and") || d == "" || len(d) > 2 || !r.free(i-2, i) {
		return
	}
	if i >= 3 && !(r.toks[i-2].space && r.endsAt(cueDateBefore, i-2) || r.wordAt(i-3) == "entre" || r.wordAt(i-3) == "between" || r.wordAt(i-3) == "intre") {
		return
	}
	if n := atoi(d); n >= 1 && n <= 31 {
		if year == 0 {
			r.yearless(i-2, i-1, month, n)
			return
		}
		r.settleDate(i-2, i-1, year, month, n, true)
	}
}

func (r *reader) addMoment(m moment) {
	if r.quote[m.from] {
		return
	}
	r.moments = append(r.moments, m)
}
