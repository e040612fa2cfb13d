package pdf

import (
	"strings"
)

// Measures of an exhibit page, in mm.
const (
	bandTop    = 12.0
	bandHeight = 14.0
	areaTop    = 33.5
	bottomAir  = 5.0 // from the picture to the footer's hairline
)

// exhibitPages draws each exhibit's pages: the band, and the picture whole below it.
func (c *composer) exhibitPages(exhibits []exhibit) []*page {
	var pages []*page
	for i, e := range exhibits {
		for n, s := range e.sheets {
			p := &page{}
			if n == 0 {
				p.add(0, anchorOp{exhibitAnchor(e.Label)})
				if i == 0 && c.words.Exhibits != "" {
					p.add(0, markOp{0, c.words.Exhibits})
				}
				p.add(0, markOp{1, strings.TrimSpace(e.Label + " " + e.Title)})
			}
			p.add(bandTop, c.band(e, n+1)...)
			switch {
			case e.refused != "":
				p.add(areaTop, c.substitute(e)...)
			case s.picture == noPicture:
				p.add(0, c.textPage(s)...)
			default:
				p.add(0, c.picture(s)...)
			}
			pages = append(pages, p)
		}
	}
	return pages
}

// band says which exhibit this is, what it proves, and which of its pages.
func (c *composer) band(e exhibit, n int) []op {
	s := c.sheet
	label := c.ellipsisIfWide(e.Label, bandLabel, 34)
	x := max(s.left+20, s.left+3+label.width+5)
	right, hash, back := c.bandRight(e)
	title, _ := c.set(x, 1.8, e.Title, bandTitle, hash-5-x, 1)
	notes := c.bandNotes(e.Proves, pageOf(c.words.ExhibitPage, e.before+n, max(e.of, len(e.sheets))), back-5-x)
	height := bandHeight + bandNote.lead*float64(len(notes)-1)
	ops := []op{fillOp{s.left, 0, s.textWidth(), height, bandFill}, textOp{s.left + 3, (bandHeight - bandLabel.lead) / 2, label, bandLabel}}
	ops = append(ops, title...)
	for i, l := range notes {
		ops = append(ops, textOp{x, 7.4 + float64(i)*bandNote.lead, l, bandNote})
	}
	return append(ops, right...)
}

// longestNote is how many runes of what an exhibit proves are tried in the band.
const longestNote = 300

// bandNotes sets what an exhibit proves and the page of it, on one line or two; what is too long is cut, never the page.
func (c *composer) bandNotes(proves, page string, width float64) []line {
	page = strings.ReplaceAll(page, " ", "\u00A0")
	rs := []rune(strings.TrimSpace(proves))
	more := ""
	if len(rs) > longestNote {
		rs, more = rs[:longestNote], "…"
	}
	for ; len(rs) > 0; rs, more = rs[:len(rs)-1], "…" {
		if l := c.lines(strings.TrimSpace(string(rs))+more+" · "+page, bandNote, width); len(l) <= 2 {
			return l
		}
	}
	return []line{c.ellipsisIfWide(page, bandNote, width)}
}

// bandRight sets the short hash and under it the way back to the index, and says where each starts.
func (c *composer) bandRight(e exhibit) (ops []op, hashX, backX float64) {
	x := c.sheet.right - 2
	hash := textOp{y: 2.2, line: c.ellipsisIfWide("SHA-256 "+shortHash(e.SHA256), bandNote, 60), style: bandNote}
	hash.x = x - hash.line.width
	if c.words.BackToIndex == "" || !c.indexed {
		return []op{hash}, hash.x, x
	}
	style := bandNote.in(accent)
	back := textOp{y: 7.4, line: c.ellipsisIfWide(c.words.BackToIndex, style, 50), style: style}
	back.x = x - back.line.width
	return []op{hash, back, linkOp{back.x, back.y, back.line.width, style.lead, indexAnchor}}, hash.x, back.x
}

func (t *typesetter) ellipsisIfWide(text string, s style, width float64) line {
	lines := t.clipped(text, s, max(width, 5), 1)
	if len(lines) == 0 {
		return line{}
	}
	return lines[0]
}

// shortHash shows the ends of a hash in groups of four.
func shortHash(h string) string {
	if len(h) < 16 {
		return h
	}
	return h[:4] + " " + h[4:8] + " … " + h[len(h)-4:]
}

// picture places a picture, or a part of it, whole and as large as fits, never above 150 dpi of its own pixels.
func (c *composer) picture(s exhibitSheet) []op {
	room := c.pictureArea()
	k := min(1, room.w/s.w, room.h/(s.h*s.part))
	w, h := s.w*k, s.h*k
	x := room.x + (room.w-w)/2
	seen := rect{x, room.y, w, h * s.part}
	picture := pictureOp{picture: s.picture, x: x, y: room.y - h*s.top, w: w, h: h}
	if s.part < 1 {
		picture.clip = &seen
	}
	return []op{picture, frameOp{seen.x, seen.y, seen.w, seen.h, hairline}}
}

func (c *composer) pictureArea() rect { return c.sheet.pictureArea() }

// pictureArea is where exhibits are drawn.
func (s sheet) pictureArea() rect {
	return rect{s.left, areaTop, s.textWidth(), s.rule - bottomAir - areaTop}
}

// substitute stands for a file that cannot be shown: what it is called, its hash and why.
func (c *composer) substitute(e exhibit) []op {
	x, y, width := c.sheet.left, 4.0, c.sheet.textWidth()
	var ops []op
	put := func(text string, s style, max int, after float64) {
		if strings.TrimSpace(text) == "" {
			return
		}
		set, h := c.set(x, y, text, s, width, max)
		ops, y = append(ops, set...), y+h+after
	}
	put(c.words.NotShown, sectionStyle, 3, 2)
	ops = append(ops, ruleOp{x, y, x + 18, y, 0.5, accent})
	y += 5
	put(e.Name, bodyStyle.strong(), 4, 1)
	put(c.words.Reasons[e.refused], bodyStyle, 6, 3)
	put("SHA-256", labelStyle, 1, 0)
	put(e.SHA256, tableStyle, 2, 1)
	if e.Size > 0 {
		put(thousands(e.Size)+" bytes", noteStyle, 1, 0)
	}
	return ops
}

// thousands groups digits with no-break spaces, as every language of the papers reads them.
func thousands(n int64) string {
	digits := itoa(int(n))
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteRune('\u00A0')
		}
		b.WriteRune(r)
	}
	return b.String()
}
