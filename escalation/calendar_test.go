package escalation

import (
	"testing"

	"degrau/internal/civil"
)

func TestEasterFallsOnThePublishedDays(t *testing.T) {
	for year, want := range map[int][2]string{2015: {"2015-04-05", "2015-04-12"}, 2024: {"2024-03-31", "2024-05-05"}, 2025: {"2025-04-20", "2025-04-20"},
		2026: {"2026-04-05", "2026-04-12"}, 2027: {"2027-03-28", "2027-05-02"}, 2028: {"2028-04-16", "2028-04-16"}, 2038: {"2038-04-25", "2038-04-25"}} {
		if e, o := easter(year).String(), orthodoxEaster(year).String(); e != want[0] || o != want[1] {
			t.Errorf("%d: %s and %s, want %v", year, e, o, want)
		}
	}
}

func TestBrazilianDays(t *testing.T) {
	p := mustPacks(t)
	for _, c := range []struct {
		name, calendar, day string
		works               bool
	}{
		{"20 November was no national holiday in 2023", "BR-legal", "2023-11-20", true},
		{"20 November is national since 2024", "BR-legal", "2024-11-20", false},
		{"20 November 2023 was a holiday in Rio", "BR-RJ", "2023-11-20", false},
		{"Carnival Monday is no legal holiday", "BR-legal", "2026-02-16", true},
		{"banks close on Carnival Monday", "BR-bank", "2026-02-16", false},
		{"banks close on Carnival Tuesday", "BR-bank", "2026-02-17", false},
		{"Ash Wednesday is half a day and counts", "BR-bank", "2026-02-18", true},
		{"31 December counts at banks", "BR-bank", "2026-12-31", true},
		{"Corpus Christi is no legal holiday", "BR-legal", "2026-06-04", true},
		{"Corpus Christi closes banks", "BR-bank", "2026-06-04", false},
		{"Corpus Christi is a holiday in the city of São Paulo", "BR-SP-sao-paulo", "2026-06-04", false},
		{"Good Friday", "BR-legal", "2026-04-03", false},
		{"Carnival Tuesday is a holiday in Rio", "BR-RJ", "2026-02-17", false},
		{"9 July is a holiday in São Paulo", "BR-SP", "2026-07-09", false},
		{"9 July is a working day in Rio", "BR-RJ", "2026-07-09", true},
		{"the courts stand still on 20 January", "BR-court-SP", "2027-01-20", false},
		{"and count again on 21 January", "BR-court-SP", "2027-01-21", true},
		{"the recess begins on 20 December", "BR-court-PR", "2027-12-20", false},
		{"Espírito Santo keeps the Monday eight days after Easter", "BR-ES", "2026-04-13", false},
		{"Acre moves a Tuesday to Friday", "BR-AC", "2026-11-20", false},
		{"and works on the Tuesday itself", "BR-AC", "2026-11-17", true},
		{"Acre keeps a Monday where it falls", "BR-AC", "2027-03-08", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := p.calendars[c.calendar].working(civil.MustParse(c.day)); got != c.works {
				t.Errorf("%s works on %s: %v", c.calendar, c.day, got)
			}
		})
	}
}

func TestTenWorkingDaysFromTenthOfFebruary(t *testing.T) {
	p := mustPacks(t)
	for calendar, want := range map[string]string{"BR-legal": "2026-02-24", "BR-bank": "2026-02-26", "BR-RJ": "2026-02-25", "BR-court-SP": "2026-02-26"} {
		if d, err := p.Add(civil.MustParse("2026-02-10"), 10, "working_day", calendar); err != nil || d.String() != want {
			t.Errorf("%s: %s %v, want %s", calendar, d, err, want)
		}
	}
}

func TestAddRefusesWhatItCannotCount(t *testing.T) {
	p := mustPacks(t)
	d := civil.MustParse("2026-02-10")
	if _, err := p.Add(d, 1, "working_day", "nowhere"); err == nil {
		t.Error("an unknown calendar was counted in")
	}
	if _, err := p.Add(d, 1, "fortnight", "BR-legal"); err == nil {
		t.Error("an unknown unit was counted")
	}
	if _, err := p.Add(d, 1e9, "working_day", "BR-legal"); err == nil {
		t.Error("a billion days were counted")
	}
}

func TestPlaceFallsBackToStateAndCountry(t *testing.T) {
	p := mustPacks(t)
	for place, want := range map[string]string{"BR-SP-sao-paulo": "BR-SP-sao-paulo", "BR-SP-campinas": "BR-SP", "BR-MT": "BR-MT", "BR": "BR-legal", "RO": "RO", "MX": "", "": ""} {
		if got := p.placeCalendar(place).ID; got != want {
			t.Errorf("%q: %q, want %q", place, got, want)
		}
	}
}

func TestPastTheKnownYearsIsProvisional(t *testing.T) {
	p := mustPacks(t)
	v, err := p.Eval("br-ouv", mustPartial("2029-12-27"), "BR-SP")
	if err != nil || !v.Provisional {
		t.Errorf("%+v %v", v, err)
	}
	if v, _ = p.Eval("br-ouv", mustPartial("2026-12-01"), "BR-SP"); v.Provisional {
		t.Error("2026 is called provisional")
	}
}

// FuzzWorkingDays holds the properties of counting: the result is a working day, more days are later, and counting back
// gives the number.
func FuzzWorkingDays(f *testing.F) {
	f.Add(uint16(0), uint16(10), uint8(0))
	f.Add(uint16(4300), uint16(250), uint8(3))
	p := mustPacks(f)
	ids := p.Calendars()
	f.Fuzz(func(t *testing.T, offset, n uint16, which uint8) {
		cal := p.calendars[ids[int(which)%len(ids)]]
		start := civil.MustParse("2015-01-01").AddDays(int(offset) % 5000)
		count := 1 + int(n)%300
		q := period{n: count, unit: "working_day", days: cal, roll: cal}
		due := q.due(start)
		if !cal.working(due) {
			t.Fatalf("%s + %d in %s falls on %s", start, count, cal.ID, due)
		}
		back := 0
		for d := due; d != start; d = d.AddDays(-1) {
			if cal.working(d) {
				back++
			}
		}
		if back != count {
			t.Fatalf("%s + %d in %s is %s, but counting back gives %d", start, count, cal.ID, due, back)
		}
		q.n++
		if !q.due(start).After(due) {
			t.Fatalf("one day more is not later")
		}
		q.n--
		if q.due(start.AddDays(1)).Before(due) {
			t.Fatalf("a later start is due earlier")
		}
	})
}
