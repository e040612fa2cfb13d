package intake

import (
	"degrau/cases"
)

// draft turns what was found into facts in the contract's form.
type draft struct {
	r              *reader
	f              cases.Facts
	problems       []problemScore
	methods        []methodHit
	market, seller party
}

func newDraft(r *reader) *draft {
	d := &draft{r: r, problems: r.problems(), methods: r.methods()}
	if len(d.problems) == 0 {
		d.problems = []problemScore{{problem: cases.OtherProblem}}
	}
	d.market, _ = r.marketplace()
	d.seller, _ = r.seller()
	return d
}

func (d *draft) facts() cases.Facts {
	d.f.Language = d.r.lang
	d.f.Origins = d.r.origins
	return d.f
}
