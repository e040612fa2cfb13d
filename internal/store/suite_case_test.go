package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"degrau/cases"
	"degrau/internal/accounts"
)

func sameCase(t testing.TB, got, want *cases.Case) {
	t.Helper()
	a, b := *got, *want
	if len(a.Events) != len(b.Events) {
		t.Fatalf("%d events, want %d", len(a.Events), len(b.Events))
	}
	for i := range a.Events {
		x, y := a.Events[i], b.Events[i]
		if x.Payload != y.Payload || x.Hash != y.Hash || !x.RecordedAt.Equal(y.RecordedAt) || x.OrgID != y.OrgID || x.CaseID != y.CaseID {
			t.Errorf("event %d: %+v, want %+v", i, x, y)
		}
		if p, q := mustJSON(t, x), mustJSON(t, y); p != q {
			t.Errorf("event %d: %s, want %s", i, p, q)
		}
	}
	a.Events, b.Events = nil, nil
	if p, q := fmt.Sprintf("%+v", a), fmt.Sprintf("%+v", b); p != q {
		t.Errorf("head: %s, want %s", p, q)
	}
}

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	mustDo(t, err)
	return string(b)
}

func testRoundTrip(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	got := mustLoad(t, s, c.ID)
	sameCase(t, got, c)
	if fs := got.VerifyChain(); len(fs) > 0 || got.HeadSig == "" {
		t.Errorf("chain of a loaded case: %v, signature %q", fs, got.HeadSig)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	wantKind(t, "creating it again", s.Create(t.Context(), c, nil), cases.Conflict)
}

func testCode(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	for _, typed := range []string{c.Code, strings.ToLower(c.Code), strings.ReplaceAll(c.Code, "-", ""), strings.ToUpper(c.ID)} {
		if got := mustLoad(t, s, typed); got.ID != c.ID {
			t.Errorf("%s found %s", typed, got.ID)
		}
	}
	twin := newCase(t)
	twin.Code = c.Code
	mustDo(t, s.Create(t.Context(), twin, nil))
	_, err := s.Load(t.Context(), c.Code)
	wantKind(t, "a code of two cases", err, cases.Conflict)
	mustLoad(t, s, twin.ID)
}

func testNotFound(t *testing.T, s *Store) {
	stranger := newCase(t)
	for _, id := range []string{"", "x", stranger.ID, stranger.Code, "'; DROP TABLE cases", "\x00", "\xff\xfe", strings.Repeat("9", 1<<20),
		"urn:uuid:" + stranger.ID, "{" + stranger.ID + "}", "%%%%-%%%%"} {
		_, err := s.Load(t.Context(), id)
		wantKind(t, "loading "+clip(id), err, cases.NotFound)
		_, err = s.LoadClaimed(t.Context(), "token", id, noon)
		wantKind(t, "loading claimed "+clip(id), err, cases.NotFound)
	}
	mustNote(t, stranger, "x")
	wantKind(t, "saving a case that was never created", s.Save(t.Context(), stranger), cases.NotFound)
}

func testSave(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	mustDo(t, s.Save(t.Context(), c)) // nothing new is nothing to do
	mustNote(t, c, "primeira")
	mustNote(t, c, "segunda")
	mustDo(t, s.Save(t.Context(), c))
	mustDo(t, s.Save(t.Context(), c))
	mustDo(t, c.Record(cases.Entry{Kind: cases.Closed}, "owner", noon.Add(time.Hour)))
	mustDo(t, s.Save(t.Context(), c))
	got := mustLoad(t, s, c.ID)
	sameCase(t, got, c)
	if got.State != cases.StateClosed || got.Version != 6 {
		t.Errorf("state %s, version %d", got.State, got.Version)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func testConflict(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	a, b := mustLoad(t, s, c.ID), mustLoad(t, s, c.ID)
	mustNote(t, a, "a")
	mustNote(t, b, "b")
	mustDo(t, s.Save(t.Context(), a))
	wantKind(t, "the second writer", s.Save(t.Context(), b), cases.Conflict)
	mustNote(t, b, "b again") // one event more does not make it newer
	wantKind(t, "the second writer with two events", s.Save(t.Context(), b), cases.Conflict)
	wantKind(t, "the first copy, long outdated", s.Save(t.Context(), c), cases.Conflict)
	sameCase(t, mustLoad(t, s, c.ID), a)
}

func testConcurrent(t *testing.T, s *Store) {
	const writers, notes = 8, 12
	id := mustCreate(t, s).ID
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := 0; n < notes; {
				c, err := s.Load(t.Context(), id)
				if err == nil {
					if err = c.Record(cases.Entry{Kind: cases.Note, Text: fmt.Sprintf("%d/%d", w, n)}, "owner", noon); err == nil {
						err = s.Save(t.Context(), c)
					}
				}
				switch {
				case err == nil:
					n++
				case !cases.IsKind(err, cases.Conflict):
					t.Errorf("writer %d: %v", w, err)
					return
				}
			}
		})
	}
	// Whoever reads meanwhile sees one moment: never a head with the events of another.
	stop, read := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(read)
		for {
			select {
			case <-stop:
				return
			default:
			}
			c, err := s.Load(t.Context(), id)
			if err != nil || len(c.VerifyChain()) > 0 {
				t.Errorf("a reader saw half a write: %v", err)
				return
			}
		}
	}()
	wg.Wait()
	close(stop)
	<-read
	c, seen := mustLoad(t, s, id), map[string]bool{}
	for _, e := range c.Events {
		seen[e.Entry.Text] = true
	}
	for w := range writers {
		for n := range notes {
			if !seen[fmt.Sprintf("%d/%d", w, n)] {
				t.Errorf("note %d of writer %d was acknowledged and is gone", n, w)
			}
		}
	}
	if found := mustVerify(t, s); len(found) > 0 || c.LastSeq != 3+writers*notes {
		t.Errorf("verify: %v, %d events", found, c.LastSeq)
	}
}

func testPaging(t *testing.T, s *Store) {
	want := map[string]bool{}
	for i := range 7 {
		c := newCase(t)
		c.UpdatedAt = cases.Stamp(noon.Add(time.Duration(i/3) * 100 * time.Millisecond)) // several of one instant
		mustDo(t, s.Create(t.Context(), c, nil))
		want[c.ID] = true
	}
	var last *cases.Case
	for pages := 0; ; pages++ {
		list, err := s.List(t.Context(), last, 2)
		mustDo(t, err)
		if len(list) == 0 {
			if pages != 4 {
				t.Errorf("%d pages", pages)
			}
			break
		}
		for _, c := range list {
			if last != nil && (c.UpdatedAt.After(last.UpdatedAt) || c.UpdatedAt.Equal(last.UpdatedAt) && c.ID > last.ID) {
				t.Errorf("%s comes after %s", c.ID, last.ID)
			}
			if !want[c.ID] {
				t.Errorf("%s twice, or not ours", c.ID)
			}
			delete(want, c.ID)
			last = c
		}
	}
	if len(want) > 0 {
		t.Errorf("%d cases on no page", len(want))
	}
}

func testSecondStore(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	other := mustStore(t, s.options)
	got := mustLoad(t, other, c.ID)
	mustNote(t, got, "da outra")
	mustDo(t, other.Save(t.Context(), got))
	sameCase(t, mustLoad(t, s, c.ID), got)
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	mustDo(t, other.Ping(t.Context()))
}

// testModels compares in both directions, so that a column without a field is found as well as a field without one.
func testModels(t *testing.T, s *Store) {
	for _, model := range []any{&cases.Case{}, &cases.Event{}, &payloadRow{}, &claimRow{}, &Draft{}, &blobUse{}, &Build{},
		&accountRow{}, &accounts.Organisation{}, &accounts.Session{}, &signInCode{}, &Passkey{}, &Ceremony{}, &identity{}, &setupLink{},
		&accounts.Grant{}, &accounts.Invitation{}, &returnCode{}, &accounts.Consent{}, &accounts.Access{}, &accounts.Erasure{}} {
		stmt := &gorm.Statement{DB: s.db}
		mustDo(t, stmt.Parse(model))
		columns, err := s.db.Migrator().ColumnTypes(model)
		mustDo(t, err)
		inTable := map[string]bool{}
		for _, c := range columns {
			inTable[c.Name()] = true
		}
		for _, f := range stmt.Schema.Fields {
			if f.DBName == "" {
				continue
			}
			if !inTable[f.DBName] {
				t.Errorf("%s: no column for the field %s", stmt.Schema.Table, f.Name)
			}
			delete(inTable, f.DBName)
		}
		for name := range inTable {
			t.Errorf("%s: no field for the column %s", stmt.Schema.Table, name)
		}
	}
}
