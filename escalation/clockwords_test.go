package escalation

import (
	"strings"
	"testing"
)

func TestClocksOfEveryKind(t *testing.T) {
	filed := `{"kind":"filed","body":"xx-office","on":"2024-02-08"}` // a Thursday; Mon 12 February is a holiday
	days := `"count":{"n":5,"unit":"working_day","calendar":"XX"},"pauses":{"by":[{"event":"asked","body":"xx-office"}],"resumes":[{"event":"supplied","body":"xx-office"}]}`
	for _, c := range []struct {
		name, rule, events, now    string
		due, latest, veryLate, say string
		state                      DeadlineState
	}{
		{name: "working days run over a weekend and a holiday", rule: days, events: filed, now: "2024-02-09", due: "2024-02-16", latest: "2024-02-16", state: DeadlineOpen},
		{name: "asked for papers on the second day and given them a week later: three days are left", rule: days, now: "2024-02-22", due: "2024-02-26", latest: "2024-02-26", state: DeadlineOpen,
			events: filed + `,{"kind":"asked","body":"xx-office","on":"2024-02-13"},{"kind":"supplied","body":"xx-office","on":"2024-02-21"}`},
		{name: "stopped twice", rule: days, now: "2024-02-29", due: "2024-03-01", latest: "2024-03-01", state: DeadlineOpen,
			events: filed + `,{"kind":"asked","body":"xx-office","on":"2024-02-13"},{"kind":"supplied","body":"xx-office","on":"2024-02-21"},
				{"kind":"asked","body":"xx-office","on":"2024-02-22"},{"kind":"supplied","body":"xx-office","on":"2024-02-28"}`},
		{name: "standing still: what is left is counted from today and nothing passes", rule: days, now: "2024-03-20", due: "2024-03-25", latest: "2024-03-25", state: DeadlineOpen, say: "plan.paused",
			events: filed + `,{"kind":"asked","body":"xx-office","on":"2024-02-13"}`},
		{name: "a question after the last day stops nothing", rule: days, now: "2024-03-20", due: "2024-02-16", latest: "2024-02-16", state: DeadlinePassed,
			events: filed + `,{"kind":"asked","body":"xx-office","on":"2024-02-19"}`},
		{name: "extended to a day with a reason", rule: `"count":{"n":30,"unit":"calendar_day"},"extendable":{"n":15,"unit":"calendar_day"}`, now: "2024-03-12", due: "2024-03-20", latest: "2024-03-20", state: DeadlineOpen, say: "plan.extended_why",
			events: filed + `,{"kind":"extended","body":"xx-office","on":"2024-03-07","until":"2024-03-20","text":"more inspectors are needed"}`},
		{name: "extended without a day: the whole extension", rule: `"count":{"n":30,"unit":"calendar_day"},"extendable":{"n":15,"unit":"calendar_day"}`, now: "2024-03-12", due: "2024-03-24", latest: "2024-03-24", state: DeadlineOpen, say: "plan.extended",
			events: filed + `,{"kind":"extended","body":"xx-office","on":"2024-03-07"}`},
		{name: "extended beyond what the rule allows", rule: `"count":{"n":30,"unit":"calendar_day"},"extendable":{"n":15,"unit":"calendar_day"}`, now: "2024-03-12", due: "2024-05-01", latest: "2024-05-01", state: DeadlineOpen, say: "plan.extended;plan.extended_beyond",
			events: filed + `,{"kind":"extended","body":"xx-office","on":"2024-03-07","until":"2024-05-01"}`},
		{name: "a rule that nobody may extend stays", rule: `"count":{"n":30,"unit":"calendar_day"}`, now: "2024-03-10", due: "2024-03-09", latest: "2024-03-09", state: DeadlinePassed,
			events: filed + `,{"kind":"extended","body":"xx-office","on":"2024-03-07","until":"2024-05-01"}`},
		{name: "late, and on a second day very late", rule: `"count":{"n":5,"unit":"working_day","calendar":"XX"},"second":{"count":{"n":10,"unit":"working_day","calendar":"XX"},"name":{"en":"the ministry decides"}}`,
			events: filed, now: "2024-02-19", due: "2024-02-16", latest: "2024-02-16", veryLate: "2024-02-23", state: DeadlinePassed, say: "plan.very_late"},
		{name: "calendar days stand still in the recess", rule: `"count":{"n":10,"unit":"calendar_day","calendar":"XX-court"},"owner":"body","starts":{"event":"filed","body":"xx-court"}`,
			events: `{"kind":"filed","body":"xx-court","on":"2024-12-16"}`, now: "2024-12-17", due: "2025-01-13", latest: "2025-01-13", state: DeadlineOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule := xrule("xx-answer", c.rule)
			if strings.Contains(c.rule, `"starts"`) { // the last of two keys would win silently: take the first out
				rule = strings.Replace(rule, `"owner":"body","starts":{"event":"filed","body":"xx-office"},`, "", 1)
			}
			plan := xplan(t, mustLoad(t, map[string]string{"xx/rules/xx-answer.json": rule}), xfacts(`"not_delivered"`, c.events), c.now)
			d := deadlineOf(t, plan, "xx-answer")
			var said []string
			for _, n := range d.Notes {
				said = append(said, n.Key)
			}
			if d.Due.String() != c.due || d.DueLatest.String() != c.latest || d.VeryLate.String() != c.veryLate || d.State != c.state || strings.Join(said, ";") != c.say {
				t.Errorf("due %s to %s, very late %q, %s, says %v", d.Due, d.DueLatest, d.VeryLate, d.State, said)
			}
			v, err := mustLoad(t, map[string]string{"xx/rules/xx-answer.json": rule}).Count(d, "XX")
			if err != nil || v.Due != d.Due {
				t.Errorf("the day-by-day count ends on %s, %v", v.Due, err)
			}
		})
	}
}

func TestHoursRunFromMinuteToMinute(t *testing.T) {
	more := map[string]string{
		"xx/rules/xx-deposit.json": strings.Replace(xrule("xx-deposit", `"owner":"consumer","starts":{"event":"sentenced"},"count":{"n":48,"unit":"hour"}`), `"owner":"body","starts":{"event":"filed","body":"xx-office"},`, "", 1),
		"xx/rules/xx-hearing.json": strings.Replace(xrule("xx-hearing", `"owner":"consumer","starts":{"event":"hearing_set"},"take":"each","count":{"n":0,"unit":"calendar_day"}`), `"owner":"body","starts":{"event":"filed","body":"xx-office"},`, "", 1),
	}
	p := mustLoad(t, more)
	facts := xfacts(`"not_delivered"`, `{"kind":"sentenced","body":"xx-court","at":"2024-03-01T10:30:00Z"},{"kind":"hearing_set","body":"xx-court","at":"2024-03-03T15:00:00Z"}`)
	plan := xplan(t, p, facts, "2024-03-03") // noon
	if d := deadlineOf(t, plan, "xx-deposit"); d.DueAt.Format("2006-01-02 15:04") != "2024-03-03 10:30" || d.State != DeadlinePassed {
		t.Errorf("deposit by %s: %s", d.DueAt, d.State)
	}
	if d := deadlineOf(t, plan, "xx-hearing"); d.DueAt.Format("2006-01-02 15:04") != "2024-03-03 15:00" || d.State != DeadlineOpen {
		t.Errorf("hearing at %s: %s", d.DueAt, d.State)
	}
	whole := xplan(t, p, xfacts(`"not_delivered"`, `{"kind":"sentenced","body":"xx-court","on":"2024-03-01"}`), "2024-03-03")
	if d := deadlineOf(t, whole, "xx-deposit"); !d.DueAt.IsZero() || d.Due.String() != "2024-03-03" || d.State != DeadlineOpen {
		t.Errorf("without an hour the last day is whole: %s %s", d.Due, d.State)
	}
}

func TestTheAlarmLeavesTimeForThePost(t *testing.T) {
	rule := strings.Replace(xrule("xx-letter", `"owner":"consumer","ends_right":true,"loss":{"right":{"en":"the claim"},"unless":{"en":"write"}},"met_by":"received","starts":{"event":"bill_closed"},
		"count":{"n":60,"unit":"calendar_day"},"posting":{"n":7,"unit":"calendar_day"}`), `"owner":"body","starts":{"event":"filed","body":"xx-office"},`, "", 1)
	plan := xplan(t, mustLoad(t, map[string]string{"xx/rules/xx-letter.json": rule}), xfacts(`"not_delivered"`, `{"kind":"bill_closed","on":"2024-01-10","until":"2024-01-20"}`), "2024-01-15")
	// 10 January and 60 days is Sunday 10 March; 7 days earlier is Sunday 3 March; the working day before is Friday 1 March.
	if d := deadlineOf(t, plan, "xx-letter"); d.Due.String() != "2024-03-10" || d.Alarm.String() != "2024-03-01" {
		t.Errorf("due %s, alarm %s", d.Due, d.Alarm)
	}
}
