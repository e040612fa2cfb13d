package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"degrau/reports/paper"
)

// layout is a paper measured and placed, ready to be drawn.
type layout struct {
	sheet sheet
	pages []*page
	front int // pages in front of the exhibits
}

// mostLayouts is how often a paper is laid out until its page numbers stand still. Two are usual; rows that never
// shrink (see composer.settle) make more than a few impossible.
const mostLayouts = 12

var errUnsettled = errors.New("pdf: page numbers do not settle")

// lay measures and places everything. The page numbers printed in the front depend on how long the front is, so it is
// laid out until both agree.
func lay(ctx context.Context, d paper.Document, t *typesetter, exhibits []exhibit) (*layout, error) {
	s := newSheet(d.Letter)
	c := &composer{typesetter: t, sheet: s, words: d.Words, floors: map[int]int{}, pages: numberExhibits(exhibits)}
	c.pages.before, c.pages.away = max(d.Volume.First-1, 0), d.Volume.Elsewhere
	for range mostLayouts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.cell = 0
		front := c.flow(d.Blocks)
		if len(front) == 0 && len(exhibits) == 0 && len(d.Closing) == 0 {
			front = []*page{{}}
		}
		if len(front) != c.pages.front {
			c.pages.front = len(front)
			continue
		}
		pages := append(front, c.exhibitPages(exhibits)...)
		pages = append(pages, c.flow(d.Closing)...)
		l := &layout{sheet: s, pages: pages, front: len(front)}
		l.foot(c, d)
		return l, nil
	}
	return nil, errUnsettled
}

func numberExhibits(exhibits []exhibit) pageNumbers {
	n := pageNumbers{first: map[string]int{}, length: map[string]int{}}
	at := 1
	for _, e := range exhibits {
		if _, twice := n.first[e.Label]; !twice {
			n.first[e.Label], n.length[e.Label] = at, len(e.sheets)
		}
		at += len(e.sheets)
	}
	return n
}

// flow lays out blocks; each cover has a page of its own.
func (c *composer) flow(blocks []paper.Block) []*page {
	f := newFlow(c.sheet)
	var pieces []piece
	fresh, under := false, -1.0
	for _, b := range blocks {
		if cover, ok := b.(paper.Cover); ok {
			f.place(pieces)
			pieces = nil
			f.next().add(0, c.cover(cover).ops...)
			f.fresh, fresh = false, true
			continue
		}
		more := c.pieces(b)
		if len(more) == 0 {
			continue
		}
		if under >= 0 {
			more[0].before = min(more[0].before, under)
			more[0].keep = true // a heading wants two lines under it, of this block or of the next
		}
		if under = -1; headed(b) {
			under = airUnder(b)
		}
		if _, ok := b.(paper.Signature); ok && len(pieces) > 0 {
			pieces[len(pieces)-1].keep = true // nobody signs an empty page
		}
		if fresh {
			more[0].newPage = true
			fresh = false
		}
		pieces = append(pieces, more...)
	}
	f.place(pieces)
	return f.pages
}

// headed reports whether the block is a heading of what follows.
func headed(b paper.Block) bool { return airUnder(b) >= 0 }

// airUnder is the space between a heading and what it is the heading of; below zero for what is none.
func airUnder(b paper.Block) float64 {
	switch b.(type) {
	case paper.Section:
		return 0
	case paper.Heading:
		return 0.6
	}
	return -1
}

// foot puts the footer on every page.
func (l *layout) foot(c *composer, d paper.Document) {
	s := l.sheet
	left := d.Footer
	if strings.TrimSpace(left) == "" {
		left = d.Code
	}
	before, total := max(d.Volume.First-1, 0), len(l.pages)
	if d.Volume.Total > 0 {
		total = d.Volume.Total
	}
	for i, p := range l.pages {
		number := c.setRight(s.right, s.rule+1.6, pageOf(d.Words.PageOf, before+i+1, total), pageStyle)
		room := s.textWidth() - number.line.width - 6
		ops, _ := c.set(s.left, s.rule+1.6, left, footStyle, room, 1)
		p.add(0, ruleOp{s.left, s.rule, s.right, s.rule, 0.25, hairline})
		p.add(0, ops...)
		p.add(0, number)
	}
}

// pageOf fills "fl. %d de %d"; anything else is answered with plain numbers.
func pageOf(pattern string, n, of int) string {
	if strings.Count(pattern, "%d") != 2 || strings.Count(pattern, "%") != 2 {
		pattern = "%d / %d"
	}
	return fmt.Sprintf(pattern, n, of)
}
