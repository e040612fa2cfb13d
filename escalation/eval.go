package escalation

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// DayCount is one row of a count that anyone can repeat by hand.
type DayCount struct {
	On      civil.Date
	Counted bool
	N       int
	Why     Phrase
}

// Evaluation is one rule applied to one day.
type Evaluation struct {
	Rule      string
	Due       civil.Date
	DueLatest civil.Date
	Alarm     civil.Date
	// Days is the count of the earliest reading, one row a day. Periods of months and years list the steps by month,
	// because nobody checks 3,650 rows.
	Days []DayCount
	// DaysLatest is the count of the latest reading, where it differs. WhyLatest says why it does, in the words of the
	// pack; empty where only the start is not known to the day.
	WhyLatest  string
	DaysLatest []DayCount
	// Provisional is set where the calendar's known years end before the due day.
	Provisional bool
	Sources     []Source
}

// Eval applies one rule to one day, with its day-by-day count. A start known only as a month gives an interval: Due
// counts from its first day, DueLatest from its last.
func (p *Packs) Eval(rule string, on civil.Partial, place string) (Evaluation, error) {
	versions := p.rules[rule]
	if versions == nil {
		return Evaluation{}, cases.NotFoundf("no_such_rule", "rule", rule)
	}
	if on.IsZero() || on.Year < civil.MinYear+20 || on.Year > civil.MaxYear-1000 {
		return Evaluation{}, cases.Invalidf("event", "bad_date", "date", on)
	}
	r := at(versions, on.First())
	if r == nil {
		return Evaluation{}, cases.Invalidf("event", "rule_not_in_force", "rule", rule, "on", on)
	}
	return p.eval(r, on, on, p.home(r, place)), nil
}

// home is the place itself, or the country of the rule's pack where nobody named one: a Brazilian rule is never counted
// as if Brazil had no holidays.
func (p *Packs) home(r *Rule, place string) string {
	if place != "" {
		return place
	}
	if pk := p.packOf[p.files[ruleFile(r)]]; pk != nil {
		return pk.Country
	}
	return ""
}

// eval counts the earliest reading from on and the latest from onLatest.
func (p *Packs) eval(r *Rule, on, onLatest civil.Partial, place string) Evaluation {
	early, late := p.periods(r, place)
	return p.evaluate(r, early, late, on, onLatest, place)
}

func (p *Packs) evaluate(r *Rule, early, late period, on, onLatest civil.Partial, place string) Evaluation {
	v := Evaluation{Rule: r.ID, Due: early.due(on.First()), DueLatest: late.due(onLatest.Last()), Sources: r.Sources}
	if v.DueLatest.Before(v.Due) {
		v.DueLatest = v.Due
	}
	v.Alarm = p.alarm(v.Due, place)
	v.Provisional = early.provisional(v.Due) || late.provisional(v.DueLatest) || !p.knowsDaysOff(place)
	v.Days = dated(early.rows(on.First()), on, "plan.day.month_first")
	if v.DueLatest != v.Due {
		v.DaysLatest = dated(late.rows(onLatest.Last()), onLatest, "plan.day.month_last")
	}
	if r.Latest != nil && v.DueLatest != v.Due {
		v.WhyLatest = r.Latest.Why
	}
	return v
}

// dated says of a start that is known only as a month that its day is one end of an interval, and no day anybody named.
func dated(rows []DayCount, on civil.Partial, key string) []DayCount {
	if on.IsMonth() {
		rows[0].Why = Phrase{Key: key, Args: map[string]any{"first": on.First(), "last": on.Last()}}
	}
	return rows
}

// heldTo says at the end of a count that the day which holds is another one: that of a rule the case keeps, or one to which
// a body took more time.
func heldTo(rows []DayCount, due civil.Date) []DayCount {
	if len(rows) == 0 || rows[len(rows)-1].On == due {
		return rows
	}
	return append(rows, DayCount{On: due, Why: Phrase{Key: "plan.day.held"}})
}

// Count returns the day-by-day count of a deadline of a plan, for the page and the proof sheet.
func (p *Packs) Count(d Deadline, place string) (Evaluation, error) {
	on := d.Start.On
	if !d.Projected.IsZero() {
		on = d.Projected
	}
	r := at(p.rules[d.Rule], on.First())
	if r == nil {
		return Evaluation{}, cases.NotFoundf("no_such_rule", "rule", d.Rule)
	}
	onLatest := on
	if !d.StartLatest.IsZero() {
		onLatest = d.StartLatest
	}
	early, late := p.periods(r, place)
	if d.Count.N != r.Count.N || d.Count.Unit != r.Count.Unit { // the clock was stopped and goes on with what was left
		early.n, early.unit, early.included = d.Count.N, d.Count.Unit, false
		if r.Owner != OwnerConsumer {
			late.n, late.unit, late.included = d.Count.N, d.Count.Unit, false
		}
	}
	v := p.evaluate(r, early, late, on, onLatest, place)
	v.Days, v.DaysLatest = heldTo(v.Days, d.Due), heldTo(v.DaysLatest, d.DueLatest)
	v.Due, v.DueLatest, v.Alarm = d.Due, d.DueLatest, d.Alarm
	if !d.Projected.IsZero() {
		v.Days[0].Why = Phrase{Key: "plan.day.projected", Args: map[string]any{"bill": d.Start.On}}
	}
	return v, nil
}
