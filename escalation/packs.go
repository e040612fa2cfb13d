// Package escalation turns a case into a plan: packs, calendars, deadlines, ladders. It is pure: the same facts, the
// same packs and the same instant give the same plan.
package escalation

import (
	"maps"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a body's zone must be known on any machine
)

// Packs is everything the law and the bodies say, loaded and checked. It is not changed after loading and may be used
// by many at once.
type Packs struct {
	packs     []*Pack // by id
	byCountry map[string]*Pack
	zones     map[string]*time.Location
	calendars map[string]*calendar
	places    map[string]*calendar // the calendar of each place
	courts    map[string]*calendar // the calendar of its courts
	plain     *calendar
	bodies    map[string]*Body
	rules     map[string][]*Rule // versions by id, oldest first
	ruleIDs   []string
	ladders   []*Ladder  // highest rank first
	steps     []*StepDef // by rank
	ordered   []*StepDef // each after those it comes after
	grounds   []Ground
	values    map[string]*Value
	valueIDs  []string
	questions []Question
	acts      []*Act         // by id
	answers   []*StockAnswer // by id
	proofs    []*ProofDef    // by rank, without those that extend another
	texts     map[string]string
	packOf    map[string]*Pack // by file
	files     map[string]string
	records   []record // all that was loaded, for the archive
	snapshot  string
}

// Snapshot is the hash of all packs: the same packs give the same text on any machine.
func (p *Packs) Snapshot() string { return p.snapshot }

// Packs lists the loaded packs by id.
func (p *Packs) Packs() []Pack {
	var out []Pack
	for _, pk := range p.packs {
		out = append(out, *pk)
	}
	return out
}

// Body returns one body.
func (p *Packs) Body(id string) (Body, bool) {
	if b := p.bodies[id]; b != nil {
		return *b, true
	}
	return Body{}, false
}

// Bodies lists all bodies by id.
func (p *Packs) Bodies() []Body {
	var out []Body
	for _, id := range slices.Sorted(maps.Keys(p.bodies)) {
		out = append(out, *p.bodies[id])
	}
	return out
}

// Rule returns the version of a rule that was made last.
func (p *Packs) Rule(id string) (Rule, bool) {
	if vs := p.rules[id]; len(vs) > 0 {
		return *vs[len(vs)-1], true
	}
	return Rule{}, false
}

// Rules lists all rules by id, every version of each.
func (p *Packs) Rules() []Rule {
	var out []Rule
	for _, id := range p.ruleIDs {
		for _, r := range p.rules[id] {
			out = append(out, *r)
		}
	}
	return out
}

// Calendars lists the ids of all calendars.
func (p *Packs) Calendars() []string { return slices.Sorted(maps.Keys(p.calendars)) }

// Calendar returns one calendar as its pack describes it.
func (p *Packs) Calendar(id string) (Calendar, bool) {
	if c := p.calendars[id]; c != nil {
		return c.Calendar, true
	}
	return Calendar{}, false
}

// Ladders lists all ladders.
func (p *Packs) Ladders() []Ladder {
	var out []Ladder
	for _, l := range p.ladders {
		out = append(out, *l)
	}
	return out
}

// Grounds lists the legal grounds that fit a place, in the order the packs give.
func (p *Packs) Grounds(place string) []Ground {
	country, _, _ := strings.Cut(place, "-")
	var out []Ground
	for _, g := range p.grounds {
		if g.Country == country || g.Country == "" {
			out = append(out, g)
		}
	}
	return out
}

// Text returns a text of a pack: packs/<pack>/texts/<lang>/<id>.txt.
func (p *Packs) Text(lang, id string) (string, bool) {
	t, ok := p.texts[lang+"/"+id]
	return t, ok
}
