package audit

import (
	"fmt"
	"slices"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Set holds the volumes of one paper against each other: running numbers go on from one to the next, and what a volume says of
// exhibits in the others is where they stand. name gives the file of a volume.
func Set(name func(i int) string, docs []paper.Document, done []pdf.Written) error {
	next := 1
	for i, d := range docs {
		c := &check{d: d, w: done[i]}
		if first := c.first(); first != next {
			c.fault(Fault{Key: Stamp, Page: 1, Want: fmt.Sprint(next), Got: fmt.Sprint(first)})
		}
		next += done[i].Pages
		for label, said := range d.Volume.Elsewhere {
			var found []paper.Stretch
			for k := range docs {
				if start := done[k].Starts[label]; k != i && start > 0 {
					from := max(docs[k].Volume.First, 1) + start - 1
					found = append(found, paper.Stretch{From: from, To: from + done[k].Sheets[label] - 1})
				}
			}
			if !slices.Equal(said, found) {
				c.fault(Fault{Key: Elsewhere, Exhibit: label, Want: fmt.Sprint(found), Got: fmt.Sprint(said)})
			}
		}
		if i == len(docs)-1 && next-1 != c.total() {
			c.fault(Fault{Key: PageCount, Want: fmt.Sprint(c.total()), Got: fmt.Sprint(next - 1)})
		}
		if len(c.faults) > 0 {
			return &Error{File: name(i), Faults: c.faults}
		}
	}
	return nil
}
