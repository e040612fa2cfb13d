package web

import (
	"slices"
	"strings"

	"degrau/cases/intake"
	"degrau/internal/civil"
)

// noYear begins a day whose year nobody can know from the text.
const noYear = "XXXX-"

// question puts a doubt of the reading into words, with its answers as buttons.
func (f facts) question(q intake.Question) Ask {
	a := Ask{Path: q.Field, Label: upper(f.l.FactLabel(q.Field)), Text: f.l.T("web.ask.which")}
	var days []civil.Date
	for _, r := range q.Readings {
		rest, bare := strings.CutPrefix(r, noYear)
		if !bare {
			a.Buttons = append(a.Buttons, Option{Value: "leitura:" + q.Field + "=" + r, Text: f.reading(q.Field, r)})
			continue
		}
		found := yearsOf(rest, f.today, strings.HasSuffix(q.Field, "promised_on"))
		days = append(days, found...)
		for _, d := range found {
			a.Buttons = append(a.Buttons, Option{Value: "leitura:" + q.Field + "=" + d.String(), Text: f.l.Date(d)})
		}
	}
	switch {
	case len(q.Readings) == 1 && len(days) > 0:
		a.Text = upper(f.l.T("web.ask.year", "day", f.l.Day(days[0])))
	case len(q.Readings) == 1:
		a.Text = f.l.T("web.ask.sure", "reading", f.reading(q.Field, q.Readings[0]))
	}
	a.Buttons = append(a.Buttons, Option{Value: "nao_sei:" + q.Field, Text: f.l.T("web.dont_know")})
	return a
}

// yearsOf lists the days a "07-12" can mean: the last two that have been, and the next one where it may lie ahead.
func yearsOf(monthDay string, today civil.Date, ahead bool) []civil.Date {
	var out []civil.Date
	last := 0
	for year := today.Year + 4; year > today.Year-12 && last < 2; year-- { // leap days come every four years, or eight
		d, err := civil.Parse(civil.Date{Year: year, Month: 1, Day: 1}.String()[:5] + monthDay)
		switch {
		case err != nil:
		case !d.After(today):
			out, last = append(out, d), last+1
		case ahead:
			out = []civil.Date{d} // only the nearest one ahead
		}
	}
	slices.Reverse(out)
	return out
}

// reading writes one of two readings for people.
func (f facts) reading(path, r string) string {
	switch f.kindOf(path) {
	case "day":
		if p, err := civil.ParsePartial(r); err == nil {
			return f.l.Partial(p)
		}
	case "money":
		if m, err := readMoney(r, ""); err == nil {
			return f.l.Money(m)
		}
	}
	return r
}
