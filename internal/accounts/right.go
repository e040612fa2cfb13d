package accounts

import (
	"slices"
	"time"
)

// Standing is how a person stands to a case.
type Standing string

// The standings, from none. The case stays the consumer's: everybody else is there because the owner let them in, or
// because the owner gave the case to their office.
const (
	Stranger Standing = ""
	Helper   Standing = "helper"
	Desk     Standing = "desk" // an advocate or supervisor of the organisation that holds the case
	Owner    Standing = "owner"
)

// Standings are those a grant can give.
var Standings = []Standing{Helper, Desk, Owner}

// Right is something one can do to a case.
type Right string

// The rights.
const (
	See    Right = "see"
	Write  Right = "write"  // record, correct, add evidence, file
	Export Right = "export" // take the whole case away
	Erase  Right = "erase"
	Invite Right = "invite" // let others in and turn them out; see who looked
)

// Rights are all of them.
var Rights = []Right{See, Write, Export, Erase, Invite}

var may = map[Standing][]Right{
	Helper: {See, Write},
	Desk:   {See, Write},
	Owner:  {See, Write, Export, Erase, Invite},
}

// May reports whether the standing gives the right.
func (s Standing) May(r Right) bool { return slices.Contains(may[s], r) }

// AsksProof reports whether the right needs a fresh proof of identity: what it does cannot be taken back.
func (r Right) AsksProof() bool { return r == Export || r == Erase || r == Invite }

// Grant lets an account, or the desk of an organisation, into one case.
type Grant struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	CaseID    string
	AccountID string // the account it was given to
	HolderOrg string // with the desk of this organisation; empty: that account alone
	Standing  Standing
	GivenBy   string // account id
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Forever is the end of what does not end by itself.
var Forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// Live reports whether the grant holds at that moment.
func (g Grant) Live(now time.Time) bool { return now.Before(g.ExpiresAt) }

// StandingOf says how an account stands to a case of the organisation caseOrg, by the grants of that case.
func StandingOf(a *Account, caseOrg string, grants []Grant, now time.Time) Standing {
	if a == nil || a.State != Active || a.Role == Operator {
		return Stranger // whoever runs the place has no business in people's cases
	}
	best := Stranger
	if a.Role.Desk() && caseOrg == a.OrgID {
		best = Desk
	}
	for _, g := range grants {
		own := g.AccountID == a.ID && g.HolderOrg == ""
		desk := g.HolderOrg != "" && g.HolderOrg == a.OrgID && a.Role.Desk()
		if g.Live(now) && (own || desk) && slices.Index(Standings, g.Standing) > slices.Index(Standings, best) {
			best = g.Standing
		}
	}
	return best
}

// InvitationState says what became of an invitation.
type InvitationState string

// The states of an invitation.
const (
	InvitationOpen     InvitationState = "open"
	InvitationAccepted InvitationState = "accepted"
	InvitationTaken    InvitationState = "withdrawn"
)

// Invitation is a link that lets one person into one case.
type Invitation struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	CaseID    string
	TokenHash string
	Name      string // how the owner calls the person
	GivenBy   string
	State     InvitationState
	CreatedAt time.Time
	ExpiresAt time.Time
	Until     time.Time
}

// AccessDays are the choices of how long a helper stays.
var AccessDays = []int{7, 30, 90}

// Grant is what accepting the invitation gives: to the account alone, or to its desk where it has one.
func (i Invitation) Grant(a *Account, now time.Time) Grant {
	g := Grant{OrgID: i.OrgID, CaseID: i.CaseID, AccountID: a.ID, Standing: Helper, GivenBy: i.GivenBy, CreatedAt: now, ExpiresAt: i.Until}
	if a.Role.Desk() {
		g.Standing, g.HolderOrg = Desk, a.OrgID
	}
	return g
}
