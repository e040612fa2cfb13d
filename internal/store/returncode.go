package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// returnCode is a code on paper that leads back to the cases of one browser.
type returnCode struct {
	ID          string `gorm:"primaryKey"`
	OrgID       string
	CodeHash    string
	BrowserHash string
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

// TableName implements gorm's Tabler.
func (returnCode) TableName() string { return "return_codes" }

// PutReturnCode keeps a code for the cases of a browser, in place of an earlier one, and lets them wait as long as the
// code does. NotFound where the browser has no case.
func (s *Store) PutReturnCode(ctx context.Context, code, claimHash string, now time.Time) (until time.Time, err error) {
	now = cases.Stamp(now)
	until = now.Add(accounts.ReturnLife)
	id, err := newID()
	if err != nil {
		return until, err
	}
	row := returnCode{ID: id, OrgID: id, CodeHash: s.seal.digest("return", code), BrowserHash: claimHash, CreatedAt: now, ExpiresAt: until}
	return until, s.withTx(ctx, "keep return code", func(tx *gorm.DB) error {
		done := tx.Model(&claimRow{}).Where("token_hash = ? AND expires_at > ?", claimHash, now).Update("expires_at", until)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return cases.NotFoundf("no_such_case")
		}
		if err := tx.Where("browser_hash = ?", claimHash).Delete(&returnCode{}).Error; err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
}

// HasReturnCode reports whether a browser's cases have a code on paper.
func (s *Store) HasReturnCode(ctx context.Context, claimHash string, now time.Time) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&returnCode{}).Where("browser_hash = ? AND expires_at > ?", claimHash, cases.Stamp(now)).Count(&n).Error
	return n > 0, s.explain("look for a return code", err)
}

// IsReturnCode reports whether the code is the one of this browser's cases: the proof of somebody without an account.
func (s *Store) IsReturnCode(ctx context.Context, code, claimHash string, now time.Time) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&returnCode{}).
		Where("code_hash = ? AND browser_hash = ? AND expires_at > ?", s.seal.digest("return", code), claimHash, cases.Stamp(now)).Count(&n).Error
	return n > 0, s.explain("look for a return code", err)
}

// UseReturnCode gives another browser the cases behind a code. It works as often as needed, like a key: the paper is all
// the person has. It returns the cases that came.
func (s *Store) UseReturnCode(ctx context.Context, code, claimHash string, now time.Time) (ids []string, err error) {
	now = cases.Stamp(now)
	err = s.withTx(ctx, "use return code", func(tx *gorm.DB) error {
		ids = nil
		var r returnCode
		err := tx.Where("code_hash = ? AND expires_at > ?", s.seal.digest("return", code), now).Take(&r).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return cases.Invalidf("retorno", "wrong_return_code")
		}
		if err != nil {
			return err
		}
		var rows []claimRow
		if err := tx.Where("token_hash = ? AND expires_at > ?", r.BrowserHash, now).Order("case_id").Limit(1000).Find(&rows).Error; err != nil {
			return err
		}
		for _, old := range rows {
			claim := &Claim{TokenHash: claimHash, CaseID: old.CaseID, ExpiresAt: old.ExpiresAt}
			if err := putClaim(tx, &cases.Case{ID: old.CaseID, OrgID: old.OrgID}, claim); err != nil {
				return err
			}
			ids = append(ids, old.CaseID)
		}
		if len(ids) == 0 {
			return cases.Invalidf("retorno", "wrong_return_code")
		}
		return nil
	})
	return ids, err
}
