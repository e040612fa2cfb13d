package escalation

import (
	"fmt"
	"strings"
)

// minExamples is how many worked examples a rule needs before it may be released.
const minExamples = 3

// Check reports what a pack may lack while it is being written but not when it is released: texts that a form names,
// worked examples, languages the pack says it is complete in.
func (p *Packs) Check() []error {
	var faults Faults
	for _, r := range p.Rules() {
		file := p.files[ruleFile(&r)]
		if len(r.Examples) < minExamples {
			faults.add(file, "examples", "has %d, needs at least %d counted by hand", len(r.Examples), minExamples)
		}
		c := p.checker(&faults, file)
		c.texts("name", r.Name)
		if len(r.Why) > 0 {
			c.texts("why", r.Why)
		}
		if r.Loss != nil {
			c.texts("loss.right", r.Loss.Right)
			c.texts("loss.unless", r.Loss.Unless)
		}
		if r.Ask != nil {
			c.texts("ask.question", r.Ask.Question)
			c.texts("ask.where", r.Ask.Where)
		}
	}
	for _, b := range p.Bodies() {
		p.checkBody(&faults, b)
	}
	p.checkProofs(&faults)
	for id, cal := range p.calendars {
		c := p.checker(&faults, p.files["calendar/"+id])
		c.texts("name", cal.Name)
		for i, h := range cal.Holidays {
			c.texts(sub("holidays", i)+".name", h.Name)
		}
	}
	out := make([]error, len(faults))
	for i, f := range faults {
		out[i] = f
	}
	return out
}

func (p *Packs) checkBody(faults *Faults, b Body) {
	c := p.checker(faults, p.files["body/"+b.ID])
	c.texts("name", b.Name)
	c.texts("about", b.About)
	c.texts("cost", b.Cost)
	c.texts("who_files", b.WhoFiles)
	for i, n := range b.Needs {
		c.texts(sub("needs", i), n)
	}
	for i, n := range b.After {
		c.texts(sub("after", i), n)
	}
	for i, f := range b.Form.Fields {
		if f.Text != "" && b.Language != "" {
			if _, ok := p.Text(b.Language, f.Text); !ok {
				faults.add(c.file, sub("form.fields", i)+".text", "no text %s/%s", b.Language, f.Text)
			}
		}
		if len(f.Hint) > 0 {
			c.texts(sub("form.fields", i)+".hint", f.Hint)
		}
	}
	for _, s := range b.Steps {
		at := "steps(" + s.ID + ")"
		c.texts(at+".action", s.Action)
		c.texts(at+".why", s.Why)
		for i, h := range s.Holds {
			c.texts(fmt.Sprintf("%s.holds.%d.reason", at, i), h.Reason)
		}
		for i, n := range s.Needs {
			c.texts(fmt.Sprintf("%s.needs.%d.reason", at, i), n.Reason)
			if len(n.Warn) > 0 {
				c.texts(fmt.Sprintf("%s.needs.%d.warn", at, i), n.Warn)
			}
			if len(n.Question) > 0 {
				c.texts(fmt.Sprintf("%s.needs.%d.question", at, i), n.Question)
				c.texts(fmt.Sprintf("%s.needs.%d.where", at, i), n.Where)
			}
		}
	}
}

// checker looks for languages a pack says it is complete in.
type checker struct {
	faults *Faults
	file   string
	langs  []string
}

func (p *Packs) checker(faults *Faults, file string) checker {
	c := checker{faults: faults, file: file}
	if pk := p.packOf[file]; pk != nil {
		c.langs = pk.Languages
	}
	return c
}

func (c checker) texts(path string, t map[string]string) {
	for _, lang := range c.langs {
		if strings.TrimSpace(t[lang]) == "" {
			c.faults.add(c.file, path, "has no text in %q", lang)
		}
	}
}
