package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"degrau/cases"
)

// Known says where a file is known from.
type Known struct {
	CaseID string
	Code   string
	Label  string // P3; empty: the file is not known
	Same   bool   // the bytes are those recorded; false: only the name is
}

// KnownEvidence looks for an exhibit with the given bytes, and failing that for one that came in under the given name,
// newest first. No exhibit is a Known without a Label.
func (s *Store) KnownEvidence(ctx context.Context, sha256, name string) (Known, error) {
	var ids []string
	err := s.db.WithContext(ctx).Model(&blobUse{}).Where("sha256 = ?", clean(sha256)).Order("id").Pluck("owner", &ids).Error
	if err != nil {
		return Known{}, s.explain("look for evidence", err)
	}
	k, err := s.exhibitIn(ctx, ids, func(x *cases.Evidence) bool { return x.SHA256 == sha256 })
	if k.Label != "" || err != nil || name == "" {
		k.Same = true
		return k, s.explain("look for evidence", err)
	}
	if ids, err = s.casesNaming(ctx, name); err != nil {
		return Known{}, s.explain("look for evidence", err)
	}
	k, err = s.exhibitIn(ctx, ids, func(x *cases.Evidence) bool { return x.Name == name })
	return k, s.explain("look for evidence", err)
}

// casesNaming finds the cases with the name in the words of an evidence event. The pattern lets through a little more
// than the name (SQLite does not tell A from a), never less.
func (s *Store) casesNaming(ctx context.Context, name string) ([]string, error) {
	quoted, err := json.Marshal(name)
	if err != nil {
		return nil, fmt.Errorf("quote name: %w", err)
	}
	pattern := "%\"name\":" + strings.NewReplacer(`!`, `!!`, `%`, `!%`, `_`, `!_`).Replace(string(quoted)) + "%"
	var ids []string
	err = s.db.WithContext(ctx).Model(&cases.Event{}).Joins("JOIN event_payloads p ON p.event_id = events.id").
		Where("events.kind = ? AND p.payload LIKE ? ESCAPE '!'", cases.EvidenceAdded, pattern).
		Order("events.id DESC").Limit(100).Pluck("events.case_id", &ids).Error
	return ids, err
}

func (s *Store) exhibitIn(ctx context.Context, ids []string, fits func(*cases.Evidence) bool) (Known, error) {
	for _, id := range ids {
		if !isUUID(id) {
			continue // a draft's
		}
		c, _, err := s.read(ctx, id)
		if cases.IsKind(err, cases.NotFound) {
			continue
		}
		if err != nil {
			return Known{}, err
		}
		for i := len(c.Events) - 1; i >= 0; i-- {
			if x := exhibit(c.Events[i]); x != nil && fits(x) {
				return Known{CaseID: c.ID, Code: c.Code, Label: x.Label()}, nil
			}
		}
	}
	return Known{}, nil
}
