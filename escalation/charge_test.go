package escalation

import (
	"slices"
	"strings"
	"testing"
)

func TestBillIsAskedForWhileInstalmentsRun(t *testing.T) {
	const path = "events.bill_closed.until"
	no := on("refused", "aliexpress-dispute", "2026-07-23")
	for _, c := range []struct {
		name, facts, events, now string
		place                    int // in the list of gaps, or -1
	}{
		{"first of all where the notice is next", stillCharged(), no, "2026-11-22", 0},
		{"high where it is beside the main line", tenfold(), no, "2026-11-22", 2},
		{"not while the next bill is known", stillCharged(), ev(no, bill("2026-12-20")), "2026-11-22", -1},
		{"again once that bill is behind us", stillCharged(), ev(no, bill("2026-11-10")), "2026-11-22", 0},
		{"not after the last instalment", tenfold(), no, "2027-03-01", -1},
		{"not where one payment was all", ali("not_delivered", "card"), no, "2026-11-22", -1},
		{"not for a debit card", edit(stillCharged(), `"method":"card"`, `"method":"debit"`), no, "2026-11-22", -1},
		{"not in a country without the rule", edit(stillCharged(), "BR-PR", "US"), no, "2026-11-22", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := mustPlan(t, c.facts, c.events, c.now)
			if got := slices.Index(gapPaths(p), path); got != c.place {
				t.Errorf("place %d of %v, want %d", got, gapPaths(p), c.place)
			}
		})
	}
}

func TestNoticeIsNeverLostWhileInstalmentsCome(t *testing.T) {
	day := mustPartial("2026-11-01").First()
	events := ev(on("refused", "aliexpress-dispute", "2026-07-23"), bill("2026-11-10"), bill("2026-12-10"))
	for ; day.Year < 2027 || day.Month < 3; day = day.AddDays(1) {
		p := mustPlan(t, stillCharged(), events, day.String())
		i := slices.IndexFunc(p.Steps, func(s Step) bool { return s.ID == "card-issuer-notice" })
		if i < 0 || p.Steps[i].State == StepLost || p.Steps[i].State == StepClosed || !p.Steps[i].Closes.IsZero() {
			t.Fatalf("on %s: %s", day, states(p))
		}
	}
}

func TestGuessedBillsEndWithTheInstalments(t *testing.T) {
	p := mustPlan(t, tenfold(), bill("2027-02-20"), "2027-02-25")
	if i := slices.IndexFunc(p.Deadlines, func(d Deadline) bool { return d.Rule == "br-54g" && d.Provisional }); i >= 0 {
		t.Errorf("a bill after the last instalment: %+v", p.Deadlines[i])
	}
}

func TestTwoStepsAtOneBankAreKeptApart(t *testing.T) {
	shop6 := edit(shop("not_delivered", "card"), `"method":"card"`, `"method":"card","instalments":6`)
	for _, c := range []struct{ name, facts, events, want string }{
		{"a call is the notice while charges run", shop6, on("contacted", "card-issuer", "2026-11-20"), "card-issuer-notice done; card-issuer parallel"},
		{"a filed dispute is a notice as well", shop6, on("filed", "card-issuer", "2026-11-20"), "card-issuer-notice done; card-issuer done"},
		{"the answer to a call is none to the dispute", shop6, ev(on("contacted", "card-issuer", "2026-11-18"), on("refused", "card-issuer", "2026-11-20")), "card-issuer-notice done; card-issuer parallel"},
		{"an answer out of nowhere answers the dispute", shop6, on("refused", "card-issuer", "2026-11-20"), "card-issuer-notice parallel; card-issuer done"},
		{"a call is the dispute where no charge runs", shop("not_delivered", "card"), on("contacted", "card-issuer", "2026-11-20"), "card-issuer done"},
		{"a call two months ago was for another bill", shop6, on("contacted", "card-issuer", "2026-09-20"), "card-issuer-notice parallel; card-issuer parallel"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := states(mustPlan(t, c.facts, c.events, "2026-11-22")); !strings.Contains(got, c.want) {
				t.Errorf("no %q in %s", c.want, got)
			}
		})
	}
}

func TestNoticeSaysThatItsEffectIsNotConfirmed(t *testing.T) {
	p := mustPlan(t, stillCharged(), on("refused", "aliexpress-dispute", "2026-07-23"), "2026-11-22")
	if p.Next == nil || !strings.Contains(p.Next.Why.Text["pt"], "não confirmado") {
		t.Fatalf("%+v", p.Next)
	}
	for _, s := range p.Next.Sources {
		if s.Confidence == "sourced" || s.Checked != nil {
			t.Errorf("%s passes for a norm somebody has read", s.Norm)
		}
	}
}
