package reports

import (
	"strings"
	"testing"

	"degrau/internal/locale"
)

// TestTheListOfBodiesIsThatOfThePacks fails where docs/bodies.md is older than the packs: run it with -update.
func TestTheListOfBodiesIsThatOfThePacks(t *testing.T) {
	var b strings.Builder
	if err := WriteBodies(&b, mustPacks(t), locale.For("en")); err != nil {
		t.Fatal(err)
	}
	compare(t, "../docs/bodies.md", b.String())
}
