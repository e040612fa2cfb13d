// Package jobs is what runs by itself: the cron table and the jobs in it.
//
// A job asks the store what should be true by now and does the difference, so a missed night changes nothing and every
// replica may run the same table.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"degrau/internal/store"
)

// batch is how many cases are erased at a time: each is a transaction of its own, and Stop waits for at most one.
const batch = 50

// Runner runs the jobs.
type Runner struct {
	// Copies are what was made of originals, to be swept; nil: none.
	Copies interface {
		Sweep(now time.Time, has func(sha256 string) bool) error
	}

	store *store.Store
	log   *slog.Logger
	clock func() time.Time

	cron   *cron.Cron
	first  sync.WaitGroup // the runs at start, outside cron's table
	ctx    context.Context
	cancel context.CancelFunc
}

// New returns a Runner that does nothing until Start. clock says what time it is; --now can set it.
func New(s *store.Store, log *slog.Logger, clock func() time.Time) *Runner {
	r := &Runner{store: s, log: log, clock: clock}
	r.ctx, r.cancel = context.WithCancel(context.Background())
	said := cronLog{log}
	r.cron = cron.New(
		// UTC, because in a zone with summer time an entry can be skipped or run twice on the day of the change.
		cron.WithLocation(time.UTC),
		cron.WithLogger(said),
		// Recover innermost: outermost, a panic would leave SkipIfStillRunning believing that the job still runs, and it
		// would never run again.
		cron.WithChain(cron.SkipIfStillRunning(said), cron.Recover(said)),
	)
	r.add("purge", "0 * * * *", r.purge)
	return r
}

func (r *Runner) add(name, when string, job func(ctx context.Context) error) {
	_, err := r.cron.AddFunc(when, func() {
		if err := job(r.ctx); err != nil && r.ctx.Err() == nil {
			r.log.Error("job failed", "job", name, "err", err)
		}
	})
	if err != nil {
		panic(fmt.Sprintf("cron entry of %s: %v", name, err)) // the table is ours
	}
}

// Start runs every job once and then by its table.
func (r *Runner) Start() {
	for _, e := range r.cron.Entries() {
		r.first.Add(1)
		go func() {
			defer r.first.Done()
			e.WrappedJob.Run()
		}()
	}
	r.cron.Start()
}

// Stop starts no more jobs and waits for those that run. When ctx ends first, they are told to stop and waited for:
// each step is a transaction, so nothing is left half done.
func (r *Runner) Stop(ctx context.Context) {
	defer r.cancel()
	running := r.cron.Stop()
	done := make(chan struct{})
	go func() {
		r.first.Wait()
		<-running.Done()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		r.cancel()
		<-done
	}
}

// cronLog puts cron's own messages into our log. Its Info lines come at every tick, so they are for debugging only.
type cronLog struct{ log *slog.Logger }

func (c cronLog) Info(msg string, pairs ...any) { c.log.Debug("cron: "+msg, pairs...) }

func (c cronLog) Error(err error, msg string, pairs ...any) {
	c.log.Error("cron: "+msg, append([]any{"err", err}, pairs...)...)
}
