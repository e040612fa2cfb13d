package escalation

import "time"

// Plan works out what to do.
func (p *Packs) Plan(s Situation, now time.Time) Plan { return Plan{Now: now, Packs: p.snapshot} }
