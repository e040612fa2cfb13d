package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// accountRow is an account as stored: what names the person is sealed.
type accountRow struct {
	ID         string `gorm:"primaryKey"`
	OrgID      string
	Role       accounts.Role
	State      accounts.State
	EmailHash  string
	Email      string
	Name       string
	TOTP       string `gorm:"column:totp"`
	TOTPStep   int64  `gorm:"column:totp_step"`
	Language   string
	KeepMonths int64
	CreatedAt  time.Time
	SeenAt     time.Time
}

// TableName implements gorm's Tabler.
func (accountRow) TableName() string { return "accounts" }

func (s *Store) accountRow(a *accounts.Account) (*accountRow, error) {
	r := &accountRow{ID: a.ID, OrgID: a.OrgID, Role: a.Role, State: a.State, TOTPStep: a.TOTPStep, Language: a.Language, KeepMonths: a.KeepMonths,
		CreatedAt: cases.Stamp(a.CreatedAt), SeenAt: cases.Stamp(a.SeenAt)}
	if a.Email != "" {
		r.EmailHash = s.seal.digest("email", a.Email)
	}
	var err [3]error
	r.Email, err[0] = s.seal.shut(a.Email, a.ID+" email")
	r.Name, err[1] = s.seal.shut(a.Name, a.ID+" name")
	r.TOTP, err[2] = s.seal.shut(a.TOTP, a.ID+" totp")
	return r, errors.Join(err[:]...)
}

func (s *Store) account(r *accountRow) (*accounts.Account, error) {
	a := &accounts.Account{ID: r.ID, OrgID: r.OrgID, Role: r.Role, State: r.State, TOTPStep: r.TOTPStep, Language: r.Language, KeepMonths: r.KeepMonths,
		CreatedAt: cases.Stamp(r.CreatedAt), SeenAt: cases.Stamp(r.SeenAt)}
	var err [3]error
	a.Email, err[0] = s.seal.open(r.Email, r.ID+" email")
	a.Name, err[1] = s.seal.open(r.Name, r.ID+" name")
	a.TOTP, err[2] = s.seal.open(r.TOTP, r.ID+" totp")
	if err := errors.Join(err[:]...); err != nil {
		return nil, fmt.Errorf("account %s: %w", r.ID, err)
	}
	return a, nil
}

// CreateAccount keeps a new account and gives it its id, and an organisation of its own where it names none. A second
// account with the same address is a Conflict.
func (s *Store) CreateAccount(ctx context.Context, a *accounts.Account) error {
	for _, id := range []*string{&a.ID, &a.OrgID} {
		if *id == "" {
			var err error
			if *id, err = newID(); err != nil {
				return err
			}
		}
	}
	row, err := s.accountRow(a)
	if err != nil {
		return err
	}
	return s.withTx(ctx, "create account", func(tx *gorm.DB) error {
		err := tx.Create(row).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("account_exists")
		}
		return err
	})
}

// SaveAccount keeps what was changed in an account.
func (s *Store) SaveAccount(ctx context.Context, a *accounts.Account) error {
	row, err := s.accountRow(a)
	if err != nil {
		return err
	}
	return s.withTx(ctx, "save account", func(tx *gorm.DB) error {
		err := tx.Save(row).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("account_exists")
		}
		return err
	})
}

// Account returns an account by its id.
func (s *Store) Account(ctx context.Context, id string) (*accounts.Account, error) {
	return s.oneAccount(ctx, "id = ?", key(id))
}

// AccountByEmail returns the account that is known by an address, as accounts.ParseEmail writes it.
func (s *Store) AccountByEmail(ctx context.Context, email string) (*accounts.Account, error) {
	return s.oneAccount(ctx, "email_hash = ?", s.seal.digest("email", email))
}

func (s *Store) oneAccount(ctx context.Context, where string, arg any) (*accounts.Account, error) {
	var r accountRow
	err := s.db.WithContext(ctx).Where(where, arg).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("no_such_account")
	}
	if err != nil {
		return nil, s.explain("load account", err)
	}
	return s.account(&r)
}

// Staff lists the accounts that act for others, by organisation.
func (s *Store) Staff(ctx context.Context) ([]*accounts.Account, error) {
	var rows []accountRow
	err := s.db.WithContext(ctx).Where("role <> ? AND state <> ?", accounts.Buyer, accounts.Gone).Order("org_id, created_at, id").Limit(1000).Find(&rows).Error
	if err != nil {
		return nil, s.explain("list staff", err)
	}
	var out []*accounts.Account
	for i := range rows {
		a, err := s.account(&rows[i])
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

// UseTOTPStep notes that the code of a step was used, or reports false where it was already, by whoever was faster.
func (s *Store) UseTOTPStep(ctx context.Context, accountID string, step int64) (bool, error) {
	var n int64
	err := s.withTx(ctx, "use code", func(tx *gorm.DB) error {
		done := tx.Model(&accountRow{}).Where("id = ? AND totp_step < ?", accountID, step).Update("totp_step", step)
		n = done.RowsAffected
		return done.Error
	})
	return n == 1, err
}

// Organisations lists the offices.
func (s *Store) Organisations(ctx context.Context) ([]accounts.Organisation, error) {
	var out []accounts.Organisation
	err := s.db.WithContext(ctx).Order("name, id").Limit(1000).Find(&out).Error
	return out, s.explain("list organisations", err)
}

// CreateOrganisation keeps a new office and gives it its id.
func (s *Store) CreateOrganisation(ctx context.Context, o *accounts.Organisation) error {
	id, err := newID()
	if err != nil {
		return err
	}
	o.ID, o.OrgID, o.CreatedAt = id, id, cases.Stamp(o.CreatedAt)
	return s.withTx(ctx, "create organisation", func(tx *gorm.DB) error { return tx.Create(o).Error })
}
