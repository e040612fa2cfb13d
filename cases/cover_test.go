package cases

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestCoversThatCannotBe(t *testing.T) {
	c := mustOpen(t)
	addedTo(t, c, Evidence{Name: "a.png"})
	try := func(covers ...Cover) error {
		return c.SayOfEvidence("P1", func(x *Evidence) { x.Cover(covers...) }, "cli", noon)
	}
	for name, bad := range map[string]Cover{
		"nothing": {}, "not a number": {W: math.NaN(), H: 0.1}, "negative": {X: -0.1, W: 0.2, H: 0.2}, "beyond": {X: 0.1, W: 1.2, H: 0.2}, "infinite": {W: math.Inf(1), H: 0.1},
		"without height": {X: 0.1, W: 0.2}, "at the far edge": {X: 1, W: 0.1, H: 0.1}, "page below": {Page: -1, W: 0.1, H: 0.1}, "message below": {Message: -3},
		"two places": {Message: 3, Line: 4}, "message and box": {Message: 3, W: 0.1, H: 0.1}, "a reason of one's own": {W: 0.1, H: 0.1, Reason: "shame"},
	} {
		if err := try(bad); !IsKind(err, Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := try(make([]Cover, 10_000)...); !IsKind(err, Invalid) {
		t.Errorf("ten thousand: %v", err)
	}
	if len(c.Evidence()[0].Covered) != 0 {
		t.Fatalf("%+v", c.Evidence()[0].Covered)
	}
	if err := try(Cover{Page: 2, X: 0.1, Y: 0.2, W: 0.3, H: 0.4, Reason: OthersData}, Cover{Message: 7}, Cover{Line: 1, Reason: OwnData}); err != nil {
		t.Fatal(err)
	}
	if got := c.Evidence()[0].Covered; len(got) != 3 || got[0].H != 0.4 || !got[0].IsBox() || got[1].IsBox() {
		t.Errorf("%+v", got)
	}
	if err := c.DescribeEvidence("P1", "outra", "cli", noon); err != nil || len(c.Evidence()[0].Covered) != 3 {
		t.Errorf("a new caption uncovers: %v %+v", err, c.Evidence()[0])
	}
	if fs := c.VerifyChain(); len(fs) != 0 {
		t.Errorf("%v", fs)
	}
}

// TestCoversOutliveTheExhibitTheyWereSaidOf takes out the covered one of two exhibits of the same bytes, then both, and brings the
// file once more.
func TestCoversOutliveTheExhibitTheyWereSaidOf(t *testing.T) {
	c := mustOpen(t)
	file := Evidence{SHA256: "aa", Name: "a.png", Kind: "png"}
	add := func() Evidence {
		t.Helper()
		x, err := c.AddEvidence(file, "cli", noon)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	first, second := add(), add()
	box, other := Cover{W: 0.5, H: 0.5}, Cover{X: 0.5, W: 0.5, H: 0.5}
	if err := c.SayOfEvidence(first.Label(), func(x *Evidence) { x.Cover(box) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if err := c.SayOfEvidence(second.Label(), func(x *Evidence) { x.Cover(other) }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	alike := CoveredAlike(c.Evidence())
	if len(alike[0].Covered) != 2 || len(alike[1].Covered) != 2 || len(c.Evidence()[0].Covered) != 1 {
		t.Errorf("%+v", alike)
	}
	for _, x := range []Evidence{first, second} {
		if err := c.RemoveEvidence(x.Label(), "cli", noon); err != nil {
			t.Fatal(err)
		}
		if all := c.Evidence(); len(all) == 1 && len(all[0].Covered) != 2 {
			t.Errorf("the other shows what was covered: %+v", all)
		}
	}
	again := add()
	if len(again.Covered) != 2 || slices.ContainsFunc(again.Warnings, func(w string) bool { return strings.HasPrefix(w, "duplicate") }) {
		t.Errorf("%+v", again)
	}
	if err := c.SayOfEvidence(again.Label(), func(x *Evidence) { x.Covered = nil }, "cli", noon); err != nil {
		t.Fatal(err)
	}
	if all := c.Evidence(); len(all) != 1 || len(all[0].Covered) != 0 {
		t.Errorf("it cannot be shown again: %+v", all)
	}
	if faults := c.VerifyChain(); len(faults) > 0 {
		t.Error(faults)
	}
}
