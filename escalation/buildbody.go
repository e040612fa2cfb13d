package escalation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"degrau/cases"
)

func (l *loader) bodies(p *Packs) {
	for _, r := range l.of("bodies") {
		b := &Body{}
		if !l.decode(r, b) {
			continue
		}
		l.id(r, b.ID)
		lang := p.packOf[r.file].Language
		l.faults.texts(r.file, "name", b.Name, lang)
		l.faults.texts(r.file, "about", b.About, lang)
		l.faults.sources(r.file, "sources", b.Sources)
		l.checkForm(r, b)
		l.checkPapers(r, b, lang)
		l.checkDoor(r, b, lang)
		p.bodies[b.ID] = b
		p.files["body/"+b.ID] = r.file
	}
}

func (l *loader) checkForm(r record, b *Body) {
	seen := map[string]bool{}
	for i, f := range b.Form.Fields {
		at := sub("form.fields", i)
		if f.ID == "" || seen[f.ID] {
			l.faults.add(r.file, at+".id", "missing or used twice: %q", f.ID)
		}
		seen[f.ID] = true
		if f.Label == "" {
			l.faults.add(r.file, at+".label", "is missing")
		}
		if f.Limit < 0 || f.Cautious < 0 {
			l.faults.add(r.file, at+".limit", "is below zero")
		}
	}
}

func (l *loader) checkPapers(r record, b *Body, lang string) {
	seen := map[string]bool{}
	for i, x := range b.Papers {
		at := sub("papers", i)
		if x.ID == "" || seen[x.ID] {
			l.faults.add(r.file, at+".id", "missing or used twice: %q", x.ID)
		}
		seen[x.ID] = true
		l.faults.texts(r.file, at+".name", x.Name, lang)
		l.faults.sources(r.file, at+".sources", x.Sources)
		if len(x.Parts) == 0 {
			l.faults.add(r.file, at+".parts", "is missing")
		}
		for k, part := range x.Parts {
			if part.Text == "" {
				l.faults.add(r.file, sub(at+".parts", k)+".text", "is missing")
			}
			if !slices.Contains(paperStyles, part.Style) {
				l.faults.add(r.file, sub(at+".parts", k)+".style", "unknown: %q", part.Style)
			}
		}
	}
}

func (l *loader) steps(p *Packs) {
	owner := map[string]string{}
	byID := map[string]*StepDef{}
	for _, b := range sortedBodies(p) {
		for i := range b.Steps {
			s := &b.Steps[i]
			s.body = b
			file, at := p.files["body/"+b.ID], sub("steps", i)
			if s.ID == "" || owner[s.ID] != "" {
				l.faults.add(file, at+".id", "missing, or already in %s: %q", owner[s.ID], s.ID)
			}
			owner[s.ID], byID[s.ID] = file, s
			p.steps = append(p.steps, s)
		}
	}
	slices.SortStableFunc(p.steps, func(a, b *StepDef) int { return a.Rank - b.Rank })
	for _, s := range p.steps {
		p.expandKinds(s)
	}
	for _, s := range p.steps {
		l.checkStep(p, s, byID)
	}
	l.locked(p, byID)
	l.loops(p, byID)
	l.clocks(p, byID)
}

// locked checks how the platforms' doors shut together.
func (l *loader) locked(p *Packs, byID map[string]*StepDef) {
	for _, pk := range p.packs {
		if pk.Platform == nil || pk.Platform.Locked == nil {
			continue
		}
		file := pk.ID + "/pack.json"
		l.condition(p, file, "platform.locked.if", pk.Platform.Locked.If)
		if pk.Platform.Locked.If == nil {
			l.faults.add(file, "platform.locked.if", "is missing")
		}
		for _, id := range pk.Platform.Locked.Instead {
			listed(&l.faults, file, "platform.locked.instead", id, byID)
		}
	}
}

// clocks tells each step which rules run for it. The rule names the step, not the step the rule, so that a country adds
// its own clock to a door that all countries share.
func (l *loader) clocks(p *Packs, byID map[string]*StepDef) {
	for _, id := range p.ruleIDs {
		for _, r := range p.rules[id] {
			for _, name := range r.Steps {
				s := byID[name]
				switch {
				case s == nil:
					l.faults.add(p.files[ruleFile(r)], "steps", "dangling id %q", name)
				case r.Owner == OwnerConsumer && !slices.Contains(s.meets, id):
					s.meets = append(s.meets, id)
				case r.Owner != OwnerConsumer && !slices.Contains(s.waits, id):
					s.waits = append(s.waits, id)
				}
			}
		}
	}
}

func sortedBodies(p *Packs) []*Body {
	var out []*Body
	for _, b := range p.Bodies() {
		out = append(out, p.bodies[b.ID])
	}
	return out
}

func (l *loader) checkStep(p *Packs, s *StepDef, byID map[string]*StepDef) {
	file, at := p.files["body/"+s.body.ID], "steps("+s.ID+")"
	lang := p.packOf[file].Language
	l.faults.texts(file, at+".action", s.Action, lang)
	l.faults.texts(file, at+".why", s.Why, lang)
	l.condition(p, file, at+".when", s.When)
	l.condition(p, file, at+".lead", s.Lead)
	l.condition(p, file, at+".done_if", s.DoneIf)
	l.closings(p, s, file, at, lang, byID)
	l.matches(p, file, at+".done", s.Done)
	l.matches(p, file, at+".opens_on", s.OpensOn)
	if s.Again < 0 || s.Again > 366 {
		l.faults.add(file, at+".again", "is out of range")
	}
	if len(s.Done) == 0 && s.DoneIf == nil {
		l.faults.add(file, at+".done", "is missing")
	}
	for _, id := range slices.Concat(s.After, s.Instead) {
		listed(&l.faults, file, at+".after", id, byID)
	}
	if s.Ladder != "" && !slices.ContainsFunc(p.ladders, func(d *Ladder) bool { return d.ID == s.Ladder }) {
		l.faults.add(file, at+".ladder", "dangling id %q", s.Ladder)
	}
	for i, h := range s.Holds {
		path := fmt.Sprintf("%s.holds.%d", at, i)
		l.faults.texts(file, path+".reason", h.Reason, lang)
		l.condition(p, file, path+".while", h.While)
		l.checkStarts(p, file, path+".until", h.Until)
		if len(h.Until) == 0 || h.Plus < 0 || h.Plus > 366 {
			l.faults.add(file, path, "needs a day, and at most 366 more")
		}
	}
	for i, a := range s.Proof {
		listed(&l.faults, file, fmt.Sprintf("%s.proof.%d.step", at, i), a.Step, byID)
		if !slices.Contains(s.After, a.Step) || a.Days < 0 || a.Days > 366 {
			l.faults.add(file, fmt.Sprintf("%s.proof.%d", at, i), "must be a step it comes after, with 0 to 366 days")
		}
	}
	for i, n := range s.Needs {
		path := fmt.Sprintf("%s.needs.%d", at, i)
		l.faults.word(file, path+".unknown", n.Unknown, unknownWords)
		l.faults.texts(file, path+".reason", n.Reason, lang)
		l.condition(p, file, path+".if", &n.If)
		l.options(file, path, lang, &n.If, n.Options)
		for _, id := range n.Instead {
			listed(&l.faults, file, path+".instead", id, byID)
		}
	}
}

// loops reports steps that wait for each other, and puts every step after those it waits for.
func (l *loader) loops(p *Packs, byID map[string]*StepDef) {
	state := map[string]int{} // 1: on the way down, 2: looked at
	var visit func(s *StepDef) bool
	visit = func(s *StepDef) bool {
		if state[s.ID] != 0 {
			return state[s.ID] == 1
		}
		state[s.ID] = 1
		for _, id := range s.After {
			if up := byID[id]; up != nil && visit(up) {
				l.faults.add(p.files["body/"+s.body.ID], "steps("+s.ID+").after", "loop through %q", id)
			}
		}
		state[s.ID] = 2
		p.ordered = append(p.ordered, s)
		return false
	}
	for _, s := range p.steps {
		visit(s)
	}
}

func (l *loader) condition(p *Packs, file, path string, c *Condition) {
	if c == nil {
		return
	}
	l.words(file, path, slices.Concat(c.Problems, c.NotProblems), c.Methods)
	for _, r := range c.Remedies {
		if !cases.Known(r, cases.Remedies) {
			l.faults.add(file, path+".remedies", "unknown word %q", r)
		}
	}
	for _, r := range c.Parties {
		if !cases.Known(r, cases.Roles) {
			l.faults.add(file, path+".parties", "unknown word %q", r)
		}
	}
	l.kinds(file, path+".events", slices.Concat(c.Events, c.NoEvents))
	l.bounds(p, file, path+".claim", c.Claim)
	for _, q := range slices.Sorted(maps.Keys(c.Numbers)) {
		b := c.Numbers[q]
		l.bounds(p, file, path+".numbers."+q, &b)
	}
	for i := range c.Any {
		l.condition(p, file, sub(path+".any", i), &c.Any[i])
	}
	for i := range c.None {
		l.condition(p, file, sub(path+".none", i), &c.None[i])
	}
}

func (l *loader) words(file, path string, ps []cases.Problem, ms []cases.Method) {
	for _, x := range ps {
		if !cases.Known(x, cases.Problems) {
			l.faults.add(file, path+".problems", "unknown word %q", x)
		}
	}
	for _, x := range ms {
		if !cases.Known(x, cases.Methods) {
			l.faults.add(file, path+".methods", "unknown word %q", x)
		}
	}
}

func (l *loader) kinds(file, path string, ms []EventMatch) {
	for i, m := range ms {
		if !cases.Known(m.Event, cases.EntryKinds) {
			l.faults.add(file, sub(path, i)+".event", "unknown word %q", m.Event)
		}
		if m.Within < 0 || m.Within > 0 && (path != "met" || !m.Before) {
			l.faults.add(file, sub(path, i)+".within", "stands only in met, above zero and with before")
		}
		if m.Charged != nil && path != "met" && !strings.HasSuffix(path, ".done") {
			l.faults.add(file, sub(path, i)+".charged", "stands only in met and done")
		}
	}
}

func (l *loader) matches(p *Packs, file, path string, ms []EventMatch) {
	l.kinds(file, path, ms)
	for i, m := range ms {
		l.bodyIDs(p, file, sub(path, i), m.Body, m.Bodies)
	}
}

func (l *loader) bodyIDs(p *Packs, file, path, one string, any []string) {
	for _, id := range append(slices.Clone(any), one) {
		if id != "" && id != "none" {
			listed(&l.faults, file, path+".body", id, p.bodies)
		}
	}
}
