// Package escalation turns a case into a plan: packs, calendars, deadlines, ladders.
package escalation

import (
	"io/fs"
	"time"

	"degrau/internal/civil"
)

// Packs is everything the law and the bodies say, loaded and checked.
type Packs struct{}

// Load reads packs from the layers, the later ones replacing records of the earlier by id. All faults are reported at
// once, each with its file.
func Load(layers ...fs.FS) (*Packs, error) { return &Packs{}, nil }

// Builtin returns the packs that the program carries.
func Builtin() (*Packs, error) { return &Packs{}, nil }

// Snapshot is the hash of all packs: the same packs give the same text on any machine.
func (p *Packs) Snapshot() string { return "" }

// Plan works out what to do.
func (p *Packs) Plan(s Situation, now time.Time) Plan { return Plan{Now: now} }

// Eval applies one rule to one day, with its day-by-day count.
func (p *Packs) Eval(rule string, on civil.Partial, place string) (Evaluation, error) {
	return Evaluation{Rule: rule}, nil
}

// Count returns the day-by-day count of a deadline of a plan, for the page and the proof sheet.
func (p *Packs) Count(d Deadline, place string) (Evaluation, error) { return Evaluation{}, nil }

// Holidays lists the days of a calendar's year that are not working days besides weekends.
func (p *Packs) Holidays(calendar string, year int) ([]Holiday, error) { return nil, nil }

// Add counts n units from d in a calendar.
func (p *Packs) Add(d civil.Date, n int, unit, calendar string) (civil.Date, error) { return d, nil }

// Holiday is one named day.
type Holiday struct {
	On      civil.Date
	Name    map[string]string
	Sources []Source
}

// Body returns one body.
func (p *Packs) Body(id string) (Body, bool) { return Body{}, false }

// Bodies lists all bodies by id.
func (p *Packs) Bodies() []Body { return nil }

// Rule returns one rule.
func (p *Packs) Rule(id string) (Rule, bool) { return Rule{}, false }

// Rules lists all rules by id.
func (p *Packs) Rules() []Rule { return nil }

// Calendars lists the ids of all calendars.
func (p *Packs) Calendars() []string { return nil }

// Grounds lists the legal grounds that fit a place, in the order the packs give.
func (p *Packs) Grounds(place string) []Ground { return nil }

// Text returns a text of a pack: packs/<pack>/texts/<lang>/<id>.txt.
func (p *Packs) Text(lang, id string) (string, bool) { return "", false }
