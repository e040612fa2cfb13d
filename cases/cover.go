package cases

import (
	"math"
	"slices"
	"strconv"
	"time"
)

// Cover is a place of an exhibit that nobody but its owner shall see: a rectangle of a picture or page, in shares of its
// width and height from the top left, or one message or line of its words. The original keeps it; every copy loses it.
type Cover struct {
	Page    int     `json:"page,omitempty"` // of a PDF, from 1
	X       float64 `json:"x,omitempty"`
	Y       float64 `json:"y,omitempty"`
	W       float64 `json:"w,omitempty"`
	H       float64 `json:"h,omitempty"`
	Message int     `json:"message,omitempty"` // of a conversation, from 1
	Line    int     `json:"line,omitempty"`    // of a text, from 1
	Reason  string  `json:"reason,omitempty"`  // one of CoverReasons
}

// Why something is covered.
const (
	OthersData = "others_data" // somebody else's name, number, face
	OwnData    = "own_data"    // the person's own number, address, card
	Unrelated  = "unrelated"   // has nothing to do with the case
)

// CoverReasons are all of them; OthersData is the one most people have.
var CoverReasons = []string{OthersData, OwnData, Unrelated}

// MaxCovers is how many places one exhibit may have covered.
const MaxCovers = 400

// IsBox reports whether it is a rectangle and not a message or a line.
func (c Cover) IsBox() bool { return c.Message == 0 && c.Line == 0 }

func (c Cover) check(at string) error {
	box := [4]float64{c.X, c.Y, c.W, c.H}
	for _, v := range box {
		if math.IsNaN(v) || v < 0 || v > 1 {
			return Invalidf(at, "cover_outside")
		}
	}
	switch {
	case c.Reason != "" && !Known(c.Reason, CoverReasons):
		return Invalidf(at+".reason", "wrong_kind")
	case c.Page < 0 || c.Message < 0 || c.Line < 0:
		return Invalidf(at, "cover_outside")
	case c.Message > 0 && c.Line > 0, !c.IsBox() && (box != [4]float64{} || c.Page > 0):
		return Invalidf(at, "cover_two_places")
	case c.IsBox() && (c.W <= 0 || c.H <= 0 || c.X >= 1 || c.Y >= 1):
		return Invalidf(at, "cover_empty")
	}
	return nil
}

// checkCovers refuses places that cover nothing: whoever asks for one believes that something is hidden.
func (x Evidence) checkCovers(at string) error {
	if n := len(x.Covered); n > MaxCovers {
		return Invalidf(at+".covered", "too_many", "n", n, "max", MaxCovers)
	}
	for i, c := range x.Covered {
		if err := c.check(at + ".covered." + strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// Cover adds places to those of an exhibit that are covered.
func (x *Evidence) Cover(more ...Cover) {
	if len(more) > 0 {
		x.Covered = append(append([]Cover{}, x.Covered...), more...)
	}
}

// CoveredAlike gives each exhibit all that is covered of any of the same bytes: a file that came twice is covered as a whole
// where either of the two is. The list and its exhibits stay as they are.
func CoveredAlike(all []Evidence) []Evidence {
	out := slices.Clone(all)
	for i := range out {
		for _, y := range all {
			if y.Number != out[i].Number && y.SHA256 != "" && y.SHA256 == out[i].SHA256 {
				out[i].Cover(lacking(out[i].Covered, y.Covered)...)
			}
		}
	}
	return out
}

// lacking are the places of more that are not among those of covered.
func lacking(covered, more []Cover) []Cover {
	var out []Cover
	for _, k := range more {
		if !slices.Contains(covered, k) {
			out = append(out, k)
		}
	}
	return out
}

// handCovers gives the exhibits of the same bytes what is covered of one that leaves: taking out the one of two that is
// covered must not show in the other what somebody believes hidden.
func (c *Case) handCovers(gone Evidence, actor string, now time.Time) error {
	for _, y := range c.Evidence() {
		more := lacking(y.Covered, gone.Covered)
		if y.Number == gone.Number || y.SHA256 == "" || y.SHA256 != gone.SHA256 || len(more) == 0 {
			continue
		}
		if err := c.SayOfEvidence(y.Label(), func(x *Evidence) { x.Cover(more...) }, actor, now); err != nil {
			return err
		}
	}
	return nil
}

// coveredBefore is what was covered of these bytes when they were last taken out of the case.
func (c *Case) coveredBefore(sha256 string) []Cover {
	var out []Cover
	there := map[string]Evidence{}
	for _, e := range c.Events {
		switch x := e.Entry.Exhibit; {
		case e.Kind == EvidenceAdded && x != nil:
			there[x.Label()] = *x
		case e.Kind == Described && x != nil:
			there[x.Label()] = there[x.Label()].saidOf(*x)
		case e.Kind == EvidenceRemoved:
			for _, label := range e.Entry.Evidence {
				if gone, ok := there[label]; ok && sha256 != "" && gone.SHA256 == sha256 {
					out = gone.Covered
				}
			}
		}
	}
	return out
}
