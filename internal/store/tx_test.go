package store

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"degrau/cases"
)

func testRetry(t *testing.T, s *Store) {
	for _, code := range []string{"40001", "40P01"} {
		tries := 0
		err := s.withTx(t.Context(), "try", func(tx *gorm.DB) error {
			if tries++; tries < 3 {
				return fmt.Errorf("wrapped: %w", &pgconn.PgError{Code: code})
			}
			return nil
		})
		if err != nil || tries != 3 {
			t.Errorf("%s: %d tries, %v", code, tries, err)
		}
	}
	tries := 0
	err := s.withTx(t.Context(), "try", func(*gorm.DB) error { tries++; return cases.Conflictf("changed_meanwhile") })
	if tries != 1 || !cases.IsKind(err, cases.Conflict) {
		t.Errorf("a conflict was tried %d times: %v", tries, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.withTx(ctx, "try", func(*gorm.DB) error { cancel(); return &pgconn.PgError{Code: "40001"} })
	if err == nil || ctx.Err() == nil {
		t.Errorf("a request that is over: %v", err)
	}
	if err = s.withTx(ctx, "try", func(*gorm.DB) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that was over before: %v", err)
	}
}
