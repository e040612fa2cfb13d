package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
)

// Claim ties a case to a browser: only the SHA-256 of the cookie's token is kept.
type Claim struct {
	TokenHash string
	CaseID    string
	ExpiresAt time.Time
}

// PutClaim ties a case to a browser, or moves the day on which the tie ends.
func (s *Store) PutClaim(ctx context.Context, claim *Claim) error {
	return s.withTx(ctx, "claim case", func(tx *gorm.DB) error {
		var c cases.Case
		id, err := s.resolve(ctx, claim.CaseID)
		if err != nil {
			return err
		}
		err = tx.Where("id = ?", id).Take(&c).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return cases.NotFoundf("no_such_case", "id", clip(claim.CaseID))
		}
		if err != nil {
			return err
		}
		return putClaim(tx, &c, claim)
	})
}

func putClaim(tx *gorm.DB, c *cases.Case, claim *Claim) error {
	id, err := newID()
	if err != nil {
		return err
	}
	row := claimRow{ID: id, OrgID: c.OrgID, Claim: Claim{TokenHash: claim.TokenHash, CaseID: c.ID, ExpiresAt: cases.Stamp(claim.ExpiresAt)}}
	return tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "token_hash"}, {Name: "case_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"expires_at"}),
	}).Create(&row).Error
}

// ClaimedCases returns the cases of a browser, newest first, without events.
func (s *Store) ClaimedCases(ctx context.Context, tokenHash string, now time.Time) ([]*cases.Case, error) {
	var out []*cases.Case
	err := s.db.WithContext(ctx).Joins("JOIN claims ON claims.case_id = cases.id").
		Where("claims.token_hash = ? AND claims.expires_at > ?", tokenHash, cases.Stamp(now)).
		Order("cases.updated_at DESC, cases.id DESC").Limit(1000).Find(&out).Error
	if err != nil {
		return nil, s.explain("list claimed cases", err)
	}
	return stamped(out), nil
}

// LoadClaimed is Load for a browser: NotFound unless the claim is there and not expired.
func (s *Store) LoadClaimed(ctx context.Context, tokenHash, id string, now time.Time) (*cases.Case, error) {
	whole, err := s.resolve(ctx, id)
	if err != nil {
		return nil, s.explain("load case", err)
	}
	var n int64
	err = s.db.WithContext(ctx).Model(&claimRow{}).
		Where("token_hash = ? AND case_id = ? AND expires_at > ?", tokenHash, whole, cases.Stamp(now)).Count(&n).Error
	if err != nil {
		return nil, s.explain("look for a claim", err)
	}
	if n == 0 {
		return nil, cases.NotFoundf("no_such_case", "id", clip(id))
	}
	return s.Load(ctx, whole)
}

// ClaimUntil says until when a case waits for the browser that holds it; zero: it does not hold it.
func (s *Store) ClaimUntil(ctx context.Context, tokenHash, caseID string) (time.Time, error) {
	var rows []claimRow
	err := s.db.WithContext(ctx).Where("token_hash = ? AND case_id = ?", tokenHash, key(caseID)).Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return time.Time{}, s.explain("look for a claim", err)
	}
	return cases.Stamp(rows[0].ExpiresAt), nil
}
