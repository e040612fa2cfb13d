//go:build corpus

package messages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"degrau/cases"
	"degrau/internal/civil"
)

func corpusRoot(t *testing.T) string {
	t.Helper()
	root := os.Getenv("DEGRAU_CORPUS")
	if root == "" {
		t.Fatal("DEGRAU_CORPUS names no folder")
	}
	return root
}

// TestCorpusExports holds the exports against the parse that all of them must give.
func TestCorpusExports(t *testing.T) {
	root := filepath.Join(corpusRoot(t), "whatsapp")
	b, err := os.ReadFile(filepath.Join(root, "target.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want []struct{ Timestamp, Author, Message string }
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(root, "*.txt"))
	if len(files) != 5 {
		t.Fatalf("%d exports", len(files))
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Read(bytes.NewReader(b), int64(len(b)), Options{Kind: "text", Received: civil.Must(2026, 1, 1)})
			if err != nil {
				t.Fatal(err)
			}
			found, kinds := map[string]int{}, map[Kind]int{}
			for _, m := range got.Messages {
				kinds[m.Kind]++
				if m.Kind == Said {
					found[m.At.String()+"|"+m.From+"|"+strings.Join(strings.Fields(m.Text), " ")]++
				}
			}
			for _, w := range want {
				if key := w.Timestamp + "|" + w.Author + "|" + w.Message; found[key] != 1 {
					t.Errorf("%s found %d times", key, found[key])
				}
			}
			if got.Source != WhatsApp || kinds[Said] != 6 || kinds[System] != 2 || kinds[Unparsed] != 1 || !got.OrderSure {
				t.Errorf("%s: %v, order %s sure %v", got.Source, kinds, got.DateOrder, got.OrderSure)
			}
		})
	}
}

// TestCorpusMails takes in every mail: each is read, or kept with its reason, and quickly.
func TestCorpusMails(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(corpusRoot(t), "eml", "*.raw"))
	if len(files) < 50 {
		t.Fatalf("only %d mails", len(files))
	}
	read, raw, attachments := 0, 0, 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		got, err := Read(bytes.NewReader(b), int64(len(b)), Options{Kind: "eml"})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		if d := time.Since(begin); d > time.Second {
			t.Errorf("%s took %v", filepath.Base(name), d)
		}
		if len(got.Messages) == 0 {
			t.Errorf("%s: nothing kept", filepath.Base(name))
			continue
		}
		checkTranscript(t, got)
		m := got.Messages[0]
		if m.Kind == Unparsed {
			raw++
			if !got.Warns(WarnMail) {
				t.Errorf("%s is kept as it is without a warning", filepath.Base(name))
			}
		} else {
			read++
		}
		attachments += len(got.Attachments)
		if testing.Verbose() {
			fmt.Printf("%-60s %-8s %d messages, %d files, %q %v\n", filepath.Base(name), m.Kind, len(got.Messages), len(got.Attachments), first(m.Text, 50), got.Keys())
		}
	}
	fmt.Printf("mails: %d read, %d kept as they are, %d files inside\n", read, raw, attachments)
}

func first(s string, n int) string { return s[:runeCut(s, n)] }

// TestCorpusEveryFileAsEveryKind reads every file of the corpus as each kind of words: whatever it is, there is a
// transcript or a clear refusal, soon.
func TestCorpusEveryFileAsEveryKind(t *testing.T) {
	files := 0
	err := filepath.WalkDir(corpusRoot(t), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, kind := range []string{"text", "eml", "html", "csv", "docx", "odt", "zip"} {
			begin := time.Now()
			got, err := Read(bytes.NewReader(b), int64(len(b)), Options{Kind: kind, Name: filepath.Base(path)})
			switch {
			case err != nil && !cases.IsKind(err, cases.Invalid):
				t.Errorf("%s as %s: %v", filepath.Base(path), kind, err)
			case err == nil:
				checkTranscript(t, got)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("%s as %s took %v", filepath.Base(path), kind, took)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%d files read as every kind\n", files)
}
