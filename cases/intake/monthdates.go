package intake

import (
	"time"

	"degrau/internal/civil"
)

// monthAt reads a month's name at token i; full tells it from an abbreviation.
func (r *reader) monthAt(i int) (month int, full bool) {
	w := r.wordAt(i)
	if w == "" {
		return 0, false
	}
	if m, ok := r.lex.Months[w]; ok {
		return m, true
	}
	return r.lex.ShortMonths[w], false
}

// dayAndMonth reads 24 de dezembro de 2021, 12 iulie, 5th of June, 3jan22, 24/dez/21.
func (r *reader) dayAndMonth(i int) bool {
	d := r.numAt(i)
	if len(d) == 0 || len(d) > 2 || atoi(d) < 1 || atoi(d) > 31 {
		return r.dayOnly(i)
	}
	j := r.joiner(i+1, true)
	month, _ := r.monthAt(j)
	if month == 0 {
		return r.dayOnly(i)
	}
	year, to := r.yearAt(j + 1)
	if year == 0 && lexicons.commonWords[r.wordAt(j)] && !r.endsAt(cueDateBefore, i) && j == i+1 && !r.glued(j) {
		return false // "2 mai bune" is no second of May
	}
	if r.street(i) {
		return false
	}
	r.rangeStart(i, month, year)
	if year == 0 {
		if y, end := r.relativeYear(to); y != 0 {
			return r.settleDate(i, end, y, month, atoi(d), true)
		}
		return r.yearless(i, to, month, atoi(d))
	}
	return r.settleDate(i, to, year, month, atoi(d), true)
}

// joiner skips what may stand between day and month: de, del, of, th, a hyphen or slash.
func (r *reader) joiner(j int, ordinal bool) int {
	for n := 0; n < 3; n++ {
		w := r.wordAt(j)
		switch {
		case w == "de" || w == "del" || w == "of" || w == "do":
		case ordinal && r.glued(j) && (w == "o" || w == "st" || w == "nd" || w == "rd" || w == "th" || w == "ro" || w == "ero" || w == "er"):
		case (r.is(j, '-') || r.is(j, '/') || r.is(j, '.')) && r.glued(j):
		default:
			return j
		}
		j++
	}
	return j
}

// yearAt reads the year after a month; to is the token after it, or the one after the month's abbreviation point.
func (r *reader) yearAt(i int) (year, to int) {
	j := i
	if r.is(j, '.') && r.glued(j) && !r.toks[j].end {
		j++
		i = j
	}
	for n := 0; n < 2; n++ {
		w := r.wordAt(j)
		if w == "de" || w == "del" || w == "of" || r.is(j, ',') || (r.is(j, '/') || r.is(j, '-')) && r.glued(j) {
			j++
		}
	}
	d := r.numAt(j)
	switch {
	case len(d) == 4 && atoi(d) >= 1990 && atoi(d) < 2100:
		return atoi(d), j + 1
	case len(d) == 2 && j > i && atoi(d) >= 10 && atoi(d) < 60 && !r.is(j-1, ',') && r.lex.Money[r.wordAt(j+1)] == "" && !r.lex.units[r.wordAt(j+1)]:
		return 2000 + atoi(d), j + 1
	case len(d) == 2 && r.glued(j) && r.glued(i-1):
		return 2000 + atoi(d), j + 1
	}
	return 0, i
}

// relativeYear reads "deste ano", "del año pasado", "last year" after a month.
func (r *reader) relativeYear(i int) (year, to int) {
	if r.ref.IsZero() {
		return 0, i
	}
	for j := i; j < i+2; j++ {
		for _, h := range r.startsAt(cueThisYear, j) {
			return r.ref.Year, h.to
		}
		for _, h := range r.startsAt(cueLastYear, j) {
			return r.ref.Year - 1, h.to
		}
		if !r.lex.function[r.wordAt(j)] {
			break
		}
	}
	return 0, i
}

// monthFirst reads June 5, 2024 and Dec 14th, and a month alone.
func (r *reader) monthFirst(i int) bool {
	month, full := r.monthAt(i)
	if month == 0 || r.glued(i) && i > 0 && r.toks[i-1].kind == word || r.street(i) {
		return false
	}
	j := i + 1
	if r.is(j, '.') && !r.toks[j].end {
		j++
	}
	if r.wordAt(j) == "the" {
		j++
	}
	if d := r.numAt(j); r.lang == "en" && len(d) > 0 && len(d) <= 2 && !r.toks[j].line && atoi(d) >= 1 && atoi(d) <= 31 && (full || r.capital(i) || r.endsAt(cueDateBefore, i)) && !r.is(j+1, ':') {
		to := r.joiner(j+1, true)
		if year, end := r.yearAt(to); year != 0 {
			return r.settleDate(i, end, year, month, atoi(d), true)
		}
		if r.wordAt(j+1) == "th" || r.wordAt(j+1) == "st" || r.wordAt(j+1) == "nd" || r.wordAt(j+1) == "rd" {
			return r.yearless(i, j+2, month, atoi(d))
		}
		return r.yearless(i, j+1, month, atoi(d))
	}
	return r.monthAlone(i, month, full)
}

// monthAlone keeps a month without a day as just that. A name that is also a common word (may, março is not, mar is)
// needs "in" or a year beside it.
func (r *reader) monthAlone(i, month int, full bool) bool {
	year, to := r.yearAt(i + 1)
	ahead := r.aheadOf(i, to)
	common := lexicons.commonWords[r.wordAt(i)]
	if year == 0 {
		if y, end := r.relativeYear(to); y != 0 {
			year, to = y, end
		}
	}
	if year == 0 && (!full || common && !(r.endsAt(cueDateBefore, i) && r.capital(i))) {
		return false
	}
	r.take(i, to, asDate)
	if year == 0 {
		if r.ref.IsZero() {
			return true
		}
		year = r.ref.Year
		if month > int(r.ref.Month) && !(ahead && month-int(r.ref.Month) <= 5) {
			year--
		}
		if ahead && int(r.ref.Month)-month > 7 {
			year++
		}
	}
	r.addMoment(moment{from: i, to: to, on: civil.Partial{Year: year, Month: time.Month(month)}, sure: true, said: true})
	return true
}

// street reports whether an address stands before token i: Rua XV de Novembro is no date.
func (r *reader) street(i int) bool {
	for j := i; j > i-4 && j > 0; j-- {
		if r.endsAt(cuePostcode, j) {
			return true
		}
	}
	return false
}

// capital reports whether the person wrote token i with a capital letter, in a text that has small ones too.
func (r *reader) capital(i int) bool {
	o := r.original(i, i+1)
	return o != "" && isUpper(o[0])
}

// dayOnly reads "dia 15", "el 15", "on the 15th": the month is the reference's or the one before.
func (r *reader) dayOnly(i int) bool {
	d := r.numAt(i)
	if len(d) == 0 || len(d) > 2 || atoi(d) < 1 || atoi(d) > 31 || !r.endsAt(cueDayBefore, i) || r.glued(i) {
		return false
	}
	j := i + 1
	if ordinal := r.wordAt(j); r.glued(j) && (ordinal == "th" || ordinal == "st" || ordinal == "nd" || ordinal == "rd") {
		j++
	} else if r.lang == "en" {
		return false
	}
	if w := r.wordAt(j); r.lex.units[w] || lexicons.measures[w] || r.lex.Money[w] != "" || r.is(j, ',') && r.glued(j+1) || r.is(j, '/') || r.is(j, '%') || r.is(j, ':') || r.is(j, '-') && r.glued(j) {
		return false
	}
	r.take(i, j, asDate)
	if r.ref.IsZero() || r.quote[i] {
		return true
	}
	day := atoi(d)
	back := 0
	if hs := r.startsAt(cueLastMonth, j); len(hs) > 0 {
		back = 1
	} else if day > r.ref.Day && !r.aheadOf(i, j) {
		back = 1
	} else if day < r.ref.Day && r.aheadOf(i, j) && r.ref.Day-day > 20 {
		back = -1
	}
	first := civil.Date{Year: r.ref.Year, Month: r.ref.Month, Day: 1}.AddMonths(-back)
	on, err := civil.Of(first.Year, first.Month, day)
	if err != nil {
		return true
	}
	r.addMoment(moment{from: i, to: j, on: civil.Whole(on), said: true})
	return true
}
