package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/s3test"
)

// crashContent is the n-th upload: large enough to be caught in the middle.
func crashContent(n int) []byte { return bytes.Repeat([]byte(fmt.Sprintf("%08d", n)), 40_000) }

// crashChild writes to a case until somebody kills it, and says on standard output what is safe. It is a process of its
// own: the test binary started again.
func crashChild(id string) int {
	fail := func(err error) int {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx := context.Background()
	s, err := Open(ctx, Options{Dir: os.Getenv("DEGRAU_CRASH_DIR"), URL: os.Getenv("DEGRAU_CRASH_URL"),
		Blobs: os.Getenv("DEGRAU_CRASH_BLOBS"), BlobKey: s3test.Key, BlobSecret: s3test.Secret})
	if err != nil {
		return fail(err)
	}
	if id == crashOpening {
		return fail(openForever(ctx, s))
	}
	c, err := s.Load(ctx, id)
	if err != nil {
		return fail(err)
	}
	for n := len(c.Events); ; n += 2 {
		if err := c.Record(cases.Entry{Kind: cases.Note, Text: fmt.Sprint(n)}, "owner", noon); err != nil {
			return fail(err)
		}
		if err := s.Save(ctx, c); err != nil {
			return fail(err)
		}
		fmt.Println("note", n)
		b, err := s.PutBlob(ctx, bytes.NewReader(crashContent(n)), 0)
		if err != nil {
			return fail(err)
		}
		fmt.Println("blob", b.SHA256)
		if _, err := c.AddEvidence(cases.Evidence{SHA256: b.SHA256, Name: fmt.Sprint(n), Size: b.Size}, "owner", noon); err != nil {
			return fail(err)
		}
		if err := s.Save(ctx, c); err != nil {
			return fail(err)
		}
		fmt.Println("exhibit", b.SHA256)
	}
}

// crashOpening makes the child open new cases in place of writing to one.
const crashOpening = "opening"

func openForever(ctx context.Context, s *Store) error {
	for {
		c, err := cases.Open(cases.Facts{Place: "BR-PR", Language: "pt"}, "", "cli", noon)
		if err == nil {
			err = s.Create(ctx, c, nil)
		}
		if err != nil {
			return err
		}
		fmt.Println("case", c.ID)
	}
}

// TestCrash: what was acknowledged before kill -9 is there afterwards, and all that is there verifies.
func TestCrash(t *testing.T) {
	for _, e := range allEngines {
		t.Run(e.name, func(t *testing.T) {
			s := mustStore(t, e.options(t))
			c := mustCreate(t, s)
			acked := map[string]bool{}
			for round := 0; round < 6 || len(acked) < 20 && round < 60; round++ { // a busy machine gets little done between two kills
				for _, line := range runAndKill(t, s, c.ID) {
					acked[line] = true
				}
				checkAfterCrash(t, s, c.ID, acked)
			}
			if len(acked) < 20 {
				t.Errorf("only %d writes were acknowledged: the test shows little", len(acked))
			}
		})
	}
}

// runAndKill starts the child, kills it at some moment after its first word, and returns the lines it said whole.
func runAndKill(t *testing.T, s *Store, id string) (lines []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "DEGRAU_CRASH_JOB="+id, "DEGRAU_CRASH_DIR="+s.options.dir(), "DEGRAU_CRASH_URL="+s.options.URL,
		"DEGRAU_CRASH_BLOBS="+s.options.Blobs)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	mustDo(t, err)
	mustDo(t, cmd.Start())
	var kill *time.Timer
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			break
		}
		lines = append(lines, strings.TrimSpace(line))
		if kill == nil {
			kill = time.AfterFunc(time.Duration(rand.IntN(150_000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); err == nil || said.Len() > 0 {
		t.Fatalf("the child ended by itself: %v\n%s", err, said.String())
	}
	return lines
}

// TestTwoProcesses: both write to one database at once and neither is turned away.
func TestTwoProcesses(t *testing.T) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) {
			s := mustStore(t, e.options(t))
			c := mustCreate(t, s)
			var wg sync.WaitGroup
			wg.Go(func() {
				for range 20 {
					k := newCase(t)
					if err := s.Create(t.Context(), k, nil); err != nil {
						t.Error(err)
					}
				}
			})
			theirs := map[string]bool{}
			for _, line := range runAndKill(t, s, c.ID) {
				theirs[line] = true
			}
			wg.Wait()
			checkAfterCrash(t, s, c.ID, theirs)
			if list, err := s.List(t.Context(), nil, 100); err != nil || len(list) != 21 {
				t.Errorf("%d cases: %v", len(list), err)
			}
		})
	}
}

func checkAfterCrash(t *testing.T, s *Store, id string, acked map[string]bool) {
	t.Helper()
	s = mustStore(t, s.options) // what a restart sees
	defer s.Close()
	c := mustLoad(t, s, id)
	there := map[string]bool{}
	for _, e := range c.Events {
		if e.Kind == cases.Note {
			there["note "+e.Entry.Text] = true
		}
		if x := exhibit(e); x != nil {
			there["exhibit "+x.SHA256] = true
		}
	}
	for line := range acked {
		sum, isBlob := strings.CutPrefix(line, "blob ")
		if isBlob && s.checkBlob(t.Context(), sum) != nil || !isBlob && !there[line] {
			t.Errorf("%s was acknowledged and is gone", line)
		}
	}
	if found := mustVerify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	mustDo(t, s.vault.each(t.Context(), func(sum string, _ held) error {
		if s.checkBlob(t.Context(), sum) != nil {
			t.Errorf("%s is there but not whole", sum)
		}
		return nil
	}))
}
