package locale

import (
	"fmt"
	"strings"
	"time"

	"degrau/internal/civil"
)

// Date writes "15 de março de 2026", and nothing for no date.
func (l *Localizer) Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return l.shape.date(l.Day(d), d.Year)
}

// DateWeekday writes "15 de março de 2026 (domingo)", the form of deadlines on pages and papers.
func (l *Localizer) DateWeekday(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return l.Date(d) + " (" + l.Weekday(d.Weekday()) + ")"
}

// DateShort writes the short form of the language: 15/03/2026 in Portuguese and Spanish, 15.03.2026 in Romanian. English
// readers disagree on which number is the month, so theirs has the month's name: 15 Mar 2026.
func (l *Localizer) DateShort(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return l.shape.dateShort(d)
}

// Day writes day and month without the year: "15 de março".
func (l *Localizer) Day(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return l.shape.day(d.Day, l.shape.months[d.Month-1])
}

// Partial writes a day or a month: a day that nobody said is never printed.
func (l *Localizer) Partial(p civil.Partial) string {
	if p.IsMonth() {
		return l.shape.month(l.shape.months[p.Month-1], p.Year)
	}
	return l.Date(p.First())
}

// PartialShort writes 15/03/2026 or 03/2026.
func (l *Localizer) PartialShort(p civil.Partial) string {
	if p.IsMonth() {
		return l.shape.monthShort(p)
	}
	return l.DateShort(p.First())
}

// Weekday writes the day of the week, in lower case where the language does.
func (l *Localizer) Weekday(w time.Weekday) string { return l.shape.weekdays[(w%7+7)%7] }

// Month writes the name of a month, in lower case where the language does.
func (l *Localizer) Month(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return l.shape.months[m-1]
}

// Clock writes an instant's time of day in a zone: 14:02.
func (l *Localizer) Clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("15:04") }

// Relative says where a day stands from today: "hoje", "amanhã", "ontem", "em 3 dias", "há 3 dias".
func (l *Localizer) Relative(d, today civil.Date) string {
	switch n := d.DaysSince(today); {
	case n == 0:
		return l.T("time.today")
	case n == 1:
		return l.T("time.tomorrow")
	case n == -1:
		return l.T("time.yesterday")
	case n > 0:
		return l.T("time.in_days", "n", n)
	default:
		return l.T("time.days_ago", "n", -n)
	}
}

// shape is how one language writes days, months and numbers.
type shape struct {
	months, weekdays []string
	day              func(day int, month string) string
	date             func(dayAndMonth string, year int) string
	month            func(month string, year int) string
	dateShort        func(d civil.Date) string
	monthShort       func(p civil.Partial) string
	and              func(next string) string
	thousands, point string
	groupFrom        int // digits from which whole numbers are grouped; amounts always are
}

var shapes = map[string]shape{
	"pt": {
		months:   strings.Fields("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		weekdays: strings.Fields("domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado"),
		day:      portugueseDay, date: joined(" de "), month: joined(" de "),
		dateShort: numeric("/"), monthShort: numericMonth("/"), and: word("e"), thousands: ".", point: ",", groupFrom: 4,
	},
	"es": {
		months:   strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		weekdays: strings.Fields("domingo lunes martes miércoles jueves viernes sábado"),
		day:      plainDay(" de "), date: joined(" de "), month: joined(" de "),
		dateShort: numeric("/"), monthShort: numericMonth("/"), and: spanishAnd, thousands: ".", point: ",", groupFrom: 5,
	},
	"ro": {
		months:   strings.Fields("ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"),
		weekdays: strings.Fields("duminică luni marți miercuri joi vineri sâmbătă"),
		day:      plainDay(" "), date: joined(" "), month: joined(" "),
		dateShort: numeric("."), monthShort: numericMonth("."), and: word("și"), thousands: ".", point: ",", groupFrom: 4,
	},
	"en": {
		months:   strings.Fields("January February March April May June July August September October November December"),
		weekdays: strings.Fields("Sunday Monday Tuesday Wednesday Thursday Friday Saturday"),
		day:      plainDay(" "), date: joined(" "), month: joined(" "),
		dateShort: func(d civil.Date) string {
			return fmt.Sprintf("%d %s %d", d.Day, d.Month.String()[:3], d.Year)
		},
		monthShort: func(p civil.Partial) string { return fmt.Sprintf("%s %d", p.Month.String()[:3], p.Year) },
		and:        word("and"), thousands: ",", point: ".", groupFrom: 4,
	},
}

// portugueseDay writes the first of a month as an ordinal, as Portuguese does: 1º de maio.
func portugueseDay(day int, month string) string {
	if day == 1 {
		return "1º de " + month
	}
	return fmt.Sprintf("%d de %s", day, month)
}

func plainDay(sep string) func(int, string) string {
	return func(day int, month string) string { return fmt.Sprintf("%d%s%s", day, sep, month) }
}

func joined(sep string) func(string, int) string {
	return func(day string, year int) string { return fmt.Sprintf("%s%s%d", day, sep, year) }
}

func numeric(sep string) func(civil.Date) string {
	return func(d civil.Date) string {
		return fmt.Sprintf("%02d%s%02d%s%04d", d.Day, sep, int(d.Month), sep, d.Year)
	}
}

func numericMonth(sep string) func(civil.Partial) string {
	return func(p civil.Partial) string { return fmt.Sprintf("%02d%s%04d", int(p.Month), sep, p.Year) }
}
