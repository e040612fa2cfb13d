package escalation

import (
	"fmt"

	"degrau/internal/civil"
)

// clock is one rule that runs in a case.
type clock struct {
	Deadline
	rule    *Rule
	over    bool // its latest reading is behind us, doubtful or not: nobody waits for it any longer
	unsure  bool // nobody knows yet whether the rule is for this case
	guessed bool // it runs from a bill nobody has seen yet
}

// clocks finds every rule that runs in the case, by rule and start.
func (k *knowledge) clocks() []clock {
	var out []clock
	for _, id := range k.packs.ruleIDs {
		versions := k.packs.rules[id]
		newest := versions[len(versions)-1]
		fits, _ := newest.When.holds(k)
		if fits == no || fits == unknown && (k.hidden(newest) || k.unpaid(newest)) {
			continue
		}
		for _, s := range k.starts(newest) {
			r := at(versions, s.begins().First())
			if r == nil || s.On.Year < civil.MinYear+20 || s.On.Year > civil.MaxYear-1000 {
				continue
			}
			out = append(out, k.clock(r, s, fits == unknown))
		}
	}
	return out
}

// unpaid reports a rule for a way of paying, where nobody has said how it was paid.
func (k *knowledge) unpaid(r *Rule) bool {
	return len(r.When.Methods) > 0 && len(k.methods) == 0
}

// clock counts one rule from one start and says where it stands.
func (k *knowledge) clock(r *Rule, s start, doubt bool) clock {
	early, late := k.packs.periods(r, k.place)
	on := s.begins()
	c := clock{rule: r, guessed: s.guessed, unsure: doubt, Deadline: Deadline{ID: r.ID, Rule: r.ID, Body: r.Body, Name: Phrase{Text: r.Name}, Owner: r.Owner,
		Task: k.packs.taskClock(r), EndsRight: r.EndsRight, MetBy: r.MetBy, Start: s.Start, Count: Count(r.Count), Sources: r.Sources}}
	if c.Count.Calendar == "place" || c.Count.Calendar == "court" {
		c.Count.Calendar = early.days.ID
	}
	if r.Take == "each" {
		c.ID = fmt.Sprintf("%s-%s", r.ID, on)
	}
	from, known := k.latestStart(r)
	if !known || from.Last().Before(on.Last()) {
		from = on
	}
	c.Doubtful = doubt || s.guessed || r.closing() == "doubtful" || r.Latest != nil && len(r.Latest.Starts) > 0 && !known
	since := on.First()
	if run := k.interrupted(r, on, early); run.cycles > 0 {
		c.Start, c.Count.N, c.Count.Unit, c.Paused = run.since, run.left, run.unit, run.stopped
		early.n, early.unit, early.included = run.left, run.unit, false
		if r.Owner != OwnerConsumer { // the other side gets no more than what was left, in either reading
			late.n, late.unit, late.included = run.left, run.unit, false
		}
		on, since, from = run.since.On, run.since.On.First(), run.since.On
	}
	if s.guessed {
		c.Projected, c.Name = on, Phrase{Key: "plan.deadline.estimated", Args: map[string]any{"name": c.Name}}
	}
	if from != on {
		c.StartLatest = from
	}
	c.Due, c.DueLatest = early.due(on.First()), late.due(from.Last())
	if c.DueLatest.Before(c.Due) {
		c.DueLatest = c.Due
	}
	k.hours(&c, r)
	k.extend(&c, r, on)
	k.second(&c, r, from)
	k.holdTo(&c)
	c.Alarm = k.packs.alarm(k.packs.posted(r, c.Due, k.place), k.place)
	c.Caution = k.caution(s, early.provisional(c.Due) || late.provisional(c.DueLatest))
	c.Provisional = !c.Caution.IsZero()
	k.stand(&c, since)
	c.Notes = k.notes(c)
	return c
}

// closing is the confidence of the reading that would close the door.
func (r *Rule) closing() string {
	if r.Latest != nil && r.Latest.Confidence != "" {
		return r.Latest.Confidence
	}
	return r.Confidence
}
