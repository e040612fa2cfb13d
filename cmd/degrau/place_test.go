package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestFilesArePlacedTogether places files of which one cannot be: nothing has changed then.
func TestFilesArePlacedTogether(t *testing.T) {
	dir, aside := t.TempDir(), t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"1": "new one", "2": "new two", "a.pdf": "old a"} {
		mustDo(t, os.WriteFile(at(name), []byte(text), 0o600))
	}
	says := func(name, want string) {
		t.Helper()
		b, err := os.ReadFile(at(name))
		if (err == nil) != (want != "") || string(b) != want {
			t.Errorf("%s: %q %v, want %q", name, b, err, want)
		}
	}
	if err := place(aside, []move{{at("1"), at("a.pdf")}, {at("2"), at("b.pdf")}, {at("not there"), at("c.pdf")}}); err == nil {
		t.Fatal("a file that is not there was placed")
	}
	for name, want := range map[string]string{"1": "new one", "2": "new two", "a.pdf": "old a", "b.pdf": "", "c.pdf": ""} {
		says(name, want)
	}
	mustDo(t, place(aside, []move{{at("1"), at("a.pdf")}, {at("2"), at("b.pdf")}}))
	for name, want := range map[string]string{"1": "", "2": "", "a.pdf": "new one", "b.pdf": "new two"} {
		says(name, want)
	}
}
