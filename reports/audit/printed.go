package audit

import (
	"strings"
	"unicode"

	"degrau/reports/paper"
)

// printed looks for what the paper must say in so many words: the titles of its parts and the whole hashes that it lists. Hashes
// break over lines, titles over pages; both are compared without spaces. Signs that no font has are printed as words, so that
// titles with such are left out here.
func (c *check) printed() error {
	var b strings.Builder
	for _, s := range c.pages {
		b.WriteString(s.all)
	}
	all := b.String()
	if len(c.pages) > 0 && all == "" {
		c.fault(Fault{Key: Words})
	}
	for _, blocks := range [][]paper.Block{c.d.Blocks, c.d.Closing} {
		for _, block := range blocks {
			for _, want := range wanted(block) {
				if plain(want) && !strings.Contains(all, tight(want)) {
					c.fault(Fault{Key: Words, Want: short(want)})
				}
			}
		}
	}
	return nil
}

// wanted are the words of a block that are set whole: what stands in cells may be cut where it is too long for them.
func wanted(b paper.Block) []string {
	switch b := b.(type) {
	case paper.Section:
		return []string{clipped(b.Title)}
	case paper.Table:
		return hashesOf(b)
	case paper.Index:
		return hashesOf(b.Table)
	}
	return nil
}

// clipped keeps the beginning of a title: long ones are set on four lines at most.
func clipped(title string) string {
	if r := []rune(title); len(r) > 60 {
		return string(r[:60])
	}
	return title
}

// hashesOf are the whole hashes of a table.
func hashesOf(t paper.Table) []string {
	var out []string
	for _, row := range t.Rows {
		for _, cell := range row {
			if h := tight(cell.Text); len(h) == 64 && strings.Trim(h, "0123456789abcdef") == "" {
				out = append(out, h)
			}
		}
	}
	return out
}

// plain reports whether a text is letters and signs that every face has.
func plain(s string) bool {
	for _, r := range s {
		if r > 0x24F && r != '…' && r != '–' && r != '’' && r != '“' && r != '”' || unicode.IsControl(r) {
			return false
		}
	}
	return true
}
