package twin

import (
	"fmt"
	"strings"

	"degrau/reports/paper"
)

// part is a numbered part of the paper with what stands in it.
type part struct {
	ID     string // empty before the first section
	Number int
	Title  string
	Blocks []block
}

// block is a block as the template draws it: exactly one field is set.
type block struct {
	Cover     *cover
	Heading   string
	Para      *paper.Para
	Numbered  *paper.Numbered
	Table     *table
	Signature *paper.Signature
	Code      *code
}

// code is an address as squares, drawn as one path.
type code struct {
	Text, Path string
	Side       int
}

// cover is the first page.
type cover struct {
	paper.Cover
	Requests *paper.Numbered
	Proof    *table
	Panels   []paper.Panel
}

// parts draws blocks, each section with what belongs to it. before is how many blocks of the paper went before.
func (p *page) parts(blocks []paper.Block, before int) error {
	var at part
	done := func() error {
		if at.ID == "" && len(at.Blocks) == 0 {
			return nil
		}
		return p.draw("part", at)
	}
	for i, b := range blocks {
		if s, ok := b.(paper.Section); ok {
			if err := done(); err != nil {
				return err
			}
			at = part{ID: section(s, before+i)[0].ID, Number: s.Number, Title: clean(s.Title)}
			continue
		}
		drawn, err := p.block(b)
		if err != nil {
			return err
		}
		if t := drawn.Table; t != nil && t.Label == "" {
			t.Label = at.Title
		}
		at.Blocks = append(at.Blocks, drawn)
	}
	return done()
}

func (p *page) block(b paper.Block) (block, error) {
	switch b := b.(type) {
	case paper.Cover:
		c := p.cover(b)
		return block{Cover: &c}, nil
	case paper.Heading:
		return block{Heading: b.Text}, nil
	case paper.Para:
		return block{Para: &b}, nil
	case paper.Numbered:
		return block{Numbered: &b}, nil
	case paper.Table:
		return block{Table: p.table(b, "")}, nil
	case paper.Index:
		return block{Table: p.table(b.Table, "index")}, nil
	case paper.Lanes:
		return block{Table: p.lanes(b)}, nil
	case paper.Signature:
		return block{Signature: &b}, nil
	case paper.Code:
		return block{Code: squares(b)}, nil
	}
	return block{}, fmt.Errorf("a block of a kind nobody draws: %T", b)
}

func (p *page) cover(c paper.Cover) cover {
	out := cover{Cover: c}
	for _, panel := range []paper.Panel{c.Left, c.Right} {
		if len(panel.Rows) > 0 {
			out.Panels = append(out.Panels, panel)
		}
	}
	if len(c.Requests.Items) > 0 {
		out.Requests = &c.Requests
	}
	if len(c.Proof.Rows) > 0 {
		out.Proof = p.table(c.Proof, "")
	}
	return out
}

// squares draws a code with four squares of white around it, without which phones do not find it.
func squares(c paper.Code) *code {
	var path strings.Builder
	for y, row := range c.Squares {
		for x, dark := range row {
			if dark {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	return &code{Text: c.Text, Path: path.String(), Side: len(c.Squares) + 8}
}
