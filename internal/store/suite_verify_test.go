package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"degrau/cases"
)

func hexSum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// relink recomputes the hashes of a chain as a forger would who has read the source.
func relink(c *cases.Case) {
	prev := ""
	for i := range c.Events {
		e := &c.Events[i]
		e.PrevHash, e.Digest = prev, hexSum(e.Payload)
		e.Hash = hexSum(strings.Join([]string{"degrau-event-1", e.OrgID, e.CaseID, strconv.FormatInt(e.Seq, 10), e.ID, string(e.Kind),
			e.Actor, e.RecordedAt.Format(time.RFC3339Nano), e.Digest, e.PrevHash}, "\x1f"))
		prev = e.Hash
	}
	c.LastHash = prev
}

// rewrite stores every link and word of a forged chain over the true one.
func rewrite(t testing.TB, s *Store, c *cases.Case) {
	t.Helper()
	for _, e := range c.Events {
		mustExec(t, s, "UPDATE events SET prev_hash = ?, hash = ?, digest = ? WHERE id = ?", e.PrevHash, e.Hash, e.Digest, e.ID)
		mustExec(t, s, "UPDATE event_payloads SET payload = ? WHERE event_id = ?", e.Payload, e.ID)
	}
	mustExec(t, s, "UPDATE cases SET last_hash = ? WHERE id = ?", c.LastHash, c.ID)
}

func dropEvent(t testing.TB, s *Store, e cases.Event) {
	t.Helper()
	mustExec(t, s, "DELETE FROM event_payloads WHERE event_id = ?", e.ID)
	mustExec(t, s, "DELETE FROM events WHERE id = ?", e.ID)
}

// tamperings: each is done to a case of five events, the fifth of them the exhibit "recibo.txt".
var tamperings = []struct {
	name string
	do   func(t testing.TB, s *Store, c *cases.Case)
	want string
}{
	{"nothing", func(testing.TB, *Store, *cases.Case) {}, ""},
	{"words changed", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE event_payloads SET payload = replace(payload, 'loja', 'casa') WHERE event_id = ?", c.Events[1].ID)
	}, "changed 2 contacted"},
	{"words no longer JSON", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE event_payloads SET payload = '{' WHERE event_id = ?", c.Events[1].ID)
	}, "changed 2 contacted"},
	{"actor changed", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE events SET actor = 'owner' WHERE id = ?", c.Events[2].ID)
	}, "changed 3 filed"},
	{"time changed", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE events SET recorded_at = ? WHERE id = ?", noon.Add(time.Hour), c.Events[2].ID)
	}, "changed 3 filed"},
	{"words deleted", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "DELETE FROM event_payloads WHERE event_id = ?", c.Events[1].ID)
	}, "words_gone 2 contacted"},
	{"words emptied", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE event_payloads SET payload = '' WHERE event_id = ?", c.Events[1].ID)
	}, "words_gone 2 contacted"},
	{"words deleted under the cloak of erasure", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "DELETE FROM event_payloads WHERE event_id = ?", c.Events[1].ID)
		mustExec(t, s, "UPDATE cases SET state = 'erased' WHERE id = ?", c.ID)
	}, "state 0 erased, words_gone 2 contacted"},
	{"closed without an event", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE cases SET state = 'closed' WHERE id = ?", c.ID)
	}, "state 0 closed"},
	{"event removed", func(t testing.TB, s *Store, c *cases.Case) { dropEvent(t, s, c.Events[1]) }, "removed 2"},
	{"events swapped", func(t testing.TB, s *Store, c *cases.Case) {
		for _, step := range []struct{ from, to int }{{2, 99}, {3, 2}, {99, 3}} {
			mustExec(t, s, "UPDATE events SET seq = ? WHERE case_id = ? AND seq = ?", step.to, c.ID, step.from)
		}
	}, "reordered 2 filed, reordered 3 contacted"},
	{"last event cut off", func(t testing.TB, s *Store, c *cases.Case) { dropEvent(t, s, c.Events[4]) }, "head 5"},
	{"last event cut off and the head moved back", func(t testing.TB, s *Store, c *cases.Case) {
		dropEvent(t, s, c.Events[4])
		mustExec(t, s, "UPDATE cases SET last_seq = 4, version = 4, last_hash = ? WHERE id = ?", c.Events[3].Hash, c.ID)
	}, "rewritten 4"},
	{"stray head", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE cases SET last_hash = ? WHERE id = ?", strings.Repeat("0", 64), c.ID)
	}, "head 5"},
	{"chain rewritten from its first event", func(t testing.TB, s *Store, c *cases.Case) {
		c.Events[1].Payload = strings.Replace(c.Events[1].Payload, "loja", "casa", 1)
		relink(c)
		if faults := c.VerifyChain(); len(faults) > 0 {
			t.Fatalf("the forgery is not good enough: %v", faults)
		}
		rewrite(t, s, c)
	}, "rewritten 5"},
	{"chain rewritten and signed with the forger's key", func(t testing.TB, s *Store, c *cases.Case) {
		c.Events[1].Payload = strings.Replace(c.Events[1].Payload, "loja", "casa", 1)
		relink(c)
		rewrite(t, s, c)
		forger := mustStore(t, Options{Dir: t.TempDir()}).key
		mustExec(t, s, "UPDATE cases SET head_sig = ? WHERE id = ?", forger.sign(c), c.ID)
	}, "other_key 5"},
	{"another case's signature", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE cases SET head_sig = ? WHERE id = ?", mustCreate(t, s).HeadSig, c.ID)
	}, "rewritten 5"},
	{"signature removed", func(t testing.TB, s *Store, c *cases.Case) {
		mustExec(t, s, "UPDATE cases SET head_sig = '' WHERE id = ?", c.ID)
	}, "rewritten 5"},
	{"file missing", func(t testing.TB, s *Store, c *cases.Case) {
		takeAway(t, s, c.Evidence()[0].SHA256)
	}, "file_gone 5 recibo.txt"},
	{"file changed", func(t testing.TB, s *Store, c *cases.Case) {
		putUnder(t, s, c.Evidence()[0].SHA256, []byte("recibO"))
	}, "file_changed 5 recibo.txt"},
	{"case row gone", func(t testing.TB, s *Store, c *cases.Case) {
		// Only where somebody has taken the database's own guard away.
		if s.dialect == "sqlite" {
			conn, err := s.pool.Conn(t.Context())
			mustDo(t, err)
			defer conn.Close()
			for _, sql := range []string{"PRAGMA foreign_keys = 0", "DELETE FROM cases", "PRAGMA foreign_keys = 1"} {
				_, err = conn.ExecContext(t.Context(), sql)
				mustDo(t, err)
			}
			return
		}
		mustDo(t, s.db.Exec("ALTER TABLE events DROP CONSTRAINT events_case_id_fkey").Error)
		mustExec(t, s, "DELETE FROM cases")
	}, "no_case 0"},
}

func testTampering(t *testing.T, s *Store) {
	for _, c := range tamperings {
		t.Run(c.name, func(t *testing.T) {
			o := s.options
			o.Dir = t.TempDir()
			if o.URL != "" {
				o.URL = engines[1].options(t).URL
			}
			if o.Blobs != "" {
				o = onBucket(t, o)
			}
			s := mustStore(t, o)
			k := mustCreate(t, s)
			mustNote(t, k, "quarto")
			mustAttach(t, s, k, "recibo.txt", "recibo")
			c.do(t, s, k)
			if got := strings.Join(mustVerify(t, s), ", "); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func testNoSigningOfForgeries(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	forged := mustLoad(t, s, c.ID)
	forged.Events[1].Payload = strings.Replace(forged.Events[1].Payload, "loja", "casa", 1)
	relink(forged)
	rewrite(t, s, forged)
	got := mustLoad(t, s, c.ID)
	mustNote(t, got, "sem saber de nada")
	wantKind(t, "saving on a forged chain", s.Save(t.Context(), got), cases.Conflict)
	if found := mustVerify(t, s); fmt.Sprint(found) != "[rewritten 3]" {
		t.Errorf("the forgery was covered up: %v", found)
	}
}

func testOtherKey(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	o := s.options
	o.Secret = "um segredo"
	other := mustStore(t, o)
	if found := mustVerify(t, other); fmt.Sprint(found) != "[other_key 3]" {
		t.Errorf("found %v", found)
	}
	got := mustLoad(t, other, c.ID)
	mustNote(t, got, "x")
	wantKind(t, "saving with another key", other.Save(t.Context(), got), cases.Conflict)
	again := mustCreate(t, mustStore(t, o))
	if found := mustVerify(t, other); len(found) != 1 || again.HeadSig == "" {
		t.Errorf("the same secret must give the same key: %v", found)
	}
}
