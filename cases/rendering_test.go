package cases

import (
	"slices"
	"strings"
	"testing"
)

func addedTo(t *testing.T, c *Case, x Evidence) Evidence {
	t.Helper()
	x.SHA256, x.Size, x.Kind = strings.Repeat("ab", 32), 10, "text"
	x, err := c.AddEvidence(x, "cli", noon)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func labels(all []Evidence) (out []string) {
	for _, x := range all {
		out = append(out, x.Label())
	}
	return out
}

func TestATranslationStandsBehindItsOriginal(t *testing.T) {
	c := mustOpen(t)
	addedTo(t, c, Evidence{Name: "audio.ogg"})
	addedTo(t, c, Evidence{Name: "chat.txt", Language: "zh"})
	addedTo(t, c, Evidence{Name: "a.txt", Of: "P1", As: AsTranscript, MadeBy: "Ana"})
	addedTo(t, c, Evidence{Name: "b.txt", Of: "P2", As: AsTranslation, MadeBy: "Ana", Sworn: true})
	addedTo(t, c, Evidence{Name: "c.txt", Of: "P3", As: AsTranslation, MadeBy: "Ana"})
	if got := labels(InReadingOrder(c.Evidence())); !slices.Equal(got, []string{"P1", "P3", "P5", "P2", "P4"}) {
		t.Errorf("%v", got)
	}
	if err := c.RemoveEvidence("P1", "cli", noon); err != nil {
		t.Fatal(err)
	}
	if got := labels(InReadingOrder(c.Evidence())); !slices.Equal(got, []string{"P2", "P4", "P3", "P5"}) {
		t.Errorf("without its original a rendering stays: %v", got)
	}
	if got := labels(Renderings(c.Evidence(), "P2", AsTranslation)); !slices.Equal(got, []string{"P4"}) {
		t.Errorf("%v", got)
	}
}

func TestInReadingOrderLosesNothing(t *testing.T) {
	ring := []Evidence{{Number: 1, Of: "P2"}, {Number: 2, Of: "P1"}, {Number: 3}}
	if got := InReadingOrder(ring); len(got) != 3 {
		t.Errorf("a ring loses exhibits: %v", labels(got))
	}
}

func TestRenderingsThatCannotBe(t *testing.T) {
	c := mustOpen(t)
	addedTo(t, c, Evidence{Name: "audio.ogg"})
	addedTo(t, c, Evidence{Name: "b.txt", Of: "P1", As: AsTranslation, MadeBy: "Ana"})
	for name, x := range map[string]Evidence{
		"no original":                {Of: "P9", As: AsTranslation},
		"a place, not an exhibit":    {Of: "P1, page 2", As: AsTranslation},
		"no label":                   {Of: "audio", As: AsTranslation},
		"another way":                {Of: "P1", As: "summary"},
		"of nothing":                 {As: AsTranslation},
		"by somebody of nothing":     {MadeBy: "Ana"},
		"a sworn transcript":         {Of: "P1", As: AsTranscript, Sworn: true},
		"translation of translation": {Of: "P2", As: AsTranslation},
		"language in words":          {Language: "english"},
	} {
		x.SHA256, x.Kind = strings.Repeat("cd", 32), "text"
		if _, err := c.AddEvidence(x, "cli", noon); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if err := c.SayOfEvidence("P1", func(x *Evidence) { x.Of, x.As = "P1", AsTranslation }, "cli", noon); err == nil {
		t.Error("an exhibit translates itself")
	}
	if err := c.SayOfEvidence("P1", func(x *Evidence) { x.Of, x.As = "P7", AsTranslation }, "cli", noon); err == nil {
		t.Error("an exhibit translates one that is not there")
	}
}
