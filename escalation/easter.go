package escalation

import (
	"time"

	"degrau/internal/civil"
)

// easter returns Easter Sunday of the western churches (the Gregorian computus of Butcher).
func easter(year int) civil.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return civil.Date{Year: year, Month: time.Month(month), Day: day}
}

// orthodoxEaster returns Easter Sunday of the eastern churches as a Gregorian day (Meeus's Julian computus; the two
// calendars are 13 days apart from 1900 to 2099).
func orthodoxEaster(year int) civil.Date {
	a, b, c := year%4, year%7, year%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	month := (d + e + 114) / 31
	day := (d+e+114)%31 + 1
	return civil.Date{Year: year, Month: time.Month(month), Day: day}.AddDays(13)
}
