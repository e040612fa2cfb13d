package escalation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"degrau/cases"
)

// situation is one row of the golden table: a case on a day, and what the plan must say. by is "day deadline"; losses
// are the rights that can still be lost, as "deadline day", the nearest first, without the ten years to sue.
type situation struct {
	name   string
	now    string
	facts  string
	events string
	next   string // step, or "-" and the reason's key
	by     string
	losses string
	state  string // "step state" pairs that must hold as well
}

func ali(problem, method string) string  { return aliFacts(problem, method) }
func shop(problem, method string) string { return shopFacts(problem, method) }

func on(kind, body, day string) string {
	if body == "" {
		return fmt.Sprintf(`{"kind":%q,"on":%q}`, kind, day)
	}
	return fmt.Sprintf(`{"kind":%q,"body":%q,"on":%q}`, kind, body, day)
}

func ev(list ...string) string { return strings.Join(list, ",") }

func bill(due string) string { return fmt.Sprintf(`{"kind":"bill_closed","until":%q}`, due) }

func edit(facts, old, new string) string {
	if !strings.Contains(facts, old) {
		panic("no " + old)
	}
	return strings.Replace(facts, old, new, 1)
}

func answered(facts, question, value string) string {
	return edit(facts, `"events":[]`, `"answers":{"`+question+`":`+value+`},"events":[]`)
}

func TestGoldenSituations(t *testing.T) {
	p := mustPacks(t)
	for _, c := range slices.Concat(situations(), worldSituations(), brSituations()) {
		t.Run(c.name, func(t *testing.T) {
			f := mustFacts(t, strings.Replace(c.facts, `"events":[]`, `"events":[`+c.events+`]`, 1))
			plan := p.Plan(Situation{Facts: f, State: cases.StateOpen}, noon(t, c.now))
			next, by := "-"+plan.Reason.Key, plan.WaitUntil.String()
			if plan.Next != nil {
				next, by = plan.Next.Step, strings.TrimSpace(plan.Next.By.String()+" "+plan.Next.Deadline)
			}
			if next != c.next || by != c.by {
				t.Errorf("next %q by %q, want %q by %q", next, by, c.next, c.by)
			}
			var ls []string
			for _, l := range plan.Losses {
				if !strings.HasPrefix(l.Deadline, "br-presc") {
					ls = append(ls, l.Deadline+" "+lossDays(l))
				}
			}
			if got := strings.Join(ls, "; "); got != c.losses {
				t.Errorf("losses %q, want %q", got, c.losses)
			}
			for _, want := range strings.Split(c.state, "; ") {
				if want != "" && !strings.Contains(states(plan), want) {
					t.Errorf("no %q in %s", want, states(plan))
				}
			}
		})
	}
}

func states(p Plan) string {
	var out []string
	for _, s := range p.Steps {
		out = append(out, s.ID+" "+string(s.State))
	}
	return strings.Join(out, "; ")
}

// lossDays writes the day a right ends, and the last arguable one where the first has passed.
func lossDays(l Loss) string {
	if l.State == DeadlineUncertain {
		return l.Due.String() + "~" + l.Day().String()
	}
	return l.Due.String()
}
