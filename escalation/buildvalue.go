package escalation

import (
	"fmt"
	"maps"
	"slices"
)

func (l *loader) values(p *Packs) {
	for _, r := range l.of("values") {
		v := &Value{}
		if !l.decode(r, v) {
			continue
		}
		l.id(r, v.ID)
		l.faults.texts(r.file, "name", v.Name, p.packOf[r.file].Language)
		if len(v.Series) == 0 {
			l.faults.add(r.file, "series", "is missing")
		}
		for i, s := range v.Series {
			at := sub("series", i)
			if s.From.IsZero() || i > 0 && !v.Series[i-1].From.Before(s.From) {
				l.faults.add(r.file, at+".from", "is missing, or not after the one before")
			}
			if s.Amount.Minor <= 0 || s.Amount.Currency == "" {
				l.faults.add(r.file, at+".amount", "must be above zero, with its currency")
			}
			l.faults.sources(r.file, at+".sources", s.Sources)
		}
		p.values[v.ID] = v
		p.files["value/"+v.ID] = r.file
	}
	p.valueIDs = slices.Sorted(maps.Keys(p.values))
}

// bounds checks amounts between which something must lie.
func (l *loader) bounds(p *Packs, file, path string, b *Bounds) {
	if b == nil {
		return
	}
	if b.AtMost == nil && b.Above == nil {
		l.faults.add(file, path, "needs at_most or above")
	}
	for name, lim := range map[string]*Limit{"at_most": b.AtMost, "above": b.Above} {
		if lim == nil {
			continue
		}
		at := fmt.Sprintf("%s.%s", path, name)
		switch {
		case (lim.Value == "") == lim.Amount.IsZero():
			l.faults.add(file, at, "needs exactly one of value and amount")
		case lim.Value != "":
			listed(&l.faults, file, at+".value", lim.Value, p.values)
			if lim.Times < 1 || lim.Times > 10000 {
				l.faults.add(file, at+".times", "is out of range")
			}
		}
	}
}
