package cases

import (
	"time"
)

// Case is one purchase gone wrong. The stored fields are the head of its chain; everything a person cares about is
// folded from Events.
type Case struct {
	ID        string    `json:"id" gorm:"primaryKey"` // UUIDv7
	OrgID     string    `json:"-"`                    // a lone consumer is an organisation of one
	Code      string    `json:"code"`                 // short, for people: 7KQ2-M4XD
	State     State     `json:"state"`
	Version   int64     `json:"version"` // goes up with every append; the optimistic lock
	LastSeq   int64     `json:"last_seq"`
	LastHash  string    `json:"last_hash"`
	HeadSig   string    `json:"-"` // signature over the head with a key kept outside the database
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`

	Events []Event `json:"-" gorm:"-"`
}

// State of a case.
type State string

// The states.
const (
	StateOpen   State = "open"
	StateClosed State = "closed"
	StateErased State = "erased"
)
