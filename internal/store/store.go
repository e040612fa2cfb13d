// Package store is the only package that imports gorm: cases, claims, jobs' needs and evidence bytes by SHA-256.
package store

import (
	"context"
	"io"
	"time"

	"degrau/cases"
)

// Options say where things are kept.
type Options struct {
	URL     string // empty: SQLite in Dir; postgres://...; sqlite:PATH
	Dir     string // data folder: degrau.db, evidence/, keys/, backups/
	Migrate bool   // bring the schema up to date (SQLite: after a backup)
	Secret  string // overrides keys/chain.key as the seed of the signing key
}

// Store keeps everything.
type Store struct{}

// Open opens the store. A folder that cannot be written, a database of a newer version, or one that stays locked for
// ten seconds is an error that says the way out (ErrNewer, ErrLocked, cases.Error).
func Open(ctx context.Context, o Options) (*Store, error) { return &Store{}, nil }

// Close closes the store.
func (s *Store) Close() error { return nil }

// Ping reports whether the database answers and the schema is the one expected.
func (s *Store) Ping(ctx context.Context) error { return nil }

// Create saves a new case with its events, whole or not at all. claim may be nil.
func (s *Store) Create(ctx context.Context, c *cases.Case, claim *Claim) error { return nil }

// Save appends the events of c that are not stored yet, in one transaction, if the stored version is the one c was
// loaded with; otherwise a Conflict. It signs the head.
func (s *Store) Save(ctx context.Context, c *cases.Case) error { return nil }

// Load returns a case with its events. id may be a whole UUID or the short code. NotFound if there is none.
func (s *Store) Load(ctx context.Context, id string) (*cases.Case, error) { return nil, nil }

// List returns cases without events, newest first, keyset-paged: pass the last row of the page before, or nil.
func (s *Store) List(ctx context.Context, after *cases.Case, limit int) ([]*cases.Case, error) {
	return nil, nil
}

// Erase drops every word of a case and the evidence no other case uses; the chain of digests stays. The caller has
// already recorded cases.Erased with c.Erase.
func (s *Store) Erase(ctx context.Context, c *cases.Case) error { return nil }

// Blob is one stored file.
type Blob struct {
	SHA256 string
	Size   int64
}

// PutBlob hashes while it streams to a temporary file, syncs, and moves it to its place by SHA-256. max is the most
// bytes taken (0: no limit); more is a cases.Error "file_too_large" and leaves nothing.
func (s *Store) PutBlob(ctx context.Context, r io.Reader, max int64) (Blob, error) {
	return Blob{}, nil
}

// OpenBlob opens the original bytes.
func (s *Store) OpenBlob(sha256 string) (io.ReadSeekCloser, error) { return nil, nil }

// Claim ties a case to a browser: only the SHA-256 of the cookie's token is kept.
type Claim struct {
	TokenHash string
	CaseID    string
	ExpiresAt time.Time
}

// ClaimedCases returns the cases of a browser, newest first, without events.
func (s *Store) ClaimedCases(ctx context.Context, tokenHash string, now time.Time) ([]*cases.Case, error) {
	return nil, nil
}

// LoadClaimed is Load for a browser: NotFound unless the claim is there and not expired.
func (s *Store) LoadClaimed(ctx context.Context, tokenHash, id string, now time.Time) (*cases.Case, error) {
	return nil, nil
}

// PurgeExpired erases the cases whose claims have all expired, at most limit of them, and returns how many.
func (s *Store) PurgeExpired(ctx context.Context, now time.Time, limit int) (int, error) {
	return 0, nil
}

// Finding is what Verify found wrong in one case or file.
type Finding struct {
	CaseID string `json:"case,omitempty"`
	cases.Fault
}

// Verify walks every chain, signature and evidence file.
func (s *Store) Verify(ctx context.Context, progress func(done, total int)) (checked int, found []Finding, err error) {
	return 0, nil, nil
}

// Draft is a text that was pasted and read but not yet confirmed, kept for one browser under a random id.
type Draft struct {
	ID        string `gorm:"primaryKey"`
	TokenHash string
	Text      string
	Reading   string // JSON
	Files     string // JSON: blobs already received
	ExpiresAt time.Time
}

// PutDraft creates or replaces a draft.
func (s *Store) PutDraft(ctx context.Context, d *Draft) error { return nil }

// LoadDraft is NotFound unless the draft belongs to the token and has not expired.
func (s *Store) LoadDraft(ctx context.Context, tokenHash, id string, now time.Time) (*Draft, error) {
	return nil, nil
}

// DeleteDraft forgets a draft.
func (s *Store) DeleteDraft(ctx context.Context, tokenHash, id string) error { return nil }
