// Package reports holds what leaves the house: dossier, filing kit, calendar feed, plan as JSON.
package reports

import (
	"time"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/cases/proof"
	"degrau/escalation"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Opener opens the original bytes of an exhibit by SHA-256.
type Opener = pdf.Opener

// Variant says who may read a paper.
type Variant string

// The variants: Public carries no personal data.
const (
	Full   Variant = "full"
	Public Variant = "public"
)

// Input is everything a paper is made from.
type Input struct {
	Case    *cases.Case
	Plan    escalation.Plan
	Packs   *escalation.Packs
	Body    string
	Variant Variant // empty: public for bodies that publish, else full
	Now     time.Time
	Reader  string // the language of whoever reads the page; empty: the consumer's. Kits show it beside the body's
	Version string // of the program, for the custody statement
	Open    Opener
	// Edited holds the person's own wording of fields of a kit, by the field's id.
	Edited map[string]string
	// CheckURL is where a page says how to check files (see CheckAddress); empty: no paper points there.
	CheckURL string
	// Proofs says where the exhibits show what the case asserts; nil: only what the case itself ties to its exhibits.
	Proofs []proof.Assertion
	// Copy gives what papers draw of an exhibit in place of its original, and Open opens it too; nil: originals alone, and
	// nothing of an exhibit that has covered parts.
	Copy func(cases.Evidence) (paper.Copy, error)
	// Reduce gives a copy of a picture of at most so many bytes, legible still; nil: none can be made.
	Reduce func(x cases.Evidence, maxBytes int64) (paper.Copy, error)
	// Words gives the words of an exhibit, messages.ErrNoWords where it has none; nil: exhibits are drawn from their bytes.
	Words func(cases.Evidence) (*messages.Transcript, error)

	reduced map[string]int64 // exhibits that are drawn smaller, and how large at most
	left    map[string]bool  // exhibits too large for any volume
}

// Gap is something the paper would need and does not have; it never stops a build.
type Gap struct {
	Fact string // path
	Key  string // catalogue key of the sentence
	Args map[string]any
}

// Kit is what to paste and attach for one body.
type Kit struct {
	Body   escalation.Body
	Lang   string // of the texts
	Own    string // the reader's language, where it is another
	Fields []KitField
	Gaps   []Gap
}

// KitField is one text ready to paste.
type KitField struct {
	escalation.FormField
	File    string // 01-assunto.txt
	Value   string
	Own     string   // the same in the reader's language, where it is another
	Length  int      // counted the portal's way
	Max     int      // the limit, or the cautious default
	Doubt   bool     // Max is not confirmed
	Dropped []string // sentences left out to fit

	Edited   bool // the person put it in their own words
	Personal bool // it is public, and their words tell who they are
}
