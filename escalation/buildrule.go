package escalation

import (
	"maps"
	"slices"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

func (l *loader) rules(p *Packs) {
	for _, rec := range l.of("rules") {
		r := &Rule{}
		if !l.decode(rec, r) {
			continue
		}
		l.id(rec, r.ID)
		l.checkRule(p, rec, r)
		if r.Zone != "" && p.zones[r.Zone] == nil {
			if loc, err := time.LoadLocation(r.Zone); err == nil {
				p.zones[r.Zone] = loc
			}
		}
		p.rules[r.ID] = append(p.rules[r.ID], r)
		p.files[ruleFile(r)] = rec.file
	}
	for _, vs := range p.rules {
		slices.SortStableFunc(vs, func(a, b *Rule) int { return a.From.Compare(b.From) })
		for i := 1; i < len(vs); i++ {
			if vs[i-1].Until.IsZero() || !vs[i-1].Until.Before(vs[i].From) {
				l.faults.add(p.files[ruleFile(vs[i])], "from", "overlapping validity with %s",
					p.files[ruleFile(vs[i-1])])
			}
		}
	}
	p.ruleIDs = slices.Sorted(maps.Keys(p.rules))
}

// ruleFile is the key under which the file of one version of a rule is remembered.
func ruleFile(r *Rule) string { return "rule/" + r.ID + "/" + r.From.String() }

func (l *loader) checkRule(p *Packs, rec record, r *Rule) {
	f, file := &l.faults, rec.file
	lang := p.packOf[file].Language
	f.texts(file, "name", r.Name, lang)
	if !cases.Known(r.Owner, owners) {
		f.add(file, "owner", "unknown word %q", r.Owner)
	}
	f.word(file, "met_by", r.MetBy, metBys)
	f.word(file, "take", r.Take, takes)
	f.word(file, "confidence", r.Confidence, confidences)
	l.checkCount(p, file, "count", r.Count, r.FirstDay, r.Roll, r.MonthEnd)
	if r.Latest != nil {
		c := r.Count
		if r.Latest.Count != nil {
			c = *r.Latest.Count
		}
		l.checkCount(p, file, "latest", c, r.Latest.FirstDay, r.Latest.Roll, r.Latest.MonthEnd)
		f.word(file, "latest.confidence", r.Latest.Confidence, append([]string{""}, confidences...))
		l.checkStarts(p, file, "latest.starts", r.Latest.Starts)
		f.word(file, "latest.take", r.Latest.Take, []string{"", "first", "last"})
	}
	if r.Zone != "" {
		f.zone(file, "zone", r.Zone)
	}
	if !r.Until.IsZero() && r.Until.Before(r.From) {
		f.add(file, "until", "is before from")
	}
	if r.Body != "" {
		listed(f, file, "body", r.Body, p.bodies)
	}
	l.checkStarts(p, file, "starts", r.Starts)
	l.matches(p, file, "met", r.Met)
	if r.Pauses != nil {
		l.matches(p, file, "pauses.by", r.Pauses.By)
		l.matches(p, file, "pauses.resumes", r.Pauses.Resumes)
	}
	l.condition(p, file, "when", r.When)
	l.condition(p, file, "met_if", r.MetIf)
	l.checkMore(p, file, lang, r)
	if r.Ask != nil {
		f.texts(file, "ask.question", r.Ask.Question, lang)
		l.options(file, "ask", lang, nil, r.Ask.Options)
	}
	if r.EndsRight && r.Loss == nil {
		f.add(file, "loss", "is missing: the rule ends a right")
	}
	if r.Loss != nil {
		f.texts(file, "loss.right", r.Loss.Right, lang)
		f.texts(file, "loss.unless", r.Loss.Unless, lang)
	}
	if len(r.Why) > 0 {
		f.texts(file, "why", r.Why, lang)
	}
	f.sources(file, "sources", r.Sources)
}

// checkMore looks at what only some rules have: the way by post, an extension, a second day.
func (l *loader) checkMore(p *Packs, file, lang string, r *Rule) {
	if c := r.Posting; c != nil {
		l.checkCount(p, file, "posting", *c, "", "", "")
		if r.MetBy != "received" || c.N < 1 || c.Unit == "hour" {
			l.faults.add(file, "posting", "needs met_by received and at least one day")
		}
	}
	if c := r.Extendable; c != nil {
		l.checkCount(p, file, "extendable", *c, "", "", "")
		if c.N < 1 || r.Body == "" {
			l.faults.add(file, "extendable", "needs the body that extends, and at least one day")
		}
	}
	if t := r.Second; t != nil {
		l.checkCount(p, file, "second.count", t.Count, r.FirstDay, r.Roll, r.MonthEnd)
		l.faults.texts(file, "second.name", t.Name, lang)
	}
}

func (l *loader) checkCount(p *Packs, file, at string, c CountDef, first, roll, monthEnd string) {
	f := &l.faults
	f.word(file, at+".unit", c.Unit, units)
	f.word(file, at+".first_day", first, firstDays)
	f.word(file, at+".roll", roll, rolls)
	f.word(file, at+".month_end", monthEnd, monthEnds)
	limit := maxCount
	if c.Unit == "month" || c.Unit == "year" {
		limit = 1200
	}
	if c.N > limit || c.N < -limit {
		f.add(file, at+".n", "%d is out of range", c.N)
	}
	switch {
	case c.Calendar != "" && c.Calendar != "place" && c.Calendar != "court":
		listed(f, file, at+".calendar", c.Calendar, p.calendars)
	case c.Calendar == "" && (c.Unit == "working_day" || roll != "" && roll != "none"):
		f.add(file, at+".calendar", "is missing")
	}
}

func (l *loader) checkStarts(p *Packs, file, at string, ss Starts) {
	for i, s := range ss {
		path := sub(at, i)
		switch {
		case (s.Event == "") == (s.Fact == ""):
			l.faults.add(file, path, "needs exactly one of event and fact")
		case s.Fact != "":
			l.faults.word(file, path+".fact", s.Fact, startFacts)
		case !cases.Known(s.Event, cases.EntryKinds):
			l.faults.add(file, path+".event", "unknown word %q", s.Event)
		}
		l.faults.word(file, path+".day", s.Day, startDays)
		l.faults.word(file, path+".unless", s.Unless, append([]string{""}, startFacts...))
		l.faults.word(file, path+".repeat", s.Repeat, []string{"", "month"})
		l.bodyIDs(p, file, path, s.Body, s.Bodies)
	}
}

// examples counts every worked example of every rule. They run at load because a rule whose own examples fail would
// tell people wrong days.
func (l *loader) examples(p *Packs) {
	for _, id := range p.ruleIDs {
		for _, r := range p.rules[id] {
			file := p.files[ruleFile(r)]
			for i, x := range r.Examples {
				l.example(p, r, file, sub("examples", i), x)
			}
		}
	}
}

func (l *loader) example(p *Packs, r *Rule, file, where string, x Example) {
	if x.Event.IsZero() || x.Due.IsZero() {
		l.faults.add(file, where, "needs event and due")
		return
	}
	if x.Event.Year < civil.MinYear+20 || x.Event.Year > civil.MaxYear-1000 {
		l.faults.add(file, where+".event", "is out of range")
		return
	}
	if at(p.rules[r.ID], x.Event.First()) != r {
		l.faults.add(file, where+".event", "lies outside the validity of its rule")
		return
	}
	v := p.eval(r, x.Event, x.Event, p.home(r, x.Place))
	latest := x.DueLatest
	if latest.IsZero() {
		latest = x.Due
	}
	if v.Due != x.Due || v.DueLatest != latest {
		l.faults.add(file, where, "failing example: counted %s to %s, want %s to %s", v.Due, v.DueLatest, x.Due, latest)
	}
	if !x.Alarm.IsZero() && v.Alarm != x.Alarm {
		l.faults.add(file, where+".alarm", "failing example: alarm on %s, want %s", v.Alarm, x.Alarm)
	}
}
