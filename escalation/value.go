package escalation

import (
	"degrau/cases"
	"degrau/internal/civil"
)

// Value is an amount of the law that changes with time, such as a minimum wage.
type Value struct {
	ID     string            `json:"id"`
	Name   map[string]string `json:"name"`
	Series []ValueSince      `json:"series"` // oldest first
}

// ValueSince is the amount in force from a day on, until the next one begins.
type ValueSince struct {
	From    civil.Date  `json:"from"`
	Amount  cases.Money `json:"amount"`
	Sources []Source    `json:"sources"`
}

// Limit is an amount of money: so many times a value, or the amount itself.
type Limit struct {
	Value  string      `json:"value,omitempty"`
	Times  int         `json:"times,omitempty"`
	Amount cases.Money `json:"amount,omitzero"`
}

// Bounds are the amounts between which something must lie.
type Bounds struct {
	AtMost *Limit `json:"at_most,omitempty"`
	Above  *Limit `json:"above,omitempty"`
}

// on returns the amount in force on a day; zero where the series does not reach back that far.
func (v *Value) on(d civil.Date) cases.Money {
	var m cases.Money
	for _, s := range v.Series {
		if !d.Before(s.From) {
			m = s.Amount
		}
	}
	return m
}

// limit works out a limit on a day.
func (p *Packs) limit(l Limit, d civil.Date) cases.Money {
	if l.Value == "" {
		return l.Amount
	}
	v := p.values[l.Value]
	if v == nil {
		return cases.Money{}
	}
	m := v.on(d)
	m.Minor *= int64(l.Times)
	return m
}

// Values lists all dated amounts by id.
func (p *Packs) Values() []Value {
	var out []Value
	for _, id := range p.valueIDs {
		out = append(out, *p.values[id])
	}
	return out
}
