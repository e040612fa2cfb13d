package reports

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var headlineBodies = []string{"br-consumidor-gov", "br-procon", "br-reclame-aqui"}

func TestPapersOfTheHeadlineCases(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(headlines)) {
		for _, body := range headlineBodies {
			t.Run(name+" to "+body, func(t *testing.T) {
				in := mustInput(t, headlines[name], body)
				d, _, err := Dossier(in)
				if err != nil {
					t.Fatal(err)
				}
				k, err := BuildKit(in)
				if err != nil {
					t.Fatal(err)
				}
				// The hash of the packs changes with every pack file; the paper's words do not depend on it.
				got := strings.ReplaceAll(inWords(d), shortHash(in.Packs.Snapshot()), "(packs)") + "\n" + kitInWords(k)
				compare(t, filepath.Join("testdata", name+"."+body+".txt"), got)
			})
		}
	}
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	w, g := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		if i >= len(w) || i >= len(g) || w[i] != g[i] {
			t.Fatalf("%s differs in line %d (run with -update and look):\n got  %q\n want %q", path, i+1, at2(g, i), at2(w, i))
		}
	}
}

func at2(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
