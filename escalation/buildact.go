package escalation

import (
	"degrau/cases"
)

func (l *loader) acts(p *Packs) {
	for _, r := range l.of("acts") {
		a := &Act{}
		if !l.decode(r, a) {
			continue
		}
		l.id(r, a.ID)
		lang := p.packOf[r.file].Language
		l.faults.texts(r.file, "name", a.Name, lang)
		l.faults.texts(r.file, "before", a.Before, lang)
		l.faults.sources(r.file, "sources", a.Sources)
		l.condition(p, r.file, "when", a.When)
		if !cases.Known(a.Event, cases.EntryKinds) {
			l.faults.add(r.file, "event", "unknown word %q", a.Event)
		}
		l.bodyIDs(p, r.file, "bodies", "", a.Bodies)
		p.acts = append(p.acts, a)
		p.files["act/"+a.ID] = r.file
	}
}
