package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/cases"
)

func ledgerLines(t testing.TB, s *Store) []string {
	t.Helper()
	b, err := os.ReadFile(s.ledger.path)
	mustDo(t, err)
	return strings.SplitAfter(string(b), "\n")
}

func writeLedger(t testing.TB, s *Store, lines ...string) {
	t.Helper()
	mustDo(t, os.WriteFile(s.ledger.path, []byte(strings.Join(lines, "")), 0o600))
}

// remove takes a case out of the database with everything that hangs on it.
func remove(t testing.TB, s *Store, id string) {
	t.Helper()
	for _, table := range []string{"builds", "blob_uses", "claims", "event_payloads", "events"} {
		column := "case_id"
		if table == "blob_uses" {
			column = "owner"
		}
		mustDo(t, s.db.Exec("DELETE FROM "+table+" WHERE "+column+" = ?", id).Error)
	}
	mustExec(t, s, "DELETE FROM cases WHERE id = ?", id)
}

func testRemoved(t *testing.T, s *Store) {
	kept, gone, erased, purged := mustCreate(t, s), mustExhibits(t, s), mustCreate(t, s), mustClaimed(t, s, "a", noon)
	mustDo(t, s.RecordBuild(t.Context(), someKit(gone)))
	mustDo(t, erased.Erase("owner", noon))
	mustDo(t, s.Save(t.Context(), erased))
	if n, err := s.PurgeExpired(t.Context(), noon.Add(time.Second), 10); n != 1 || err != nil {
		t.Fatalf("purged %d: %v", n, err)
	}
	b := mustExport(t, s, gone.ID)
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("before anything was done: %v", found)
	}
	for _, c := range []*cases.Case{gone, erased, purged} {
		remove(t, s, c.ID)
	}
	_, found, err := s.Verify(t.Context(), nil)
	if err != nil || len(found) != 1 || found[0].CaseID != gone.ID || found[0].Kind != FaultNoCase {
		t.Errorf("found %+v: %v", found, err)
	}
	if _, err := importInto(t, s, b); err != nil {
		t.Fatal(err)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("the case is back: %v", found)
	}
	mustLoad(t, s, kept.ID)
}

func testLedgerForged(t *testing.T, s *Store) {
	var list []*cases.Case
	for range 3 {
		list = append(list, mustCreate(t, s))
	}
	remove(t, s, list[1].ID)
	lines := ledgerLines(t, s)
	if len(lines) != 4 || lines[3] != "" {
		t.Fatalf("lines: %q", lines)
	}
	o := s.options
	o.Secret, o.Dir = "outro segredo", t.TempDir()
	other := mustStore(t, o)
	foreign := func(what, id, before string) string {
		l := &ledger{path: filepath.Join(t.TempDir(), "l"), place: s.ledger.place, key: other.key}
		mustDo(t, l.add(t.Context(), o, what, id))
		b, err := os.ReadFile(l.path)
		mustDo(t, err)
		return strings.Replace(string(b), " - ", " "+before+" ", 1)
	}
	excuse := foreign(ledgerErased, list[1].ID, digestOf(strings.TrimSuffix(lines[2], "\n")))
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"as it was", lines, "no_case 0"},
		{"the line taken out", []string{lines[0], lines[2]}, "ledger 0 2"},
		{"the line changed into another case's", []string{lines[0], strings.Replace(lines[1], list[1].ID, list[0].ID, 1), lines[2]}, "ledger 0 2, ledger 0 3"},
		{"the line changed into an erasure", []string{lines[0], strings.Replace(lines[1], ledgerOpened, ledgerErased, 1), lines[2]}, "ledger 0 2, ledger 0 3"},
		{"the line emptied", []string{lines[0], "\n", lines[2]}, "ledger 0 2, ledger 0 3"},
		{"an erasure signed with another key", append(slices.Clone(lines[:3]), excuse), "no_case 0"},
		{"two lines swapped", []string{lines[1], lines[0], lines[2]}, "ledger 0 1, ledger 0 2, ledger 0 3, no_case 0"},
		{"bytes that are no text", []string{lines[0], lines[1], lines[2], "\xff\x00\n"}, "ledger 0 4, no_case 0"},
		{"a line that was never finished", []string{lines[0], lines[1], lines[2], lines[0][:40]}, "no_case 0"},
		{"nothing left", nil, ""},
	} {
		writeLedger(t, s, c.lines...)
		if got := strings.Join(mustVerify(t, s), ", "); got != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
	mustDo(t, os.Remove(s.ledger.path))
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("without a ledger: %v", found)
	}
}

// testLedgerGoesOn: whatever a killed process left of a line, the next one stands whole.
func testLedgerGoesOn(t *testing.T, s *Store) {
	mustCreate(t, s)
	first := ledgerLines(t, s)[0]
	for _, torn := range []int{0, 1, len(first) - 1} {
		writeLedger(t, s, first, first[:torn])
		mustCreate(t, s)
		if lines := ledgerLines(t, s); len(lines) != 3 || len(mustVerify(t, s)) > 0 {
			t.Errorf("after %d bytes of a line: %q", torn, lines)
		}
	}
	writeLedger(t, s, first[:20]) // the very first line
	mustCreate(t, s)
	if found := mustVerify(t, s); len(found) > 0 || len(ledgerLines(t, s)) != 2 {
		t.Errorf("found %v", found)
	}
	long := strings.Repeat("x", 3000)
	writeLedger(t, s, long)
	c := mustCreate(t, s)
	if got := strings.Join(ledgerLines(t, s), ""); !strings.HasPrefix(got, long) || !strings.Contains(got, c.ID) {
		t.Error("what is not ours was written over")
	}
	mustDo(t, os.Remove(s.ledger.path))
	mustDo(t, os.Mkdir(s.ledger.path, 0o700)) // a ledger that cannot be written keeps nobody from saving
	mustLoad(t, s, mustCreate(t, s).ID)
}

// testLedgerTogether: processes that write at once keep one chain.
func testLedgerTogether(t *testing.T, s *Store) {
	other := mustStore(t, s.options)
	var wg sync.WaitGroup
	for _, store := range []*Store{s, s, other, other} {
		wg.Go(func() {
			for range 5 {
				if err := store.Create(t.Context(), newCase(t), nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if found := mustVerify(t, s); len(found) > 0 || len(ledgerLines(t, s)) != 21 {
		t.Errorf("%d lines, found %v", len(ledgerLines(t, s))-1, found)
	}
}

// TestAnotherDatabaseMissesNothing: one data folder may serve two databases, and neither misses the other's cases.
func TestAnotherDatabaseMissesNothing(t *testing.T) {
	dir := t.TempDir()
	one, two := mustStore(t, Options{Dir: dir}), mustStore(t, Options{Dir: dir, URL: "sqlite:" + filepath.Join(dir, "two.db")})
	gone := mustCreate(t, one)
	mustCreate(t, two)
	if found := append(mustVerify(t, one), mustVerify(t, two)...); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	remove(t, one, gone.ID)
	if a, b := mustVerify(t, one), mustVerify(t, two); len(a) != 1 || len(b) != 0 {
		t.Errorf("found %v and %v", a, b)
	}
	mustDo(t, one.Close())
	mustDo(t, two.Close())
	moved := filepath.Join(t.TempDir(), "moved")
	mustDo(t, os.Rename(dir, moved))
	if found := mustVerify(t, mustStore(t, Options{Dir: moved})); len(found) != 1 {
		t.Errorf("after the folder was moved: %v", found)
	}
}

// TestCrashWhileOpening: whenever the process is killed, the ledger misses no case that is not there.
func TestCrashWhileOpening(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			s := mustStore(t, e.options(t))
			opened := 0
			for range 4 {
				for _, line := range runAndKill(t, s, crashOpening) {
					if id, ok := strings.CutPrefix(line, "case "); ok {
						opened++
						mustLoad(t, s, id)
					}
				}
				if found := mustVerify(t, s); len(found) > 0 {
					t.Fatalf("verify: %v", found)
				}
			}
			if lines := len(ledgerLines(t, s)) - 1; opened < 4 || lines < opened {
				t.Errorf("%d cases opened, %d lines", opened, lines)
			}
		})
	}
}

// FuzzLedger: whatever stands in the file, it is read to its end, and the next line stands whole after it.
func FuzzLedger(f *testing.F) {
	s := mustStore(f, Options{Dir: f.TempDir()})
	mustCreate(f, s)
	mustCreate(f, s)
	whole, err := os.ReadFile(s.ledger.path)
	mustDo(f, err)
	for _, b := range [][]byte{nil, whole, whole[:len(whole)-9], []byte("\n\n"), []byte("opened x y z w\n\xff")} {
		f.Add(b)
	}
	id := newCase(f).ID
	f.Fuzz(func(t *testing.T, b []byte) {
		l := &ledger{path: filepath.Join(t.TempDir(), "ledger.log"), place: s.ledger.place, key: s.key}
		mustDo(t, os.WriteFile(l.path, b, 0o600))
		before, err := l.read()
		mustDo(t, err)
		mustDo(t, l.add(t.Context(), Options{}, ledgerOpened, id))
		after, err := l.read()
		mustDo(t, err)
		if !slices.Contains(after.opened, id) && len(b) < 1024 {
			t.Errorf("after %q the new line is not there", b)
		}
		if len(after.faults) < len(before.faults) || len(after.faults) > len(before.faults)+1 {
			t.Errorf("%q: faults %v, then %v", b, before.faults, after.faults)
		}
	})
}
