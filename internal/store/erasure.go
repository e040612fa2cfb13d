package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/migrations"
)

// AskErasure writes down that cases, and with them an account where whole is set, shall go in seven days. What was asked
// for before keeps its day. receiptHash is the hash of the token by which the receipt is found.
func (s *Store) AskErasure(ctx context.Context, ids []string, accountID string, whole bool, receiptHash string, now time.Time) error {
	now = cases.Stamp(now)
	batch, err := newID()
	if err != nil {
		return err
	}
	if whole {
		ids = append(ids[:len(ids):len(ids)], "")
	}
	return s.withTx(ctx, "ask for erasure", func(tx *gorm.DB) error {
		for _, id := range ids {
			asked := tx.Model(&accounts.Erasure{}).Where("state = ? AND case_id = ?", accounts.ErasureAsked, id)
			if id == "" {
				asked = asked.Where("account_id = ?", accountID)
			}
			var n int64
			if err := asked.Count(&n).Error; err != nil {
				return err
			}
			if n > 0 {
				continue
			}
			own, err := newID()
			if err != nil {
				return err
			}
			row := accounts.Erasure{ID: own, OrgID: batch, Batch: batch, ReceiptHash: receiptHash, AccountID: accountID, CaseID: id,
				State: accounts.ErasureAsked, AskedAt: now, DueAt: now.Add(accounts.UndoLife)}
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// ErasureOf returns the erasure a case waits for, or nil.
func (s *Store) ErasureOf(ctx context.Context, caseID string) (*accounts.Erasure, error) {
	return s.erasure(ctx, s.db.Where("case_id = ? AND state = ?", caseID, accounts.ErasureAsked))
}

// AccountErasure returns the erasure an account waits for, or nil.
func (s *Store) AccountErasure(ctx context.Context, accountID string) (*accounts.Erasure, error) {
	return s.erasure(ctx, s.db.Where("account_id = ? AND case_id = '' AND state = ?", accountID, accounts.ErasureAsked))
}

func (s *Store) erasure(ctx context.Context, q *gorm.DB) (*accounts.Erasure, error) {
	var e accounts.Erasure
	err := q.WithContext(ctx).Take(&e).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, s.explain("look for an erasure", err)
	}
	return &e, nil
}

// UndoErasure keeps a case after all.
func (s *Store) UndoErasure(ctx context.Context, caseID string) error {
	return s.undo(ctx, "case_id = ?", caseID)
}

// UndoAccountErasure keeps an account after all, with the cases that were to go with it.
func (s *Store) UndoAccountErasure(ctx context.Context, accountID string) error {
	return s.undo(ctx, "account_id = ?", accountID)
}

func (s *Store) undo(ctx context.Context, where string, arg any) error {
	return s.withTx(ctx, "undo erasure", func(tx *gorm.DB) error {
		done := tx.Model(&accounts.Erasure{}).Where(where, arg).Where("state = ?", accounts.ErasureAsked).Update("state", accounts.ErasureUndone)
		if done.Error == nil && done.RowsAffected == 0 {
			return cases.NotFoundf("no_such_erasure")
		}
		return done.Error
	})
}

// Receipt returns what a receipt stands for.
func (s *Store) Receipt(ctx context.Context, receiptHash string) ([]accounts.Erasure, error) {
	var out []accounts.Erasure
	err := s.db.WithContext(ctx).Where("receipt_hash = ?", receiptHash).Order("id").Limit(1000).Find(&out).Error
	if err == nil && len(out) == 0 {
		err = cases.NotFoundf("no_such_page")
	}
	return out, s.explain("load receipt", err)
}

// eraseDue erases what its person wanted gone seven days ago, and closed cases whose time is over. It returns how many
// cases went.
func (s *Store) eraseDue(ctx context.Context, now time.Time, limit int) (int, error) {
	var due []accounts.Erasure
	err := s.db.WithContext(ctx).Where("state = ? AND due_at <= ? AND case_id <> ''", accounts.ErasureAsked, now).Order("due_at, id").Limit(limit).Find(&due).Error
	if err != nil {
		return 0, s.explain("look for erasures", err)
	}
	n := 0
	var faults []error
	for _, e := range due {
		switch gone, err := s.eraseAsked(ctx, e, now); {
		case ctx.Err() != nil:
			return n, ctx.Err()
		case err != nil:
			faults = append(faults, err)
		case gone:
			n++
		}
	}
	old, err := s.outlived(ctx, now, limit-n)
	faults = append(faults, err)
	for _, id := range old {
		switch err := s.eraseOld(ctx, id, now); {
		case ctx.Err() != nil:
			return n, ctx.Err()
		case err != nil:
			faults = append(faults, err)
		default:
			n++
		}
	}
	faults = append(faults, s.eraseAccounts(ctx, now))
	return n, errors.Join(faults...)
}

// errKept says that somebody changed their mind between the question and the erasure.
var errKept = errors.New("kept after all")

// eraseAsked erases one case and completes its receipt in the same transaction.
func (s *Store) eraseAsked(ctx context.Context, e accounts.Erasure, now time.Time) (bool, error) {
	c, _, err := s.read(ctx, e.CaseID)
	if err != nil {
		return false, err
	}
	events, files := int64(len(c.Events)), int64(len(c.Evidence()))
	if c.State != cases.StateErased {
		if err := c.Erase("owner", now); err != nil {
			return false, err
		}
	}
	err = s.erase(ctx, c, leaveUnsigned, func(tx *gorm.DB) error {
		done := tx.Model(&accounts.Erasure{}).Where("id = ? AND state = ?", e.ID, accounts.ErasureAsked).Updates(map[string]any{
			"state": accounts.ErasureDone, "done_at": cases.Stamp(now), "events": events, "files": files, "last_hash": c.LastHash})
		if done.Error == nil && done.RowsAffected == 0 {
			return errKept
		}
		return done.Error
	})
	if errors.Is(err, errKept) || cases.IsKind(err, cases.Conflict) && !errors.Is(err, ErrLocked) {
		return false, nil // the next run looks again
	}
	return err == nil, err
}

func (s *Store) eraseOld(ctx context.Context, id string, now time.Time) error {
	c, _, err := s.read(ctx, id)
	if err == nil {
		err = c.Erase("system", now)
	}
	if err != nil {
		return err
	}
	return s.erase(ctx, c, leaveUnsigned, func(*gorm.DB) error { return nil })
}

// eraseAccounts empties the accounts whose time to undo is over and whose cases have all gone.
func (s *Store) eraseAccounts(ctx context.Context, now time.Time) error {
	var due []accounts.Erasure
	err := s.db.WithContext(ctx).Where("state = ? AND due_at <= ? AND case_id = ''", accounts.ErasureAsked, now).Order("due_at, id").Limit(100).Find(&due).Error
	if err != nil {
		return s.explain("look for accounts to erase", err)
	}
	for _, e := range due {
		if err := s.withTx(ctx, "erase account", func(tx *gorm.DB) error { return s.eraseAccount(tx, e, now) }); err != nil {
			return err
		}
	}
	if len(due) > 0 {
		s.scrub(ctx)
	}
	return nil
}

func (s *Store) eraseAccount(tx *gorm.DB, e accounts.Erasure, now time.Time) error {
	var left int64
	if err := eraseLater(tx, e, now); err != nil {
		return err
	}
	if err := tx.Model(&accounts.Erasure{}).Where("account_id = ? AND case_id <> '' AND state = ?", e.AccountID, accounts.ErasureAsked).Count(&left).Error; err != nil || left > 0 {
		return err
	}
	done := tx.Model(&accounts.Erasure{}).Where("id = ? AND state = ?", e.ID, accounts.ErasureAsked).
		Updates(map[string]any{"state": accounts.ErasureDone, "done_at": cases.Stamp(now)})
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	for _, gone := range []error{
		tx.Model(&accountRow{}).Where("id = ?", e.AccountID).Updates(map[string]any{"state": accounts.Gone, "email_hash": "", "email": "", "name": "", "totp": ""}).Error,
		tx.Where("account_id = ?", e.AccountID).Delete(&accounts.Session{}).Error,
		tx.Where("account_id = ?", e.AccountID).Delete(&Passkey{}).Error,
		tx.Where("account_id = ?", e.AccountID).Delete(&identity{}).Error,
		tx.Where("account_id = ?", e.AccountID).Delete(&accounts.Consent{}).Error,
		tx.Where("account_id = ? AND case_id = ''", e.AccountID).Delete(&accounts.Access{}).Error,
		tx.Model(&accounts.Grant{}).Where("account_id = ? AND expires_at > ?", e.AccountID, cases.Stamp(now)).Update("expires_at", cases.Stamp(now)).Error,
	} {
		if gone != nil {
			return gone
		}
	}
	return nil
}

// eraseLater adds the cases that were opened after their account was to go: without it they would be nobody's.
func eraseLater(tx *gorm.DB, e accounts.Erasure, now time.Time) error {
	var ids []string
	err := tx.Model(&accounts.Grant{}).Joins("JOIN cases ON cases.id = grants.case_id AND cases.state <> ?", cases.StateErased).
		Where("grants.account_id = ? AND grants.standing = ?", e.AccountID, accounts.Owner).Distinct().Pluck("grants.case_id", &ids).Error
	if err != nil {
		return err
	}
	for _, id := range ids {
		var n int64
		if err := tx.Model(&accounts.Erasure{}).Where("case_id = ? AND state = ?", id, accounts.ErasureAsked).Count(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		row := accounts.Erasure{OrgID: e.OrgID, Batch: e.Batch, ReceiptHash: e.ReceiptHash, AccountID: e.AccountID, CaseID: id,
			State: accounts.ErasureAsked, AskedAt: e.AskedAt, DueAt: cases.Stamp(now)}
		if row.ID, err = newID(); err != nil {
			return err
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// sameID compares a column of ids with one of text, which PostgreSQL does not do by itself.
func (s *Store) sameID(id, text string) string {
	if s.dialect == migrations.Postgres {
		return id + "::text = " + text
	}
	return id + " = " + text
}
