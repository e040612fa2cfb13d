package escalation

import (
	"cmp"
	"slices"
	"strings"

	"degrau/cases"
)

func (l *loader) proofs(p *Packs) {
	byID, extensions := map[string]*ProofDef{}, []*ProofDef{}
	for _, r := range l.of("proofs") {
		d := &ProofDef{}
		if !l.decode(r, d) {
			continue
		}
		l.id(r, d.ID)
		l.checkProof(p, r.file, d)
		p.files["proof/"+d.ID] = r.file
		if d.Extends != "" {
			extensions = append(extensions, d)
			continue
		}
		byID[d.ID] = d
		p.proofs = append(p.proofs, d)
	}
	for _, d := range extensions {
		if base := byID[d.Extends]; base != nil {
			base.more = append(base.more, d)
		} else {
			l.faults.add(p.files["proof/"+d.ID], "extends", "dangling id %q", d.Extends)
		}
	}
	slices.SortStableFunc(p.proofs, func(a, b *ProofDef) int { return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID)) })
	for _, d := range append(slices.Clone(p.proofs), extensions...) {
		l.proofNeeds(p, d)
	}
}

func (l *loader) checkProof(p *Packs, file string, d *ProofDef) {
	f, lang := &l.faults, p.packOf[file].Language
	if d.Extends == "" {
		f.texts(file, "name", d.Name, lang)
		f.texts(file, "why", d.Why, lang)
		if len(d.Where) == 0 {
			f.add(file, "where", "is missing")
		}
		if d.Importance == "" && len(d.Bodies) == 0 {
			f.add(file, "importance", "is missing, and no body needs it")
		}
	} else if len(d.Name) > 0 || len(d.Why) > 0 || d.Rank != 0 || d.Importance != "" {
		f.add(file, "extends", "adds bodies, shown_by, where, ask and vanishes; the rest is for the proof itself to say")
	}
	f.word(file, "importance", d.Importance, append([]string{""}, importances...))
	l.condition(p, file, "when", d.When)
	for i, path := range d.ShownBy.Facts {
		if list, _, _ := strings.Cut(path, "."); !cases.Known(list, proofFacts) {
			f.add(file, sub("shown_by.facts", i), "unknown list %q", path)
		}
	}
	l.matches(p, file, "shown_by.events", d.ShownBy.Events)
	for i, w := range d.Where {
		l.condition(p, file, sub("where", i)+".when", w.When)
		f.texts(file, sub("where", i)+".text", w.Text, lang)
	}
	for i, a := range d.Ask {
		l.checkAsk(p, file, sub("ask", i), lang, a)
	}
	if d.Vanishes != "" && !slices.ContainsFunc(p.steps, func(s *StepDef) bool { return s.ID == d.Vanishes && s.Task }) {
		f.add(file, "vanishes", "no task %q", d.Vanishes)
	}
	f.sources(file, "sources", d.Sources)
}

func (l *loader) checkAsk(p *Packs, file, at, lang string, a ProofAsk) {
	l.condition(p, file, at+".when", a.When)
	if p.bodies[a.Of] == nil && !cases.Known(cases.Role(a.Of), cases.Roles) {
		l.faults.add(file, at+".of", "neither a body nor a role: %q", a.Of)
	}
	if _, ok := p.texts[lang+"/"+a.Text]; !ok {
		l.faults.add(file, at+".text", "no text %s/%s", lang, a.Text)
	}
	if a.Rule == "" {
		return
	}
	listed(&l.faults, file, at+".rule", a.Rule, p.rules)
	l.faults.texts(file, at+".then", a.Then, lang)
	for _, r := range p.rules[a.Rule] {
		if !slices.ContainsFunc(r.Starts, func(s StartDef) bool { return s.Event == cases.ProofAsked }) {
			l.faults.add(file, at+".rule", "%s does not start when a proof is asked for", a.Rule)
		}
	}
}

// proofNeeds spells out which bodies want the proof.
func (l *loader) proofNeeds(p *Packs, d *ProofDef) {
	file := p.files["proof/"+d.ID]
	d.needs = map[string]string{}
	for i, n := range d.Bodies {
		at := sub("bodies", i)
		l.faults.word(file, at+".importance", n.Importance, importances)
		if len(n.IDs) == 0 {
			l.faults.add(file, at+".ids", "is missing")
		}
		for _, id := range n.IDs {
			kind, byKind := strings.CutPrefix(id, "kind:")
			if !byKind {
				listed(&l.faults, file, at+".ids", id, p.bodies)
				d.needs[id] = n.Importance
				continue
			}
			l.faults.word(file, at+".ids", kind, bodyKinds)
			for _, b := range p.bodies {
				if b.Kind == kind && !d.named(b.ID) {
					d.needs[b.ID] = n.Importance
				}
			}
		}
	}
}

// named reports a body that the record names by its id: that goes before its kind.
func (d *ProofDef) named(body string) bool {
	return slices.ContainsFunc(d.Bodies, func(n ProofNeed) bool { return slices.Contains(n.IDs, body) })
}

// checkProofs looks for languages in which the words about proofs are missing. A message is written for who reads it, so
// it has to be there in the body's language, and for a party anywhere in every language the pack promises.
func (p *Packs) checkProofs(faults *Faults) {
	for _, d := range p.proofs {
		for _, x := range append([]*ProofDef{d}, d.more...) {
			c := p.checker(faults, p.files["proof/"+x.ID])
			if x.Extends == "" {
				c.texts("name", x.Name)
				c.texts("why", x.Why)
			}
			for i, w := range x.Where {
				c.texts(sub("where", i)+".text", w.Text)
			}
			for i, a := range x.Ask {
				if a.Rule != "" {
					c.texts(sub("ask", i)+".then", a.Then)
				}
				p.checkMessage(c, sub("ask", i)+".text", a)
			}
		}
	}
}

func (p *Packs) checkMessage(c checker, at string, a ProofAsk) {
	langs := c.langs
	pack := p.packOf[c.file]
	switch b := p.bodies[a.Of]; {
	case b != nil && b.Language != "":
		langs = []string{b.Language}
	case pack != nil && pack.Country != "":
		langs = []string{pack.Language}
	}
	for _, lang := range langs {
		if _, ok := p.Text(lang, a.Text); !ok {
			c.faults.add(c.file, at, "no text %s/%s", lang, a.Text)
		}
	}
}
