package web

import (
	"testing"

	"degrau/cases"
	"degrau/internal/civil"
	"degrau/internal/locale"
)

func TestAChosenProblemLeavesTheOriginsWithTheirs(t *testing.T) {
	d, err := newDraft("Comprei uma mesa e ela não chegou.", 0, string(cases.ChargeContinues), nil, civil.MustParse("2026-11-22"), locale.For("pt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Facts.Problems) != 2 || d.Facts.Problems[0] != cases.ChargeContinues {
		t.Fatalf("problems: %v", d.Facts.Problems)
	}
	if _, ok := d.Facts.Origins["problems.0"]; ok {
		t.Error("what the person chose was read nowhere")
	}
	if _, ok := d.Facts.Origins["problems.1"]; !ok {
		t.Error("the problem that was read lost its words")
	}
}
