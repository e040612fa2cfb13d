// Package civil is a calendar day without a clock: no zone, no time of day, no holidays.
//
// A deadline of the law falls on a day, not on an instant. Keeping the two apart in the type system is what stops a
// server in one zone from moving a person's last day to the day before.
package civil

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is one day of the Gregorian calendar. The zero Date is "no date" and is written as the empty string.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// MinYear and MaxYear bound what Parse accepts: a purchase cannot be older than online shops, and a four-digit year
// keeps dates sortable as text in both databases.
const (
	MinYear = 1900
	MaxYear = 9999
)

// Of returns the given day. It reports an error for a day that does not exist, such as 30 February.
func Of(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	if year < MinYear || year > MaxYear || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return Date{}, fmt.Errorf("no such day: %04d-%02d-%02d", year, int(month), day)
	}
	return d, nil
}

// Must is Of for constants in code and tests; it panics for a day that does not exist.
func Must(year int, month time.Month, day int) Date {
	d, err := Of(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// Parse reads YYYY-MM-DD and nothing else.
func Parse(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, fmt.Errorf("not a date (want YYYY-MM-DD): %q", s)
	}
	y, ok1 := digits(s[0:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, fmt.Errorf("not a date (want YYYY-MM-DD): %q", s)
	}
	return Of(y, time.Month(m), d)
}

// MustParse is Parse for constants in code and tests.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// In returns the day that the clock shows in loc at the instant t.
func In(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// DaysIn returns the number of days of a month.
func DaysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// String writes YYYY-MM-DD, or the empty string for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

func fromUTC(t time.Time) Date { return Date{t.Year(), t.Month(), t.Day()} }

// Time returns the first instant of the day in loc. Where a clock change skips midnight it is the first instant after.
func (d Date) Time(loc *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
	for In(t, loc).Before(d) { // midnight was skipped and Go answered with the evening before
		t = t.Add(time.Hour)
	}
	return t
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays returns the day n days later; n may be negative.
func (d Date) AddDays(n int) Date { return fromUTC(d.utc().AddDate(0, 0, n)) }

// AddMonths returns the same number day n months later, or the last day of that month where it has no such day
// (31 January plus one month is 28 or 29 February). Brazil's Civil Code, art. 132 § 3, instead moves on to the first
// day after; a rule that wants that says so in its pack, see escalation.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month, 1, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0)
	day := min(d.Day, DaysIn(first.Year(), first.Month()))
	return Date{first.Year(), first.Month(), day}
}

// AddYears is AddMonths(12*n).
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// DaysSince returns the number of days from o to d: positive when d is later.
func (d Date) DaysSince(o Date) int { return int(d.utc().Sub(o.utc()) / (24 * time.Hour)) }

// Compare returns -1, 0 or +1. No date sorts before every date.
func (d Date) Compare(o Date) int {
	switch {
	case d == o:
		return 0
	case d.Year != o.Year:
		return sign(d.Year - o.Year)
	case d.Month != o.Month:
		return sign(int(d.Month) - int(o.Month))
	default:
		return sign(d.Day - o.Day)
	}
}

// Before reports whether d is earlier than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// MarshalText implements encoding.TextMarshaler.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. The empty string is no date; anything else must be a real day.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, err := Parse(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Value implements driver.Valuer: text in SQLite, date in PostgreSQL, NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan implements sql.Scanner.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		*d = fromUTC(v)
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	}
	return fmt.Errorf("cannot read a date from %T", src)
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
