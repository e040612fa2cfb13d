package store

import (
	"context"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
	"degrau/migrations"
)

// Erase drops every word of a case and the evidence no other case uses; the chain of digests stays. The caller has
// already recorded cases.Erased with c.Erase.
func (s *Store) Erase(ctx context.Context, c *cases.Case) error {
	return s.erase(ctx, c, refuseTampered, func(*gorm.DB) error { return nil })
}

// erase is Erase with a last question asked inside the transaction.
func (s *Store) erase(ctx context.Context, c *cases.Case, tampered onTampered, still func(tx *gorm.DB) error) error {
	if c.State != cases.StateErased {
		return cases.Conflictf("not_erased")
	}
	var files []string
	var sig string
	err := s.withTx(ctx, "erase case "+c.ID, func(tx *gorm.DB) (err error) {
		if err = still(tx); err != nil {
			return err
		}
		if sig, err = s.appendEvents(tx, c, tampered); err != nil {
			return err
		}
		if err = dropWords(tx, c.ID); err != nil {
			return err
		}
		if files, err = releaseFiles(tx, c.ID); err != nil {
			return err
		}
		papers, err := releaseFiles(tx, papersOf(c.ID))
		files = append(files, papers...)
		return err
	})
	if err != nil {
		return err
	}
	c.HeadSig = sig
	s.enter(ctx, ledgerErased, c.ID)
	for i := range c.Events {
		if e := &c.Events[i]; e.Kind != cases.Erased {
			e.Payload, e.Entry = "", cases.Entry{}
		}
	}
	s.scrub(ctx)
	return s.dropUnused(ctx, files)
}

func dropWords(tx *gorm.DB, id string) error {
	kept := tx.Session(&gorm.Session{NewDB: true}).Model(&cases.Event{}).Select("id").Where("case_id = ? AND kind = ?", id, cases.Erased)
	if err := tx.Where("case_id = ? AND event_id NOT IN (?)", id, kept).Delete(&payloadRow{}).Error; err != nil {
		return err
	}
	// The names of a kit's files can be a person's words, and a dossier's digest would still say whose paper it is.
	if err := tx.Where("case_id = ?", id).Delete(&Build{}).Error; err != nil {
		return err
	}
	for _, of := range []any{&accounts.Grant{}, &accounts.Invitation{}, &accounts.Access{}, &accounts.Consent{}} {
		if err := tx.Where("case_id = ?", id).Delete(of).Error; err != nil {
			return err
		}
	}
	return tx.Where("case_id = ?", id).Delete(&claimRow{}).Error
}

// scrub moves SQLite's log into the file, whose freed pages are overwritten, so that erased words do not linger in the
// log. Where a reader is in the way the next one does it; nothing is lost by that, so its answer is not asked for.
func (s *Store) scrub(ctx context.Context) {
	if s.dialect == migrations.SQLite {
		_, _ = s.pool.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
}
