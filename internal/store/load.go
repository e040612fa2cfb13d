package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"degrau/cases"
)

// Load returns a case with its events. id may be a whole UUID or the short code. NotFound if there is none.
func (s *Store) Load(ctx context.Context, id string) (*cases.Case, error) {
	c, err := s.load(ctx, id)
	return c, s.explain("load case", err)
}

func (s *Store) load(ctx context.Context, id string) (*cases.Case, error) {
	whole, err := s.resolve(ctx, id)
	if err != nil {
		return nil, err
	}
	c, broken, err := s.read(ctx, whole)
	if err == nil && broken != nil {
		err = broken
	}
	if err != nil {
		return nil, err
	}
	return c, nil
}

// resolve turns what people type into the id of a case: a UUID as it is, a short code by looking it up.
func (s *Store) resolve(ctx context.Context, id string) (string, error) {
	if u, err := uuid.Parse(id); err == nil && len(id) == 36 {
		return u.String(), nil
	}
	missing := cases.NotFoundf("no_such_case", "id", clip(id))
	code := strings.ToUpper(strings.ReplaceAll(id, "-", ""))
	if len(code) != 8 || strings.Trim(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", missing
	}
	var ids []string
	err := s.db.WithContext(ctx).Model(&cases.Case{}).Where("code = ?", code[:4]+"-"+code[4:]).Limit(2).Pluck("id", &ids).Error
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", missing
	case len(ids) > 1:
		return "", cases.Conflictf("code_ambiguous", "code", code[:4]+"-"+code[4:])
	}
	return ids[0], nil
}

// clip keeps a mistyped id short and printable in an error.
func clip(s string) string {
	s = strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s), "")
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

// read returns the case of a whole id with its events, as one moment saw it. broken is the first event whose words
// cannot be read, which only verify and erasure may overlook.
func (s *Store) read(ctx context.Context, id string) (c *cases.Case, broken, err error) {
	for try := 0; try < 50; try++ {
		c = &cases.Case{}
		err = s.db.WithContext(ctx).Where("id = ?", id).Take(c).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil, nil, cases.NotFoundf("no_such_case", "id", id)
		}
		if err != nil {
			return nil, nil, err
		}
		c.CreatedAt, c.UpdatedAt = cases.Stamp(c.CreatedAt), cases.Stamp(c.UpdatedAt)
		var same bool
		if same, broken, err = s.readEvents(ctx, c); err != nil || same {
			return c, broken, err
		}
	}
	return nil, nil, cases.Conflictf("changed_meanwhile")
}

const eventsOfCase = `SELECT e.id, e.org_id, e.case_id, e.seq, e.kind, e.actor, e.recorded_at, e.digest, e.prev_hash, e.hash,
	p.payload AS words, c.version AS head_version
FROM events e LEFT JOIN event_payloads p ON p.event_id = e.id LEFT JOIN cases c ON c.id = e.case_id
WHERE e.case_id = ? ORDER BY e.seq`

// readEvents fills c.Events, and reports false where somebody wrote between the head and its events, so that they do
// not belong together.
func (s *Store) readEvents(ctx context.Context, c *cases.Case) (same bool, broken, err error) {
	var rows []eventRow
	if err := s.db.WithContext(ctx).Raw(eventsOfCase, c.ID).Scan(&rows).Error; err != nil {
		return false, nil, fmt.Errorf("read events: %w", err)
	}
	c.Events = make([]cases.Event, 0, len(rows))
	for _, r := range rows {
		if r.HeadVersion != c.Version {
			return false, nil, nil
		}
		e := r.Event
		e.RecordedAt = cases.Stamp(e.RecordedAt)
		if r.Words != nil && *r.Words != "" {
			e.Payload = *r.Words
			if e.Entry, err = cases.DecodePayload(e.Payload); err != nil && broken == nil {
				broken = fmt.Errorf("event %d of case %s: %w", e.Seq, c.ID, err)
			}
		}
		c.Events = append(c.Events, e)
	}
	return true, broken, nil
}

// List returns cases without events, newest first, keyset-paged: pass the last row of the page before, or nil. Erased
// cases are listed too, by their State.
func (s *Store) List(ctx context.Context, after *cases.Case, limit int) ([]*cases.Case, error) {
	q := s.db.WithContext(ctx).Order("updated_at DESC, id DESC").Limit(limit)
	if after != nil {
		q = q.Where("(updated_at, id) < (?, ?)", cases.Stamp(after.UpdatedAt), after.ID)
	}
	var out []*cases.Case
	if err := q.Find(&out).Error; err != nil {
		return nil, s.explain("list cases", err)
	}
	return stamped(out), nil
}

func stamped(list []*cases.Case) []*cases.Case {
	for _, c := range list {
		c.CreatedAt, c.UpdatedAt = cases.Stamp(c.CreatedAt), cases.Stamp(c.UpdatedAt)
	}
	return list
}
