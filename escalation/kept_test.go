package escalation

import (
	"reflect"
	"strings"
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
)

// claimRule is a consumer's deadline of Xland with so many days to go to the mediator.
func claimRule(days string) string {
	return strings.Replace(xrule("xx-claim", `"owner":"consumer","ends_right":true,"met_by":"sent","closes":true,"steps":["xx-mediator"],"starts":{"fact":"payments.on"},
		"met":[{"event":"filed","body":"xx-mediator"}],"loss":{"right":{"en":"The mediation"},"unless":{"en":"Go there."}},"count":{"n":`+days+`,"unit":"calendar_day"}`),
		`"owner":"body","starts":{"event":"filed","body":"xx-office"},`, "", 1)
}

func TestPacksComeBackFromTheirArchive(t *testing.T) {
	for name, p := range map[string]*Packs{"ours": mustPacks(t), "Xland": mustLoad(t, map[string]string{"xx/rules/xx-claim.json": claimRule("30")})} {
		data, err := p.Archive()
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Archive()
		if err != nil || string(again) != string(data) {
			t.Errorf("%s: two archives of the same packs differ (%v)", name, err)
		}
		back, err := FromArchive(data)
		if err != nil || back.Snapshot() != p.Snapshot() {
			t.Fatalf("%s: %v", name, err)
		}
		f := mustFacts(t, xfacts(`"not_delivered"`, ""))
		s := Situation{Facts: f, State: cases.StateOpen}
		if !reflect.DeepEqual(p.Plan(s, noon(t, "2024-03-01")), back.Plan(s, noon(t, "2024-03-01"))) {
			t.Errorf("%s: the packs from the archive plan otherwise", name)
		}
	}
}

func TestEarlierAppliesAtOnceAndLaterWaits(t *testing.T) {
	base := func(days string) *Packs {
		return mustLoad(t, map[string]string{"xx/rules/xx-claim.json": claimRule(days)})
	}
	without := mustLoad(t, nil)
	s := Situation{Facts: mustFacts(t, xfacts(`"not_delivered"`, "")), State: cases.StateOpen}
	now := noon(t, "2024-01-05")
	for _, c := range []struct {
		name          string
		older, newer  *Packs
		kind          ChangeKind
		applies       bool
		days          int
		due, loss, by string
	}{
		{"a correction makes it earlier", base("60"), base("30"), ChangeEarlier, true, -30, "2024-02-01", "2024-02-01", "2024-01-09"},
		{"a correction makes it later", base("30"), base("60"), ChangeLater, false, 30, "2024-02-01", "2024-02-01", "2024-01-09"},
		{"a new right that ends", without, base("30"), ChangeNew, true, 0, "2024-02-01", "2024-02-01", "2024-01-09"},
		{"a right that the new packs forget", base("30"), without, ChangeGone, false, 0, "2024-02-01", "2024-02-01", "2024-01-09"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, changes := c.newer.PlanKept(c.older, s, now)
			if len(changes) != 1 || changes[0].Kind != c.kind || changes[0].Applies != c.applies || changes[0].Days != c.days {
				t.Fatalf("changes %+v", changes)
			}
			if d := deadlineOf(t, plan, "xx-claim"); d.Due.String() != c.due || len(d.Notes) == 0 {
				t.Errorf("due %s, notes %v", d.Due, d.Notes)
			}
			if len(plan.Losses) != 1 || plan.Losses[0].Due.String() != c.loss {
				t.Errorf("losses %+v", plan.Losses)
			}
			if plan.Next == nil || plan.Next.By.String() != c.by {
				t.Errorf("next %+v", plan.Next)
			}
			again, _ := c.newer.PlanKept(c.older, s, now)
			if !reflect.DeepEqual(plan, again) {
				t.Error("planning twice gives two plans")
			}
		})
	}
	if plan, changes := base("30").PlanKept(base("30"), s, now); len(changes) != 0 || len(plan.Changes) != 0 {
		t.Errorf("the same packs change %+v", changes)
	}
}

func TestTheOtherSideIsCalledLateOnlyAfterBoth(t *testing.T) {
	rule := func(n string) map[string]string {
		return map[string]string{"xx/rules/xx-answer.json": xrule("xx-answer", `"count":{"n":`+n+`,"unit":"calendar_day"}`)}
	}
	s := Situation{Facts: mustFacts(t, xfacts(`"not_delivered"`, `{"kind":"filed","body":"xx-office","on":"2024-02-01"}`)), State: cases.StateOpen}
	for _, c := range []struct{ older, newer string }{{"10", "5"}, {"5", "10"}} {
		plan, _ := mustLoad(t, rule(c.newer)).PlanKept(mustLoad(t, rule(c.older)), s, noon(t, "2024-02-09"))
		if d := deadlineOf(t, plan, "xx-answer"); d.State == DeadlinePassed || d.DueLatest.String() != "2024-02-11" {
			t.Errorf("kept %s, now %s: %s, latest %s", c.older, c.newer, d.State, d.DueLatest)
		}
	}
}

// FuzzArchive holds for any bytes: an error or packs, never a panic.
func FuzzArchive(f *testing.F) {
	p, err := Load(xshop(nil))
	if err != nil {
		f.Fatal(err)
	}
	data, err := p.Archive()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte("PK"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := FromArchive(data)
		if err == nil {
			p.Plan(Situation{Facts: cases.Facts{Place: "XX"}}, civil.MustParse("2024-03-01").Time(p.zone("XX")))
		}
	})
}
