package escalation

import "slices"

// declined closes a step of which the person has said that they cannot take it: the next best door comes forward.
func (k *knowledge) declined(r *rung) bool {
	if k.answer(CannotPrefix+r.ID, []string{"yes"}) != yes {
		return false
	}
	k.close(r, Phrase{Key: "plan.reason.cannot"}, r.def.Instead)
	return true
}

// CannotPrefix begins the answer by which a person says that they cannot take a step: "cannot.br-procon".
const CannotPrefix = "cannot."

// DonePrefix begins the answer by which a person says that a task is done: "done.save-listing". Steps at a body need an
// event instead.
const DonePrefix = "done."

// locked closes what lies inside a platform's account that the person cannot get into any more.
func (k *knowledge) locked(r *rung) bool {
	if !r.def.body.Inside {
		return false
	}
	pk := k.packs.packOf[k.packs.files["body/"+r.Body]]
	if pk == nil || pk.Platform == nil || pk.Platform.Locked == nil {
		return false
	}
	l := pk.Platform.Locked
	if t, _ := l.If.holds(k); t != yes {
		return false
	}
	k.close(r, Phrase{Text: l.Reason}, l.Instead)
	return true
}

func (k *knowledge) close(r *rung, why Phrase, instead []string) {
	r.State, r.ended = StepClosed, true
	r.Reasons = append(r.Reasons, why)
	r.Instead = k.present(slices.DeleteFunc(slices.Clone(instead), func(id string) bool { return id == r.ID }))
}

// shut closes a step that something on record has shut, or says that it may have.
func (k *knowledge) shut(r *rung) bool {
	for _, c := range r.def.ClosedBy {
		if !k.happened(c.By) {
			continue
		}
		if c.Effect == "closes" {
			r.foreign = true
			k.close(r, Phrase{Text: c.Reason}, c.Instead)
			return true
		}
		r.Reasons = append(r.Reasons, Phrase{Key: "plan.reason.at_risk", Args: map[string]any{"why": Phrase{Text: c.Reason}}})
	}
	return false
}

// warnShutting tells at each step that can be taken which other open step it would shut or put at risk.
func (k *knowledge) warnShutting(rungs []*rung) {
	for _, r := range rungs {
		if !r.open {
			continue
		}
		for _, o := range rungs {
			if o == r || !o.open && o.State != StepLater {
				continue
			}
			for _, c := range o.def.ClosedBy {
				if !overlap(c.By, r.def.Done) || k.happened(c.By) {
					continue
				}
				key := "plan.reason.would_close"
				if c.Effect != "closes" {
					key = "plan.reason.would_risk"
				}
				r.Reasons = append(r.Reasons, Phrase{Key: key, Args: map[string]any{"body": Phrase{Text: o.def.body.Name}, "why": Phrase{Text: c.Reason}}})
			}
		}
	}
}

// overlap reports whether an event could fit both lists.
func overlap(as, bs []EventMatch) bool {
	return slices.ContainsFunc(as, func(a EventMatch) bool {
		return slices.ContainsFunc(bs, func(b EventMatch) bool { return a.Event == b.Event && meetBodies(a, b) })
	})
}

func meetBodies(a, b EventMatch) bool {
	as, bs := a.all(), b.all()
	if len(as) == 0 || len(bs) == 0 {
		return true
	}
	return slices.ContainsFunc(as, func(id string) bool { return slices.Contains(bs, id) })
}

func (m EventMatch) all() []string {
	if m.Body == "" {
		return m.Bodies
	}
	return append(slices.Clone(m.Bodies), m.Body)
}
