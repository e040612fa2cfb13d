package escalation

import (
	"strings"
	"testing"

	"degrau/internal/civil"
)

func TestWorkingDaysOfEveryCountry(t *testing.T) {
	p := mustPacks(t)
	for _, c := range []struct {
		name, calendar, from string
		n                    int
		want                 string
	}{
		{"over orthodox Easter: 9 (1), Good Friday and Monday 13 off, 14 to 17 (2 to 5), 20 to 24 (6 to 10)", "RO", "2026-04-08", 10, "2026-04-24"},
		{"over western Easter nothing stops in Romania", "RO", "2026-04-01", 4, "2026-04-07"},
		{"Romania's two days after New Year and the two since 2024: 5 and 8 and 9 January", "RO", "2025-12-31", 3, "2026-01-09"},
		{"before 2024 the sixth of January was a working day", "RO", "2023-01-05", 1, "2023-01-06"},
		{"orthodox Good Friday of 2017 was a working day", "RO", "2017-04-13", 1, "2017-04-14"},
		{"Pentecost Monday and Children's Day fall together", "RO", "2026-05-29", 1, "2026-06-02"},
		{"Spain's bridge of December: Sunday 6 moves nothing in the nation", "ES", "2026-12-04", 2, "2026-12-09"},
		{"Madrid keeps it on Monday", "ES-MD", "2026-12-04", 2, "2026-12-10"},
		{"Holy Thursday in Madrid", "ES-MD", "2026-04-01", 1, "2026-04-06"},
		{"Easter Monday in Catalonia", "ES-CT", "2026-04-02", 1, "2026-04-07"},
		{"Holy Thursday is a working day in Catalonia", "ES-CT", "2026-04-01", 1, "2026-04-02"},
		{"Corpus Christi in Portugal", "PT", "2026-06-03", 1, "2026-06-05"},
		{"Corpus Christi of 2015 had been taken away", "PT", "2015-06-03", 1, "2015-06-04"},
		{"Carnival is a working day in Portugal", "PT", "2026-02-16", 1, "2026-02-17"},
		{"the fourth of July falls on Saturday and is kept on Friday", "US", "2026-07-02", 1, "2026-07-06"},
		{"Christmas on Sunday is kept on Monday", "US", "2022-12-23", 1, "2022-12-27"},
		{"New Year's Day of 2028 is kept in 2027", "US", "2027-12-30", 1, "2028-01-03"},
		{"Juneteenth of 2020 was no holiday", "US", "2020-06-18", 1, "2020-06-19"},
		{"Thanksgiving is the fourth Thursday", "US", "2026-11-25", 1, "2026-11-27"},
		{"periods of the Union know weekends and the days all keep", "EU-1182", "2026-12-24", 1, "2026-12-28"},
		{"Mato Grosso keeps the nation's days", "BR-MT", "2026-11-19", 1, "2026-11-23"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := p.Add(civil.MustParse(c.from), c.n, "working_day", c.calendar)
			if err != nil || got.String() != c.want {
				t.Errorf("%d working days from %s in %s: %s, want %s (%v)", c.n, c.from, c.calendar, got, c.want, err)
			}
		})
	}
}

func TestEveryCalendarReachesFarEnough(t *testing.T) {
	p := mustPacks(t)
	for _, id := range p.Calendars() {
		c, _ := p.Calendar(id)
		decreed := c.Kind == "state" && c.Place[:2] == "ES" // Spain's regions name their days a year ahead
		if id != "weekdays" && (c.From > 2015 || c.Until < 2029 && !decreed) {
			t.Errorf("%s knows %d to %d", id, c.From, c.Until)
		}
	}
	if out := p.RunningOut(civil.MustParse("2028-06-01")); strings.Join(out, " ") != "ES-CT ES-MD" {
		t.Errorf("running out by 2028: %v", out)
	}
	if d := p.calendars["ES-MD"]; !d.provisional(civil.MustParse("2028-01-05")) {
		t.Error("a day past the known years passes for a sure one")
	}
}

func TestDaysThatOthersListAreExplained(t *testing.T) {
	p := mustPacks(t)
	for _, c := range []struct{ calendar, day, why string }{
		{"BR-SP", "2026-02-17", "optional"}, {"BR-legal", "2026-06-04", "optional"}, {"PT", "2026-02-17", "optional"}, {"US", "2026-04-03", "not federal"}, {"RO", "2026-04-03", ""},
	} {
		h, ok := p.NotHoliday(c.calendar, civil.MustParse(c.day))
		if ok != (c.why != "") || !strings.Contains(h.Why["en"], c.why) {
			t.Errorf("%s on %s: %q", c.calendar, c.day, h.Why["en"])
		}
	}
}
