package escalation

import (
	"slices"

	"degrau/cases"
	"degrau/internal/civil"
)

// charged works out whether the card is still being charged: somebody said so, an instalment is still to come, or a
// bill is on the table that is not due yet.
func (k *knowledge) charged() bool {
	if k.facts.Has(cases.ChargeContinues) {
		return true
	}
	if end, runs := k.lastInstalment(); runs && (end.IsZero() || !k.today.After(end)) {
		return true
	}
	return slices.ContainsFunc(k.facts.Events, func(e cases.Entry) bool {
		return e.Kind == cases.BillClosed && !e.Until.IsZero() && !k.today.After(e.Until)
	})
}

// lastInstalment is the last day of the month in which the last instalment is billed; zero where nobody knows when the
// first was. A purchase falls on this month's bill or the next, so the later month counts.
func (k *knowledge) lastInstalment() (last civil.Date, runs bool) {
	for _, p := range k.facts.Payments {
		if p.Instalments < 2 || p.Role != "" && p.Role != cases.Paid || p.Method != "" && p.Method != cases.Card {
			continue
		}
		from := p.On
		if from.IsZero() && len(k.facts.Purchases) > 0 {
			from = k.facts.Purchases[0].On
		}
		if from.IsZero() {
			return civil.Date{}, true
		}
		first := from.First()
		month := civil.Date{Year: first.Year, Month: first.Month, Day: 1}
		last, runs = latestOf(last, month.AddMonths(p.Instalments+1).AddDays(-1)), true
	}
	return last, runs
}

// mayBeBilled reports whether another bill may still come on that day.
func (k *knowledge) mayBeBilled(on civil.Date) bool {
	if k.facts.Has(cases.ChargeContinues) {
		return true
	}
	last, runs := k.lastInstalment()
	return runs && (last.IsZero() || !on.After(last))
}

// current reports whether a step that is taken anew with every bill has been taken for the next one. Without a bill
// whose day is still ahead, a step taken lately is enough.
func (k *knowledge) current(s *StepDef, clocks []clock, on civil.Date) bool {
	var next *clock
	for i, c := range clocks {
		if slices.Contains(s.meets, c.Rule) && !k.today.After(c.Due) && (next == nil || c.Due.Before(next.Due)) {
			next = &clocks[i]
		}
	}
	if next != nil {
		return next.State == DeadlineMet
	}
	return !on.IsZero() && k.today.DaysSince(on) <= s.Again
}

// fits reports whether an event is what the pack asks for in this case.
func (k *knowledge) fits(m EventMatch, e cases.Entry) bool {
	return m.fits(e) && (m.Charged == nil || *m.Charged == k.charging)
}

func (k *knowledge) anyFits(ms []EventMatch, e cases.Entry) bool {
	return slices.ContainsFunc(ms, func(m EventMatch) bool { return k.fits(m, e) })
}

// speaksTo reports whether what a body says answers this step. A body with a step that is taken again and again answers
// the one taken last; where nothing was recorded before, it answers those that are taken once.
func (k *knowledge) speaksTo(s *StepDef, answer cases.Entry) bool {
	if !slices.ContainsFunc(s.body.Steps, func(o StepDef) bool { return o.Again > 0 }) {
		return true
	}
	said := dayOf(answer, k.zone).Last()
	var asked cases.Entry
	for _, e := range k.facts.Events {
		day := dayOf(e, k.zone).Last()
		taken := slices.ContainsFunc(s.body.Steps, func(o StepDef) bool { return k.anyFits(o.Done, e) })
		if taken && (said.IsZero() || !day.After(said)) && !day.Before(dayOf(asked, k.zone).Last()) {
			asked = e
		}
	}
	if asked.Kind == "" {
		return s.Again == 0
	}
	return k.anyFits(s.Done, asked)
}
