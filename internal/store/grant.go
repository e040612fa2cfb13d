package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// Holder is who asks: a browser by the hash of its claim, a person by their account, or both.
type Holder struct {
	ClaimHash string
	Account   *accounts.Account
}

// nobody's id names no row; it stands where a text cannot be an id, which PostgreSQL would refuse to compare.
const nobody = "00000000-0000-0000-0000-000000000000"

// key makes a comparable id of what a form or an address sent.
func key(id string) string {
	if u, err := uuid.Parse(id); err == nil && len(id) == 36 {
		return u.String()
	}
	return nobody
}

// LoadFor is Load for somebody: NotFound where they have no business in the case, as if it were not there.
func (s *Store) LoadFor(ctx context.Context, h Holder, id string, now time.Time) (*cases.Case, accounts.Standing, error) {
	whole, err := s.resolve(ctx, id)
	if err != nil {
		return nil, "", s.explain("load case", err)
	}
	standing, err := s.standing(ctx, h, whole, now)
	if err != nil {
		return nil, "", s.explain("look for a right", err)
	}
	if standing == accounts.Stranger {
		return nil, "", cases.NotFoundf("no_such_case", "id", clip(id))
	}
	c, err := s.Load(ctx, whole)
	return c, standing, err
}

func (s *Store) standing(ctx context.Context, h Holder, id string, now time.Time) (accounts.Standing, error) {
	db := s.db.WithContext(ctx)
	if h.ClaimHash != "" {
		var n int64
		err := db.Model(&claimRow{}).Where("token_hash = ? AND case_id = ? AND expires_at > ?", h.ClaimHash, id, cases.Stamp(now)).Count(&n).Error
		if err != nil || n > 0 {
			return accounts.Owner, err
		}
	}
	if h.Account == nil {
		return accounts.Stranger, nil
	}
	var head cases.Case
	err := db.Select("id", "org_id").Where("id = ?", id).Take(&head).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return accounts.Stranger, nil
	}
	if err != nil {
		return accounts.Stranger, err
	}
	grants, err := s.grants(db, id)
	return accounts.StandingOf(h.Account, head.OrgID, grants, now), err
}

func (s *Store) grants(db *gorm.DB, caseID string) ([]accounts.Grant, error) {
	var out []accounts.Grant
	err := db.Where("case_id = ?", caseID).Order("created_at, id").Limit(1000).Find(&out).Error
	return out, err
}

// Grants lists who was let into a case, also those whose time is over.
func (s *Store) Grants(ctx context.Context, caseID string) ([]accounts.Grant, error) {
	out, err := s.grants(s.db.WithContext(ctx), key(caseID))
	return out, s.explain("list grants", err)
}

// CasesOf lists the cases that somebody has business in, newest first, without events.
func (s *Store) CasesOf(ctx context.Context, h Holder, now time.Time) ([]*cases.Case, error) {
	now = cases.Stamp(now)
	db := s.db.WithContext(ctx)
	var ids []string
	if h.ClaimHash != "" {
		if err := db.Model(&claimRow{}).Where("token_hash = ? AND expires_at > ?", h.ClaimHash, now).Limit(1000).Pluck("case_id", &ids).Error; err != nil {
			return nil, s.explain("list claimed cases", err)
		}
	}
	q := db.Order("updated_at DESC, id DESC").Limit(1000)
	if a := h.Account; a != nil && a.State == accounts.Active && a.Role != accounts.Operator {
		held := db.Model(&accounts.Grant{}).Where("expires_at > ?", now)
		if a.Role.Desk() {
			held = held.Where("(account_id = ? AND holder_org = '') OR holder_org = ?", a.ID, a.OrgID)
		} else {
			held = held.Where("account_id = ? AND holder_org = ''", a.ID)
		}
		var more []string
		if err := held.Limit(1000).Pluck("case_id", &more).Error; err != nil {
			return nil, s.explain("list granted cases", err)
		}
		ids = append(ids, more...)
		if a.Role.Desk() {
			q = q.Where("id IN ? OR org_id = ?", orNobody(ids), a.OrgID)
		} else {
			q = q.Where("id IN ?", orNobody(ids))
		}
	} else {
		q = q.Where("id IN ?", orNobody(ids))
	}
	var out []*cases.Case
	if err := q.Find(&out).Error; err != nil {
		return nil, s.explain("list cases", err)
	}
	return stamped(out), nil
}

func orNobody(ids []string) []string {
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 0 {
		return []string{nobody}
	}
	return ids
}

// AdoptClaims moves the cases of a browser into an account: the claims go, also those of other browsers, since from now
// on the account is the key; so does the code on paper. It returns the cases.
func (s *Store) AdoptClaims(ctx context.Context, claimHash string, a *accounts.Account, now time.Time) (ids []string, err error) {
	now = cases.Stamp(now)
	err = s.withTx(ctx, "save cases in an account", func(tx *gorm.DB) error {
		ids = nil
		if err := tx.Model(&claimRow{}).Where("token_hash = ? AND expires_at > ?", claimHash, now).Order("case_id").Pluck("case_id", &ids).Error; err != nil {
			return err
		}
		for _, id := range ids {
			var c cases.Case
			if err := tx.Select("id", "org_id").Where("id = ?", id).Take(&c).Error; err != nil {
				return err
			}
			g := accounts.Grant{OrgID: c.OrgID, CaseID: id, AccountID: a.ID, Standing: accounts.Owner, GivenBy: a.ID, CreatedAt: now, ExpiresAt: accounts.Forever}
			if err := createGrant(tx, &g); err != nil {
				return err
			}
			if err := tx.Where("case_id = ?", id).Delete(&claimRow{}).Error; err != nil {
				return err
			}
		}
		return tx.Where("browser_hash = ?", claimHash).Delete(&returnCode{}).Error
	})
	return ids, err
}

func createGrant(tx *gorm.DB, g *accounts.Grant) (err error) {
	if g.ID, err = newID(); err != nil {
		return err
	}
	g.CreatedAt, g.ExpiresAt = cases.Stamp(g.CreatedAt), cases.Stamp(g.ExpiresAt)
	return tx.Create(g).Error
}

// CreateFor saves a new case that belongs to an account from the start.
func (s *Store) CreateFor(ctx context.Context, c *cases.Case, g *accounts.Grant) error {
	return s.create(ctx, c, func(tx *gorm.DB) error {
		g.OrgID, g.CaseID = c.OrgID, c.ID
		return createGrant(tx, g)
	})
}

// Withdraw ends the access that a grant gave, at once. The owner's own cannot be withdrawn.
func (s *Store) Withdraw(ctx context.Context, caseID, grantID string, now time.Time) error {
	return s.withTx(ctx, "withdraw access", func(tx *gorm.DB) error {
		done := tx.Model(&accounts.Grant{}).Where("id = ? AND case_id = ? AND standing <> ? AND expires_at > ?", key(grantID), key(caseID), accounts.Owner, cases.Stamp(now)).
			Update("expires_at", cases.Stamp(now))
		if done.Error == nil && done.RowsAffected == 0 {
			return cases.NotFoundf("no_such_access")
		}
		return done.Error
	})
}
