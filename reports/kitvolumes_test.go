package reports

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAKitHoldsTheDossierInVolumes writes the kit of a large case for a body that takes small files: each part is under its
// limit, all of them are on the list and in the checklist, and the same kit may be written again.
func TestAKitHoldsTheDossierInVolumes(t *testing.T) {
	in := largeCase(t)
	for seed := range uint64(4) { // beyond what Procon takes in one file
		addNoise(t, &in, 200+seed)
	}
	body, _ := in.Packs.Body(in.Body)
	limit := LimitOf(body).Bytes
	if limit == 0 {
		t.Fatal("the body has no limit")
	}
	dir := filepath.Join(t.TempDir(), "kit")
	names, err := WriteKit(t.Context(), dir, in)
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(dir, "checklist.txt"))
	if err != nil {
		t.Fatal(err)
	}
	volumes := 0
	for _, name := range names {
		if !strings.HasPrefix(name, "dossier") {
			continue
		}
		volumes++
		fi, err := os.Stat(filepath.Join(dir, name))
		if err != nil || fi.Size() > limit {
			t.Errorf("%s: %v, %v", name, fi, err)
		}
		if !strings.Contains(string(list), name+" (") {
			t.Errorf("the checklist lacks %s:\n%s", name, list)
		}
	}
	if volumes < 2 || strings.Contains(string(list), "gere o dossiê em partes") {
		t.Errorf("%d volumes\n%s", volumes, list)
	}
	if _, err := WriteKit(t.Context(), dir, in); err != nil {
		t.Errorf("written again: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".degrau-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
