package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"degrau/cases"
	"degrau/migrations"
)

// BenchmarkCreate opens a case of three events: as the store does it, and as plain SQL would with the same rows in one
// transaction. Both sign the head. Read the ratio, not the figures.
func BenchmarkCreate(b *testing.B) {
	for _, e := range engines {
		s := mustStore(b, e.options(b))
		b.Run(e.name+"/gorm", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				c := newCase(b)
				b.StartTimer()
				mustDo(b, s.Create(context.Background(), c, nil))
			}
		})
		b.Run(e.name+"/sql", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				c := newCase(b)
				b.StartTimer()
				mustDo(b, plainCreate(s, c))
			}
		})
	}
}

// BenchmarkLoad reads the same case back: its head, its events and their words.
func BenchmarkLoad(b *testing.B) {
	for _, e := range engines {
		s := mustStore(b, e.options(b))
		c := mustCreate(b, s)
		b.Run(e.name+"/gorm", func(b *testing.B) {
			for b.Loop() {
				mustLoad(b, s, c.ID)
			}
		})
		b.Run(e.name+"/sql", func(b *testing.B) {
			for b.Loop() {
				if got, err := plainLoad(s, c.ID); err != nil || len(got.Events) != len(c.Events) {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTakeIn receives a file of 64 MB, and does beside it what cannot be saved: copy it, hash it on the way, sync
// it. Read the ratio.
func BenchmarkTakeIn(b *testing.B) {
	const size = 64 << 20
	content := make([]byte, size)
	var seed [32]byte
	rand.NewChaCha8(seed).Read(content)
	source := filepath.Join(b.TempDir(), "source")
	mustDo(b, os.WriteFile(source, content, 0o600))
	for name, s := range map[string]*Store{"folder": mustStore(b, engines[0].options(b)), "S3": mustStore(b, onBucket(b, engines[0].options(b)))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			var ours, plain time.Duration
			for n := uint64(1); b.Loop(); n++ {
				b.StopTimer()
				binary.LittleEndian.PutUint64(content, n) // bytes that are not there yet
				mustDo(b, os.WriteFile(source, content, 0o600))
				var x Blob
				first := n%2 == 0 // whoever comes second finds the disk busy with the first
				if first {
					plain += timed(b, func() error { return copyAndHash(source, filepath.Join(b.TempDir(), "copy")) })
				}
				b.StartTimer()
				ours += timed(b, func() (err error) { x, err = putFile(b.Context(), s, source); return err })
				b.StopTimer()
				if !first {
					plain += timed(b, func() error { return copyAndHash(source, filepath.Join(b.TempDir(), "copy")) })
				}
				mustDo(b, s.dropUnused(b.Context(), []string{x.SHA256}))
				b.StartTimer()
			}
			b.ReportMetric(ours.Seconds()/plain.Seconds(), "ratio")
		})
	}
}

func timed(b *testing.B, do func() error) time.Duration {
	b.Helper()
	began := time.Now()
	mustDo(b, do())
	return time.Since(began)
}

func putFile(ctx context.Context, s *Store, name string) (Blob, error) {
	f, err := os.Open(name)
	if err != nil {
		return Blob{}, err
	}
	defer f.Close()
	return s.PutBlob(ctx, f, 0)
}

func copyAndHash(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	return errors.Join(err, out.Sync(), out.Close(), os.Remove(to))
}

// plain holds the statements in each engine's own way of writing parameters.
var plain = map[migrations.Dialect]struct{ head, event, words, load, events string }{
	migrations.SQLite: {
		`INSERT INTO cases (id, org_id, code, state, version, last_seq, last_hash, head_sig, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		`INSERT INTO events (id, org_id, case_id, seq, kind, actor, recorded_at, digest, prev_hash, hash) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		`INSERT INTO event_payloads (event_id, org_id, case_id, payload) VALUES (?,?,?,?)`,
		`SELECT id, org_id, code, state, version, last_seq, last_hash, head_sig, created_at, updated_at FROM cases WHERE id = ?`,
		`SELECT e.id, e.org_id, e.case_id, e.seq, e.kind, e.actor, e.recorded_at, e.digest, e.prev_hash, e.hash, p.payload FROM events e LEFT JOIN event_payloads p ON p.event_id = e.id WHERE e.case_id = ? ORDER BY e.seq`,
	},
	migrations.Postgres: {
		`INSERT INTO cases (id, org_id, code, state, version, last_seq, last_hash, head_sig, created_at, updated_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
		`INSERT INTO events (id, org_id, case_id, seq, kind, actor, recorded_at, digest, prev_hash, hash) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
		`INSERT INTO event_payloads (event_id, org_id, case_id, payload) VALUES ($1,$2,$3,$4)`,
		`SELECT id, org_id, code, state, version, last_seq, last_hash, head_sig, created_at, updated_at FROM cases WHERE id = $1`,
		`SELECT e.id, e.org_id, e.case_id, e.seq, e.kind, e.actor, e.recorded_at, e.digest, e.prev_hash, e.hash, p.payload FROM events e LEFT JOIN event_payloads p ON p.event_id = e.id WHERE e.case_id = $1 ORDER BY e.seq`,
	},
}

func plainCreate(s *Store, c *cases.Case) error {
	q := plain[s.dialect]
	tx, err := s.pool.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec(q.head, c.ID, c.OrgID, c.Code, c.State, c.Version, c.LastSeq, c.LastHash, s.key.sign(c), c.CreatedAt, c.UpdatedAt); err != nil {
		return err
	}
	for _, e := range c.Events {
		if _, err := tx.Exec(q.event, e.ID, e.OrgID, e.CaseID, e.Seq, e.Kind, e.Actor, e.RecordedAt, e.Digest, e.PrevHash, e.Hash); err != nil {
			return err
		}
		if _, err := tx.Exec(q.words, e.ID, e.OrgID, e.CaseID, e.Payload); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func plainLoad(s *Store, id string) (*cases.Case, error) {
	q, c := plain[s.dialect], &cases.Case{}
	err := s.pool.QueryRow(q.load, id).Scan(&c.ID, &c.OrgID, &c.Code, &c.State, &c.Version, &c.LastSeq, &c.LastHash, &c.HeadSig, &c.CreatedAt, &c.UpdatedAt)
	if err != nil {
		return nil, err
	}
	rows, err := s.pool.Query(q.events, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var e cases.Event
		var words sql.NullString
		if err := rows.Scan(&e.ID, &e.OrgID, &e.CaseID, &e.Seq, &e.Kind, &e.Actor, &e.RecordedAt, &e.Digest, &e.PrevHash, &e.Hash, &words); err != nil {
			return nil, err
		}
		e.Payload = words.String
		if e.Entry, err = cases.DecodePayload(e.Payload); err != nil {
			return nil, err
		}
		c.Events = append(c.Events, e)
	}
	return c, rows.Err()
}
