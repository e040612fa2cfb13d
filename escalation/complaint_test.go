package escalation

import (
	"slices"
	"testing"
)

// fridge is a broken fridge that came on 10 October 2026, paid by card, without a promised day.
func fridge(extra string) string {
	return `{"place":"BR-DF","problems":["defective"],"parties":[{"role":"seller","name":"Loja X"}],"purchases":[{"on":"2026-10-01","item":"geladeira"}],
		"payments":[{"on":"2026-10-01","amount":{"amount":"2900.00","currency":"BRL"},"method":"card","role":"paid"}],` + extra + `"events":[]}`
}

func TestProvableComplaintStopsTheDefectClock(t *testing.T) {
	came := on("delivered", "", "2026-10-10")
	told := func(more string) string {
		return ev(came, `{"kind":"contacted","body":"seller","on":"2026-10-20"`+more+`}`)
	}
	durable := `"answers":{"item.durable":true},`
	story := durable + `"origins":{"events.1.on":{"snippet":"dia 20","span":[0,1],"certainty":"sure"}},`
	for _, c := range []struct {
		name, facts, events string
		want                DeadlineState
	}{
		{"nobody complained", fridge(durable), came, DeadlineOpen},
		{"nothing shows the complaint", fridge(durable), told(""), DeadlineOpen},
		{"with a protocol", fridge(durable), told(`,"protocol":"P-1"`), DeadlineMet},
		{"with what was written", fridge(durable), told(`,"text":"Não gela."`), DeadlineMet},
		{"the sentence of the story is no copy", fridge(story), told(`,"text":"Reclamei dia 20."`), DeadlineOpen},
		{"a refusal sets it going again", fridge(durable), ev(told(`,"protocol":"P-1"`), on("refused", "seller", "2026-11-10")), DeadlineOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := deadline(t, mustPlan(t, c.facts, c.events, "2026-11-22"), "br-vicio-90"); d.State != c.want {
				t.Errorf("%s from %s", d.State, d.Start.On)
			}
		})
	}
}

func TestDefectAsksHowLongTheThingLasts(t *testing.T) {
	told := ev(on("delivered", "", "2026-10-10"), on("contacted", "seller", "2026-10-20"))
	for _, events := range []string{on("delivered", "", "2026-10-10"), told} {
		paths := gapPaths(mustPlan(t, fridge(""), events, "2026-11-05"))
		if !slices.Contains(paths, "answers.item.durable") {
			t.Errorf("not asked for: %v", paths)
		}
		if slices.Contains(paths, "purchases.0.promised_on") {
			t.Errorf("asked for a promised day although it came: %v", paths)
		}
	}
	if paths := gapPaths(mustPlan(t, fridge(""), "", "2026-11-05")); !slices.Contains(paths, "purchases.0.promised_on") {
		t.Errorf("not asked for: %v", paths)
	}
}
