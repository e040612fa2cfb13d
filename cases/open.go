package cases

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"degrau/internal/civil"
)

// Open starts a case from confirmed or half-confirmed facts. The facts' own events become events of the timeline, after
// the opening, in the order given.
func Open(f Facts, orgID, actor string, now time.Time) (*Case, error) {
	return OpenUnder(f, "", orgID, actor, now)
}

// OpenUnder is Open for a case that keeps the packs with this snapshot until somebody says yes to later ones.
func OpenUnder(f Facts, packs, orgID, actor string, now time.Time) (*Case, error) {
	if err := f.Check(); err != nil {
		return nil, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("new case id: %w", err)
	}
	if orgID == "" {
		orgID = id.String()
	}
	c := &Case{ID: id.String(), OrgID: orgID, Code: shortCode(id), State: StateOpen, CreatedAt: Stamp(now), UpdatedAt: Stamp(now)}
	entries := f.Events
	f.Events = nil
	if err := c.append(Entry{Kind: Opened, Facts: &f, Packs: packs}, actor, now); err != nil {
		return nil, err
	}
	for i, e := range entries {
		// Facts may name exhibits of the place they come from; they are added after the opening.
		if err := c.record(e, actor, now); err != nil {
			return nil, fmt.Errorf("events.%d: %w", i, err)
		}
	}
	return c, nil
}

// Record adds what happened. It refuses what cannot be: a filing that names no body, an event on a closed case, a
// correction of an event that is not there.
func (c *Case) Record(e Entry, actor string, now time.Time) error {
	if err := c.checkExhibits(e); err != nil {
		return err
	}
	return c.record(e, actor, now)
}

func (c *Case) record(e Entry, actor string, now time.Time) error {
	if c.State == StateErased {
		return Conflictf("case_erased")
	}
	if err := e.Check("event"); err != nil {
		return err
	}
	if !Known(e.Kind, EntryKinds) {
		return Invalidf("event.kind", "unknown_kind", "kind", string(e.Kind))
	}
	if c.State == StateClosed && e.Kind != Reopened && e.Kind != Corrected && e.Kind != Note {
		return Conflictf("case_closed")
	}
	if c.State == StateOpen && e.Kind == Reopened {
		return Conflictf("case_open")
	}
	if e.Kind == Corrected {
		if err := c.checkCorrection(e); err != nil {
			return err
		}
	}
	return c.append(e, actor, now)
}

// AddEvidence records an exhibit and returns it with its number. The bytes must already be safe in the store: an event
// must never name a file that is not there.
func (c *Case) AddEvidence(x Evidence, actor string, now time.Time) (Evidence, error) {
	if c.State == StateErased {
		return x, Conflictf("case_erased")
	}
	if err := x.Check("evidence"); err != nil {
		return x, err
	}
	if err := c.checkOriginal(x); err != nil {
		return x, err
	}
	for _, e := range c.Events {
		if e.Kind == EvidenceAdded && e.Entry.Exhibit != nil {
			x.Number = max(x.Number, e.Entry.Exhibit.Number)
		}
	}
	x.Number++
	i := slices.IndexFunc(c.Evidence(), func(old Evidence) bool { return old.SHA256 == x.SHA256 })
	if i >= 0 {
		x.Warnings = append(x.Warnings, "duplicate:"+c.Evidence()[i].Label())
	} else {
		x.Cover(lacking(x.Covered, c.coveredBefore(x.SHA256))...)
	}
	if x.ReceivedAt.IsZero() || x.ReceivedAt.After(now) { // nothing is recorded before it came
		x.ReceivedAt = now
	}
	x.ReceivedAt = Stamp(x.ReceivedAt)
	return x, c.append(Entry{Kind: EvidenceAdded, Exhibit: &x}, actor, now)
}

// DescribeEvidence says what an exhibit shows. The file and its number stay as they are; only the caption is new.
func (c *Case) DescribeEvidence(label, caption, actor string, now time.Time) error {
	return c.DescribeDated(label, caption, civil.Partial{}, actor, now)
}

// DescribeDated is DescribeEvidence by somebody who also says when it was made; no day leaves what was said before.
func (c *Case) DescribeDated(label, caption string, on civil.Partial, actor string, now time.Time) error {
	return c.SayOfEvidence(label, func(x *Evidence) {
		x.Caption = caption
		if !on.IsZero() {
			x.CapturedOn, x.CapturedBy = on, SaidByPerson
		}
	}, actor, now)
}

// SayOfEvidence records what somebody says of an exhibit. What the bytes are and how they came cannot be said anew:
// such changes have no effect.
func (c *Case) SayOfEvidence(label string, say func(*Evidence), actor string, now time.Time) error {
	if c.State == StateErased {
		return Conflictf("case_erased")
	}
	for _, x := range c.Evidence() {
		if x.Label() == label {
			said := x
			say(&said)
			said = x.saidOf(said)
			if err := said.Check("evidence"); err != nil {
				return err
			}
			if err := c.checkOriginal(said); said.Of != x.Of && err != nil {
				return err
			}
			return c.append(Entry{Kind: Described, Exhibit: &said}, actor, now)
		}
	}
	return NotFoundf("no_such_exhibit", "label", label)
}

// RemoveEvidence takes an exhibit out of the case's papers. Its bytes and its number stay: a removal is an event too.
func (c *Case) RemoveEvidence(label, actor string, now time.Time) error {
	for _, x := range c.Evidence() {
		if x.Label() == label {
			if err := c.handCovers(x, actor, now); err != nil {
				return err
			}
			return c.append(Entry{Kind: EvidenceRemoved, Evidence: []string{label}}, actor, now)
		}
	}
	return NotFoundf("no_such_exhibit", "label", label)
}

// CorrectFacts replaces the facts as a whole, naming the paths that changed.
func (c *Case) CorrectFacts(f Facts, changed []string, actor string, now time.Time) error {
	f.Events = nil
	return c.Record(Entry{Kind: Corrected, Facts: &f, Changed: changed, Corrects: c.factsSeq()}, actor, now)
}

// Erase records that the words are to go. The store then drops every payload but this one; the chain of digests stays.
func (c *Case) Erase(actor string, now time.Time) error {
	if c.State == StateErased {
		return Conflictf("case_erased")
	}
	return c.append(Entry{Kind: Erased}, actor, now)
}

func (c *Case) append(e Entry, actor string, now time.Time) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("new event id: %w", err)
	}
	text, err := encode(e)
	if err != nil {
		return fmt.Errorf("event %s: %w", e.Kind, err)
	}
	ev := Event{ID: id.String(), OrgID: c.OrgID, CaseID: c.ID, Seq: c.LastSeq + 1, Kind: e.Kind, Actor: actor,
		RecordedAt: Stamp(now), Digest: sum(text), PrevHash: c.LastHash, Payload: text}
	// The entry is read back from its canonical bytes, so that what is in memory is what the hash covers.
	if ev.Entry, err = DecodePayload(text); err != nil {
		return err
	}
	ev.Hash = ev.link()
	c.Events = append(c.Events, ev)
	c.LastSeq, c.LastHash, c.UpdatedAt = ev.Seq, ev.Hash, ev.RecordedAt
	c.Version++
	switch e.Kind {
	case Closed:
		c.State = StateClosed
	case Reopened:
		c.State = StateOpen
	case Erased:
		c.State = StateErased
	}
	return nil
}

// checkExhibits refuses labels that no evidence of the case ever had: a paper would point to nothing.
func (c *Case) checkExhibits(e Entry) error {
	named := e.CitesOf()
	if e.Replacement != nil {
		named = append(named, e.Replacement.CitesOf()...)
	}
	for _, place := range named {
		label := place.Exhibit
		there := slices.ContainsFunc(c.Events, func(old Event) bool {
			return old.Entry.Exhibit != nil && old.Entry.Exhibit.Label() == label
		})
		if !there {
			return NotFoundf("no_such_exhibit", "label", label)
		}
	}
	return nil
}

func (c *Case) checkCorrection(e Entry) error {
	if e.Facts != nil {
		return e.Facts.Check()
	}
	for _, old := range c.Events {
		if old.Seq == e.Corrects {
			if !Known(old.Kind, EntryKinds) || old.Kind == Corrected || old.Kind == Closed || old.Kind == Reopened {
				return Invalidf("event.corrects", "not_correctable", "seq", e.Corrects)
			}
			return nil
		}
	}
	return NotFoundf("no_such_event", "seq", e.Corrects)
}

// shortCode makes the code people read aloud, from the random part of the id: no vowels, 0, O, 1 or I.
func shortCode(id uuid.UUID) string {
	const letters = "23456789BCDFGHJKLMNPQRSTVWXYZ"
	var b strings.Builder
	for i := 0; i < 8; i++ {
		if i == 4 {
			b.WriteByte('-')
		}
		b.WriteByte(letters[int(id[8+i])*len(letters)/256])
	}
	return b.String()
}
