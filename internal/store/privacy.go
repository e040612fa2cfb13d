package store

import (
	"context"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// PutConsent writes down that somebody agreed.
func (s *Store) PutConsent(ctx context.Context, c accounts.Consent) error {
	id, err := newID()
	if err != nil {
		return err
	}
	c.ID, c.GivenAt = id, cases.Stamp(c.GivenAt)
	if c.OrgID == "" {
		c.OrgID = id
	}
	return s.withTx(ctx, "keep consent", func(tx *gorm.DB) error { return tx.Create(&c).Error })
}

// Consents lists what an account agreed to.
func (s *Store) Consents(ctx context.Context, accountID string) ([]accounts.Consent, error) {
	var out []accounts.Consent
	err := s.db.WithContext(ctx).Where("account_id = ?", accountID).Order("given_at, id").Limit(1000).Find(&out).Error
	return out, s.explain("list consents", err)
}

// EndConsents writes down that what was agreed to for a case is over; an empty case means the account's own.
func (s *Store) EndConsents(ctx context.Context, accountID, caseID string, kind accounts.ConsentKind, now time.Time) error {
	return s.withTx(ctx, "end consent", func(tx *gorm.DB) error {
		return tx.Model(&accounts.Consent{}).Where("account_id = ? AND case_id = ? AND kind = ? AND ended_at IS NULL", accountID, caseID, kind).
			Update("ended_at", cases.Stamp(now)).Error
	})
}

// Note writes down who did what. A look is written at most once an hour for each who looks.
func (s *Store) Note(ctx context.Context, x accounts.Access) error {
	id, err := newID()
	if err != nil {
		return err
	}
	x.ID, x.HappenedAt = id, cases.Stamp(x.HappenedAt)
	if x.OrgID == "" {
		x.OrgID = id
	}
	return s.withTx(ctx, "note access", func(tx *gorm.DB) error {
		if x.What == accounts.AccessSeen || x.What == accounts.AccessChanged {
			var n int64
			err := tx.Model(&accounts.Access{}).Where("case_id = ? AND account_id = ? AND what = ? AND happened_at > ?", x.CaseID, x.AccountID, x.What,
				x.HappenedAt.Add(-accounts.SeenEvery)).Count(&n).Error
			if err != nil || n > 0 {
				return err
			}
		}
		return tx.Create(&x).Error
	})
}

// Accesses lists what was done with a case, the latest first.
func (s *Store) Accesses(ctx context.Context, caseID string, limit int) ([]accounts.Access, error) {
	return s.accesses(ctx, s.db.Where("case_id = ?", caseID), limit)
}

// AccountAccesses lists what was done with an account, the latest first.
func (s *Store) AccountAccesses(ctx context.Context, accountID string, limit int) ([]accounts.Access, error) {
	return s.accesses(ctx, s.db.Where("account_id = ? AND case_id = ''", accountID), limit)
}

func (s *Store) accesses(ctx context.Context, q *gorm.DB, limit int) ([]accounts.Access, error) {
	var out []accounts.Access
	err := q.WithContext(ctx).Order("happened_at DESC, id DESC").Limit(limit).Find(&out).Error
	for i := range out {
		out[i].HappenedAt = cases.Stamp(out[i].HappenedAt)
	}
	return out, s.explain("list accesses", err)
}

// SetKeep chooses after how many months closed cases of an account go.
func (s *Store) SetKeep(ctx context.Context, accountID string, months int64) error {
	return s.withTx(ctx, "set retention", func(tx *gorm.DB) error {
		return tx.Model(&accountRow{}).Where("id = ?", accountID).Update("keep_months", months).Error
	})
}

// SetLanguage keeps the language in which an account's person is written to.
func (s *Store) SetLanguage(ctx context.Context, accountID, lang string) error {
	return s.withTx(ctx, "set language", func(tx *gorm.DB) error {
		return tx.Model(&accountRow{}).Where("id = ?", accountID).Update("language", lang).Error
	})
}

// outlived finds closed cases that nobody touched for as long as their owner wants them kept.
func (s *Store) outlived(ctx context.Context, now time.Time, limit int) ([]string, error) {
	var out []string
	for _, months := range accounts.KeepChoices {
		if months == 0 || len(out) >= limit {
			continue
		}
		var ids []string
		err := s.db.WithContext(ctx).Table("cases").
			Joins("JOIN grants ON grants.case_id = cases.id AND grants.standing = ?", accounts.Owner).
			Joins("JOIN accounts ON "+s.sameID("accounts.id", "grants.account_id")+" AND accounts.keep_months = ?", months).
			Where("cases.state = ? AND cases.updated_at <= ?", cases.StateClosed, now.AddDate(0, -int(months), 0)).
			Order("cases.id").Limit(limit-len(out)).Distinct().Pluck("cases.id", &ids).Error
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	return out, nil
}
