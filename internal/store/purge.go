package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"degrau/cases"
)

var errClaimed = errors.New("claimed again")

// PurgeExpired erases the cases whose claims have all expired, at most limit of them, and returns how many. Cases that
// never had a claim, such as those of the command line, are not touched. Cases and accounts whose person wanted them gone
// seven days ago are erased with them, and so are closed cases that were kept long enough; expired drafts and codes go too. A case that
// cannot be erased does not keep the others: its error comes with the count.
func (s *Store) PurgeExpired(ctx context.Context, now time.Time, limit int) (int, error) {
	now = cases.Stamp(now)
	if err := errors.Join(s.purgeDrafts(ctx, now), s.purgeSignIn(ctx, now)); err != nil {
		return 0, err
	}
	last := ""
	var faults []error
	erased, err := s.eraseDue(ctx, now, limit)
	if faults = append(faults, err); ctx.Err() != nil {
		return erased, ctx.Err()
	}
	for erased < limit {
		ids, err := s.unclaimed(ctx, now, last, limit-erased)
		if err != nil {
			return erased, s.explain("look for expired claims", errors.Join(append(faults, err)...))
		}
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			last = id
			switch err := s.purge(ctx, id, now); {
			case err == nil:
				erased++
			case ctx.Err() != nil:
				return erased, ctx.Err()
			case errors.Is(err, errClaimed), cases.IsKind(err, cases.Conflict) && !errors.Is(err, ErrLocked):
				// Somebody came back to it; the next run looks again.
			default:
				faults = append(faults, fmt.Errorf("purge case %s: %w", id, err))
			}
		}
	}
	return erased, errors.Join(faults...)
}

func (s *Store) unclaimed(ctx context.Context, now time.Time, after string, limit int) ([]string, error) {
	var ids []string
	q := s.db.WithContext(ctx).Model(&claimRow{}).Group("case_id").Having("max(expires_at) <= ?", now).Order("case_id").Limit(limit)
	if after != "" {
		q = q.Where("case_id > ?", after)
	}
	return ids, q.Pluck("case_id", &ids).Error
}

func (s *Store) purge(ctx context.Context, id string, now time.Time) error {
	c, _, err := s.read(ctx, id)
	if err != nil {
		return err
	}
	if c.State == cases.StateErased { // erased at the moment of a renewal: only the claim is left
		return s.withTx(ctx, "forget claims", func(tx *gorm.DB) error { return tx.Where("case_id = ?", id).Delete(&claimRow{}).Error })
	}
	if err := c.Erase("system", now); err != nil {
		return err
	}
	return s.erase(ctx, c, leaveUnsigned, func(tx *gorm.DB) error { return stillExpired(tx, id, now) })
}

// stillExpired locks the claims of a case, so that none is renewed between the question and the erasure.
func stillExpired(tx *gorm.DB, id string, now time.Time) error {
	var rows []claimRow
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("case_id = ?", id).Find(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		if r.ExpiresAt.After(now) {
			return errClaimed
		}
	}
	return nil
}

func (s *Store) purgeDrafts(ctx context.Context, now time.Time) error {
	var files []string
	err := s.withTx(ctx, "purge drafts", func(tx *gorm.DB) error {
		files = nil
		var ids []string
		if err := tx.Model(&Draft{}).Where("expires_at <= ?", now).Limit(1000).Pluck("id", &ids).Error; err != nil || len(ids) == 0 {
			return err
		}
		if err := tx.Where("id IN ? AND expires_at <= ?", ids, now).Delete(&Draft{}).Error; err != nil {
			return err
		}
		for _, id := range ids {
			shas, err := releaseFiles(tx, id)
			if err != nil {
				return err
			}
			files = append(files, shas...)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.dropUnused(ctx, files)
}
