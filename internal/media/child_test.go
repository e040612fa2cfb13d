package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// The trials are set before the child's work begins: variables of a package come before its init functions.
var _ = func() bool {
	trials = map[string]func(io.Writer) error{
		"panic": func(io.Writer) error { panic("a decoder fell over") },
		"hang":  func(io.Writer) error { select {} },
		"spin": func(io.Writer) error {
			for n := 0; ; n++ {
				if n < 0 {
					return nil
				}
			}
		},
		"exit": func(io.Writer) error { os.Exit(0); return nil },
		"disk": func(io.Writer) error {
			f, err := os.Create("file")
			if err != nil {
				return err
			}
			defer f.Close()
			return f.Truncate(maxPageFile + 1)
		},
		"memory": func(io.Writer) error {
			var all [][]byte
			for len(all) < 1<<16 { // 4 TiB, which no machine gives
				b := make([]byte, 64<<20)
				for i := 0; i < len(b); i += 4096 {
					b[i] = 1
				}
				all = append(all, b)
			}
			return nil
		},
		"flood": func(out io.Writer) error {
			for {
				if _, err := out.Write(make([]byte, 1<<20)); err != nil {
					return err
				}
			}
		},
		"child": func(out io.Writer) error {
			return job{Do: "pdf", Within: time.Second, MaxInput: 1}.run(context.Background(), strings.NewReader(""), out, 1, nil)
		},
		"look": func(out io.Writer) error {
			wd, err := os.Getwd()
			if err != nil {
				return err
			}
			_, err = io.WriteString(out, wd+"\n"+strings.Join(os.Environ(), "\n"))
			return err
		},
	}
	return true
}()

func try(t *testing.T, do string, within time.Duration, out io.Writer) error {
	t.Helper()
	return job{Do: do, Within: within, MaxInput: 1 << 20, Memory: 300 << 20}.run(t.Context(), strings.NewReader("x"), out, 8<<20, nil)
}

// Whatever a file does to its reader, the one who asked goes on and is told.
func TestAChildFallsAlone(t *testing.T) {
	for do, c := range map[string]struct {
		within time.Duration
		want   error
		words  string
	}{
		"panic":  {20 * time.Second, ErrBroken, "a decoder fell over"},
		"exit":   {20 * time.Second, ErrBroken, "broke down"},
		"hang":   {300 * time.Millisecond, ErrTooSlow, "longer than"},
		"spin":   {300 * time.Millisecond, ErrTooSlow, "longer than"},
		"memory": {60 * time.Second, ErrTooLarge, "memory"},
		"flood":  {20 * time.Second, ErrTooLarge, "no end"},
		"disk":   {20 * time.Second, ErrBroken, "file too large"},
		"child":  {20 * time.Second, ErrBroken, "no children"},
		"nobody": {20 * time.Second, ErrBroken, "unknown job"},
	} {
		t.Run(do, func(t *testing.T) {
			start := time.Now()
			err := try(t, do, c.within, io.Discard)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %v", err)
			}
			if took := time.Since(start); took > c.within+5*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	if len(children) != 0 {
		t.Errorf("%d places are still taken", len(children))
	}
}

func TestOnlyTheLimitIsOutOfMemory(t *testing.T) {
	for words, want := range map[string]bool{
		"fatal error: runtime: out of memory\n": true, "runtime: cannot allocate memory\nfatal error": true,
		"SIGSEGV: segmentation violation\nPC=0x46a445 m=0 sigcode=1":                                                                 true,
		"panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1]": false, "": false,
	} {
		if got := outOfMemory(words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

func TestAChildKnowsNoSecrets(t *testing.T) {
	t.Setenv("DEGRAU_SECRET", "hunter2")
	var out bytes.Buffer
	if err := try(t, "look", 20*time.Second, &out); err != nil {
		t.Fatal(err)
	}
	room, env, _ := strings.Cut(out.String(), "\n")
	if strings.Contains(env, "hunter2") || strings.Contains(env, "HOME=") {
		t.Errorf("the child knows: %s", env)
	}
	if _, err := os.Stat(room); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its room %s is left: %v", room, err)
	}
}

func TestGivingUpEndsTheChild(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	err := job{Do: "hang", Within: time.Minute, MaxInput: 1}.run(ctx, strings.NewReader(""), io.Discard, 1, nil)
	if !errors.Is(err, context.Canceled) || Reason(err) != "" {
		t.Errorf("got %v", err)
	}
}

// A file that never ends keeps a child no longer than a large one.
func TestAnEndlessFileIsCutOff(t *testing.T) {
	err := job{Do: "pdf", Within: 30 * time.Second, MaxInput: 8 << 20}.run(t.Context(), endless{}, io.Discard, 1, nil)
	if !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestADiskThatFailsIsNoFaultOfTheFile(t *testing.T) {
	err := job{Do: "pdf", Within: 30 * time.Second, MaxInput: 1 << 20}.run(t.Context(), failing{strings.NewReader("")}, io.Discard, 1, nil)
	if err == nil || !strings.Contains(err.Error(), "disk gone") || Reason(err) != "" {
		t.Errorf("got %v", err)
	}
}
