package escalation

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"degrau/cases"
)

// Pack is the head of one folder of data: a country or a platform.
type Pack struct {
	ID        string            `json:"id"`
	Name      map[string]string `json:"name"`
	Country   string            `json:"country,omitempty"` // BR; empty for a platform
	Zone      string            `json:"zone"`
	Weekend   []string          `json:"weekend"`
	Language  string            `json:"language"`            // every text of the pack has this one
	Languages []string          `json:"languages,omitempty"` // the languages the pack says it is complete in
	Platform  *Platform         `json:"platform,omitempty"`
	Assumed   *Assumed          `json:"assumed_from,omitempty"`
}

// Platform names the marketplace that a pack is about.
type Platform struct {
	ID    string   `json:"id"`
	Names []string `json:"names"` // as people write it, lower case

	// Locked says when the person cannot get into the account any more: that shuts every body of the pack that lies
	// inside, all at once.
	Locked *Locked `json:"locked,omitempty"`
}

// Locked is how a platform's doors shut together.
type Locked struct {
	If      *Condition        `json:"if"`
	Reason  map[string]string `json:"reason"`
	Instead []string          `json:"instead,omitempty"`
}

// Assumed says from what the country is taken for granted while nobody has said where the consumer lives.
type Assumed struct {
	Currencies []string       `json:"currencies,omitempty"`
	Methods    []cases.Method `json:"methods,omitempty"`
}

// Ladder is one order of doors and the kind of case it is for.
type Ladder struct {
	ID   string            `json:"id"`
	Name map[string]string `json:"name"`
	Rank int               `json:"rank,omitempty"` // where several fit, the highest wins
	When *Condition        `json:"when,omitempty"`
	Pace int               `json:"pace"` // our own advice, in working days, where no deadline says by when to act
	Near int               `json:"near"` // an alarm within so many days is named as the day to act by
}

// strict decodes one JSON value and refuses unknown fields and trailing text.
func strict(b []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the end of the JSON value")
	}
	return nil
}
