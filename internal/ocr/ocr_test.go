package ocr

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// install puts a program named tesseract first, and alone, where programs are looked for.
func install(t *testing.T, script string) {
	t.Helper()
	dir := t.TempDir()
	if script != "" {
		if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte("#!/bin/sh\nPATH=/usr/bin:/bin\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
}

const langs = `if [ "$1" = --list-langs ]; then echo "List of available languages (3):"; echo eng; echo osd; echo por; exit 0; fi` + "\n"

func TestNoProgramNoReading(t *testing.T) {
	install(t, "")
	if Find(t.Context()) != nil {
		t.Error("found where nothing is installed")
	}
	install(t, "echo osd\n")
	if Find(t.Context()) != nil {
		t.Error("taken without any of our languages")
	}
	install(t, "exit 1\n")
	if Find(t.Context()) != nil {
		t.Error("taken although it does not work")
	}
}

func TestThePictureGoesToTheProgram(t *testing.T) {
	install(t, langs+`echo "args $*"; cat`)
	p := Find(t.Context())
	if p == nil {
		t.Fatal("not found")
	}
	got, err := p.Read(t.Context(), strings.NewReader("Pedido 123\xff"))
	if want := "args stdin stdout -l por+eng\nPedido 123\uFFFD"; err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAChildThatFailsOrHangsIsAFaultOfThePicture(t *testing.T) {
	install(t, langs+"cat > /dev/null; exit 3")
	if _, err := Find(t.Context()).Read(t.Context(), strings.NewReader("x")); err == nil {
		t.Error("a failure went by")
	}
	install(t, langs+"sleep 60")
	p := Find(t.Context())
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if _, err := p.Read(ctx, strings.NewReader("x")); !errors.Is(err, ErrTooSlow) {
		t.Errorf("%v", err)
	}
	if d := time.Since(begin); d > 10*time.Second {
		t.Errorf("killed after %v", d)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestAnEndlessPictureIsCutOff(t *testing.T) {
	install(t, langs+"cat > /dev/null")
	if _, err := Find(t.Context()).Read(t.Context(), endless{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	install(t, langs+"head -c 3000000 /dev/zero | tr '\\0' a")
	got, err := Find(t.Context()).Read(t.Context(), strings.NewReader("x"))
	if err != nil || len(got) != maxWords {
		t.Errorf("%d bytes of words, %v", len(got), err)
	}
}
