package escalation

import (
	"maps"
	"slices"
)

func (l *loader) answers(p *Packs) {
	for _, r := range l.of("answers") {
		a := &StockAnswer{}
		if !l.decode(r, a) {
			continue
		}
		l.id(r, a.ID)
		lang := p.packOf[r.file].Language
		l.faults.texts(r.file, "name", a.Name, lang)
		l.faults.texts(r.file, "means", a.Means, lang)
		l.faults.texts(r.file, "reply", a.Reply, lang)
		l.faults.sources(r.file, "sources", a.Sources)
		l.condition(p, r.file, "when", a.When)
		if a.Rule != "" {
			listed(&l.faults, r.file, "rule", a.Rule, p.rules)
		}
		if a.Ground != "" && !slices.ContainsFunc(p.grounds, func(g Ground) bool { return g.ID == a.Ground }) {
			l.faults.add(r.file, "ground", "dangling id %q", a.Ground)
		}
		if a.Step != "" && !slices.ContainsFunc(p.steps, func(s *StepDef) bool { return s.ID == a.Step }) {
			l.faults.add(r.file, "step", "dangling id %q", a.Step)
		}
		if len(a.Phrases) == 0 {
			l.faults.add(r.file, "phrases", "is missing")
		}
		a.parsed, a.turned = l.phrases(r.file, "phrases", a.Phrases), l.phrases(r.file, "unless", a.Unless)
		p.answers = append(p.answers, a)
		p.files["answer/"+a.ID] = r.file
	}
}

// phrases makes the patterns ready and refuses those that would fit almost anything.
func (l *loader) phrases(file, at string, byLang map[string][]string) []phrase {
	var out []phrase
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		for i, s := range byLang[lang] {
			ph, err := parsePhrase(s)
			if err != nil {
				l.faults.add(file, sub(at+"."+lang, i), "%v", err)
				continue
			}
			out = append(out, ph)
		}
	}
	return out
}
