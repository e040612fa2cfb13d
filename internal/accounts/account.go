package accounts

import "time"

// Role is what an account is for.
type Role string

// The roles. A buyer keeps cases of their own; an advocate works on the cases of an organisation; a supervisor answers
// for its advocates; an operator keeps the place running and sees no case.
const (
	Buyer      Role = "buyer"
	Advocate   Role = "advocate"
	Supervisor Role = "supervisor"
	Operator   Role = "operator"
)

// Roles are all of them.
var Roles = []Role{Buyer, Advocate, Supervisor, Operator}

// Staff reports whether the role acts for others: it needs a second factor, and joins by a link, never by itself.
func (r Role) Staff() bool { return r == Advocate || r == Supervisor || r == Operator }

// Desk reports whether the role works on the cases of its organisation.
func (r Role) Desk() bool { return r == Advocate || r == Supervisor }

// State of an account.
type State string

// The states.
const (
	Active    State = "active"
	Suspended State = "suspended"
	Gone      State = "gone" // erased: the row stays so that histories that name it still make sense
)

// Account is a person who can come back from another device.
type Account struct {
	ID         string
	OrgID      string // a buyer is an organisation of one
	Role       Role
	State      State
	Email      string // empty where the person came by another way
	Name       string
	TOTP       string // secret of the authenticator in base32; empty: none
	TOTPStep   int64  // the last step whose code was used: a code works once
	Language   string
	KeepMonths int64 // closed cases are erased after so many months; 0: never by themselves
	CreatedAt  time.Time
	SeenAt     time.Time
}

// KeepDefault is how many months a closed case is kept where nobody chose.
const KeepDefault = 12

// KeepChoices are the months a person can choose; 0 keeps until the person erases.
var KeepChoices = []int64{3, 12, 60, 0}

// Organisation is an office whose advocates share its cases.
type Organisation struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	Name      string
	CreatedAt time.Time
}

// Session is one device on which an account is signed in.
type Session struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	AccountID string
	TokenHash string
	Device    string // such as "Chrome, Android": enough to recognise one's own
	Shared    int64  // 1: somebody else's device; the session ends when it closes
	Second    int64  // 1: the second factor was shown
	ProvenAt  time.Time
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// How long things hold.
const (
	SessionLife = 30 * 24 * time.Hour
	SharedLife  = 20 * time.Hour // nobody loses work to a clock; the browser forgets it when it closes
	ProofLife   = 10 * time.Minute
	CodeLife    = 10 * time.Minute
	CodeTries   = 5
	InviteLife  = 7 * 24 * time.Hour
	SetupLife   = 24 * time.Hour
	UndoLife    = 7 * 24 * time.Hour
	ReturnLife  = 365 * 24 * time.Hour // a case whose code stands on paper waits that long for its person
)

// Life is how long a new session lasts.
func Life(shared bool) time.Duration {
	if shared {
		return SharedLife
	}
	return SessionLife
}

// Complete reports whether the session may act for its account: staff must have shown a second factor.
func (s Session) Complete(r Role) bool { return !r.Staff() || s.Second == 1 }

// Proven reports whether the person showed a moment ago that it is them.
func (s Session) Proven(now time.Time) bool {
	return !now.Before(s.ProvenAt) && now.Sub(s.ProvenAt) < ProofLife
}
