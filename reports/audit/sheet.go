package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"degrau/internal/media"
)

// Heights of the strips at the foot and the head of a page where nothing but stamps stand, in points. The text area ends 22 mm
// above the edge; the footer's hairline is at 16 mm. An exhibit's band is between 12 and 32 mm below the upper edge.
const (
	footStrip = 46.0
	bandFrom  = 34.0
	bandTo    = 95.0
	edge      = 2.0 // how far text may pass the edge of its page before it is called outside
)

// sheet is one page as the other library reads it.
type sheet struct {
	n             int
	width, height float64
	runs          []media.PDFRun
	drawn         []int // pictures and placed pages, by the numbers of their objects
	links         []media.PDFLink
	active        []string
	all           string // its words, without spaces
}

func read(file *media.OpenedPDF, n int) (s sheet, err error) {
	s.n = n
	if s.width, s.height, err = file.Size(n); err != nil {
		return s, err
	}
	if s.runs, err = file.Runs(n); err != nil {
		return s, err
	}
	if s.drawn, err = file.Drawn(n); err != nil {
		return s, err
	}
	if s.links, s.active, err = file.Links(n); err != nil {
		return s, err
	}
	var b strings.Builder
	for _, r := range s.runs {
		b.WriteString(r.Text)
	}
	s.all = tight(b.String())
	return s, nil
}

// within joins the text whose baseline lies between two heights, from left to right, line by line from the top.
func (s sheet) within(low, high float64) string {
	return s.in(func(r media.PDFRun) bool { return r.Y >= low && r.Y <= high })
}

func (s sheet) in(inside func(media.PDFRun) bool) string {
	var runs []media.PDFRun
	for _, r := range s.runs {
		if inside(r) {
			runs = append(runs, r)
		}
	}
	slices.SortStableFunc(runs, func(a, b media.PDFRun) int {
		switch {
		case a.Y-b.Y > 1:
			return -1
		case b.Y-a.Y > 1:
			return 1
		case a.X < b.X:
			return -1
		case a.X > b.X:
			return 1
		}
		return 0
	})
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// largest is the text between two heights that is set in the largest letters.
func (s sheet) largest(low, high float64) string {
	size := 0.0
	inside := func(r media.PDFRun) bool { return r.Y >= low && r.Y <= high }
	for _, r := range s.runs {
		if inside(r) {
			size = max(size, r.Size)
		}
	}
	return s.in(func(r media.PDFRun) bool { return inside(r) && r.Size == size })
}

// under is the text that a link covers.
func (s sheet) under(l media.PDFLink) string {
	return s.in(func(r media.PDFRun) bool {
		middle := r.X + min(r.Width, 4)/2
		return middle >= l.X1-1 && middle <= l.X2+1 && r.Y >= l.Y1-1 && r.Y <= l.Y2+1
	})
}

// tight drops everything between letters: spaces of all kinds, and what joins or parts letters without being seen.
func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}

// pageOf fills "fl. %d de %d", or plain numbers where the words are none.
func pageOf(pattern string, n, of int) string {
	if strings.Count(pattern, "%d") != 2 || strings.Count(pattern, "%") != 2 {
		pattern = "%d / %d"
	}
	return fmt.Sprintf(pattern, n, of)
}
