package cases

import (
	"time"

	"degrau/internal/civil"
)

// Entry is what one event says. Which fields matter depends on its Kind; Check names those that are missing.
type Entry struct {
	Kind     Kind          `json:"kind"`
	Body     string        `json:"body,omitempty"`
	On       civil.Partial `json:"on,omitzero"`
	At       time.Time     `json:"at,omitzero"` // an instant, where the hour matters (hearings, Pix)
	Until    civil.Date    `json:"until,omitzero"`
	Protocol string        `json:"protocol,omitempty"`
	Amount   Money         `json:"amount,omitzero"`
	Result   string        `json:"result,omitempty"`
	Text     string        `json:"text,omitempty"`
	Evidence []string      `json:"evidence,omitempty"` // exhibit labels: P1, P3
	Cites    []Cite        `json:"cites,omitempty"`    // where in them: "P3, message 214"
	Paper    string        `json:"paper,omitempty"`    // filed: SHA-256 of the file that was handed in, as we built it

	// The rest belongs to the kinds the program records itself and to corrections.
	Facts       *Facts    `json:"facts,omitempty"`       // opened, corrected: the whole of the facts from here on
	Exhibit     *Evidence `json:"exhibit,omitempty"`     // evidence_added
	Corrects    int64     `json:"corrects,omitempty"`    // corrected: number of the event that was wrong
	Replacement *Entry    `json:"replacement,omitempty"` // corrected: what it should have said; absent strikes the event
	Changed     []string  `json:"changed,omitempty"`     // corrected: the paths of facts that changed
	Packs       string    `json:"packs,omitempty"`       // opened, rules_adopted: the snapshot of the packs from here on
}

// Event is one link of a case's chain. The words are kept apart from the link, so that erasing them leaves a chain that
// can still be checked: the link holds only the digest of the payload.
type Event struct {
	ID         string    `json:"id" gorm:"primaryKey"`
	OrgID      string    `json:"-"`
	CaseID     string    `json:"-"`
	Seq        int64     `json:"seq"`
	Kind       Kind      `json:"kind"`
	Actor      string    `json:"actor"` // who recorded it: owner, cli, system, or an account
	RecordedAt time.Time `json:"recorded_at"`
	Digest     string    `json:"digest"` // SHA-256 of Payload, hex
	PrevHash   string    `json:"prev_hash"`
	Hash       string    `json:"hash"`

	// Payload is the salted canonical JSON of the Entry, stored as text in a row of its own; empty once erased.
	Payload string `json:"-" gorm:"-"`
	Entry   Entry  `json:"entry,omitzero" gorm:"-"`
}

// Day returns the day the event happened, or the day it was recorded (in UTC) where none was given.
func (e Event) Day() civil.Partial {
	switch {
	case !e.Entry.On.IsZero():
		return e.Entry.On
	case !e.Entry.At.IsZero():
		return civil.Whole(civil.In(e.Entry.At, time.UTC))
	}
	return civil.Whole(civil.In(e.RecordedAt, time.UTC))
}
