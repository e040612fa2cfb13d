package store

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"degrau/cases"
)

// leftover is how long a file may lie about without an owner: longer than any upload or open draft page takes.
const leftover = 24 * time.Hour

// SweepEvidence deletes files that were received more than a day ago and belong to no case and no draft: a process was
// killed between keeping the bytes and saving the event that names them. It returns how many there were. What killed
// processes left half received goes too.
func (s *Store) SweepEvidence(ctx context.Context) (int, error) {
	now, err := s.inbox.clock()
	if err == nil {
		err = s.inbox.clear()
	}
	var old []string
	if err == nil {
		err = s.vault.each(ctx, func(sum string, h held) error {
			if now.Sub(h.kept) > leftover {
				old = append(old, sum)
			}
			return nil
		})
	}
	if err != nil {
		return 0, s.explain("sweep evidence", err)
	}
	return s.sweep(ctx, old)
}

// named looks for an exhibit with the digest in the words of every case. That takes long, but candidates are few, and
// the notes of use are no part of the chain: whoever lost or deleted them must not make us delete originals.
func (s *Store) named(ctx context.Context, sum string) (bool, error) {
	var ids []string
	err := s.db.WithContext(ctx).Model(&cases.Event{}).Joins("JOIN event_payloads p ON p.event_id = events.id").
		Where("events.kind = ? AND p.payload LIKE ?", cases.EvidenceAdded, `%"sha256":"`+sum+`"%`).Limit(1).Pluck("events.id", &ids).Error
	return len(ids) > 0, err
}

func (s *Store) sweep(ctx context.Context, sums []string) (int, error) {
	n := 0
	for some := range slices.Chunk(sums, 500) {
		used, err := s.used(ctx, some)
		if err != nil {
			return n, s.explain("sweep evidence", err)
		}
		var idle []string
		for _, sum := range some {
			if used[sum] {
				continue
			}
			named, err := s.named(ctx, sum)
			if err != nil {
				return n, s.explain("sweep evidence", err)
			}
			if !named {
				idle = append(idle, sum)
			}
		}
		if err := s.dropUnused(ctx, idle); err != nil {
			return n, err
		}
		n += len(idle)
	}
	return n, nil
}

// HasBlob reports whether an original is kept here. Where that cannot be found out just now, it is taken to be.
func (s *Store) HasBlob(ctx context.Context, sum string) bool {
	_, err := s.statBlob(ctx, sum)
	return !errors.Is(err, fs.ErrNotExist)
}
