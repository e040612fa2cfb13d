package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"degrau/cases"
)

// mustHave fails unless the file is, or is not, in the evidence folder.
func mustHave(t testing.TB, s *Store, sum string, want bool) {
	t.Helper()
	r, err := s.OpenBlob(sum)
	if want && err != nil || !want && !cases.IsKind(err, cases.NotFound) {
		t.Errorf("file %.8s: want it there %t, got %v", sum, want, err)
	}
	if err == nil {
		_ = r.Close()
	}
}

func testBlobTwice(t *testing.T, s *Store) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			b, err := s.PutBlob(t.Context(), strings.NewReader("as mesmas"), 0)
			if err != nil || b.Size != 9 {
				t.Errorf("%+v %v", b, err)
			}
		})
	}
	wg.Wait()
	b := mustBlob(t, s, "as mesmas")
	if n := countFiles(t, s); n != 1 {
		t.Errorf("%d files", n)
	}
	if f, ok := s.vault.(folder); ok {
		fi, err := os.Stat(f.path(b.SHA256))
		if err != nil || fi.Mode() != 0o400 {
			t.Errorf("mode %v: %v", fi.Mode(), err)
		}
	}
	r, err := s.OpenBlob(b.SHA256)
	mustDo(t, err)
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != "as mesmas" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		t.Error(err)
	}
	// A file that was damaged where it lies is mended when the same bytes come again.
	putUnder(t, s, b.SHA256, []byte("estragadas"))
	mustBlob(t, s, "as mesmas")
	if err := s.checkBlob(t.Context(), b.SHA256); err != nil {
		t.Errorf("still damaged: %v", err)
	}
}

func testBlobLimit(t *testing.T, s *Store) {
	if b, err := s.PutBlob(t.Context(), strings.NewReader("12345"), 5); err != nil || b.Size != 5 {
		t.Errorf("exactly the limit: %v", err)
	}
	_, err := s.PutBlob(t.Context(), strings.NewReader(""), 5)
	wantKey(t, err, "file_empty")
	_, err = s.PutBlob(t.Context(), strings.NewReader("123456"), 5)
	wantKind(t, "one byte over", err, cases.Invalid)
	broken := errors.New("the line went dead")
	_, err = s.PutBlob(t.Context(), io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken)), 0)
	if !errors.Is(err, broken) {
		t.Errorf("a reader that breaks: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = s.PutBlob(ctx, strings.NewReader("abc"), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that is over: %v", err)
	}
	if n := countFiles(t, s); n != 1 {
		t.Errorf("%d files, want the good one", n)
	}
}

func testBlobNames(t *testing.T, s *Store) {
	b := mustBlob(t, s, "x")
	mustDo(t, os.WriteFile(filepath.Join(s.options.dir(), "secret"), []byte("x"), 0o600))
	for _, name := range []string{"", "../secret", "ab/../../secret", strings.ToUpper(b.SHA256), b.SHA256 + "/", b.SHA256[:63], b.SHA256[:63] + "\x00",
		"../" + b.SHA256[:61], strings.Repeat(".", 64), "/etc/passwd", b.SHA256[:62] + "é"} {
		_, err := s.OpenBlob(name)
		wantKind(t, "opening "+name, err, cases.NotFound)
	}
}

func testSharedFile(t *testing.T, s *Store) {
	a, b := mustCreate(t, s), mustCreate(t, s)
	x := mustAttach(t, s, a, "um.txt", "compartilhado")
	mustAttach(t, s, b, "dois.txt", "compartilhado")
	alone := mustAttach(t, s, a, "tres.txt", "só de a")
	mustDo(t, a.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), a))
	mustHave(t, s, x.SHA256, true)
	mustHave(t, s, alone.SHA256, false)
	mustDo(t, b.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), b))
	mustHave(t, s, x.SHA256, false)
	if n := countFiles(t, s); n != 0 {
		t.Errorf("%d files left", n)
	}
}

func testEvidenceGone(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	for name, sum := range map[string]string{"never received": strings.Repeat("a", 64), "no digest": "../../etc/passwd"} {
		k := mustLoad(t, s, c.ID)
		_, err := k.AddEvidence(cases.Evidence{SHA256: sum, Name: "x"}, "cli", noon)
		mustDo(t, err)
		wantKind(t, name, s.Save(t.Context(), k), cases.NotFound)
	}
	sameCase(t, mustLoad(t, s, c.ID), c)
}

func testSweep(t *testing.T, s *Store) {
	c := mustCreate(t, s)
	used := mustAttach(t, s, c, "a.txt", "used").SHA256
	forgotten, fresh, again := mustBlob(t, s, "forgotten").SHA256, mustBlob(t, s, "fresh").SHA256, mustBlob(t, s, "again").SHA256
	for _, sum := range []string{used, forgotten, again} {
		mustAge(t, s, sum)
	}
	lost := mustAttach(t, s, c, "b.txt", "its note of use is lost").SHA256
	mustExec(t, s, "DELETE FROM blob_uses WHERE sha256 = ?", lost)
	mustAge(t, s, lost)
	mustBlob(t, s, "again") // received once more today, its event not saved yet
	if n, err := s.SweepEvidence(t.Context()); n != 1 || err != nil {
		t.Errorf("swept %d: %v", n, err)
	}
	for sum, want := range map[string]bool{used: true, forgotten: false, fresh: true, again: true, lost: true} {
		mustHave(t, s, sum, want)
	}
}

// testInbox: what a killed process left half received goes; what somebody is receiving stays.
func testInbox(t *testing.T, s *Store) {
	now, err := s.inbox.clock()
	mustDo(t, err)
	r, w := io.Pipe()
	received := make(chan error)
	go func() {
		_, err := s.PutBlob(t.Context(), r, 0)
		received <- err
	}()
	_, err = w.Write([]byte("devagar"))
	mustDo(t, err)
	mustDo(t, os.WriteFile(filepath.Join(s.inbox.dir, "upload-fresh"), []byte("half"), 0o600))
	mustDo(t, os.WriteFile(filepath.Join(s.inbox.dir, "upload-dead"), []byte("half"), 0o600))
	entries, err := os.ReadDir(s.inbox.dir)
	if mustDo(t, err); len(entries) != 3 {
		t.Fatalf("%d files in the inbox, want 3", len(entries))
	}
	for _, e := range entries {
		if e.Name() != "upload-fresh" {
			mustDo(t, os.Chtimes(filepath.Join(s.inbox.dir, e.Name()), now.Add(-time.Hour), now.Add(-time.Hour)))
		}
	}
	mustStore(t, s.options) // a second process starts
	for name, want := range map[string]bool{"upload-fresh": true, "upload-dead": false} {
		if _, err := os.Stat(filepath.Join(s.inbox.dir, name)); (err == nil) != want {
			t.Errorf("%s: want it there %t, got %v", name, want, err)
		}
	}
	mustDo(t, w.Close())
	if err := <-received; err != nil {
		t.Errorf("the upload that was going on: %v", err)
	}
}

func testErase(t *testing.T, s *Store) {
	c := mustClaimed(t, s, "a", noon.Add(time.Hour))
	mustAttach(t, s, c, "recibo.txt", "recibo")
	wantKind(t, "erasing what was not recorded as erased", s.Erase(t.Context(), c), cases.Conflict)
	stale := mustLoad(t, s, c.ID)
	mustDo(t, c.Erase("owner", noon))
	mustDo(t, s.Erase(t.Context(), c))
	got := mustLoad(t, s, c.ID)
	sameCase(t, got, c)
	for _, e := range got.Events {
		if (e.Payload != "") != (e.Kind == cases.Erased) {
			t.Errorf("event %d %s: words %q", e.Seq, e.Kind, e.Payload)
		}
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	if list, err := s.ClaimedCases(t.Context(), "a", noon); err != nil || len(list) > 0 {
		t.Errorf("still claimed: %v %v", list, err)
	}
	saved := mustCreate(t, s)
	mustDo(t, saved.Erase("owner", noon))
	mustDo(t, s.Save(t.Context(), saved)) // the wrong verb does the right thing
	if got := mustLoad(t, s, saved.ID); got.Events[0].Payload != "" {
		t.Error("words of a case that was saved as erased are still there")
	}
	mustDo(t, stale.Erase("owner", noon))
	wantKind(t, "erasing an old copy", s.Erase(t.Context(), stale), cases.Conflict)
	if s.dialect == "sqlite" {
		for _, name := range []string{"degrau.db", "degrau.db-wal"} {
			b, err := os.ReadFile(filepath.Join(s.options.dir(), name))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Error(err)
			}
			if bytes.Contains(b, []byte("mensagem")) || bytes.Contains(b, []byte("recibo.txt")) {
				t.Errorf("%s still holds erased words", name)
			}
		}
	}
}
