package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// seenEvery is how often it is written down that a session is used: not at every page.
const seenEvery = time.Hour

// StartSession keeps a new session; the caller holds the token, the store its hash.
func (s *Store) StartSession(ctx context.Context, x *accounts.Session) error {
	id, err := newID()
	if err != nil {
		return err
	}
	x.ID = id
	x.CreatedAt, x.SeenAt, x.ExpiresAt, x.ProvenAt = cases.Stamp(x.CreatedAt), cases.Stamp(x.SeenAt), cases.Stamp(x.ExpiresAt), cases.Stamp(x.ProvenAt)
	return s.withTx(ctx, "start session", func(tx *gorm.DB) error { return tx.Create(x).Error })
}

// SessionOf returns the session of a token and its account. NotFound where there is none, it is over, or the account is
// not active.
func (s *Store) SessionOf(ctx context.Context, tokenHash string, now time.Time) (*accounts.Session, *accounts.Account, error) {
	var x accounts.Session
	err := s.db.WithContext(ctx).Where("token_hash = ? AND expires_at > ?", tokenHash, cases.Stamp(now)).Take(&x).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil, cases.NotFoundf("session_expired")
	}
	if err != nil {
		return nil, nil, s.explain("load session", err)
	}
	a, err := s.Account(ctx, x.AccountID)
	if err != nil {
		return nil, nil, err
	}
	if a.State != accounts.Active {
		return nil, nil, cases.NotFoundf("session_expired")
	}
	if now.Sub(x.SeenAt) >= seenEvery {
		err := s.withTx(ctx, "note session", func(tx *gorm.DB) error {
			return tx.Model(&accounts.Session{}).Where("id = ?", x.ID).Update("seen_at", cases.Stamp(now)).Error
		})
		if err != nil {
			return nil, nil, err
		}
	}
	x.ProvenAt, x.CreatedAt, x.SeenAt, x.ExpiresAt = cases.Stamp(x.ProvenAt), cases.Stamp(x.CreatedAt), cases.Stamp(x.SeenAt), cases.Stamp(x.ExpiresAt)
	return &x, a, nil
}

// ProveSession notes that the person just showed who they are; second says that it was by a second factor. The session
// gets a new token, so that one that was planted or overheard before is worth nothing after.
func (s *Store) ProveSession(ctx context.Context, x *accounts.Session, tokenHash string, second bool, now time.Time) error {
	with := map[string]any{"proven_at": cases.Stamp(now), "token_hash": tokenHash}
	if second {
		with["second"] = 1
	}
	return s.withTx(ctx, "prove session", func(tx *gorm.DB) error {
		done := tx.Model(&accounts.Session{}).Where("id = ? AND token_hash = ?", x.ID, x.TokenHash).Updates(with)
		if done.Error == nil && done.RowsAffected == 0 {
			return cases.NotFoundf("session_expired")
		}
		return done.Error
	})
}

// Sessions lists the devices an account is signed in on, the latest first.
func (s *Store) Sessions(ctx context.Context, accountID string, now time.Time) ([]accounts.Session, error) {
	var out []accounts.Session
	err := s.db.WithContext(ctx).Where("account_id = ? AND expires_at > ?", accountID, cases.Stamp(now)).Order("seen_at DESC, id DESC").Limit(200).Find(&out).Error
	return out, s.explain("list sessions", err)
}

// EndSession signs one device of the account out. One that is not there is signed out already.
func (s *Store) EndSession(ctx context.Context, accountID, id string) error {
	return s.withTx(ctx, "end session", func(tx *gorm.DB) error {
		return tx.Where("account_id = ? AND id = ?", accountID, key(id)).Delete(&accounts.Session{}).Error
	})
}

// EndOtherSessions signs every device of the account out but one; keep may be empty.
func (s *Store) EndOtherSessions(ctx context.Context, accountID, keep string) error {
	return s.withTx(ctx, "end sessions", func(tx *gorm.DB) error {
		return tx.Where("account_id = ? AND id <> ?", accountID, key(keep)).Delete(&accounts.Session{}).Error
	})
}
