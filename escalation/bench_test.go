package escalation

import (
	"runtime"
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

// BenchmarkPlanMany plans 100,000 cases one after the other, as a nightly sweep does: the time is for all of them, and what
// stays in memory afterwards must not grow with their number.
func BenchmarkPlanMany(b *testing.B) {
	p := mustPacks(b)
	var all []Situation
	for i := range 64 {
		s, _ := fuzzCase(b, p, []byte{byte(i), byte(3 * i), byte(7 * i), 40, 6, byte(5 * i), 60, 10, byte(i), 70}, uint8(i*5))
		all = append(all, s)
	}
	now := noon(b, "2026-11-22")
	var before, after runtime.MemStats
	b.ReportAllocs()
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range 100_000 {
			if plan := p.Plan(all[i%len(all)], now); plan.Packs == "" {
				b.Fatal("no plan")
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/100_000, "µs/case")
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "MB-kept")
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
