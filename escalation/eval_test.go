package escalation

import (
	"slices"
	"testing"

	"degrau/internal/civil"
)

func TestEveryRuleHasThreeExamplesAndASource(t *testing.T) {
	for _, r := range mustPacks(t).Rules() {
		if len(r.Examples) < 3 || len(r.Sources) == 0 {
			t.Errorf("%s: %d examples, %d sources", r.ID, len(r.Examples), len(r.Sources))
		}
	}
}

func TestRowsCanBeCountedAgain(t *testing.T) {
	p := mustPacks(t)
	for _, r := range p.Rules() {
		for _, x := range r.Examples {
			v, err := p.Eval(r.ID, x.Event, x.Place)
			if err != nil {
				t.Fatalf("%s: %v", r.ID, err)
			}
			if last := v.Days[len(v.Days)-1]; last.On != v.Due {
				t.Errorf("%s from %s: rows end on %s, due is %s", r.ID, x.Event, last.On, v.Due)
			}
			n := 0
			for _, d := range v.Days {
				if d.Counted {
					n++
				}
				if d.Counted && d.N != n && r.Count.Unit != "month" && r.Count.Unit != "year" {
					t.Errorf("%s from %s: row %s says %d, it is number %d", r.ID, x.Event, d.On, d.N, n)
				}
				if d.Why.IsZero() {
					t.Errorf("%s: %s has no reason", r.ID, d.On)
				}
			}
			want := max(r.Count.N, -r.Count.N)
			if r.Count.Unit == "hour" {
				want /= 24 // shown as whole days where no minute is known
			}
			if n != want {
				t.Errorf("%s from %s: %d rows counted, want %d", r.ID, x.Event, n, want)
			}
		}
	}
}

func TestRowsOfWorkingDaysNameWhatIsSkipped(t *testing.T) {
	v, err := mustPacks(t).Eval("br-ouv", mustPartial("2026-02-10"), "BR")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"2026-02-10": "plan.day.start", "2026-02-11": "plan.day.counted", "2026-02-14": "plan.day.weekend",
		"2026-02-16": "plan.day.holiday", "2026-02-26": "plan.day.last"}
	for _, d := range v.Days {
		if key := want[d.On.String()]; key != "" && d.Why.Key != key {
			t.Errorf("%s: %s, want %s", d.On, d.Why.Key, key)
		}
	}
	if len(v.Days) != 17 || v.Days[6].Why.Args["name"].(Phrase).Text["pt"] != "Segunda-feira de Carnaval" {
		t.Errorf("%d rows: %+v", len(v.Days), v.Days[6])
	}
}

func TestYearsListStepsNotDays(t *testing.T) {
	v, err := mustPacks(t).Eval("br-presc", mustPartial("2026-04-12"), "BR-SP")
	if err != nil || len(v.Days) != 11 || v.Days[10].On.String() != "2036-04-12" {
		t.Errorf("%d rows, %v", len(v.Days), err)
	}
}

func TestMovedLastDayShowsWhy(t *testing.T) {
	v, err := mustPacks(t).Eval("br-cgov-eval", mustPartial("2026-09-20"), "BR-SP")
	if err != nil {
		t.Fatal(err)
	}
	rows := v.DaysLatest
	if n := len(rows); rows[n-1].On != v.DueLatest || rows[n-1].Why.Key != "plan.day.moved" || rows[n-4].Why.Key != "plan.day.last_weekend" || rows[n-2].Why.Key != "plan.day.holiday" {
		t.Errorf("%+v", rows[len(rows)-4:])
	}
}

func TestMonthOnlyStartGivesAnInterval(t *testing.T) {
	v, err := mustPacks(t).Eval("br-cgov-resp", mustPartial("2026-07"), "BR-PR")
	if err != nil || v.Due.String() != "2026-07-11" || v.DueLatest.String() != "2026-08-10" {
		t.Errorf("%s to %s, %v", v.Due, v.DueLatest, err)
	}
}

func TestAlarmIsTheWorkingDayBefore(t *testing.T) {
	p := mustPacks(t)
	for _, c := range []struct{ name, place, due, alarm string }{
		{"Friday for a Monday", "BR-PR", "2026-08-10", "2026-08-07"},
		{"not on a state holiday", "BR-SP", "2026-07-10", "2026-07-08"},
		{"not on a city holiday", "BR-SP-sao-paulo", "2026-06-05", "2026-06-03"},
		{"in a country without a pack", "MX", "2026-07-06", "2026-07-03"},
		{"not on a holiday that is kept on Friday", "US", "2026-07-06", "2026-07-02"},
		{"not on orthodox Easter", "RO", "2026-04-14", "2026-04-09"},
	} {
		if got := p.alarm(civil.MustParse(c.due), c.place).String(); got != c.alarm {
			t.Errorf("%s: %s, want %s", c.name, got, c.alarm)
		}
	}
}

func TestEvalRefusesWhatItDoesNotKnow(t *testing.T) {
	p := mustPacks(t)
	if _, err := p.Eval("br-nothing", mustPartial("2026-01-01"), "BR"); err == nil {
		t.Error("an unknown rule was counted")
	}
	if _, err := p.Eval("br-ra-eval", mustPartial("2020-01-01"), "BR"); err == nil {
		t.Error("a rule was applied before it was in force")
	}
	if _, err := p.Eval("br-ra-eval", civil.Partial{}, "BR"); err == nil {
		t.Error("no day at all was counted from")
	}
}

func TestUnitsAndEnds(t *testing.T) {
	p := mustPacks(t)
	cal := p.calendars["BR-legal"]
	for _, c := range []struct {
		name string
		q    period
		from string
		want string
	}{
		{"48 hours from some hour of a day", period{n: 48, unit: "hour"}, "2026-03-02", "2026-03-04"},
		{"5 hours can end the day after", period{n: 5, unit: "hour", late: true}, "2026-03-02", "2026-03-03"},
		{"5 hours at the earliest end the same day", period{n: 5, unit: "hour"}, "2026-03-02", "2026-03-02"},
		{"first day counted", period{n: 5, unit: "calendar_day", included: true}, "2026-03-02", "2026-03-06"},
		{"first day counted, working days from a Saturday", period{n: 2, unit: "working_day", included: true}, "2026-03-07", "2026-03-10"},
		{"first day counted, working days from a Monday", period{n: 2, unit: "working_day", included: true}, "2026-03-09", "2026-03-10"},
		{"back over a weekend", period{n: -2, unit: "working_day"}, "2026-03-09", "2026-03-05"},
		{"month end kept", period{n: 1, unit: "month"}, "2026-01-31", "2026-02-28"},
		{"month end moved on", period{n: 1, unit: "month", nextDay: true}, "2026-01-31", "2026-03-01"},
		{"rolled forward", period{n: 7, unit: "calendar_day", rollTo: "next_working_day"}, "2026-08-31", "2026-09-08"},
		{"rolled back", period{n: 7, unit: "calendar_day", rollTo: "previous_working_day"}, "2026-08-31", "2026-09-04"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.q.days, c.q.roll = cal, cal
			if got := c.q.due(civil.MustParse(c.from)).String(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// FuzzEval holds that a later start is never due earlier, for every rule and place.
func FuzzEval(f *testing.F) {
	f.Add(uint16(0), uint8(0), uint8(0))
	p := mustPacks(f)
	ids := p.ruleIDs
	places := []string{"BR", "BR-SP", "BR-RJ", "BR-SP-sao-paulo", "US", ""}
	f.Fuzz(func(t *testing.T, offset uint16, rule, place uint8) {
		id, pl := ids[int(rule)%len(ids)], places[int(place)%len(places)]
		day := civil.MustParse("2023-06-01").AddDays(int(offset) % 2300)
		a, err := p.Eval(id, civil.Whole(day), pl)
		if err != nil {
			t.Fatal(err)
		}
		b, err := p.Eval(id, civil.Whole(day.AddDays(1)), pl)
		if err != nil {
			t.Fatal(err)
		}
		if b.Due.Before(a.Due) || b.DueLatest.Before(a.DueLatest) || b.Alarm.Before(a.Alarm) {
			t.Errorf("%s in %s: from %s due %s to %s, a day later %s to %s", id, pl, day, a.Due, a.DueLatest, b.Due, b.DueLatest)
		}
		if !a.Alarm.Before(a.Due) || a.DueLatest.Before(a.Due) {
			t.Errorf("%s from %s: alarm %s, due %s to %s", id, day, a.Alarm, a.Due, a.DueLatest)
		}
	})
}

func TestMonthIsCountedAsAnInterval(t *testing.T) {
	v, err := mustPacks(t).Eval("br-cgov-resp", mustPartial("2026-02"), "BR-PR")
	if err != nil {
		t.Fatal(err)
	}
	first, last := v.Days[0], v.DaysLatest[0]
	if first.Why.Key != "plan.day.month_first" || last.Why.Key != "plan.day.month_last" || first.On.String() != "2026-02-01" || last.On.String() != "2026-02-28" {
		t.Errorf("%+v %+v", first, last)
	}
	for _, row := range []DayCount{first, last} {
		if row.Why.Args["first"].(civil.Date).String() != "2026-02-01" || row.Why.Args["last"].(civil.Date).String() != "2026-02-28" {
			t.Errorf("no interval: %+v", row)
		}
	}
	if v.Due.String() != "2026-02-11" || v.DueLatest.String() != "2026-03-10" {
		t.Errorf("%s to %s", v.Due, v.DueLatest)
	}
}

func TestLatestReadingCanBeCountedAgain(t *testing.T) {
	for place, why := range map[string]string{"BR-RJ": "plan.day.holiday", "": "plan.day.weekend"} {
		v, err := mustPacks(t).Eval("ae-11", mustPartial("2026-02-10"), place)
		if err != nil || v.WhyLatest == "" {
			t.Fatalf("%+v %v", v, err)
		}
		rows := v.DaysLatest
		if end := rows[len(rows)-1]; end.On != v.DueLatest || end.N != 20 {
			t.Errorf("%q: ends %s with %d, want %s", place, end.On, end.N, v.DueLatest)
		}
		if !slices.ContainsFunc(rows, func(r DayCount) bool { return !r.Counted && r.Why.Key == why }) {
			t.Errorf("%q: no row says %s", place, why)
		}
	}
}
