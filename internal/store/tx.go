package store

import (
	"context"
	"math/rand/v2"
	"time"

	"gorm.io/gorm"
)

// withTx runs do in one transaction, and again where the database asks for it: a serialization failure or a deadlock
// on PostgreSQL and its kin, a busy SQLite file while there is patience. do must therefore not change anything
// outside the transaction until it is known to be kept.
func (s *Store) withTx(ctx context.Context, doing string, do func(tx *gorm.DB) error) error {
	waited, stop := context.WithTimeout(context.Background(), s.options.wait())
	defer stop()
	for try := 1; ; try++ {
		err := s.db.WithContext(ctx).Transaction(do)
		if err == nil || !worthRetrying(err) || waited.Err() != nil || ctx.Err() != nil {
			return s.explain(doing, err)
		}
		pause := time.Duration(1+rand.IntN(10*min(try, 20))) * time.Millisecond
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

func worthRetrying(err error) bool {
	code := pgCode(err)
	return code == "40001" || code == "40P01" || isBusy(err)
}
