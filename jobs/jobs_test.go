package jobs

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// safeBuffer is a log that goroutines may write to.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func mustRunner(t testing.TB, now time.Time) (*Runner, *store.Store, *safeBuffer) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	log := &safeBuffer{}
	return New(s, slog.New(slog.NewTextHandler(log, nil)), func() time.Time { return now }), s, log
}

func mustClaimed(t testing.TB, s *store.Store, until time.Time) string {
	t.Helper()
	c, err := cases.Open(cases.Facts{Parties: []cases.Party{{Role: "consumer", Name: "Maria Silva"}},
		Events: []cases.Entry{{Kind: cases.Note, On: civil.MustPartial("2026-11-01"), Text: "segredo"}}}, "", "owner", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Create(t.Context(), c, &store.Claim{TokenHash: "tokenhash", ExpiresAt: until}); err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func state(t testing.TB, s *store.Store, id string) cases.State {
	t.Helper()
	c, err := s.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c.State
}

func TestStartPurgesWhatHasExpired(t *testing.T) {
	r, s, log := mustRunner(t, noon.Add(time.Hour))
	var expired []string
	for range batch + 1 { // more than one batch
		expired = append(expired, mustClaimed(t, s, noon))
	}
	fresh := mustClaimed(t, s, noon.Add(2*time.Hour))
	r.Start()
	r.Stop(context.Background())
	for _, id := range expired {
		if state(t, s, id) != cases.StateErased {
			t.Fatalf("case %s has expired and is still there", id)
		}
	}
	if state(t, s, fresh) != cases.StateOpen {
		t.Error("a case was purged before its time")
	}
	said := log.String()
	if !strings.Contains(said, "cases=51") {
		t.Errorf("the log does not say how many: %s", said)
	}
	for _, word := range append(expired, "Maria", "segredo", "tokenhash") {
		if strings.Contains(said, word) {
			t.Errorf("the log holds %q", word)
		}
	}
}

func TestPurgeIsEveryHourInUTC(t *testing.T) {
	r, _, _ := mustRunner(t, noon)
	defer r.Stop(t.Context())
	if n := len(r.cron.Entries()); n != 1 {
		t.Fatalf("%d jobs", n)
	}
	if r.cron.Location() != time.UTC {
		t.Errorf("the table is read in %s", r.cron.Location())
	}
	at := time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC) // the night in which Europe skips an hour
	for range 4 {
		next := r.cron.Entries()[0].Schedule.Next(at)
		if next.Minute() != 0 || next.Sub(at) > time.Hour {
			t.Errorf("after %s comes %s", at, next)
		}
		at = next
	}
}

func TestAJobThatPanicsRunsAgain(t *testing.T) {
	r, _, log := mustRunner(t, noon)
	defer r.Stop(t.Context())
	runs := 0
	r.add("loud", "0 0 1 1 *", func(context.Context) error { runs++; panic("boom") })
	job := lastJob(r)
	for range 3 {
		job.Run()
	}
	if runs != 3 || strings.Count(log.String(), "boom") < 3 {
		t.Errorf("%d runs, log: %s", runs, log)
	}
}

func TestAJobThatStillRunsIsNotStartedTwice(t *testing.T) {
	r, _, _ := mustRunner(t, noon)
	defer r.Stop(t.Context())
	runs := 0
	started, goOn, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	r.add("slow", "0 0 1 1 *", func(context.Context) error { runs++; close(started); <-goOn; return nil })
	job := lastJob(r)
	go func() { job.Run(); close(done) }()
	<-started
	job.Run()
	close(goOn)
	<-done
	if runs != 1 {
		t.Errorf("%d runs at once", runs)
	}
}

func TestAFailureIsLoggedWithItsJob(t *testing.T) {
	r, _, log := mustRunner(t, noon)
	defer r.Stop(t.Context())
	r.add("unlucky", "0 0 1 1 *", func(context.Context) error { return errors.New("no such table") })
	lastJob(r).Run()
	if said := log.String(); !strings.Contains(said, "job=unlucky") || !strings.Contains(said, "no such table") {
		t.Errorf("log: %s", said)
	}
}

func TestStopEndsAJobThatDoesNotEnd(t *testing.T) {
	r, _, log := mustRunner(t, noon)
	started := make(chan struct{})
	r.add("endless", "0 0 1 1 *", func(ctx context.Context) error { close(started); <-ctx.Done(); return ctx.Err() })
	r.Start()
	<-started
	over, cancel := context.WithCancel(t.Context())
	cancel()
	r.Stop(over)
	if strings.Contains(log.String(), "job failed") {
		t.Errorf("being stopped is no failure: %s", log)
	}
}

func lastJob(r *Runner) cron.Job {
	entries := r.cron.Entries()
	return entries[len(entries)-1].WrappedJob
}
