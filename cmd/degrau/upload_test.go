package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"degrau/internal/store"
)

// gigabyte is what the memory tests take in.
const gigabyte = 1 << 30

// growth is how much more memory a process may need for a gigabyte than for a photo.
const growth = 64 << 20

// filler gives n bytes that do not shrink and are others for every seed.
func filler(seed uint64, n int) []byte {
	b := make([]byte, n)
	r := rand.NewPCG(seed, 1)
	for i := 0; i+8 <= n; i += 8 {
		v := r.Uint64()
		for j := range 8 {
			b[i+j] = byte(v >> (8 * j))
		}
	}
	return b
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// send posts a file as a browser does, as it is read.
func (b buyer) send(address, name string, r io.Reader) (status int, err error) {
	pr, pw := io.Pipe()
	m := multipart.NewWriter(pw)
	go func() {
		w, err := m.CreateFormFile("arquivos", name)
		if err == nil {
			_, err = io.Copy(w, r)
		}
		if err == nil {
			err = m.Close()
		}
		_ = pw.CloseWithError(err)
	}()
	answer, err := b.Post(address, m.FormDataContentType(), pr)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, nil
}

// memory reads one figure of a process, in bytes.
func memory(t *testing.T, pid int, figure string) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	mustDo(t, err)
	_, rest, _ := strings.Cut(string(b), figure+":")
	fields := strings.Fields(rest)
	if len(fields) < 2 || fields[1] != "kB" {
		t.Fatalf("no %s in\n%s", figure, b)
	}
	n, err := strconv.ParseInt(fields[0], 10, 64)
	mustDo(t, err)
	return n << 10
}

// TestAGigabyteOverTheWebNeedsNoMemory: the peak of the server's memory while a gigabyte comes in.
func TestAGigabyteOverTheWebNeedsNoMemory(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	d.set("max_upload = 2000000000")
	s := d.serve()
	b := newBuyer(t)
	b.Timeout = 5 * time.Minute
	page := b.open(s)
	if status, err := b.send(s.url+page+"/provas", "foto.bin", bytes.NewReader(filler(1, 1<<20))); err != nil || status != http.StatusSeeOther {
		t.Fatalf("a small file: %d %v", status, err)
	}
	pid := s.cmd.Process.Pid
	mustDo(t, os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0o200)) // the peak starts anew
	before := memory(t, pid, "VmRSS")
	status, err := b.send(s.url+page+"/provas", "video.bin", io.LimitReader(zeros{}, gigabyte))
	if err != nil || status != http.StatusSeeOther {
		t.Fatalf("a gigabyte: %d %v", status, err)
	}
	grown := memory(t, pid, "VmHWM") - before
	t.Logf("memory %d MB before, grown by %d MB", before>>20, grown>>20)
	if grown > growth {
		t.Errorf("grew by %d MB", grown>>20)
	}
	s.kill()
	k := d.load(strings.TrimPrefix(page, "/casos/"))
	if all := k.Evidence(); len(all) != 2 || all[1].Size != gigabyte || all[1].Source != "web" {
		t.Errorf("kept %+v", all)
	}
	if left, err := os.ReadDir(filepath.Join(d.data, "evidence", "incoming")); err != nil || len(left) > 0 {
		t.Errorf("left in the inbox: %v %v", left, err)
	}
}

// asChild is a run of the program in a process of its own.
func (d degrau) asChild(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], append([]string{"--data", d.data, "--database", d.database, "--now", "2026-11-22", "--lang", "en"}, args...)...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// TestAGigabyteOnTheCommandLineNeedsNoMemory compares the peaks of two runs.
func TestAGigabyteOnTheCommandLineNeedsNoMemory(t *testing.T) {
	d := degrau{t: t, data: t.TempDir()}
	id, _ := d.openCase()
	peak := func(size int64) int64 {
		name := filepath.Join(t.TempDir(), "video.bin")
		mustDo(t, os.WriteFile(name, []byte("x"), 0o600))
		mustDo(t, os.Truncate(name, size)) // a file with a hole, which takes no disk
		cmd := d.asChild("case", "evidence", id, name)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	}
	small := peak(1 << 20)
	large := peak(gigabyte)
	t.Logf("peak %d MB for a megabyte, %d MB for a gigabyte", small>>20, large>>20)
	if large-small > growth {
		t.Errorf("grew by %d MB", (large-small)>>20)
	}
}

// uploadSize is large enough for a kill to hit the upload in its middle.
const uploadSize = 12 << 20

// kills is how often each test kills; `go test -count` makes a long night of it.
const kills = 5

// killSome repeats an upload, each with a file of its own, and kills it at some moment, until as many were hit as shall
// be. How long a whole one takes is learnt from those that came through.
func killSome(t *testing.T, upload func(seed uint64, kill func(func())) (whole bool), check func()) {
	t.Helper()
	took, hit := time.Hour, 0
	for seed := uint64(0); hit < kills; seed++ {
		if seed > 20*kills {
			t.Fatal("nothing was hit, so nothing was tested")
		}
		began, stop := time.Now(), func() bool { return true }
		whole := upload(seed, func(kill func()) {
			stop = time.AfterFunc(time.Duration(rand.Int64N(int64(took))), kill).Stop
		})
		stop()
		if whole {
			took = min(took, time.Since(began))
		} else {
			hit++
		}
		check()
	}
	t.Logf("%d uploads hit, of those that take %s", hit, took)
}

// checkAfterKill: each exhibit of the case verifies, what was acknowledged is there, and nothing half received stays.
func checkAfterKill(t *testing.T, d degrau, id string, acknowledged map[string]bool) {
	t.Helper()
	incoming := filepath.Join(d.data, "evidence", "incoming")
	left, err := os.ReadDir(incoming)
	mustDo(t, err)
	for _, e := range left {
		long := time.Now().Add(-2 * time.Minute)
		mustDo(t, os.Chtimes(filepath.Join(incoming, e.Name()), long, long))
	}
	if r := d.run("", "verify"); r.code != exitDone {
		t.Fatalf("verify: exit %d\n%s%s", r.code, r.out, r.err)
	}
	if left, err = os.ReadDir(incoming); err != nil || len(left) > 0 {
		t.Errorf("left in the inbox: %v %v", left, err)
	}
	there := map[string]bool{}
	for _, x := range d.load(id).Evidence() {
		there[x.SHA256] = true
		if x.Size != uploadSize {
			t.Errorf("%s has %d bytes", x.Label(), x.Size)
		}
	}
	for sum := range acknowledged {
		if !there[sum] {
			t.Errorf("%.8s was acknowledged and is gone", sum)
		}
	}
}

func sumOf(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func TestKillingAnUploadOnTheCommandLine(t *testing.T) {
	onEveryVault(t, func(t *testing.T, d degrau) {
		id, _ := d.openCase()
		acknowledged, dir := map[string]bool{}, t.TempDir()
		upload := func(seed uint64, kill func(func())) bool {
			content, name := filler(seed, uploadSize), filepath.Join(dir, fmt.Sprint(seed))
			mustDo(t, os.WriteFile(name, content, 0o600))
			cmd := d.asChild("case", "evidence", id, name)
			mustDo(t, cmd.Start())
			kill(func() { _ = cmd.Process.Kill() })
			if cmd.Wait() != nil {
				return false
			}
			acknowledged[sumOf(content)] = true
			return true
		}
		killSome(t, upload, func() { checkAfterKill(t, d, id, acknowledged) })
	})
}

func TestKillingAnUploadOverTheWeb(t *testing.T) {
	onEveryVault(t, func(t *testing.T, d degrau) {
		s, b := d.serve(), newBuyer(t)
		page := b.open(s)
		id := strings.TrimPrefix(page, "/casos/")
		acknowledged := map[string]bool{}
		upload := func(seed uint64, kill func(func())) bool {
			content := filler(seed, uploadSize)
			kill(s.kill)
			status, err := b.send(s.url+page+"/provas", fmt.Sprint(seed), bytes.NewReader(content))
			if err != nil || status != http.StatusSeeOther {
				return false
			}
			acknowledged[sumOf(content)] = true
			return true
		}
		killSome(t, upload, func() {
			s.kill()
			checkAfterKill(t, d, id, acknowledged)
			s = d.serve()
		})
		s.kill()
		sweep(t, d, id)
	})
}

// sweep: what was kept and never named goes after a day, and nothing else does.
func sweep(t *testing.T, d degrau, id string) {
	t.Helper()
	if d.bucketURL() != "" {
		return // its files have the server's time; the store's own tests put that back
	}
	files, err := filepath.Glob(filepath.Join(d.data, "evidence", "??", "*"))
	mustDo(t, err)
	for _, name := range files {
		long := time.Now().Add(-25 * time.Hour)
		mustDo(t, os.Chtimes(name, long, long))
	}
	s, err := store.Open(t.Context(), store.Options{Dir: d.data, URL: d.database})
	mustDo(t, err)
	defer s.Close()
	n, err := s.SweepEvidence(t.Context())
	mustDo(t, err)
	if kept := len(d.load(id).Evidence()); len(files)-n != kept {
		t.Errorf("%d files, %d swept, %d exhibits", len(files), n, kept)
	}
	d.must("", "verify")
}
