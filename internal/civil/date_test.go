package civil

import (
	"encoding/json"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for s, ok := range map[string]bool{
		"2026-02-28": true, "2024-02-29": true, "2026-02-29": false, "2026-13-01": false, "2026-00-10": false,
		"2026-1-1": false, "": false, "26-01-01": false, "2026-04-31": false, "2026-12-31": true, "２０２６-12-31": false,
	} {
		d, err := Parse(s)
		if (err == nil) != ok {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
		if ok && d.String() != s {
			t.Errorf("Parse(%q).String() = %q", s, d)
		}
	}
}

func TestAddMonthsKeepsWithinTheMonth(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-03-31", -1, "2026-02-28"},
		{"2026-11-22", 6, "2027-05-22"}, {"2024-02-29", 12, "2025-02-28"}, {"2026-12-31", 2, "2027-02-28"},
	} {
		if got := MustParse(c.from).AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s + %d months = %s, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestTimeOnDayWithoutMidnight(t *testing.T) {
	loc, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	d := MustParse("2018-11-04") // summer time began at midnight: 00:00 did not exist
	if got := In(d.Time(loc), loc); got != d {
		t.Errorf("first instant of %s falls on %s", d, got)
	}
}

func TestPartial(t *testing.T) {
	p := MustPartial("2026-04")
	if p.First().String() != "2026-04-01" || p.Last().String() != "2026-04-30" || !p.IsMonth() {
		t.Errorf("%v: %v to %v", p, p.First(), p.Last())
	}
	var v struct {
		On  Partial `json:"on"`
		Day Date    `json:"day,omitzero"`
	}
	if err := json.Unmarshal([]byte(`{"on":"2026-04"}`), &v); err != nil || v.On != p {
		t.Errorf("%v %v", v, err)
	}
	b, _ := json.Marshal(v)
	if string(b) != `{"on":"2026-04"}` {
		t.Errorf("%s", b)
	}
	for _, bad := range []string{"2026-13", "2026-00", "1850-01", "2026", "abril"} {
		if _, err := ParsePartial(bad); err == nil {
			t.Errorf("%q was read as a date", bad)
		}
	}
}

func FuzzParsePartial(f *testing.F) {
	f.Add("2026-02-28")
	f.Add("2026-04")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePartial(s)
		if err == nil && p.String() != s {
			t.Errorf("%q came back as %q", s, p)
		}
	})
}
