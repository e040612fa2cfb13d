package audit

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"degrau/reports/paper"
)

var pageRange = regexp.MustCompile(`^(\d+)(?:–(\d+))?$`)

// links holds what is printed at each link against the page that it leads to.
func (c *check) links() error {
	ends := c.ends()
	index := c.indexPages()
	alone := c.alone()
	for _, s := range c.pages {
		for _, l := range s.links {
			text := tight(s.under(l))
			got := fmt.Sprint(c.first() + l.Page - 1)
			for label, want := range alone {
				if l.Page == c.w.Starts[label] && text == want {
					delete(alone, label)
				}
			}
			switch m := pageRange.FindStringSubmatch(text); {
			case l.Page == 0:
				c.fault(Fault{Key: Link, Page: s.n, Want: text})
			case m != nil:
				from, _ := strconv.Atoi(m[1])
				to := from
				if m[2] != "" {
					to, _ = strconv.Atoi(m[2])
				}
				if from != c.first()+l.Page-1 {
					c.fault(Fault{Key: Link, Page: s.n, Want: text, Got: got})
				} else if !ends[to] || to < from {
					c.fault(Fault{Key: Link, Page: s.n, Want: text, Got: m[2]})
				}
			case c.w.Starts[text] > 0 && c.w.Starts[text] != l.Page:
				c.fault(Fault{Key: Link, Page: s.n, Exhibit: text, Want: fmt.Sprint(c.first() + c.w.Starts[text] - 1), Got: got})
			case text != "" && text == tight(c.d.Words.BackToIndex) && len(index) > 0 && !index[l.Page]:
				c.fault(Fault{Key: Link, Page: s.n, Want: c.d.Words.BackToIndex, Got: got})
			}
		}
		for _, what := range s.active {
			c.fault(Fault{Key: Active, Page: s.n, Got: what})
		}
	}
	for _, label := range slices.Sorted(maps.Keys(alone)) {
		c.fault(Fault{Key: Link, Exhibit: label, Want: alone[label]})
	}
	return nil
}

// alone are the exhibits whose pages some list names by themselves, with the numbers that must stand there: "9" or "9–11".
func (c *check) alone() map[string]string {
	out := map[string]string{}
	for _, blocks := range [][]paper.Block{c.d.Blocks, c.d.Closing} {
		for _, b := range blocks {
			index, ok := b.(paper.Index)
			if !ok {
				continue
			}
			for _, row := range index.Table.Rows {
				for _, cell := range row {
					if len(cell.Pages) != 1 || len(c.d.Volume.Elsewhere[cell.Pages[0]]) > 0 {
						continue
					}
					label := cell.Pages[0]
					start, n := c.w.Starts[label], c.w.Sheets[label]
					if start == 0 {
						continue
					}
					from := c.first() + start - 1
					out[label] = fmt.Sprint(from)
					if n > 1 {
						out[label] = fmt.Sprintf("%d–%d", from, from+n-1)
					}
				}
			}
		}
	}
	return out
}

// ends are the running numbers on which an exhibit's pages end, here or in another volume.
func (c *check) ends() map[int]bool {
	out := map[int]bool{}
	for label, start := range c.w.Starts {
		out[c.first()+start+c.w.Sheets[label]-2] = true
	}
	for _, stretches := range c.d.Volume.Elsewhere {
		for _, s := range stretches {
			out[s.To] = true
		}
	}
	return out
}

// indexPages are the pages that the list of exhibits may begin on: those with the title of its section, and the next, where
// the title stands at the foot of the page before.
func (c *check) indexPages() map[int]bool {
	out := map[int]bool{}
	for i, b := range c.d.Blocks {
		if _, ok := b.(paper.Index); !ok || i == 0 {
			continue
		}
		title, ok := c.d.Blocks[i-1].(paper.Section)
		if !ok || !plain(title.Title) {
			return nil
		}
		for _, s := range c.pages {
			if strings.Contains(s.all, tight(clipped(title.Title))) {
				out[s.n], out[s.n+1] = true, true
			}
		}
	}
	return out
}

// bookmarks holds them against the pages of the exhibits, and against the titles printed on the pages of the parts.
func (c *check) bookmarks() error {
	marks, err := c.file.Bookmarks()
	if err != nil {
		return err
	}
	found := map[string]bool{}
	last := 0
	for _, m := range marks {
		if m.Page < max(last, 1) {
			c.fault(Fault{Key: Bookmark, Page: m.Page, Want: short(m.Title)})
			continue
		}
		last = m.Page
		label, _, _ := strings.Cut(m.Title, " ")
		start := c.w.Starts[label]
		if start == 0 { // labels of papers are short; what is longer is cut in the bookmarks
			label = c.longLabel(m.Title)
			start = c.w.Starts[label]
		}
		if m.Level == 1 && start > 0 && !found[label] {
			found[label] = true
			if start != m.Page {
				c.fault(Fault{Key: Bookmark, Page: m.Page, Exhibit: label, Want: fmt.Sprint(c.first() + start - 1), Got: fmt.Sprint(c.first() + m.Page - 1)})
			}
		}
		if m.Level == 0 && plain(m.Title) && m.Title != c.d.Words.Exhibits && m.Page <= len(c.pages) && !strings.Contains(c.pages[m.Page-1].all, tight(strings.TrimSuffix(clipped(m.Title), "…"))) {
			c.fault(Fault{Key: Bookmark, Page: m.Page, Want: short(m.Title)})
		}
	}
	for _, x := range c.d.Exhibits {
		if !found[x.Label] && c.w.Starts[x.Label] > 0 {
			found[x.Label] = true
			c.fault(Fault{Key: Bookmark, Exhibit: x.Label, Want: fmt.Sprint(c.first() + c.w.Starts[x.Label] - 1)})
		}
	}
	return nil
}

// longLabel is the exhibit whose bookmark was cut in the middle of its label.
func (c *check) longLabel(title string) string {
	for label := range c.w.Starts {
		if len([]rune(label)) > 60 && begin(tight(label), 60) == begin(tight(title), 60) {
			return label
		}
	}
	return ""
}

// described holds what the file says of itself against the paper.
func (c *check) described() error {
	title, lang, label, err := c.file.Described()
	if err != nil {
		return err
	}
	if want := clipped(c.d.Title); plain(want) && !strings.HasPrefix(tight(title), tight(want)) {
		c.fault(Fault{Key: Title, Want: c.d.Title, Got: title})
	}
	if c.d.Lang != "" && lang != c.d.Lang {
		c.fault(Fault{Key: Title, Want: c.d.Lang, Got: lang})
	}
	if label != c.first() {
		c.fault(Fault{Key: Label, Page: 1, Want: fmt.Sprint(c.first()), Got: fmt.Sprint(label)})
	}
	active, err := c.file.Active()
	for _, what := range active {
		c.fault(Fault{Key: Active, Got: what})
	}
	return err
}
