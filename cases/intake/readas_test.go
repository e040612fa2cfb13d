package intake

import (
	"testing"

	"degrau/internal/civil"
)

func TestAPieceIsReadInTheLanguageOfItsTalk(t *testing.T) {
	ref := civil.Must(2026, 5, 10)
	for _, row := range []struct{ name, text, hint, want string }{
		{"a piece without words of its own", "ok 12/05", "ro", "ro"},
		{"a piece surely in another language", "I have not received my order and the seller does not answer", "pt", "en"},
		{"an unknown language is no hint", "ok 12/05", "xx", Read("ok 12/05", ref).Language},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := ReadAs(row.text, ref, row.hint).Language; got != row.want {
				t.Errorf("read as %q, want %q", got, row.want)
			}
		})
	}
}
