package locale

import (
	"os"
	"regexp"
	"testing"
)

// TestEveryWarningAboutAFileHasASentence reads the keys where they are set, since this room may not import that one.
func TestEveryWarningAboutAFileHasASentence(t *testing.T) {
	src, err := os.ReadFile("../media/media.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`\tWarn\w+ += "(\w+)"`).FindAllSubmatch(src, -1)
	if len(found) < 15 {
		t.Fatalf("only %d warnings found", len(found))
	}
	for _, w := range found {
		if !For("pt").Has("media.warning." + string(w[1])) {
			t.Errorf("no sentence for %s", w[1])
		}
	}
}
