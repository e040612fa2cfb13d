package store

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"degrau/cases"
)

// Draft is a text that was pasted and read but not yet confirmed, kept for one browser under a random id.
type Draft struct {
	ID        string `gorm:"primaryKey"`
	OrgID     string // empty: an organisation of its own
	TokenHash string
	Text      string
	Reading   string // JSON
	Files     string // JSON: blobs already received; every SHA-256 in it keeps its file
	ExpiresAt time.Time
}

var sha256Words = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// PutDraft creates or replaces a draft. A draft that another browser holds under the same id is a Conflict.
func (s *Store) PutDraft(ctx context.Context, d *Draft) error {
	for _, text := range []string{d.ID, d.TokenHash, d.Text, d.Reading, d.Files} {
		if !utf8.ValidString(text) {
			return cases.Invalidf("text", "not_utf8")
		}
		if strings.ContainsRune(text, 0) {
			return cases.Invalidf("text", "nul_byte")
		}
	}
	row := *d
	row.ExpiresAt = cases.Stamp(d.ExpiresAt)
	if row.OrgID == "" {
		id, err := newID()
		if err != nil {
			return err
		}
		row.OrgID = id
	}
	files := sha256Words.FindAllString(d.Files, -1)
	return s.withTx(ctx, "keep draft", func(tx *gorm.DB) error { return s.putDraft(tx, &row, files) })
}

func (s *Store) putDraft(tx *gorm.DB, row *Draft, files []string) error {
	var old Draft
	err := tx.Where("id = ?", row.ID).Take(&old).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		if err = tx.Create(row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return cases.Conflictf("changed_meanwhile")
		}
	case err == nil && old.TokenHash != row.TokenHash:
		return cases.Conflictf("changed_meanwhile")
	case err == nil:
		row.OrgID = old.OrgID
		err = tx.Save(row).Error
	}
	if err != nil {
		return err
	}
	return s.useAll(tx, row.OrgID, row.ID, files)
}

// LoadDraft is NotFound unless the draft belongs to the token and has not expired.
func (s *Store) LoadDraft(ctx context.Context, tokenHash, id string, now time.Time) (*Draft, error) {
	var d Draft
	err := s.db.WithContext(ctx).Where("id = ? AND token_hash = ? AND expires_at > ?", clean(id), tokenHash, cases.Stamp(now)).Take(&d).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("no_such_draft")
	}
	if err != nil {
		return nil, s.explain("load draft", err)
	}
	d.ExpiresAt = cases.Stamp(d.ExpiresAt)
	return &d, nil
}

// clean drops what PostgreSQL refuses in a text; an id that held it names nothing anyway.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\x00", "?")
}

// DeleteDraft forgets a draft and the files only it used. A draft that is not there is forgotten already.
func (s *Store) DeleteDraft(ctx context.Context, tokenHash, id string) error {
	var files []string
	err := s.withTx(ctx, "delete draft", func(tx *gorm.DB) (err error) {
		done := tx.Where("id = ? AND token_hash = ?", clean(id), tokenHash).Delete(&Draft{})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		files, err = releaseFiles(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return s.dropUnused(ctx, files)
}
