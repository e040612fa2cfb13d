package jobs

import (
	"context"
	"errors"
	"fmt"
)

// purge erases the cases whose browser claim has run out, and evidence that belongs to nothing. The log gets counts
// only.
func (r *Runner) purge(ctx context.Context) error {
	total := 0
	var fault error
	for {
		n, err := r.store.PurgeExpired(ctx, r.clock(), batch)
		total += n
		fault = errors.Join(fault, err)
		if n == 0 || err != nil {
			break
		}
	}
	swept, err := r.store.SweepEvidence(ctx)
	if total > 0 || swept > 0 {
		r.log.Info("purged", "cases", total, "files", swept)
	}
	if fault = errors.Join(fault, err); fault != nil {
		return fmt.Errorf("purge: %w", fault)
	}
	return nil
}
