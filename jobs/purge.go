package jobs

import (
	"context"
	"errors"
	"fmt"
)

// purge erases the cases whose browser claim has run out, and evidence that belongs to nothing. The log gets counts
// only. Copies that another process made of them go too.
func (r *Runner) purge(ctx context.Context) error {
	total := 0
	var fault error
	for {
		// One case that cannot be erased must not keep the others; it comes up in every batch, so its last word counts.
		var n int
		if n, fault = r.store.PurgeExpired(ctx, r.clock(), batch); n == 0 {
			break
		}
		total += n
	}
	swept, err := r.store.SweepEvidence(ctx)
	if total > 0 || swept > 0 {
		r.log.Info("purged", "cases", total, "files", swept)
	}
	if r.Copies != nil {
		err = errors.Join(err, r.Copies.Sweep(r.clock(), func(sum string) bool { return r.store.HasBlob(ctx, sum) }))
	}
	if fault = errors.Join(fault, err); fault != nil {
		return fmt.Errorf("purge: %w", fault)
	}
	return nil
}
