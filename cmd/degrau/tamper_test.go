package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"degrau/cases"
	"degrau/internal/s3test"
	"degrau/internal/store"
)

// tamperings are what somebody can do who gets at the database or the files. The exhibit is the last of three events or
// more.
var tamperings = []struct {
	name string
	do   func(t *testing.T, d degrau, id string)
	want string // in the words of verify; CODE is the case's code
}{
	{"a byte of an original changed", func(t *testing.T, d degrau, id string) {
		d.overwrite(lastExhibit(t, d, id).SHA256, []byte("recibO"))
	}, "the file recibo de CODE.txt has changed"},
	{"an event taken out", func(t *testing.T, d degrau, id string) {
		k := d.load(id)
		d.exec("DELETE FROM event_payloads WHERE event_id = $1", k.Events[1].ID)
		d.exec("DELETE FROM events WHERE id = $1", k.Events[1].ID)
	}, "event 2 was removed"},
	{"two events swapped", func(t *testing.T, d degrau, id string) {
		for _, step := range [][2]int{{2, 99}, {3, 2}, {99, 3}} {
			d.exec("UPDATE events SET seq = $1 WHERE case_id = $2 AND seq = $3", step[1], id, step[0])
		}
	}, "out of order"},
	{"the history rewritten", func(t *testing.T, d degrau, id string) {
		k := d.load(id)
		for i := range k.Events {
			k.Events[i].Payload = strings.Replace(k.Events[i].Payload, "2026-07-05", "2026-06-05", 1)
		}
		relink(k)
		if faults := k.VerifyChain(); len(faults) > 0 {
			t.Fatalf("the forgery is not good enough: %v", faults)
		}
		for _, e := range k.Events {
			d.exec("UPDATE events SET prev_hash = $1, hash = $2, digest = $3 WHERE id = $4", e.PrevHash, e.Hash, e.Digest, e.ID)
			d.exec("UPDATE event_payloads SET payload = $1 WHERE event_id = $2", e.Payload, e.ID)
		}
		d.exec("UPDATE cases SET last_hash = $1 WHERE id = $2", k.LastHash, k.ID)
	}, "the history was rewritten"},
}

// relink recomputes the hashes of a chain as a forger would who has read the source.
func relink(k *cases.Case) {
	hexSum := func(s string) string {
		h := sha256.Sum256([]byte(s))
		return hex.EncodeToString(h[:])
	}
	k.LastHash = ""
	for i := range k.Events {
		e := &k.Events[i]
		e.PrevHash, e.Digest = k.LastHash, hexSum(e.Payload)
		e.Hash = hexSum(strings.Join([]string{"degrau-event-1", e.OrgID, e.CaseID, strconv.FormatInt(e.Seq, 10), e.ID, string(e.Kind),
			e.Actor, e.RecordedAt.Format(time.RFC3339Nano), e.Digest, e.PrevHash}, "\x1f"))
		k.LastHash = e.Hash
	}
}

func lastExhibit(t *testing.T, d degrau, id string) cases.Evidence {
	t.Helper()
	all := d.load(id).Evidence()
	if len(all) == 0 {
		t.Fatal("the case has no exhibit")
	}
	return all[len(all)-1]
}

// load reads a case past the program.
func (d degrau) load(id string) *cases.Case {
	d.t.Helper()
	s, err := store.Open(d.t.Context(), store.Options{Dir: d.data, URL: d.database})
	mustDo(d.t, err)
	defer s.Close()
	k, err := s.Load(d.t.Context(), id)
	mustDo(d.t, err)
	return k
}

// exec changes the database past the program; it must change something.
func (d degrau) exec(statement string, args ...any) {
	d.t.Helper()
	driver, at := "sqlite", filepath.Join(d.data, "degrau.db")
	if d.database != "" {
		driver, at = "pgx", d.database
	}
	db, err := sql.Open(driver, at)
	mustDo(d.t, err)
	defer db.Close()
	done, err := db.ExecContext(d.t.Context(), statement, args...)
	mustDo(d.t, err)
	if n, err := done.RowsAffected(); n == 0 || err != nil {
		d.t.Fatalf("%s: %d rows, %v", statement, n, err)
	}
}

// overwrite puts other bytes in the place of an original, wherever that is.
func (d degrau) overwrite(sum string, b []byte) {
	d.t.Helper()
	if url := d.bucketURL(); url != "" {
		s3test.Of(d.t, url).Put(d.t, sum, b)
		return
	}
	path := filepath.Join(d.data, "evidence", sum[:2], sum)
	mustDo(d.t, os.Chmod(path, 0o600))
	mustDo(d.t, os.WriteFile(path, b, 0o600))
}

// bucketURL is what the settings file of the data folder says.
func (d degrau) bucketURL() string {
	b, _ := os.ReadFile(filepath.Join(d.data, "degrau.toml"))
	_, rest, _ := strings.Cut(string(b), `blob_url = "`)
	url, _, _ := strings.Cut(rest, `"`)
	return url
}
