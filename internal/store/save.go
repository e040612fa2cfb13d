package store

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"degrau/cases"
)

// Create saves a new case with its events, whole or not at all. claim may be nil.
func (s *Store) Create(ctx context.Context, c *cases.Case, claim *Claim) error {
	return s.create(ctx, c, func(tx *gorm.DB) error {
		if claim == nil {
			return nil
		}
		return putClaim(tx, c, claim)
	})
}

// create saves a new case, with whom it belongs to.
func (s *Store) create(ctx context.Context, c *cases.Case, give func(tx *gorm.DB) error) error {
	if err := s.options.Limits.fits(c, c.Events); err != nil {
		return err
	}
	row := *c
	row.HeadSig = s.key.sign(c)
	err := s.withTx(ctx, "create case", func(tx *gorm.DB) error {
		if err := tx.Create(&row).Error; err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return cases.Conflictf("case_exists")
			}
			return err
		}
		if err := s.insertEvents(tx, c.Events); err != nil {
			return err
		}
		return give(tx)
	})
	if err == nil {
		c.HeadSig = row.HeadSig
		s.enter(ctx, ledgerOpened, c.ID)
	}
	return err
}

// Save appends the events of c that are not stored yet, in one transaction, if the stored version is the one c was
// loaded with; otherwise a Conflict. It signs the head. A case on which Erased was recorded is erased.
func (s *Store) Save(ctx context.Context, c *cases.Case) error {
	if c.State == cases.StateErased {
		return s.Erase(ctx, c) // else its words would stay, hidden by its state
	}
	var sig string
	err := s.withTx(ctx, "save case "+c.ID, func(tx *gorm.DB) (err error) {
		sig, err = s.appendEvents(tx, c, refuseTampered)
		return err
	})
	if err == nil {
		c.HeadSig = sig
	}
	return err
}

// What to do with a case whose stored head bears no good signature.
type onTampered bool

const (
	// refuseTampered: signing the new head would turn a forged chain into a genuine one.
	refuseTampered onTampered = false
	// leaveUnsigned: words must go when their time has come, also in a forged chain; but it keeps its bad signature.
	leaveUnsigned onTampered = true
)

// appendEvents writes the events after the stored head and moves the head, and returns the head's signature.
func (s *Store) appendEvents(tx *gorm.DB, c *cases.Case, tampered onTampered) (string, error) {
	var head cases.Case
	err := tx.Where("id = ?", c.ID).Take(&head).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", cases.NotFoundf("no_such_case", "id", c.ID)
	}
	if err != nil {
		return "", err
	}
	fresh, ok := after(c, &head)
	if !ok {
		return "", cases.Conflictf("changed_meanwhile")
	}
	if len(fresh) == 0 {
		return head.HeadSig, nil
	}
	if err := s.options.Limits.fits(c, fresh); err != nil {
		return "", err
	}
	sig := s.key.sign(c)
	if !signedBy(s.key.public(), &head) {
		switch {
		case tampered == leaveUnsigned:
		case s.key.byAnother(&head):
			return "", cases.Conflictf("case_other_key", "code", head.Code)
		default:
			return "", cases.Conflictf("case_tampered", "code", head.Code)
		}
		sig = head.HeadSig
	}
	// The head is moved first: its row is what others wait for, and its version is what they compare.
	done := tx.Model(&cases.Case{}).Where("id = ? AND version = ?", c.ID, head.Version).Updates(map[string]any{
		"state": c.State, "version": c.Version, "last_seq": c.LastSeq, "last_hash": c.LastHash, "head_sig": sig,
		"updated_at": cases.Stamp(c.UpdatedAt)})
	if done.Error != nil {
		return "", done.Error
	}
	if done.RowsAffected != 1 {
		return "", cases.Conflictf("changed_meanwhile")
	}
	return sig, s.insertEvents(tx, fresh)
}

// after returns the events of c that follow the stored head, or false where c does not continue it: somebody else has
// written since c was loaded.
func after(c, head *cases.Case) ([]cases.Event, bool) {
	for i, e := range c.Events {
		if e.Seq == head.LastSeq {
			fresh := c.Events[i+1:]
			return fresh, e.Hash == head.LastHash && c.Version == head.Version+int64(len(fresh))
		}
	}
	return nil, false
}

func (s *Store) insertEvents(tx *gorm.DB, events []cases.Event) error {
	if len(events) == 0 {
		return nil
	}
	var words []payloadRow
	for _, e := range events {
		if e.Payload != "" { // an erased event of an imported case has none
			words = append(words, payloadRow{EventID: e.ID, OrgID: e.OrgID, CaseID: e.CaseID, Payload: e.Payload})
		}
	}
	err := tx.CreateInBatches(events, 500).Error
	if err == nil && len(words) > 0 {
		err = tx.CreateInBatches(words, 500).Error
	}
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return cases.Conflictf("changed_meanwhile")
	}
	if err != nil {
		return fmt.Errorf("append events: %w", err)
	}
	return s.useFiles(tx, events)
}
