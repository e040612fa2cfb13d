package pdf

// piece is the smallest thing that is never split: a line, a row, a heading. Pieces flow down the pages.
type piece struct {
	before  float64 // space above, dropped at the top of a page
	height  float64
	ops     []op
	keep    bool   // stays on one page with the next piece
	newPage bool   // starts a page
	repeat  *piece // drawn again above this piece where it starts a page
}

// flow puts pieces on pages.
type flow struct {
	sheet sheet
	pages []*page
	y     float64
	fresh bool // nothing on the page yet
}

func newFlow(s sheet) *flow { return &flow{sheet: s} }

// next starts a page.
func (f *flow) next() *page {
	p := &page{}
	f.pages = append(f.pages, p)
	f.y, f.fresh = f.sheet.top, true
	return p
}

// place puts the pieces down in order. Pieces kept together move to the next page together; those that are too tall for
// one page start at its top, so that a heading never stands alone at the foot of the page before.
func (f *flow) place(pieces []piece) {
	for i := 0; i < len(pieces); {
		j := i
		for j+1 < len(pieces) && pieces[j].keep && !pieces[j+1].newPage {
			j++
		}
		f.group(pieces[i : j+1])
		i = j + 1
	}
}

func (f *flow) group(group []piece) {
	if len(f.pages) == 0 || group[0].newPage && !f.fresh {
		f.next()
	}
	height := groupHeight(group, f.fresh)
	if f.y+height > f.sheet.bottom && !f.fresh {
		f.next()
	}
	for _, p := range group {
		f.put(p)
	}
}

func groupHeight(group []piece, fresh bool) float64 {
	sum := 0.0
	for i, p := range group {
		sum += p.height
		if i > 0 || !fresh {
			sum += p.before
		}
	}
	return sum
}

func (f *flow) put(p piece) {
	if !f.fresh && f.y+p.before+p.height > f.sheet.bottom+0.01 {
		f.next()
	}
	current := f.pages[len(f.pages)-1]
	if f.fresh && p.repeat != nil {
		current.add(f.y, p.repeat.ops...)
		f.y += p.repeat.height
		f.fresh = false
	} else if !f.fresh {
		f.y += p.before
	}
	current.add(f.y, p.ops...)
	f.y += p.height
	f.fresh = false
}
