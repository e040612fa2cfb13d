package store

import (
	"fmt"

	"github.com/google/uuid"

	"degrau/cases"
)

// payloadRow keeps the words of an event apart from its link, so that they can be erased.
type payloadRow struct {
	EventID string `gorm:"primaryKey"`
	OrgID   string
	CaseID  string
	Payload string
}

// TableName implements gorm's Tabler.
func (payloadRow) TableName() string { return "event_payloads" }

// claimRow is a Claim as stored.
type claimRow struct {
	ID    string `gorm:"primaryKey"`
	OrgID string
	Claim `gorm:"embedded"`
}

// TableName implements gorm's Tabler.
func (claimRow) TableName() string { return "claims" }

// blobUse says that a case or a draft needs an evidence file.
type blobUse struct {
	ID     string `gorm:"primaryKey"`
	OrgID  string
	SHA256 string `gorm:"column:sha256"`
	Owner  string
}

// TableName implements gorm's Tabler.
func (blobUse) TableName() string { return "blob_uses" }

// eventRow is an event with its words, which are nil where the row is not there, and the version of its case's head.
type eventRow struct {
	cases.Event `gorm:"embedded"`
	Words       *string
	HeadVersion int64
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("new id: %w", err)
	}
	return id.String(), nil
}
