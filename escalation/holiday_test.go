package escalation

import (
	"strings"
	"testing"

	"degrau/internal/civil"
)

func TestHolidaysFallAndAreKept(t *testing.T) {
	three, eight := 3, 8
	day := civil.MustParse
	for _, c := range []struct {
		name string
		def  HolidayDef
		year int
		want string
	}{
		{"a fixed day", HolidayDef{On: "12-25"}, 2026, "2026-12-25"},
		{"29 February in a leap year", HolidayDef{On: "02-29"}, 2028, "2028-02-29"},
		{"29 February in a common year", HolidayDef{On: "02-29"}, 2026, ""},
		{"three days after western Easter", HolidayDef{Easter: &three}, 2026, "2026-04-08"},
		{"eight days after orthodox Easter", HolidayDef{Orthodox: &eight}, 2026, "2026-04-20"},
		{"the third Monday", HolidayDef{Nth: &NthWeekday{3, "monday", 1}}, 2026, "2026-01-19"},
		{"the last Monday", HolidayDef{Nth: &NthWeekday{-1, "monday", 5}}, 2026, "2026-05-25"},
		{"a fifth Friday that a month lacks", HolidayDef{Nth: &NthWeekday{5, "friday", 2}}, 2026, ""},
		{"listed days of one year", HolidayDef{Days: []civil.Date{day("2025-03-03"), day("2026-03-03"), day("2026-05-04")}}, 2026, "2026-03-03 2026-05-04"},

		{"nearest weekday: a Saturday is kept on Friday too", HolidayDef{On: "07-04", Observed: "nearest_weekday"}, 2026, "2026-07-04 2026-07-03"},
		{"nearest weekday: a Sunday is kept on Monday too", HolidayDef{On: "07-04", Observed: "nearest_weekday"}, 2027, "2027-07-04 2027-07-05"},
		{"nearest weekday: a Friday stays alone", HolidayDef{On: "07-04", Observed: "nearest_weekday"}, 2025, "2025-07-04"},
		{"nearest weekday: New Year on Saturday is kept in the old year", HolidayDef{On: "01-01", Observed: "nearest_weekday"}, 2021, "2021-01-01 2021-12-31"},
		{"nearest weekday: and falls in the new one", HolidayDef{On: "01-01", Observed: "nearest_weekday"}, 2022, "2022-01-01"},
		{"nearest weekday: 31 December on Sunday is kept in the new year", HolidayDef{On: "12-31", Observed: "nearest_weekday"}, 2024, "2024-01-01 2024-12-31"},
		{"Monday if Sunday: a Sunday", HolidayDef{On: "05-02", Observed: "monday_if_sunday"}, 2027, "2027-05-02 2027-05-03"},
		{"Monday if Sunday: a Saturday stays", HolidayDef{On: "05-02", Observed: "monday_if_sunday"}, 2026, "2026-05-02"},
		{"Friday if midweek: a Tuesday moves", HolidayDef{On: "11-17", Observed: "next_friday_if_midweek"}, 2026, "2026-11-20"},
		{"Friday if midweek: a Thursday moves by a day", HolidayDef{On: "03-08", Observed: "next_friday_if_midweek"}, 2029, "2029-03-09"},
		{"Friday if midweek: a Monday stays", HolidayDef{On: "03-08", Observed: "next_friday_if_midweek"}, 2027, "2027-03-08"},

		{"law since the day before", HolidayDef{On: "06-19", From: day("2021-06-18")}, 2021, "2021-06-19"},
		{"law since the day after", HolidayDef{On: "06-19", From: day("2021-06-20")}, 2021, ""},
		{"law until that very day", HolidayDef{On: "06-19", Until: day("2021-06-19")}, 2021, "2021-06-19"},
		{"no longer law", HolidayDef{On: "06-19", Until: day("2021-06-18")}, 2021, ""},
		{"law from 2022, kept on the last day of 2021", HolidayDef{On: "01-01", Observed: "nearest_weekday", From: day("2022-01-01")}, 2021, "2021-12-31"},
		{"law until 2021: the new year's day is not kept in it", HolidayDef{On: "01-01", Observed: "nearest_weekday", Until: day("2021-12-31")}, 2021, "2021-01-01"},
		{"law until a Sunday, kept on the Monday after", HolidayDef{On: "07-04", Observed: "nearest_weekday", Until: day("2027-07-04")}, 2027, "2027-07-04 2027-07-05"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range c.def.in(c.year) {
				got = append(got, d.String())
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func TestARecessRunsOverNewYear(t *testing.T) {
	days := HolidayDef{Range: &YearRange{"12-20", "01-20"}}.in(2026)
	if len(days) != 20+12 || days[0].String() != "2026-01-01" || days[19].String() != "2026-01-20" || days[20].String() != "2026-12-20" || days[31].String() != "2026-12-31" {
		t.Errorf("%d days: %v", len(days), days)
	}
}

func TestTwoHolidaysOnOneDayAreOneDayWithBothReasons(t *testing.T) {
	p := mustPacks(t)
	hs, err := p.Holidays("RO", 2026)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[civil.Date]bool{}
	for _, h := range hs {
		if seen[h.On] {
			t.Errorf("%s is listed twice", h.On)
		}
		seen[h.On] = true
		if h.On.String() == "2026-06-01" && (h.Name["en"] != "Children's Day; Pentecost Monday" || h.Name["ro"] != "Ziua Copilului; A doua zi de Rusalii" || len(h.Sources) < 2) {
			t.Errorf("1 June 2026: %v with %d sources", h.Name, len(h.Sources))
		}
	}
	if h, _ := p.calendars["BR-court-SP"].holiday(civil.MustParse("2026-12-25")); !h.Suspends || !strings.Contains(h.Name["pt"], "Natal") {
		t.Errorf("Christmas within the recess: %+v", h)
	}
	if h, _ := p.calendars["BR-court-RJ"].holiday(civil.MustParse("2026-02-17")); h.Name["en"] != "Carnival Tuesday" {
		t.Errorf("one name said twice: %q", h.Name["en"])
	}
}
