package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
)

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

// useAll notes that an owner needs files. Whoever is deleting one of them is waited for, and then the file is not
// there; whoever comes to delete it later finds the note.
func (s *Store) useAll(tx *gorm.DB, orgID, owner string, sums []string) error {
	for _, sum := range slices.Sorted(slices.Values(sums)) {
		if !isDigest(sum) {
			return cases.NotFoundf("evidence_gone")
		}
		if err := lockBlob(tx, sum); err != nil {
			return err
		}
		_, err := s.statBlob(tx.Statement.Context, sum)
		if errors.Is(err, fs.ErrNotExist) {
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

// dropped is how many files are deleted in one transaction, which others wait for.
const dropped = 50

// dropUnused deletes those of the files that nobody needs any more.
func (s *Store) dropUnused(ctx context.Context, sums []string) error {
	sums = slices.Compact(slices.Sorted(slices.Values(sums))) // in one order, so that two who delete do not block one another
	for some := range slices.Chunk(sums, dropped) {
		err := s.withTx(ctx, "delete evidence", func(tx *gorm.DB) error { return s.drop(tx, some) })
		if err != nil {
			return err
		}
	}
	return nil
}

// drop locks the files first: then every use of them is in the database, and none can be added before they are gone. A
// transaction that fails after the bytes are deleted leaves a row without bytes, which the next deletion clears.
func (s *Store) drop(tx *gorm.DB, sums []string) error {
	for _, sum := range sums {
		if err := lockBlob(tx, sum); err != nil {
			return err
		}
	}
	used, err := usedOf(tx, sums)
	if err != nil {
		return fmt.Errorf("look for users of evidence: %w", err)
	}
	for _, sum := range sums {
		if used[sum] {
			continue
		}
		if err := tx.Where("sha256 = ?", sum).Delete(&blobRow{}).Error; err != nil {
			return fmt.Errorf("forget evidence: %w", err)
		}
		if !isDigest(sum) {
			continue
		}
		if err := s.vault.remove(tx.Statement.Context, sum); err != nil {
			return err
		}
		if s.options.Forget != nil {
			if err := s.options.Forget(sum); err != nil {
				return fmt.Errorf("forget copies of evidence: %w", err)
			}
		}
	}
	return nil
}

func (s *Store) used(ctx context.Context, sums []string) (map[string]bool, error) {
	return usedOf(s.db.WithContext(ctx), sums)
}

func usedOf(db *gorm.DB, sums []string) (map[string]bool, error) {
	var found []string
	err := db.Model(&blobUse{}).Where("sha256 IN ?", sums).Distinct().Pluck("sha256", &found).Error
	used := make(map[string]bool, len(found))
	for _, sum := range found {
		used[sum] = true
	}
	return used, err
}
