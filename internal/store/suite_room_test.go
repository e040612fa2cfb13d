package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/cases"
)

// zeros gives n bytes, or never ends where n is negative.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.n == 0 {
		return 0, io.EOF
	}
	if z.n > 0 {
		p = p[:min(int64(len(p)), z.n)]
		z.n -= int64(len(p))
	}
	clear(p)
	return len(p), nil
}

// limited opens a second store on the same data, with limits.
func limited(t testing.TB, s *Store, l Limits) *Store {
	t.Helper()
	o := s.options
	o.Limits = l
	return mustStore(t, o)
}

func testCaseLimits(t *testing.T, s *Store) {
	s = limited(t, s, Limits{Case: 20, Files: 3})
	c := mustCreate(t, s)
	receive := func(text string, room *Room) error {
		b, err := s.Receive(t.Context(), strings.NewReader(text), Incoming{Max: 15, Room: room})
		if err == nil {
			_, err = c.AddEvidence(cases.Evidence{SHA256: b.SHA256, Size: b.Size, Name: "x"}, "cli", noon)
		}
		return err
	}
	room := s.Room(c)
	wantKey(t, receive("mais de quinze letras", room), "file_too_large")
	mustDo(t, receive("dez letras", room))
	wantKey(t, receive("onze letras", room), "case_full") // the one after it still fits
	mustDo(t, receive("dez nomes ", room))
	wantKey(t, receive("x", room), "case_full")
	mustDo(t, s.Save(t.Context(), c))
	if n := countFiles(t, s); n != 2 {
		t.Errorf("%d files, want the two that were taken", n)
	}
	wantKey(t, receive("x", s.Room(mustLoad(t, s, c.ID))), "case_full")

	few := mustCreate(t, s)
	c = few
	room = s.Room(few)
	for i := range 3 {
		mustDo(t, receive(fmt.Sprint(i), room))
	}
	wantKey(t, receive("x", room), "case_files")
	mustDo(t, s.Save(t.Context(), few))
	mustDo(t, few.RemoveEvidence("P1", "cli", noon)) // its bytes stay, so it still counts
	wantKey(t, receive("x", s.Room(few)), "case_files")
	b := mustBlob(t, s, "y")
	_, err := few.AddEvidence(cases.Evidence{SHA256: b.SHA256, Size: b.Size, Name: "y"}, "cli", noon)
	mustDo(t, err)
	wantKey(t, s.Save(t.Context(), few), "case_files") // also where nobody asked for the room
	few = mustLoad(t, s, few.ID)
	mustNote(t, few, "escrever ainda pode")
	mustDo(t, s.Save(t.Context(), few))
	if s.Room(nil).files != 0 {
		t.Error("a case that is not open yet has no exhibits")
	}
}

func testStoreLimit(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	old := mustAttach(t, s, c, "a.txt", "dez letras")
	mustExec(t, s, "UPDATE blobs SET bytes = ?", unmeasured) // as it came from a store of before
	s = limited(t, s, Limits{Store: 25})
	mustBlob(t, s, "mais dez...")
	_, err := s.PutBlob(t.Context(), strings.NewReader("e outras"), 0)
	wantKey(t, err, "store_full")
	mustBlob(t, s, "quatro"[:4])
	_, err = s.PutBlob(t.Context(), strings.NewReader("x"), 0)
	wantKey(t, err, "store_full")
	_, err = s.PutBlob(t.Context(), &zeros{-1}, 0)
	wantKey(t, err, "store_full") // a stream without an end is cut where the room ends
	if n := countFiles(t, s); n != 3 {
		t.Errorf("%d files", n)
	}
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	mustHave(t, s, old.SHA256, false)
	mustBlob(t, s, "de novo") // what was erased makes room
	if n, err := s.total(t.Context()); n != 11+4+7 || err != nil {
		t.Errorf("total %d: %v", n, err)
	}
}

// testFullDisk: a disk that fills up in the middle of a file.
func testFullDisk(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	mustAttach(t, s, c, "a.txt", "antes")
	create := s.inbox.create
	s.inbox.create = func(dir, _ string) (*os.File, error) {
		full := filepath.Join(dir, "upload-full")
		if err := os.Symlink("/dev/full", full); err != nil {
			return nil, err
		}
		return os.OpenFile(full, os.O_RDWR, 0)
	}
	_, err := s.PutBlob(t.Context(), &zeros{1 << 20}, 0)
	wantKey(t, err, "disk_full")
	if !errors.Is(err, ErrFull) {
		t.Errorf("not ErrFull: %v", err)
	}
	if n := countFiles(t, s); n != 1 {
		t.Errorf("%d files, want the one of before", n)
	}
	s.inbox.create = create
	mustAttach(t, s, c, "b.txt", "depois") // once there is room again
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// testUseAndDelete: one case is erased while another takes the same bytes; no event ever names a file that is gone.
func testUseAndDelete(t *testing.T, s *Store) {
	for round := range 8 {
		text := fmt.Sprintf("compartilhado %d", round)
		old, fresh := mustCreate(t, s), mustCreate(t, s)
		mustAttach(t, s, old, "a.txt", text)
		b := mustBlob(t, s, text)
		_, err := fresh.AddEvidence(cases.Evidence{SHA256: b.SHA256, Size: b.Size, Name: "b.txt"}, "owner", noon)
		mustDo(t, err)
		mustDo(t, old.Erase("owner", noon))
		var saved, erased error
		var wg sync.WaitGroup
		wg.Go(func() { saved = s.Save(t.Context(), fresh) })
		wg.Go(func() {
			time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond)
			erased = s.Erase(t.Context(), old)
		})
		wg.Wait()
		if mustDo(t, erased); saved != nil && !cases.IsKind(saved, cases.NotFound) {
			t.Fatal(saved)
		}
		mustHave(t, s, b.SHA256, saved == nil)
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

// testLook: what sees the bytes before they are kept can refuse them.
func testLook(t *testing.T, s *Store) {
	refused := cases.Invalidf("file", "wrong_type")
	var seen string
	look := func(f Arrived, size int64) error {
		b, err := io.ReadAll(f)
		if seen = string(b); int64(len(b)) != size {
			t.Errorf("%d bytes of %d", len(b), size)
		}
		if seen == "não" {
			return refused
		}
		return err
	}
	_, err := s.Receive(t.Context(), strings.NewReader("não"), Incoming{Look: look})
	if !errors.Is(err, refused) || countFiles(t, s) != 0 {
		t.Errorf("%d files: %v", countFiles(t, s), err)
	}
	b, err := s.Receive(t.Context(), strings.NewReader("sim"), Incoming{Look: look})
	if mustDo(t, err); seen != "sim" || s.checkBlob(t.Context(), b.SHA256) != nil {
		t.Errorf("saw %q", seen)
	}
}

// testScan: a scanner's word comes before a file is kept.
func testScan(t *testing.T, s *Store) {
	infected, down := cases.Invalidf("file", "file_infected"), errors.New("nobody home")
	o := s.options
	var scanned bool
	var answer error
	o.Scan = func(_ context.Context, r io.Reader) (bool, error) {
		if b, err := io.ReadAll(r); err != nil || string(b) != "coisa" {
			t.Errorf("the scanner sees %q: %v", b, err)
		}
		return scanned, answer
	}
	s = mustStore(t, o)
	for _, answer = range []error{infected, down} {
		if _, err := s.PutBlob(t.Context(), strings.NewReader("coisa"), 0); !errors.Is(err, answer) || countFiles(t, s) != 0 {
			t.Errorf("%d files: %v", countFiles(t, s), err)
		}
	}
	answer = nil
	for _, scanned = range []bool{true, false} {
		if b, err := s.PutBlob(t.Context(), strings.NewReader("coisa"), 0); err != nil || b.Unscanned == scanned {
			t.Errorf("scanned %t: %+v %v", scanned, b, err)
		}
	}
}
