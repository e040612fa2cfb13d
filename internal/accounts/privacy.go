package accounts

import "time"

// Consent is one thing a person said yes to, with the edition of the words they read.
type Consent struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	AccountID string
	CaseID    string
	Kind      ConsentKind
	Wording   string
	GivenAt   time.Time
	EndedAt   *time.Time
}

// ConsentKind says what was agreed to.
type ConsentKind string

// What people agree to.
const (
	ConsentKeep  ConsentKind = "keep"  // that the cases are kept under an account
	ConsentShare ConsentKind = "share" // that somebody is let into a case
)

// ConsentKinds are all of them.
var ConsentKinds = []ConsentKind{ConsentKeep, ConsentShare}

// Wording is the edition of the texts in the catalogues; it changes when what they promise changes.
const Wording = "2026-11"

// Access is one line of who did what with a case or an account.
type Access struct {
	ID         string `gorm:"primaryKey"`
	OrgID      string
	CaseID     string
	AccountID  string // whose account it is about, or who acted on the case
	Actor      string // owner, helper, desk, operator, system
	What       AccessKind
	HappenedAt time.Time
}

// AccessKind says what was done.
type AccessKind string

// What is written down.
const (
	AccessSeen      AccessKind = "seen"
	AccessChanged   AccessKind = "changed"
	AccessExported  AccessKind = "exported"
	AccessInvited   AccessKind = "invited"
	AccessAccepted  AccessKind = "accepted"
	AccessTurnedOut AccessKind = "turned_out"
	AccessEraseAsk  AccessKind = "erase_asked"
	AccessEraseUndo AccessKind = "erase_undone"
	AccessSaved     AccessKind = "saved"
	AccessSignedIn  AccessKind = "signed_in"
	AccessKey       AccessKind = "key_changed"
	AccessReturned  AccessKind = "returned"
)

// AccessKinds are all of them.
var AccessKinds = []AccessKind{AccessSeen, AccessChanged, AccessExported, AccessInvited, AccessAccepted, AccessTurnedOut,
	AccessEraseAsk, AccessEraseUndo, AccessSaved, AccessSignedIn, AccessKey, AccessReturned}

// SeenEvery is how often a look at a case by somebody else is written down.
const SeenEvery = time.Hour

// ErasureState says how far an erasure is.
type ErasureState string

// The states of an erasure.
const (
	ErasureAsked  ErasureState = "asked"
	ErasureUndone ErasureState = "undone"
	ErasureDone   ErasureState = "done"
)

// Erasure is a case, or an account, that will be erased and can be kept until then. Afterwards it is the receipt.
type Erasure struct {
	ID          string `gorm:"primaryKey"`
	OrgID       string
	Batch       string // rows asked for together
	ReceiptHash string
	AccountID   string // who asked; empty: a browser without an account
	CaseID      string // empty: the account itself
	State       ErasureState
	AskedAt     time.Time
	DueAt       time.Time
	DoneAt      *time.Time
	Events      int64
	Files       int64
	LastHash    string
}

// Due reports whether the time to undo is over.
func (e Erasure) Due(now time.Time) bool { return e.State == ErasureAsked && !now.Before(e.DueAt) }
