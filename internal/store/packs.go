package store

import (
	"context"
	"encoding/base64"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
	"degrau/escalation"
)

// packSnapshot is one whole set of packs, as cases were opened under it.
type packSnapshot struct {
	Hash      string `gorm:"primaryKey"`
	FirstSeen time.Time
	Data      string // base64 of the archive
}

// TableName implements gorm's Tabler.
func (packSnapshot) TableName() string { return "pack_snapshots" }

// KeepPacks keeps a set of packs by its snapshot, once. archive is only asked for where it is not there yet.
func (s *Store) KeepPacks(ctx context.Context, hash string, archive func() ([]byte, error), now time.Time) error {
	var n int64
	err := s.db.WithContext(ctx).Model(&packSnapshot{}).Where("hash = ?", hash).Count(&n).Error
	if err != nil || n > 0 {
		return s.explain("keep packs", err)
	}
	data, err := archive()
	if err != nil {
		return s.explain("keep packs", err)
	}
	row := packSnapshot{Hash: hash, FirstSeen: cases.Stamp(now), Data: base64.StdEncoding.EncodeToString(data)}
	return s.withTx(ctx, "keep packs", func(tx *gorm.DB) error {
		return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error
	})
}

// PacksOf returns the packs that a case keeps: those of the day for a case that keeps none, for one that came from a
// store whose packs are not here, and of course where they are the same.
func (s *Store) PacksOf(ctx context.Context, c *cases.Case, today *escalation.Packs) (*escalation.Packs, error) {
	hash := c.Packs()
	if hash == "" || hash == today.Snapshot() {
		return today, nil
	}
	if p, ok := s.shelf.Load(hash); ok {
		return p.(*escalation.Packs), nil
	}
	data, err := s.LoadPacks(ctx, hash)
	if cases.IsKind(err, cases.NotFound) {
		return today, nil
	}
	if err != nil {
		return nil, err
	}
	p, err := escalation.FromArchive(data)
	if err != nil { // an edition that no longer reads that old form plans with its own law, as for a case that keeps none
		p = today
	}
	s.shelf.Store(hash, p)
	return p, nil
}

// LoadPacks returns the archive of a set of packs. NotFound where it was never kept here, as for a case that came from
// another store.
func (s *Store) LoadPacks(ctx context.Context, hash string) ([]byte, error) {
	var row packSnapshot
	err := s.db.WithContext(ctx).Where("hash = ?", hash).Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, cases.NotFoundf("no_such_packs", "packs", hash)
	}
	if err != nil {
		return nil, s.explain("load packs", err)
	}
	data, err := base64.StdEncoding.DecodeString(row.Data)
	return data, s.explain("load packs", err)
}
