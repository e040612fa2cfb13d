package escalation

import (
	"slices"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// Guard is an act of the person with what it would shut in this case.
type Guard struct {
	Act     string
	Name    Phrase
	Before  Phrase      // what to make sure of first
	Entry   cases.Entry // what would be recorded
	Shuts   []Shut
	Sources []Source
}

// Shut is a step that an act would close, or put at risk.
type Shut struct {
	Step   string
	Body   string
	Effect string // closes, risks
	Why    Phrase
}

// Guards says, before a person accepts an offer, calls a matter resolved, cancels a dispute, confirms receipt or rates an
// answer, which steps that shuts. Every act is tried out on the case as it stands; those that shut nothing are left out.
func (p *Packs) Guards(s Situation, now time.Time) []Guard {
	k := p.know(s, now)
	before, stopped := k.rungs(), k.stop()
	if !stopped.IsZero() {
		return nil
	}
	var out []Guard
	for _, a := range p.acts {
		if t, _ := a.When.holds(k); t == no {
			continue
		}
		for _, body := range a.places(before) {
			g := Guard{Act: a.ID, Name: Phrase{Text: a.Name}, Before: Phrase{Text: a.Before}, Sources: a.Sources,
				Entry: cases.Entry{Kind: a.Event, Body: body, On: civil.Whole(k.today), Result: a.Result}}
			g.Shuts = k.tryOut(s, now, before, g.Entry)
			if len(g.Shuts) > 0 {
				out = append(out, g)
			}
		}
	}
	return out
}

// GuardEntry says what recording one entry would shut: the same question, asked of an entry that is at hand.
func (p *Packs) GuardEntry(s Situation, e cases.Entry, now time.Time) []Shut {
	k := p.know(s, now)
	if !k.stop().IsZero() {
		return nil
	}
	return k.tryOut(s, now, k.rungs(), e)
}

// places lists the bodies at which the act makes sense: those of its bodies that the case has dealings with.
func (a *Act) places(rungs []*rung) []string {
	if len(a.Bodies) == 0 {
		return []string{""}
	}
	var out []string
	for _, r := range rungs {
		if slices.Contains(a.Bodies, r.Body) && (r.open && !a.Filed || r.State == StepDone) && !slices.Contains(out, r.Body) {
			out = append(out, r.Body)
		}
	}
	return out
}

// rungs works out the ladder as Plan does.
func (k *knowledge) rungs() []*rung {
	id := ""
	if l := k.chooseLadder(); l != nil {
		id, k.pace, k.horizon = l.ID, l.Pace, l.Near
	}
	return k.ladder(id, k.clocks())
}

// tryOut records an entry in a copy of the case and compares the doors before and after.
func (k *knowledge) tryOut(s Situation, now time.Time, before []*rung, e cases.Entry) []Shut {
	s.Facts.Events = append(slices.Clone(s.Facts.Events), e)
	then := k.packs.know(s, now)
	stop := then.stop()
	after := map[string]*rung{}
	for _, r := range then.rungs() {
		after[r.ID] = r
	}
	var out []Shut
	for _, r := range before {
		if r.def.Task {
			continue
		}
		if !r.alive() {
			if r.State == StepDone { // what was done may still be shut for good
				out = append(out, r.hurtBy(k, e)...)
			}
			continue
		}
		was := after[r.ID]
		switch {
		case !stop.IsZero() && r.State != StepDone:
			out = append(out, Shut{r.ID, r.Body, "closes", stop})
		case was != nil && was.State == StepClosed && len(was.Reasons) > 0:
			out = append(out, Shut{r.ID, r.Body, "closes", was.Reasons[len(was.Reasons)-1]})
		default:
			out = append(out, r.hurtBy(k, e)...)
		}
	}
	return out
}

// alive reports a step that can still bring something: open, to come, or with its body now.
func (r *rung) alive() bool {
	return r.open || r.State == StepLater || r.State == StepDone && !r.ended
}

// hurtBy lists what an entry does to a step beyond closing its door: it may end what is under way there.
func (r *rung) hurtBy(k *knowledge, e cases.Entry) []Shut {
	var out []Shut
	for _, c := range r.def.ClosedBy {
		if !k.happened(c.By) && anyFits(c.By, e) {
			out = append(out, Shut{r.ID, r.Body, c.Effect, Phrase{Text: c.Reason}})
		}
	}
	return out
}
