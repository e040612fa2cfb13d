package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
)

const unlimited = math.MaxInt64

// Room is what one case may still take in. Several files that come together share it, so that the first that does not
// fit is refused by name and the others are kept.
type Room struct {
	limits Limits
	files  int
	bytes  int64
}

// Room says what is left in a case; nil stands for one that is about to be opened.
func (s *Store) Room(c *cases.Case) *Room {
	r := &Room{limits: s.options.Limits}
	if c != nil {
		r.files, r.bytes = exhibitsOf(c.Events)
	}
	return r
}

// exhibitsOf counts what ever came into a case: what was taken out of its papers still lies in the store.
func exhibitsOf(events []cases.Event) (files int, bytes int64) {
	for _, e := range events {
		if x := exhibit(e); x != nil {
			files++
			bytes += x.Size
		}
	}
	return files, bytes
}

func (r *Room) take(n int64) {
	if r != nil {
		r.files++
		r.bytes += n
	}
}

// left is how many bytes still fit.
func (r *Room) left() (int64, error) {
	switch {
	case r == nil:
		return unlimited, nil
	case r.limits.Files > 0 && r.files >= r.limits.Files:
		return 0, cases.Invalidf("file", "case_files", "max", r.limits.Files)
	case r.limits.Case == 0:
		return unlimited, nil
	}
	return max(0, r.limits.Case-r.bytes), nil
}

func caseFull(l Limits) error { return cases.Invalidf("file", "case_full", "max", megabytes(l.Case)) }

// fits refuses to save what passes the limits of a case, for callers that did not ask for its room first.
func (l Limits) fits(c *cases.Case, fresh []cases.Event) error {
	if files, _ := exhibitsOf(fresh); files == 0 {
		return nil // a limit that was lowered keeps nobody from writing to a case
	}
	files, bytes := exhibitsOf(c.Events)
	switch {
	case l.Files > 0 && files > l.Files:
		return cases.Invalidf("file", "case_files", "max", l.Files)
	case l.Case > 0 && bytes > l.Case:
		return caseFull(l)
	}
	return nil
}

// mostOf is the largest file that may come in now, and the error for one that is larger.
func (s *Store) mostOf(ctx context.Context, in Incoming) (most int64, passed, err error) {
	most = unlimited
	if in.Max > 0 {
		most, passed = in.Max, cases.Invalidf("file", "file_too_large", "max", megabytes(in.Max))
	}
	left, err := in.Room.left()
	if err != nil {
		return 0, nil, err
	}
	if left < most {
		most, passed = left, caseFull(in.Room.limits)
	}
	if s.options.Limits.Store == 0 {
		return most, passed, nil
	}
	total, err := s.total(ctx)
	if err != nil {
		return 0, nil, err
	}
	if left := max(0, s.options.Limits.Store-total); left < most {
		most, passed = left, storeFull(s.options.Limits)
	}
	return most, passed, nil
}

func storeFull(l Limits) error {
	return cases.Invalidf("file", "store_full", "max", megabytes(l.Store))
}

// blobRow is the size of one original, and what those who use it and those who delete it lock.
type blobRow struct {
	SHA256 string `gorm:"column:sha256;primaryKey"`
	Bytes  int64  // unmeasured: kept before sizes were noted
}

const unmeasured = -1

// TableName implements gorm's Tabler.
func (blobRow) TableName() string { return "blobs" }

// count notes a file that was kept. Uploads that end together may pass the limit of the store by as much as they bring.
func (s *Store) count(ctx context.Context, b Blob) error {
	return s.withTx(ctx, "count evidence", func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "sha256"}}, DoUpdates: clause.AssignmentColumns([]string{"bytes"})}).
			Create(&blobRow{b.SHA256, b.Size}).Error
	})
}

// lockBlob makes others who use or delete a file wait until the transaction ends. The row is written even where it is
// there: that is a lock on every engine.
func lockBlob(tx *gorm.DB, sum string) error {
	err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "sha256"}}, DoUpdates: clause.AssignmentColumns([]string{"sha256"})}).
		Create(&blobRow{sum, unmeasured}).Error
	if err != nil {
		return fmt.Errorf("lock evidence: %w", err)
	}
	return nil
}

// total is the size of all originals.
func (s *Store) total(ctx context.Context) (int64, error) {
	if err := s.measure(ctx); err != nil {
		return 0, err
	}
	var n int64
	err := s.db.WithContext(ctx).Model(&blobRow{}).Select("COALESCE(SUM(bytes), 0)").Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count evidence: %w", err)
	}
	return n, nil
}

// measure looks up the sizes that nobody noted, which is done once for each file of an older store.
func (s *Store) measure(ctx context.Context) error {
	for {
		var sums []string
		if err := s.db.WithContext(ctx).Model(&blobRow{}).Where("bytes = ?", unmeasured).Limit(200).Pluck("sha256", &sums).Error; err != nil {
			return fmt.Errorf("count evidence: %w", err)
		}
		if len(sums) == 0 {
			return nil
		}
		for _, sum := range sums {
			h, err := s.statBlob(ctx, sum)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			if err := s.db.WithContext(ctx).Model(&blobRow{}).Where("sha256 = ?", sum).Update("bytes", h.size).Error; err != nil {
				return fmt.Errorf("count evidence: %w", err)
			}
		}
	}
}

func (s *Store) statBlob(ctx context.Context, sum string) (held, error) {
	if !isDigest(sum) {
		return held{}, fs.ErrNotExist
	}
	return s.vault.stat(ctx, sum)
}

// megabytes says a size as people read it.
func megabytes(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}
