package escalation

import (
	"slices"
	"strings"
)

// kindPrefix begins the name of all steps at bodies of a kind: "kind:platform". A court comes after the platform's own
// door whichever platform it is, and a new platform must not have to be written into every court.
const kindPrefix = "kind:"

// expandKinds puts the steps in the place of their kind, in everything a step says of others.
func (p *Packs) expandKinds(s *StepDef) {
	s.After, s.Instead = p.ofKinds(s, s.After), p.ofKinds(s, s.Instead)
	for i := range s.Needs {
		s.Needs[i].Instead = p.ofKinds(s, s.Needs[i].Instead)
	}
	for i := range s.ClosedBy {
		s.ClosedBy[i].Instead = p.ofKinds(s, s.ClosedBy[i].Instead)
	}
	var proof []Attempt
	for _, a := range s.Proof {
		for _, id := range p.ofKinds(s, []string{a.Step}) {
			proof = append(proof, Attempt{id, a.Days})
		}
	}
	s.Proof = proof
}

// ofKinds replaces each kind by its steps, in the order of the ladder, tasks left out. A kind that no body has stays, and
// is then reported as dangling.
func (p *Packs) ofKinds(s *StepDef, ids []string) []string {
	var out []string
	for _, id := range ids {
		kind, ok := strings.CutPrefix(id, kindPrefix)
		found := false
		for _, o := range p.steps {
			if ok && o.body.Kind == kind && !o.Task && o.ID != s.ID {
				found = true
				if !slices.Contains(out, o.ID) {
					out = append(out, o.ID)
				}
			}
		}
		if !found && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
