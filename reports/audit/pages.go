package audit

import (
	"fmt"
	"slices"
	"strings"
)

// stamps holds the foot of every page against its place in the file.
func (c *check) stamps() error {
	foot := c.d.Footer
	if strings.TrimSpace(foot) == "" {
		foot = c.d.Code
	}
	for i, s := range c.pages {
		want := pageOf(c.d.Words.PageOf, c.first()+i, c.total())
		got := s.within(0, footStrip)
		left, stamped := strings.CutSuffix(tight(got), tight(want))
		if !stamped || plain(foot) && !printedLabel(left, foot) {
			c.fault(Fault{Key: Stamp, Page: s.n, Want: strings.TrimSpace(foot + " " + want), Got: short(got)})
		}
		c.inside(s)
	}
	return nil
}

// inside finds text that runs over the edge of the page, or that cannot be told letter by letter.
func (c *check) inside(s sheet) {
	for _, r := range s.runs {
		if r.X < -edge || r.X+r.Width > s.width+edge || r.Y < 0 || r.Y > s.height {
			c.fault(Fault{Key: Overflow, Page: s.n, Got: short(r.Text)})
			return
		}
	}
	for _, r := range s.runs {
		if r.Text == "" && r.Width > 0 || strings.ContainsRune(r.Text, 0) {
			c.fault(Fault{Key: Words, Page: s.n, Got: short(r.Text)})
			return
		}
	}
}

// exhibits looks for each exhibit's pages: the band with label, hash and page, and something drawn below it.
func (c *check) exhibits() error {
	seen := map[string]bool{}
	for _, x := range c.d.Exhibits {
		if seen[x.Label] {
			continue
		}
		seen[x.Label] = true
		start, n := c.w.Starts[x.Label], c.w.Sheets[x.Label]
		if start < 1 || n < 1 || start+n-1 > len(c.pages) {
			c.fault(Fault{Key: Missing, Exhibit: x.Label, Want: x.SHA256})
			continue
		}
		before, of := 0, n
		if x.Sheets[0] > 1 {
			before = x.Sheets[0] - 1
		}
		for k := range n {
			s := c.pages[start+k-1]
			band := tight(s.within(s.height-bandTo, s.height-bandFrom))
			if x.Sheets == [2]int{} {
				if want := pageOf(c.d.Words.ExhibitPage, before+k+1, of); !strings.Contains(band, tight(want)) {
					c.fault(Fault{Key: Band, Page: s.n, Exhibit: x.Label, Want: want, Got: short(band)})
				}
			}
			if !printedLabel(s.largest(s.height-bandTo, s.height-bandFrom), x.Label) {
				c.fault(Fault{Key: Band, Page: s.n, Exhibit: x.Label, Want: x.Label, Got: short(band)})
			}
			if h := ends(x.SHA256); h != "" && !strings.Contains(band, h) {
				c.fault(Fault{Key: Band, Page: s.n, Exhibit: x.Label, Want: "SHA-256 " + h, Got: short(band)})
			}
			if want := c.w.Drawn[x.Label]; c.w.Skipped[x.Label] == "" && k < len(want) && want[k] > 0 && len(s.drawn) > 0 && !slices.Contains(s.drawn, want[k]) {
				c.fault(Fault{Key: Other, Page: s.n, Exhibit: x.Label, Want: fmt.Sprint(want[k]), Got: fmt.Sprint(s.drawn)})
			}
			if c.w.Skipped[x.Label] == "" && len(s.drawn) == 0 && tight(s.within(footStrip, s.height-bandTo)) == "" {
				c.fault(Fault{Key: Empty, Page: s.n, Exhibit: x.Label})
			}
		}
	}
	c.verbatim()
	return nil
}

// verbatim holds photos that go in as they are against the exhibits' own hashes.
func (c *check) verbatim() {
	if c.d.StripMetadata {
		return
	}
	known := map[string]bool{}
	for _, x := range c.d.Exhibits {
		known[x.SHA256], known[x.Copy.SHA256] = true, true
	}
	for _, p := range c.w.Parts {
		if !known[p.SHA256] {
			c.fault(Fault{Key: Photo, Exhibit: p.Label, Got: p.SHA256})
		}
	}
}

// printedLabel reports whether a text is printed, whole or cut with dots where it is too wide.
func printedLabel(got, label string) bool {
	got = tight(got)
	start, cut := strings.CutSuffix(got, "…")
	return got == tight(label) || cut && start != "" && strings.HasPrefix(tight(label), start)
}

// begin keeps the first runes of what may have been cut where it is printed.
func begin(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

// ends is a hash as the band shows it, without spaces.
func ends(hash string) string {
	if len(hash) < 16 {
		return tight(hash)
	}
	return hash[:8] + "…" + hash[len(hash)-4:]
}

// short keeps a fault readable.
func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
