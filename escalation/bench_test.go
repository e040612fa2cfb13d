package escalation

import (
	"strings"
	"testing"

	"degrau/cases"
)

// BenchmarkLoad is the start-up cost of the packs.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlan plans a case of 30 events.
func BenchmarkPlan(b *testing.B) {
	p := mustPacks(b)
	s := Situation{Facts: longCase(b), State: cases.StateOpen}
	now := noon(b, "2026-11-22")
	b.ReportAllocs()
	for b.Loop() {
		if plan := p.Plan(s, now); len(plan.Steps) == 0 {
			b.Fatal("no steps")
		}
	}
}

func longCase(t testing.TB) cases.Facts {
	events := []string{`{"kind":"filed","body":"aliexpress-dispute","on":"2026-07-15"}`, `{"kind":"refused","body":"aliexpress-dispute","on":"2026-07-23"}`,
		`{"kind":"filed","body":"br-consumidor-gov","on":"2026-08-01"}`, `{"kind":"answered","body":"br-consumidor-gov","on":"2026-08-09"}`,
		`{"kind":"bill_closed","on":"2026-08-01","until":"2026-08-10"}`, `{"kind":"filed","body":"card-issuer","on":"2026-08-02"}`}
	for len(events) < 30 {
		events = append(events, `{"kind":"note","on":"2026-08-20","text":"nota"}`)
	}
	return mustFacts(t, strings.Replace(aliFacts("not_delivered", "card"), `"events":[]`, `"events":[`+strings.Join(events, ",")+`]`, 1))
}
