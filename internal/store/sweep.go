package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"degrau/cases"
)

// leftover is how long a file may lie about without an owner: longer than any upload or open draft page takes.
const leftover = 24 * time.Hour

// clock asks the file system what time it is, which is the clock that stamped the files. The store has no other, and
// a run with a made-up --now must not take today's uploads for old ones.
func (f folder) clock() (time.Time, error) {
	t, err := os.CreateTemp(f.incoming(), "clock-*")
	if err != nil {
		return time.Time{}, err
	}
	defer os.Remove(t.Name())
	defer t.Close()
	fi, err := t.Stat()
	if err != nil {
		return time.Time{}, err
	}
	return fi.ModTime(), nil
}

// touch marks a file as used now.
func (f folder) touch(path string) error {
	now, err := f.clock()
	if err == nil {
		err = os.Chtimes(path, now, now)
	}
	if err != nil {
		return fmt.Errorf("mark file as used: %w", err)
	}
	return nil
}

func (f folder) clearIncoming() error {
	names, err := f.older(f.incoming())
	if err != nil {
		return fmt.Errorf("look for abandoned uploads: %w", err)
	}
	for _, name := range names {
		if err := os.Remove(filepath.Join(f.incoming(), name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear abandoned upload: %w", err)
		}
	}
	return nil
}

// older lists the files of a folder that nobody has touched for a day.
func (f folder) older(dir string) ([]string, error) {
	now, err := f.clock()
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		fi, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if fi.Mode().IsRegular() && now.Sub(fi.ModTime()) > leftover {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// SweepEvidence deletes files that were received more than a day ago and belong to no case and no draft: a process was
// killed between keeping the bytes and saving the event that names them. It returns how many there were.
func (s *Store) SweepEvidence(ctx context.Context) (int, error) {
	dirs, err := os.ReadDir(s.blobs.root)
	if err != nil {
		return 0, s.explain("sweep evidence", err)
	}
	n := 0
	for _, d := range dirs {
		if !d.IsDir() || len(d.Name()) != 2 {
			continue
		}
		old, err := s.blobs.older(filepath.Join(s.blobs.root, d.Name()))
		if err != nil {
			return n, s.explain("sweep evidence", err)
		}
		gone, err := s.sweep(ctx, old)
		if n += gone; err != nil {
			return n, err
		}
	}
	return n, nil
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
	for start := 0; start < len(sums); start += 500 {
		some := sums[start:min(start+500, len(sums))]
		used, err := s.used(ctx, some)
		if err != nil {
			return n, s.explain("sweep evidence", err)
		}
		var idle []string
		for _, sum := range some {
			if _, err := s.blobs.path(sum); err != nil || used[sum] {
				continue // not a file of ours, or needed
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
