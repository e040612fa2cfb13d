package pdf

import (
	"slices"
	"strconv"

	"degrau/reports/paper"
)

func itoa(n int) string { return strconv.Itoa(n) }

// pageNumbers knows on which pages each exhibit stands: the exhibits follow the front in order, so only the number of
// pages in front of them is ever unknown while the front is being laid out.
type pageNumbers struct {
	before int                        // pages of the volumes before this one
	away   map[string][]paper.Stretch // exhibits in other volumes
	front  int
	first  map[string]int // pages counted from the first exhibit page, from 1
	length map[string]int
}

// span is where an exhibit stands, counted over the whole paper.
func (n pageNumbers) span(label string) (from, to int, ok bool) {
	first, ok := n.first[label]
	from = n.before + n.front + first
	return from, from + n.length[label] - 1, ok
}

// here reports whether a link can lead to the exhibit: only within the same file.
func (n pageNumbers) here(label string) bool {
	_, ok := n.first[label]
	return ok
}

// pageRange is a stretch of pages and the exhibit a link to it leads to; none where it stands in another volume.
type pageRange struct {
	from, to int
	label    string
}

func (r pageRange) String() string {
	if r.from == r.to {
		return itoa(r.from)
	}
	return itoa(r.from) + "–" + itoa(r.to)
}

// ranges returns the pages of several exhibits, in order, with neighbours joined.
func (n pageNumbers) ranges(labels []string) []pageRange {
	var all []pageRange
	for _, label := range labels {
		if from, to, ok := n.span(label); ok {
			all = append(all, pageRange{from, to, label})
		}
		for _, s := range n.away[label] {
			all = append(all, pageRange{s.From, s.To, ""})
		}
	}
	slices.SortStableFunc(all, func(a, b pageRange) int { return a.from - b.from })
	var joined []pageRange
	for _, r := range all {
		if k := len(joined) - 1; k >= 0 && r.from <= joined[k].to+1 {
			joined[k].to = max(joined[k].to, r.to)
			if joined[k].label == "" {
				joined[k].label = r.label
			}
			continue
		}
		joined = append(joined, r)
	}
	return joined
}
