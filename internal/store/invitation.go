package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// PutInvitation keeps an invitation.
func (s *Store) PutInvitation(ctx context.Context, i *accounts.Invitation) error {
	id, err := newID()
	if err != nil {
		return err
	}
	i.ID, i.State = id, accounts.InvitationOpen
	i.CreatedAt, i.ExpiresAt, i.Until = cases.Stamp(i.CreatedAt), cases.Stamp(i.ExpiresAt), cases.Stamp(i.Until)
	row := *i
	if row.Name, err = s.seal.shut(i.Name, id+" name"); err != nil {
		return err
	}
	return s.withTx(ctx, "keep invitation", func(tx *gorm.DB) error { return tx.Create(&row).Error })
}

// Invitations lists the invitations into a case that nobody has accepted yet.
func (s *Store) Invitations(ctx context.Context, caseID string, now time.Time) ([]accounts.Invitation, error) {
	var out []accounts.Invitation
	err := s.db.WithContext(ctx).Where("case_id = ? AND state = ? AND expires_at > ?", key(caseID), accounts.InvitationOpen, cases.Stamp(now)).
		Order("created_at, id").Limit(1000).Find(&out).Error
	for i := range out {
		if err == nil {
			out[i].Name, err = s.seal.open(out[i].Name, out[i].ID+" name")
		}
	}
	return out, s.explain("list invitations", err)
}

// InvitationOf returns the invitation of a link, if it is open.
func (s *Store) InvitationOf(ctx context.Context, tokenHash string, now time.Time) (*accounts.Invitation, error) {
	i, err := findInvitation(s.db.WithContext(ctx), tokenHash, now)
	if err != nil {
		return nil, s.explain("load invitation", err)
	}
	i.Name, err = s.seal.open(i.Name, i.ID+" name")
	return i, err
}

func findInvitation(db *gorm.DB, tokenHash string, now time.Time) (*accounts.Invitation, error) {
	var i accounts.Invitation
	err := db.Where("token_hash = ? AND state = ? AND expires_at > ?", tokenHash, accounts.InvitationOpen, cases.Stamp(now)).Take(&i).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("link_over")
	}
	return &i, err
}

// Accept lets the account in, once, and returns the grant.
func (s *Store) Accept(ctx context.Context, tokenHash string, a *accounts.Account, now time.Time) (g accounts.Grant, err error) {
	err = s.withTx(ctx, "accept invitation", func(tx *gorm.DB) error {
		i, err := findInvitation(tx, tokenHash, now)
		if err != nil {
			return err
		}
		done := tx.Model(&accounts.Invitation{}).Where("id = ? AND state = ?", i.ID, accounts.InvitationOpen).Update("state", accounts.InvitationAccepted)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return cases.NotFoundf("link_over")
		}
		g = i.Grant(a, now)
		return createGrant(tx, &g)
	})
	return g, err
}

// TakeBack makes an invitation that nobody has accepted worthless.
func (s *Store) TakeBack(ctx context.Context, caseID, id string) error {
	return s.withTx(ctx, "take invitation back", func(tx *gorm.DB) error {
		done := tx.Model(&accounts.Invitation{}).Where("id = ? AND case_id = ? AND state = ?", key(id), key(caseID), accounts.InvitationOpen).
			Update("state", accounts.InvitationTaken)
		if done.Error == nil && done.RowsAffected == 0 {
			return cases.NotFoundf("no_such_access")
		}
		return done.Error
	})
}
