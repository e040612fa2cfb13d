package store

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// Passkey is a key that lives in somebody's phone or stick. Credential is its public part as the library writes it.
type Passkey struct {
	ID           string `gorm:"primaryKey"`
	OrgID        string
	AccountID    string
	CredentialID string // base64
	Credential   string
	Name         string
	CreatedAt    time.Time
	UsedAt       time.Time
}

// Ceremony is a question put to a browser that it has not answered yet.
type Ceremony struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	TokenHash string
	Kind      string
	Data      string
	ExpiresAt time.Time
}

// identity ties an account to how a provider calls the person.
type identity struct {
	ID          string `gorm:"primaryKey"`
	OrgID       string
	AccountID   string
	SubjectHash string
	CreatedAt   time.Time
}

// TableName implements gorm's Tabler.
func (identity) TableName() string { return "identities" }

// setupLink lets one person become staff.
type setupLink struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string
	TokenHash string
	Role      accounts.Role
	Used      int64
	CreatedAt time.Time
	ExpiresAt time.Time
}

// TableName implements gorm's Tabler.
func (setupLink) TableName() string { return "setup_links" }

// PutPasskey keeps a new key. One that is there already, with whomever, is a Conflict.
func (s *Store) PutPasskey(ctx context.Context, k *Passkey) error {
	id, err := newID()
	if err != nil {
		return err
	}
	k.ID, k.CreatedAt, k.UsedAt = id, cases.Stamp(k.CreatedAt), cases.Stamp(k.UsedAt)
	return s.withTx(ctx, "keep passkey", func(tx *gorm.DB) error {
		err := tx.Create(k).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("passkey_exists")
		}
		return err
	})
}

// Passkeys lists the keys of an account.
func (s *Store) Passkeys(ctx context.Context, accountID string) ([]Passkey, error) {
	var out []Passkey
	err := s.db.WithContext(ctx).Where("account_id = ?", key(accountID)).Order("created_at, id").Limit(100).Find(&out).Error
	return out, s.explain("list passkeys", err)
}

// UsedPasskey keeps the counter of a key that was just used.
func (s *Store) UsedPasskey(ctx context.Context, credentialID, credential string, now time.Time) error {
	return s.withTx(ctx, "note passkey", func(tx *gorm.DB) error {
		return tx.Model(&Passkey{}).Where("credential_id = ?", credentialID).
			Updates(map[string]any{"credential": credential, "used_at": cases.Stamp(now)}).Error
	})
}

// DropPasskey forgets a key of the account.
func (s *Store) DropPasskey(ctx context.Context, accountID, id string) error {
	return s.withTx(ctx, "drop passkey", func(tx *gorm.DB) error {
		return tx.Where("account_id = ? AND id = ?", key(accountID), key(id)).Delete(&Passkey{}).Error
	})
}

// PutCeremony keeps a question.
func (s *Store) PutCeremony(ctx context.Context, c *Ceremony) error {
	id, err := newID()
	if err != nil {
		return err
	}
	c.ID, c.OrgID, c.ExpiresAt = id, id, cases.Stamp(c.ExpiresAt)
	row := *c
	if row.Data, err = s.seal.shut(c.Data, id+" ceremony"); err != nil {
		return err
	}
	return s.withTx(ctx, "keep ceremony", func(tx *gorm.DB) error {
		if err := tx.Where("token_hash = ?", c.TokenHash).Delete(&Ceremony{}).Error; err != nil {
			return err // the same browser asks anew
		}
		return tx.Create(&row).Error
	})
}

// TakeCeremony returns a question and forgets it: it can be answered once.
func (s *Store) TakeCeremony(ctx context.Context, tokenHash, kind string, now time.Time) (string, error) {
	var c Ceremony
	err := s.withTx(ctx, "take ceremony", func(tx *gorm.DB) error {
		c = Ceremony{}
		err := tx.Where("token_hash = ? AND kind = ? AND expires_at > ?", tokenHash, kind, cases.Stamp(now)).Take(&c).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return cases.NotFoundf("link_over")
		}
		if err != nil {
			return err
		}
		done := tx.Where("id = ?", c.ID).Delete(&Ceremony{})
		if done.Error == nil && done.RowsAffected == 0 {
			return cases.NotFoundf("link_over")
		}
		return done.Error
	})
	if err != nil {
		return "", err
	}
	return s.seal.open(c.Data, c.ID+" ceremony")
}

// AccountByIdentity returns the account of a provider's name for a person.
func (s *Store) AccountByIdentity(ctx context.Context, issuer, subject string) (*accounts.Account, error) {
	var x identity
	err := s.db.WithContext(ctx).Where("subject_hash = ?", s.seal.digest("subject", issuer+"\x1f"+subject)).Take(&x).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("no_such_account")
	}
	if err != nil {
		return nil, s.explain("look for an identity", err)
	}
	return s.Account(ctx, x.AccountID)
}

// PutIdentity ties an account to a provider's name for a person.
func (s *Store) PutIdentity(ctx context.Context, a *accounts.Account, issuer, subject string, now time.Time) error {
	id, err := newID()
	if err != nil {
		return err
	}
	x := identity{ID: id, OrgID: a.OrgID, AccountID: a.ID, SubjectHash: s.seal.digest("subject", issuer+"\x1f"+subject), CreatedAt: cases.Stamp(now)}
	return s.withTx(ctx, "keep identity", func(tx *gorm.DB) error {
		err := tx.Create(&x).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("account_exists")
		}
		return err
	})
}

// HasOperator reports whether somebody runs the place yet.
func (s *Store) HasOperator(ctx context.Context) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&accountRow{}).Where("role = ? AND state = ?", accounts.Operator, accounts.Active).Count(&n).Error
	return n > 0, s.explain("look for an operator", err)
}

// PutSetupLink keeps a link that makes one person staff of an organisation; orgID may be empty for an operator.
func (s *Store) PutSetupLink(ctx context.Context, tokenHash string, role accounts.Role, orgID string, now time.Time) error {
	id, err := newID()
	if err != nil {
		return err
	}
	if orgID == "" {
		orgID = id
	}
	x := setupLink{ID: id, OrgID: orgID, TokenHash: tokenHash, Role: role, CreatedAt: cases.Stamp(now), ExpiresAt: cases.Stamp(now.Add(accounts.SetupLife))}
	return s.withTx(ctx, "keep setup link", func(tx *gorm.DB) error { return tx.Create(&x).Error })
}

// SetupRole says what a setup link makes of who follows it.
func (s *Store) SetupRole(ctx context.Context, tokenHash string, now time.Time) (accounts.Role, error) {
	x, err := findSetup(s.db.WithContext(ctx), tokenHash, now)
	if err != nil {
		return "", s.explain("look for a setup link", err)
	}
	return x.Role, nil
}

func findSetup(db *gorm.DB, tokenHash string, now time.Time) (*setupLink, error) {
	var x setupLink
	err := db.Where("token_hash = ? AND used = 0 AND expires_at > ?", tokenHash, cases.Stamp(now)).Take(&x).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("link_over")
	}
	return &x, err
}

// UseSetupLink creates the account that a setup link promises, and uses the link up, both or neither. An address that
// has an account is a Conflict: a buyer must not find their cases in an office.
func (s *Store) UseSetupLink(ctx context.Context, tokenHash string, a *accounts.Account, now time.Time) error {
	id, err := newID()
	if err != nil {
		return err
	}
	return s.withTx(ctx, "use setup link", func(tx *gorm.DB) error {
		x, err := findSetup(tx, tokenHash, now)
		if err != nil {
			return err
		}
		done := tx.Model(&setupLink{}).Where("id = ? AND used = 0", x.ID).Update("used", 1)
		if done.Error != nil {
			return done.Error
		}
		if done.RowsAffected == 0 {
			return cases.NotFoundf("link_over")
		}
		a.ID, a.OrgID, a.Role, a.State = id, x.OrgID, x.Role, accounts.Active
		row, err := s.accountRow(a)
		if err != nil {
			return err
		}
		if err = tx.Create(row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("account_exists")
		}
		return err
	})
}
