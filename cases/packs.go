package cases

import (
	"strings"
	"time"
)

// Packs returns the snapshot of the packs that the case keeps; empty for a case from before snapshots were kept, which
// follows the packs of the day.
func (c *Case) Packs() string {
	var hash string
	for _, e := range c.Events {
		if (e.Kind == Opened || e.Kind == RulesAdopted) && e.Entry.Packs != "" {
			hash = e.Entry.Packs
		}
	}
	return hash
}

// AdoptPacks records that somebody said yes to other packs: from here on the case keeps those.
func (c *Case) AdoptPacks(hash, actor string, now time.Time) error {
	switch {
	case len(hash) != 64 || strings.Trim(hash, "0123456789abcdef") != "":
		return Invalidf("packs", "invalid")
	case c.State != StateOpen:
		return Conflictf("case_closed")
	case c.Packs() == hash:
		return nil
	}
	return c.append(Entry{Kind: RulesAdopted, Packs: hash}, actor, now)
}
