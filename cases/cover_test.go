package cases

import (
	"math"
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
