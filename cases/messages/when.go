package messages

import (
	"fmt"
	"time"

	"degrau/internal/civil"
)

// When is the moment of a message as written. Chats write the time of the phone that exported them, without saying
// where it was; mails write their offset from UTC.
type When struct {
	Day     civil.Date
	Second  int32 // since midnight, where Clocked
	Clocked bool  // the time of day is written
	Zoned   bool  // the offset is written
	Offset  int16 // minutes east of UTC, where Zoned
}

// whenOf keeps the wall clock and the offset of an instant as a mail writes it.
func whenOf(t time.Time) When {
	_, offset := t.Zone()
	h, m, s := t.Clock()
	return When{Day: civil.In(t, t.Location()), Second: int32(h*3600 + m*60 + s), Clocked: true, Zoned: true, Offset: int16(offset / 60)}
}

// IsZero reports whether no moment is known.
func (w When) IsZero() bool { return w.Day.IsZero() && !w.Clocked }

// Instant returns the instant, where the offset was written.
func (w When) Instant() (time.Time, bool) {
	if w.Day.IsZero() || !w.Clocked || !w.Zoned {
		return time.Time{}, false
	}
	zone := time.FixedZone("", int(w.Offset)*60)
	return time.Date(w.Day.Year, w.Day.Month, w.Day.Day, 0, 0, int(w.Second), 0, zone), true
}

// String gives the moment as ISO 8601 does: a day, an hour, a local time, or a time with its offset.
func (w When) String() string {
	if w.IsZero() {
		return ""
	}
	if !w.Clocked {
		return w.Day.String()
	}
	s := fmt.Sprintf("%02d:%02d:%02d", w.Second/3600, w.Second/60%60, w.Second%60)
	if w.Day.IsZero() {
		return s
	}
	s = w.Day.String() + "T" + s
	if w.Zoned {
		sign, n := '+', w.Offset
		if n < 0 {
			sign, n = '-', -n
		}
		s += fmt.Sprintf("%c%02d:%02d", sign, n/60, n%60)
	}
	return s
}

// MarshalText writes the form of String.
func (w When) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads it back.
func (w *When) UnmarshalText(b []byte) error {
	s := string(b)
	*w = When{}
	if s == "" {
		return nil
	}
	if len(s) == len("2006-01-02") {
		d, err := civil.Parse(s)
		w.Day = d
		return err
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		*w = whenOf(t)
		return nil
	}
	layout := "2006-01-02T15:04:05"
	if len(s) == len("15:04:05") {
		layout = "15:04:05"
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return fmt.Errorf("moment %q: %w", s, err)
	}
	*w = whenOf(t)
	w.Zoned, w.Offset = false, 0
	if len(s) == len("15:04:05") {
		w.Day = civil.Date{}
	}
	return nil
}
