package escalation

import (
	"fmt"
	"slices"
)

// checkDoor looks at what a body says about itself as a door: who may come, how, with what.
func (l *loader) checkDoor(r record, b *Body, lang string) {
	f, file := &l.faults, r.file
	f.word(file, "kind", b.Kind, bodyKinds)
	for i, x := range b.Filers {
		at := sub("filers", i)
		f.word(file, at+".who", x.Who, filerWords)
		if len(x.How) == 0 {
			f.add(file, at+".how", "is missing")
		}
		for _, w := range x.How {
			f.word(file, at+".how", w, wayWords)
		}
	}
	lists := map[string][]map[string]string{"identity": b.Identity, "documents": b.Documents, "how": b.How, "warnings": b.Warnings,
		"needs": b.Needs, "after": b.After}
	for name, list := range lists {
		for i, t := range list {
			f.texts(file, sub(name, i), t, lang)
		}
	}
	for i, x := range b.Rejections {
		f.texts(file, sub("rejections", i)+".reason", x.Reason, lang)
		f.texts(file, sub("rejections", i)+".avoid", x.Avoid, lang)
	}
	var seen []string
	for i, c := range b.Channels {
		at := sub("channels", i)
		l.oneID(file, at, c.ID, &seen)
		f.texts(file, at+".name", c.Name, lang)
		f.texts(file, at+".for", c.For, lang)
		for j, t := range c.How {
			f.texts(file, sub(at+".how", j), t, lang)
		}
		if c.MaxChars < 0 {
			f.add(file, at+".max_chars", "is below zero")
		}
		f.sources(file, at+".sources", c.Sources)
	}
	seen = nil
	l.checkAttachments(file, "form.attachments", b.Form.Attachments)
	for i, s := range b.Systems {
		at := sub("systems", i)
		l.oneID(file, at, s.ID, &seen)
		f.texts(file, at+".name", s.Name, lang)
		l.checkAttachments(file, at+".attachments", s.Attachments)
		f.sources(file, at+".sources", s.Sources)
	}
}

func (l *loader) oneID(file, at, id string, seen *[]string) {
	if id == "" || slices.Contains(*seen, id) {
		l.faults.add(file, at+".id", "missing or used twice: %q", id)
	}
	*seen = append(*seen, id)
}

func (l *loader) checkAttachments(file, at string, a Attachments) {
	for _, n := range []int64{a.MaxBytes, int64(a.MaxFiles), a.CautiousBytes, a.TotalBytes, a.PageBytes, int64(a.MaxPages), int64(a.MinDPI), int64(a.MaxName)} {
		if n < 0 {
			l.faults.add(file, at, "a limit is below zero")
			return
		}
	}
	if a.MaxName > 0 && a.MaxName < 12 {
		l.faults.add(file, at+".max_name", "is too short to name a file")
	}
}

// closings checks what shuts a step or puts it at risk.
func (l *loader) closings(p *Packs, s *StepDef, file, at, lang string, byID map[string]*StepDef) {
	for i, c := range s.ClosedBy {
		path := fmt.Sprintf("%s.closed_by.%d", at, i)
		l.faults.word(file, path+".effect", c.Effect, effects)
		l.faults.texts(file, path+".reason", c.Reason, lang)
		l.faults.sources(file, path+".sources", c.Sources)
		l.matches(p, file, path+".by", c.By)
		if len(c.By) == 0 {
			l.faults.add(file, path+".by", "is missing")
		}
		for _, id := range c.Instead {
			listed(&l.faults, file, path+".instead", id, byID)
		}
		if c.Effect == "closes" && !slices.ContainsFunc(c.Sources, func(x Source) bool { return x.Confidence != "doubtful" }) {
			l.faults.add(file, path+".effect", "rests on doubtful sources alone, which may only put a step at risk")
		}
	}
}

// options checks the answers a question offers: each once, and every one that the condition asks for among them.
func (l *loader) options(file, path, lang string, c *Condition, options []AnswerOption) {
	var seen []string
	for i, o := range options {
		at := sub(path+".options", i)
		if o.Value == "" || slices.Contains(seen, o.Value) {
			l.faults.add(file, at+".value", "missing or used twice: %q", o.Value)
		}
		seen = append(seen, o.Value)
		l.faults.texts(file, at+".label", o.Label, lang)
	}
	if len(options) == 0 {
		return
	}
	named := map[string][]string{}
	c.accepted(named)
	for q, list := range named {
		for _, a := range list {
			if !slices.Contains(seen, a) {
				l.faults.add(file, path+".options", "does not offer %q, which %s asks for", a, q)
			}
		}
	}
}
