package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
)

// holdFiles keeps evidence from being deleted while events that name it are being saved.
func (s *Store) holdFiles(ctx context.Context, events []cases.Event) (unlock func(), err error) {
	for _, e := range events {
		if exhibit(e) != nil {
			return s.holdFolder(ctx, true)
		}
	}
	return s.holdFolder(ctx, false)
}

// holdFolder is a shared lock on the evidence folder: deleting takes it alone. It is a lock on a file and not in the
// database because the bytes are in a folder, whichever engine keeps the rows.
func (s *Store) holdFolder(ctx context.Context, needed bool) (unlock func(), err error) {
	if !needed {
		return func() {}, nil
	}
	return lockFile(ctx, filepath.Join(s.blobs.root, ".lock"), shared, s.options.wait())
}

// exhibit returns the evidence that an event brings in, or nil.
func exhibit(e cases.Event) *cases.Evidence {
	if e.Kind != cases.EvidenceAdded {
		return nil
	}
	return e.Entry.Exhibit
}

// useFiles notes which files the events need. An event must never name a file that is not there, so they are looked
// for inside the transaction.
func (s *Store) useFiles(tx *gorm.DB, events []cases.Event) error {
	for _, e := range events {
		if x := exhibit(e); x != nil {
			if err := s.useAll(tx, e.OrgID, e.CaseID, []string{x.SHA256}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) useAll(tx *gorm.DB, orgID, owner string, sums []string) error {
	for _, sum := range sums {
		path, err := s.blobs.path(sum)
		if err == nil {
			_, err = os.Stat(path)
		}
		if errors.Is(err, fs.ErrNotExist) || cases.IsKind(err, cases.NotFound) {
			return cases.NotFoundf("evidence_gone")
		}
		if err != nil {
			return fmt.Errorf("look for evidence: %w", err)
		}
		id, err := newID()
		if err != nil {
			return err
		}
		row := blobUse{ID: id, OrgID: orgID, SHA256: sum, Owner: owner}
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("note use of evidence: %w", err)
		}
	}
	return nil
}

// releaseFiles forgets that an owner needs files and returns which those were.
func releaseFiles(tx *gorm.DB, owner string) ([]string, error) {
	var sums []string
	if err := tx.Model(&blobUse{}).Where("owner = ?", owner).Pluck("sha256", &sums).Error; err != nil {
		return nil, fmt.Errorf("list evidence: %w", err)
	}
	if err := tx.Where("owner = ?", owner).Delete(&blobUse{}).Error; err != nil {
		return nil, fmt.Errorf("release evidence: %w", err)
	}
	return sums, nil
}

// dropUnused deletes those of the files that nobody needs any more. Whoever is about to save an event that names one
// holds the folder; once we have it alone, every use is in the database.
func (s *Store) dropUnused(ctx context.Context, sums []string) error {
	if len(sums) == 0 {
		return nil
	}
	unlock, err := lockFile(ctx, filepath.Join(s.blobs.root, ".lock"), exclusive, s.options.wait())
	if err != nil {
		return s.explain("delete evidence", err)
	}
	defer unlock()
	for start := 0; start < len(sums); start += 500 {
		some := sums[start:min(start+500, len(sums))]
		used, err := s.used(ctx, some)
		if err != nil {
			return s.explain("look for users of evidence", err)
		}
		for _, sum := range some {
			path, err := s.blobs.path(sum)
			if err != nil || used[sum] {
				continue
			}
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return s.explain("delete evidence", err)
			}
		}
	}
	return nil
}

func (s *Store) used(ctx context.Context, sums []string) (map[string]bool, error) {
	var found []string
	err := s.db.WithContext(ctx).Model(&blobUse{}).Where("sha256 IN ?", sums).Distinct().Pluck("sha256", &found).Error
	used := make(map[string]bool, len(found))
	for _, sum := range found {
		used[sum] = true
	}
	return used, err
}
