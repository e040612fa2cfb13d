package escalation

import (
	"time"

	"degrau/internal/civil"
)

// ChangeKind says what later packs do to a deadline.
type ChangeKind string

// The kinds of changes.
const (
	ChangeEarlier ChangeKind = "earlier"
	ChangeLater   ChangeKind = "later"
	ChangeNew     ChangeKind = "new"
	ChangeGone    ChangeKind = "gone"
)

// Change is a deadline that the packs of the day count otherwise than those the case keeps.
type Change struct {
	Deadline string
	Rule     string
	Name     Phrase
	Owner    Owner
	Kind     ChangeKind
	Was      civil.Date // zero: the case's own packs do not know it
	Due      civil.Date // zero: the packs of the day do not know it
	Days     int        // Due less Was
	Applies  bool       // at once; else it waits for a yes
	Says     Phrase
	Sources  []Source
}

// kept is what the case's own packs say of a deadline.
type kept struct {
	due, latest civil.Date
}

// PlanKept plans a case that keeps older packs. What the packs of the day make earlier for the consumer, or add, applies
// at once: a late alarm costs a right. What they make later, or take away, waits for a yes: until then the older, earlier
// day sets the alarm. The other side is called late only after both have run out.
func (p *Packs) PlanKept(older *Packs, s Situation, now time.Time) (Plan, []Change) {
	plan := p.Plan(s, now)
	if older == nil || older.snapshot == p.snapshot {
		return plan, nil
	}
	old := older.Plan(s, now)
	changes := compare(old, plan)
	if len(changes) == 0 {
		return plan, nil
	}
	held := map[string]kept{}
	for _, d := range old.Deadlines {
		held[d.ID] = kept{d.Due, d.DueLatest}
	}
	plan = withGone(p.plan(s, now, held), old, changes)
	for i := range plan.Deadlines {
		for _, c := range changes {
			if c.Deadline == plan.Deadlines[i].ID {
				plan.Deadlines[i].Notes = append(plan.Deadlines[i].Notes, c.Says)
			}
		}
	}
	plan.Changes = changes
	return plan, changes
}

// compare lists the deadlines that two plans of one case count otherwise, in the order of the day's plan.
func compare(old, new Plan) []Change {
	before := map[string]Deadline{}
	for _, d := range old.Deadlines {
		before[d.ID] = d
	}
	var out []Change
	for _, d := range new.Deadlines {
		was, known := before[d.ID]
		delete(before, d.ID)
		c := Change{Deadline: d.ID, Rule: d.Rule, Name: d.Name, Owner: d.Owner, Due: d.Due, Was: was.Due, Applies: true, Sources: d.Sources}
		switch {
		case !known && !d.EndsRight:
			continue // a clock that takes nothing away is no alarm
		case !known:
			c.Kind = ChangeNew
		case d.Due.Before(was.Due):
			c.Kind, c.Days = ChangeEarlier, d.Due.DaysSince(was.Due)
		case d.Due.After(was.Due):
			c.Kind, c.Days = ChangeLater, d.Due.DaysSince(was.Due)
			c.Applies = d.Owner != OwnerConsumer
		default:
			continue
		}
		out = append(out, c.said())
	}
	for _, d := range old.Deadlines {
		if _, gone := before[d.ID]; gone && d.Owner == OwnerConsumer && d.EndsRight {
			out = append(out, Change{Deadline: d.ID, Rule: d.Rule, Name: d.Name, Owner: d.Owner, Kind: ChangeGone, Was: d.Due, Sources: d.Sources}.said())
		}
	}
	return out
}

func (c Change) said() Change {
	args := map[string]any{"name": c.Name}
	if !c.Was.IsZero() {
		args["was"] = c.Was
	}
	if !c.Due.IsZero() {
		args["due"] = c.Due
	}
	c.Says = Phrase{Key: "plan.change." + string(c.Kind), Args: args}
	return c
}

// withGone keeps the consumer's deadlines that the packs of the day no longer have, with what they protect.
func withGone(plan, old Plan, changes []Change) Plan {
	for _, c := range changes {
		if c.Kind != ChangeGone {
			continue
		}
		for _, d := range old.Deadlines {
			if d.ID == c.Deadline {
				plan.Deadlines = append(plan.Deadlines, d)
			}
		}
		for _, l := range old.Losses {
			if l.Deadline == c.Deadline {
				plan.Losses = append(plan.Losses, l)
			}
		}
	}
	return plan
}

// holdTo keeps the older day where it is the safer one for the person.
func (k *knowledge) holdTo(c *clock) {
	was, ok := k.older[c.ID]
	if !ok {
		return
	}
	if c.Owner == OwnerConsumer && was.due.Before(c.Due) {
		c.Due = was.due
	}
	c.DueLatest = latestOf(latestOf(c.DueLatest, was.latest), c.Due)
}
