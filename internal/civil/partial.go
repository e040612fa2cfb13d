package civil

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Partial is a day, or a month where nobody knows the day. A buyer who writes "comprei em abril" has said a month, and
// no output may print a day that was never said: the clocks then run on the interval from First to Last.
type Partial struct {
	Year  int
	Month time.Month
	Day   int // 0: only the month is known
}

// Whole returns the Partial that is exactly d.
func Whole(d Date) Partial { return Partial(d) }

// ParsePartial reads YYYY-MM-DD or YYYY-MM.
func ParsePartial(s string) (Partial, error) {
	if len(s) == 7 && s[4] == '-' {
		y, ok1 := digits(s[0:4])
		m, ok2 := digits(s[5:7])
		if ok1 && ok2 && y >= MinYear && y <= MaxYear && m >= 1 && m <= 12 {
			return Partial{Year: y, Month: time.Month(m)}, nil
		}
		return Partial{}, fmt.Errorf("no such month: %q", s)
	}
	d, err := Parse(s)
	if err != nil {
		return Partial{}, fmt.Errorf("not a date (want YYYY-MM-DD or YYYY-MM): %q", s)
	}
	return Whole(d), nil
}

// MustPartial is ParsePartial for constants in code and tests.
func MustPartial(s string) Partial {
	p, err := ParsePartial(s)
	if err != nil {
		panic(err)
	}
	return p
}

// IsZero reports whether nothing is known.
func (p Partial) IsZero() bool { return p == Partial{} }

// IsMonth reports whether only the month is known.
func (p Partial) IsMonth() bool { return p.Day == 0 && !p.IsZero() }

// First returns the earliest day that p can mean.
func (p Partial) First() Date {
	if p.IsMonth() {
		return Date{p.Year, p.Month, 1}
	}
	return Date(p)
}

// Last returns the latest day that p can mean.
func (p Partial) Last() Date {
	if p.IsMonth() {
		return Date{p.Year, p.Month, DaysIn(p.Year, p.Month)}
	}
	return Date(p)
}

// String writes YYYY-MM-DD, YYYY-MM, or the empty string.
func (p Partial) String() string {
	if p.IsMonth() {
		return fmt.Sprintf("%04d-%02d", p.Year, int(p.Month))
	}
	return Date(p).String()
}

// Compare orders by first possible day, then the vaguer one first.
func (p Partial) Compare(o Partial) int {
	if c := p.First().Compare(o.First()); c != 0 {
		return c
	}
	return sign(p.Day - o.Day)
}

// MarshalText implements encoding.TextMarshaler.
func (p Partial) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Partial) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*p = Partial{}
		return nil
	}
	v, err := ParsePartial(string(b))
	if err != nil {
		return err
	}
	*p = v
	return nil
}

// Value implements driver.Valuer; a partial date is text in both databases.
func (p Partial) Value() (driver.Value, error) {
	if p.IsZero() {
		return nil, nil
	}
	return p.String(), nil
}

// Scan implements sql.Scanner.
func (p *Partial) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*p = Partial{}
		return nil
	case string:
		return p.UnmarshalText([]byte(v))
	case []byte:
		return p.UnmarshalText(v)
	}
	return fmt.Errorf("cannot read a partial date from %T", src)
}
