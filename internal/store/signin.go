package store

import (
	"context"
	"crypto/subtle"
	"errors"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

// How many codes one address gets: enough for a person whose mail is slow, too few for a guesser.
const (
	codesInTen = 5
	codesADay  = 20
)

// signInCode is a code on its way to an address.
type signInCode struct {
	ID          string `gorm:"primaryKey"`
	OrgID       string
	EmailHash   string
	Email       string
	BrowserHash string
	CodeHash    string
	LinkHash    string
	Tries       int64
	Used        int64
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

// TableName implements gorm's Tabler.
func (signInCode) TableName() string { return "sign_in_codes" }

// PutSignInCode keeps a code for an address, for the browser that asked. It reports false, and keeps a code nobody will
// get, where the address had too many: the pages behave alike in both cases.
func (s *Store) PutSignInCode(ctx context.Context, email, browserHash, digits, linkHash string, now time.Time) (bool, error) {
	now = cases.Stamp(now)
	id, err := newID()
	if err != nil {
		return false, err
	}
	r := signInCode{ID: id, OrgID: id, EmailHash: s.seal.digest("email", email), BrowserHash: browserHash, LinkHash: linkHash,
		CodeHash: s.seal.digest("code "+id, digits), CreatedAt: now, ExpiresAt: now.Add(accounts.CodeLife)}
	if r.Email, err = s.seal.shut(email, id+" email"); err != nil {
		return false, err
	}
	send := false
	err = s.withTx(ctx, "keep sign-in code", func(tx *gorm.DB) error {
		var recent, today int64
		sent := tx.Model(&signInCode{}).Where("email_hash = ?", r.EmailHash)
		if err := sent.Session(&gorm.Session{}).Where("created_at > ?", now.Add(-10*time.Minute)).Count(&recent).Error; err != nil {
			return err
		}
		if err := sent.Session(&gorm.Session{}).Where("created_at > ?", now.Add(-24*time.Hour)).Count(&today).Error; err != nil {
			return err
		}
		row := r
		if send = recent < codesInTen && today < codesADay; !send {
			row.EmailHash, row.Tries = "", accounts.CodeTries // no try is left from the start
		}
		return tx.Create(&row).Error
	})
	return send, err
}

// UseDigits takes the six digits that a browser's person typed and returns the address they prove. Every try counts,
// also a right one that comes too late.
func (s *Store) UseDigits(ctx context.Context, browserHash, digits string, now time.Time) (string, error) {
	var r signInCode
	wrong := cases.Invalidf("codigo", "wrong_code")
	err := s.db.WithContext(ctx).Where("browser_hash = ?", browserHash).Order("created_at DESC, id DESC").Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", wrong
	}
	if err != nil {
		return "", s.explain("look for the code", err)
	}
	good := false
	err = s.withTx(ctx, "try code", func(tx *gorm.DB) error {
		good = false
		done := tx.Model(&signInCode{}).Where("id = ? AND tries < ? AND used = 0 AND expires_at > ?", r.ID, accounts.CodeTries, cases.Stamp(now)).
			Update("tries", gorm.Expr("tries + 1"))
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		if subtle.ConstantTimeCompare([]byte(r.CodeHash), []byte(s.seal.digest("code "+r.ID, digits))) == 0 {
			return nil
		}
		good, done.Error = useOnce(tx, r.ID)
		return done.Error
	})
	if err != nil {
		return "", err
	}
	if !good {
		return "", wrong
	}
	return s.seal.open(r.Email, r.ID+" email")
}

// FindLink returns the address that a link from a mail proves, without using it: programs that look at mails follow links.
func (s *Store) FindLink(ctx context.Context, linkHash string, now time.Time) (string, error) {
	r, err := s.link(ctx, linkHash, now)
	if err != nil {
		return "", err
	}
	return s.seal.open(r.Email, r.ID+" email")
}

// UseLink takes a link from a mail, once, and returns the address it proves.
func (s *Store) UseLink(ctx context.Context, linkHash string, now time.Time) (string, error) {
	r, err := s.link(ctx, linkHash, now)
	if err != nil {
		return "", err
	}
	good := false
	err = s.withTx(ctx, "use link", func(tx *gorm.DB) (err error) {
		good, err = useOnce(tx, r.ID)
		return err
	})
	if err != nil {
		return "", err
	}
	if !good {
		return "", cases.NotFoundf("link_over")
	}
	return s.seal.open(r.Email, r.ID+" email")
}

func (s *Store) link(ctx context.Context, linkHash string, now time.Time) (*signInCode, error) {
	var r signInCode
	err := s.db.WithContext(ctx).Where("link_hash = ? AND used = 0 AND email_hash <> '' AND expires_at > ?", linkHash, cases.Stamp(now)).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("link_over")
	}
	return &r, s.explain("look for the link", err)
}

func useOnce(tx *gorm.DB, id string) (bool, error) {
	done := tx.Model(&signInCode{}).Where("id = ? AND used = 0", id).Update("used", 1)
	return done.RowsAffected == 1, done.Error
}

// purgeSignIn forgets what has run out. Codes stay a day, because they are counted.
func (s *Store) purgeSignIn(ctx context.Context, now time.Time) error {
	return s.withTx(ctx, "purge sign-in", func(tx *gorm.DB) error {
		day := now.Add(-24 * time.Hour)
		for _, gone := range []error{
			tx.Where("expires_at <= ?", day).Delete(&signInCode{}).Error,
			tx.Where("expires_at <= ?", now).Delete(&accounts.Session{}).Error,
			tx.Where("expires_at <= ?", now).Delete(&Ceremony{}).Error,
			tx.Where("expires_at <= ?", now).Delete(&setupLink{}).Error,
			tx.Where("expires_at <= ?", now).Delete(&returnCode{}).Error,
			tx.Where("expires_at <= ?", day).Delete(&accounts.Invitation{}).Error,
		} {
			if gone != nil {
				return gone
			}
		}
		return nil
	})
}
