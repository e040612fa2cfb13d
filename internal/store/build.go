package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
	"degrau/internal/civil"
)

// The kinds of builds.
const (
	BuildDossier = "dossier"
	BuildKit     = "kit"
)

// Build is a paper that left the house: what it was made from and what it must still look like. It stands outside the
// chain of events and is not exported with the case; it goes when the case is erased.
type Build struct {
	ID       string `gorm:"primaryKey"`
	OrgID    string
	CaseID   string
	Code     string `gorm:"-"` // of the case, filled in when read
	Kind     string
	Body     string
	Variant  string
	SHA256   string `gorm:"column:sha256"` // of the PDF; of a kit: of its list of files
	Bytes    int64
	Pages    int    // of a dossier; 0 for a kit
	Mark     string // the PDF's /ID, which most programs keep when they change the file
	HeadHash string // where the case's chain was then
	LastSeq  int64
	Packs    string // their snapshot
	AsOf     civil.Date
	MadeAt   time.Time
	Files    []BuildFile `gorm:"serializer:json"` // of a kit; of a dossier that is kept, its one file
}

// BuildFile is one file of a build.
type BuildFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// TableName implements gorm's Tabler.
func (Build) TableName() string { return "builds" }

// RecordBuild keeps what was built. An erased case takes none: nothing of it may come back.
func (s *Store) RecordBuild(ctx context.Context, b Build) error { return s.recordBuild(ctx, b, nil) }

// recordBuild notes with the build which files are kept for it.
func (s *Store) recordBuild(ctx context.Context, b Build, kept []string) error {
	b.SHA256, b.Mark, b.MadeAt = strings.ToLower(b.SHA256), strings.ToLower(b.Mark), cases.Stamp(b.MadeAt)
	return s.withTx(ctx, "record build", func(tx *gorm.DB) error {
		var head cases.Case
		// The head is what an erasure changes first, so holding it keeps the two apart.
		err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", b.CaseID).Take(&head).Error
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return cases.NotFoundf("no_such_case", "id", b.CaseID)
		case err != nil:
			return err
		case head.State == cases.StateErased:
			return cases.Conflictf("case_erased")
		}
		row := b
		if row.ID, err = newID(); err != nil {
			return err
		}
		row.OrgID, row.Files = head.OrgID, append([]BuildFile{}, b.Files...) // "[]": no files would be written as NULL
		if err := s.useAll(tx, head.OrgID, papersOf(b.CaseID), kept); err != nil {
			return err
		}
		return tx.Create(&row).Error
	})
}

// KnownBuild looks for the newest build with the given bytes, or with a file of them; failing that for one with the
// given mark. A dossier goes before a kit that holds the same one. same says that the bytes are those recorded. None is
// a Build without an ID.
func (s *Store) KnownBuild(ctx context.Context, sha256, mark string) (b Build, same bool, err error) {
	sha256, mark = strings.ToLower(sha256), strings.ToLower(mark)
	if sha256Words.FindString(sha256) == sha256 && sha256 != "" {
		// A digest holds nothing that LIKE or JSON would read otherwise.
		b, err = s.newestBuild(ctx, "sha256 = ? OR kind = ? AND files LIKE ?", sha256, BuildKit, `%"`+sha256+`"%`)
		if err != nil || b.ID != "" {
			return b, b.ID != "", err
		}
	}
	if mark != "" {
		b, err = s.newestBuild(ctx, "mark = ?", clean(mark))
	}
	return b, false, err
}

func (s *Store) newestBuild(ctx context.Context, where string, args ...any) (Build, error) {
	var rows []Build
	// The kinds in the order of their names: dossier, kit.
	if err := s.db.WithContext(ctx).Where(where, args...).Order("kind, made_at DESC, id DESC").Limit(1).Find(&rows).Error; err != nil {
		return Build{}, s.explain("look for a build", err)
	}
	if len(rows) == 0 {
		return Build{}, nil
	}
	return s.withCode(ctx, rows[0])
}

// Builds lists what was built from a case, newest first.
func (s *Store) Builds(ctx context.Context, caseID string) ([]Build, error) {
	whole, err := s.resolve(ctx, caseID)
	if err != nil {
		return nil, s.explain("list builds", err)
	}
	var rows []Build
	if err := s.db.WithContext(ctx).Where("case_id = ?", whole).Order("made_at DESC, id DESC").Find(&rows).Error; err != nil {
		return nil, s.explain("list builds", err)
	}
	for i := range rows {
		if rows[i], err = s.withCode(ctx, rows[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func (s *Store) withCode(ctx context.Context, b Build) (Build, error) {
	var codes []string
	if err := s.db.WithContext(ctx).Model(&cases.Case{}).Where("id = ?", b.CaseID).Pluck("code", &codes).Error; err != nil {
		return Build{}, s.explain("look for the case of a build", err)
	}
	if len(codes) == 0 {
		return Build{}, fmt.Errorf("build %s has no case", b.ID)
	}
	b.Code, b.MadeAt = codes[0], cases.Stamp(b.MadeAt)
	return b, nil
}
