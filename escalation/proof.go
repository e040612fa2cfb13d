package escalation

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

// ProofState says how a proof stands in a case.
type ProofState string

// The states of a proof.
const (
	ProofHave    ProofState = "have"
	ProofMissing ProofState = "missing"
	ProofWaited  ProofState = "asked" // missing, and somebody was asked for it
)

// Proof is something that the bodies of the open steps want to see.
type Proof struct {
	ID       string
	Name     Phrase
	Why      Phrase
	State    ProofState
	Exhibits []string // those that are it
	Bodies   []ProofBody
	Where    []Phrase    // where to find it; none once it is there
	Ask      []AskFor    // who else must give it, the likeliest first; none once it is there
	Asked    *AskedProof // the last time somebody was asked
	Vanishes string      // the task of keeping it before it is gone; none once it is there
	Sources  []Source
}

// ProofBody is a body that wants the proof.
type ProofBody struct {
	Body string
	Must bool // without it the body has little to go by; else it helps
}

// Must reports whether a body cannot do without the proof.
func (p Proof) Must() bool {
	return slices.ContainsFunc(p.Bodies, func(b ProofBody) bool { return b.Must })
}

// AskFor is somebody who can be asked for a proof.
type AskFor struct {
	Of   string // a body, or the role of a party
	Body string // Of, where it is a body
	Text string // the ready message
	Rule string
}

// AskedProof is a request that was sent, and until when its answer is due.
type AskedProof struct {
	Of       string // the body; empty: a party, or nobody said
	On       civil.Partial
	Deadline string     // id of the deadline, where the plan counts one
	Until    civil.Date // the latest reading
	Late     bool       // nothing came until then
	Then     Phrase     // what to do when nothing comes
}

// Proofs lists the proofs that one body wants, as the case stands.
func (p *Packs) Proofs(s Situation, body string, now time.Time) []Proof {
	k := p.know(s, now)
	return k.proofs([]string{body}, k.clocks())
}

// Proof is one proof as the case stands, whether a body of the open steps wants it or another.
func (p *Packs) Proof(s Situation, id string, now time.Time) (Proof, bool) {
	k := p.know(s, now)
	for _, x := range k.proofs(slices.Sorted(maps.Keys(p.bodies)), k.clocks()) {
		if x.ID == id {
			return x, true
		}
	}
	return Proof{}, false
}

// openBodies are those where there is something to do now, the next step's first; while there is nowhere, those of the
// first steps to come: waiting is the time to gather.
func openBodies(plan Plan) []string {
	var out, later []string
	put := func(to *[]string, id string) {
		if id != "" && !slices.Contains(*to, id) {
			*to = append(*to, id)
		}
	}
	if plan.Next != nil {
		put(&out, plan.Next.Body)
	}
	for _, s := range plan.Steps {
		switch {
		case s.Task:
		case s.State == StepNow || s.State == StepParallel:
			put(&out, s.Body)
		case s.State == StepLater && len(later) == 0:
			put(&later, s.Body)
		}
	}
	if len(out) == 0 {
		return later
	}
	return out
}

// proofs works out which proofs these bodies want and how each stands: what the first body cannot do without comes first.
func (k *knowledge) proofs(bodies []string, clocks []clock) []Proof {
	var out []Proof
	if len(bodies) == 0 {
		return nil
	}
	weights := map[string]int{}
	for _, d := range k.packs.proofs {
		if t, _ := d.When.holds(k); t != yes {
			continue
		}
		parts := k.partsOf(d)
		p := Proof{ID: d.ID, Bodies: wanted(parts, bodies)}
		if len(p.Bodies) == 0 {
			continue
		}
		k.stateOf(&p, d, parts, clocks)
		weights[d.ID] = weight(p.Bodies, bodies[0])
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Proof) int { return cmp.Compare(weights[a.ID], weights[b.ID]) })
	return out
}

func (k *knowledge) stateOf(p *Proof, d *ProofDef, parts []*ProofDef, clocks []clock) {
	p.Name, p.Why, p.Sources = Phrase{Text: d.Name}, Phrase{Text: d.Why}, d.Sources
	p.Exhibits = k.exhibitsOf(d, parts)
	if p.Asked = k.askedFor(d.ID, parts, clocks); p.Asked != nil {
		p.State = ProofWaited
	}
	if len(p.Exhibits) > 0 {
		p.State = ProofHave
		return
	}
	if p.State == "" {
		p.State = ProofMissing
	}
	for _, x := range parts {
		p.Vanishes = cmp.Or(p.Vanishes, x.Vanishes)
		for _, w := range x.Where {
			if t, _ := w.When.holds(k); t == yes {
				p.Where = append(p.Where, Phrase{Text: w.Text})
			}
		}
		for _, a := range x.Ask {
			if t, _ := a.When.holds(k); t == yes && !slices.ContainsFunc(p.Ask, func(o AskFor) bool { return o.Of == a.Of }) {
				p.Ask = append(p.Ask, AskFor{Of: a.Of, Body: k.packs.bodyOrNone(a.Of), Text: a.Text, Rule: a.Rule})
			}
		}
	}
}

// bodyOrNone is the id itself, where it is a body's.
func (p *Packs) bodyOrNone(id string) string {
	if p.bodies[id] != nil {
		return id
	}
	return ""
}

// partsOf is the proof with what extends it in this case, the special before the general.
func (k *knowledge) partsOf(d *ProofDef) []*ProofDef {
	if len(d.more) == 0 {
		return []*ProofDef{d}
	}
	var out []*ProofDef
	for _, x := range d.more {
		if t, _ := x.When.holds(k); t == yes {
			out = append(out, x)
		}
	}
	return append(out, d)
}

// wanted keeps the bodies that want the proof.
func wanted(parts []*ProofDef, bodies []string) []ProofBody {
	var out []ProofBody
	for _, id := range bodies {
		importance := ""
		for _, d := range parts {
			n, named := d.needs[id]
			if !named {
				n = d.Importance
			}
			if importance == "" || n == ProofMust {
				importance = n
			}
		}
		if importance != "" {
			out = append(out, ProofBody{id, importance == ProofMust})
		}
	}
	return out
}

// weight orders proofs: what the first body must have, what another must have, what helps the first, what helps another.
func weight(all []ProofBody, first string) int {
	w := 3
	for _, b := range all {
		switch {
		case b.Must && b.Body == first:
			return 0
		case b.Must:
			w = min(w, 1)
		case b.Body == first:
			w = min(w, 2)
		}
	}
	return w
}

// askedFor finds the last request for a proof and the clock of its answer.
func (k *knowledge) askedFor(id string, parts []*ProofDef, clocks []clock) *AskedProof {
	last := -1
	for i, e := range k.facts.Events {
		if e.Kind == cases.ProofAsked && e.Result == id && (last < 0 || !dayOf(e, k.zone).First().Before(dayOf(k.facts.Events[last], k.zone).First())) {
			last = i
		}
	}
	if last < 0 {
		return nil
	}
	e := k.facts.Events[last]
	out := &AskedProof{Of: e.Body, On: dayOf(e, k.zone)}
	a, ok := k.askOf(parts, e.Body)
	if !ok {
		return out
	}
	out.Then = Phrase{Text: a.Then}
	for _, c := range clocks {
		if c.Rule == a.Rule && c.Start.On == out.On {
			out.Deadline, out.Until, out.Late = c.ID, latestOf(c.Due, c.DueLatest), c.over && c.State != DeadlineMet
		}
	}
	return out
}

// askOf is how the body, or where none is named the first party, is asked.
func (k *knowledge) askOf(parts []*ProofDef, body string) (ProofAsk, bool) {
	var first *ProofAsk
	for _, d := range parts {
		for i := range d.Ask {
			a := &d.Ask[i]
			if a.Of == body {
				return *a, true
			}
			if t, _ := a.When.holds(k); t == yes && first == nil && (body == "" || k.packs.bodies[a.Of] == nil) {
				first = a
			}
		}
	}
	if first == nil {
		return ProofAsk{}, false
	}
	return *first, true
}
