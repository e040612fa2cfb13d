package intake

import (
	"testing"

	"degrau/internal/civil"
)

func TestAnEventKeepsItsWholeSentence(t *testing.T) {
	for text, want := range map[string]string{
		"Comprei uma mesa.\nAbri disputa dia 15/07/2026 e\nnegaram tudo. Fim.": "Abri disputa dia 15/07/2026 e negaram tudo.",
		"Abri disputa dia 15/07/2026\nObrigada":                                "Abri disputa dia 15/07/2026",
		"a loja sumiu\nabri disputa dia 15/07/2026":                            "a loja sumiu abri disputa dia 15/07/2026",
	} {
		events := Read(text, civil.Must(2026, 8, 1)).Facts.Events
		if len(events) == 0 || events[0].Text != want {
			t.Errorf("%q: %+v, want %q", text, events, want)
		}
	}
}
