package intake

import (
	"fmt"
	"maps"
)

// listOrigins adds where the reading's own lists come from to the origins of the draft's facts: "amounts.0", "dates.2",
// "already_tried.1", "language". They stand in the reading alone: a case keeps the origins of its facts.
func (d *draft) listOrigins(out *Reading) {
	r := d.r
	r.origins = maps.Clone(out.Facts.Origins)
	if n := min(len(r.toks), languageWords); n > 0 && r.lang != "" {
		d.origin("language", 0, n, r.langSure)
	}
	if o, ok := r.origins["problems.0"]; ok {
		r.origins["problem_kind"] = o
	}
	d.codeOrigins(out)
	for i, a := range r.amounts {
		d.origin(fmt.Sprintf("amounts.%d", i), a.from, a.to, a.sure)
	}
	for i, on := range out.Dates {
		for _, m := range r.moments {
			if m.on.String() == on {
				d.origin(fmt.Sprintf("dates.%d", i), m.from, m.to, m.sure)
				break
			}
		}
	}
	for i, m := range d.methods {
		d.origin(fmt.Sprintf("payment_methods.%d", i), m.from, m.to, true)
	}
	for path, p := range map[string]party{"seller": d.seller, "marketplace": d.market} {
		if p.name != "" {
			d.origin(path, p.from, p.to, p.sure)
		}
	}
	for i := range out.Facts.Payments {
		if o, ok := r.origins[fmt.Sprintf("payments.%d.instalments", i)]; ok && out.Instalments != nil {
			r.origins["instalments"] = o
			break
		}
	}
	for i, h := range r.triedHits() {
		d.origin(fmt.Sprintf("already_tried.%d", i), h.from, h.to, true)
	}
	out.Origins = r.origins
}

// languageWords is how many of the first words are shown as what the language was read from; all of them were weighed.
const languageWords = 12

func (d *draft) codeOrigins(out *Reading) {
	for path, list := range map[string]struct {
		kind   claim
		values []string
	}{"order_numbers": {asOrder, out.OrderNumbers}, "tracking_codes": {asTracking, out.TrackingCodes}} {
		for i, v := range list.values {
			for _, c := range d.r.codes {
				if c.kind == list.kind && c.value == v {
					d.origin(fmt.Sprintf("%s.%d", path, i), c.from, c.to, c.sure)
					break
				}
			}
		}
	}
}

// triedHits is the first telling of each thing that was tried, in the order of the closed list.
func (r *reader) triedHits() []hit {
	var out []hit
	for g := cueTriedSeller; g <= cueTriedNeighbours; g++ {
		for _, h := range r.hits[g] {
			if !r.quote[h.from] && !r.undone(h) && !r.intended(h) {
				h.group = g
				out = append(out, h)
				break
			}
		}
	}
	return out
}
