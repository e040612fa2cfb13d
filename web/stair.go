package web

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"unicode/utf8"
)

// Stair is the way up: a picture and the same facts as a list.
type Stair struct {
	Title string
	Desc  string
	Steps []Rung // all of them, for the list
	Drawn []Rung // those of the picture
	Fold  bool   // the list folds what lies far above
}

// What is shown at once of a long way: further steps wait behind a press.
const (
	maxDue   = 3
	maxLater = 2
)

// Near are the steps of the list that are shown at once: done, due, beside the way, and the next two.
func (s Stair) Near() []Rung { near, _ := s.parted(); return near }

// Above are the steps that lie far above or do not fit the case.
func (s Stair) Above() []Rung { _, above := s.parted(); return above }

func (s Stair) parted() (near, above []Rung) {
	later := 0
	for _, r := range s.Steps {
		if r.State == "later" {
			later++
		}
		if s.Fold && (r.State == "closed" || r.State == "lost" || r.State == "later" && later > maxLater) {
			above = append(above, r)
			continue
		}
		near = append(near, r)
	}
	if len(above) == 1 { // one line is shorter than the press that hides it
		return append(near, above...), nil
	}
	return near, above
}

// Rung is one step of a Stair. State is done, now, parallel, later, uncertain, closed or lost.
type Rung struct {
	Name  string
	State string
	Word  string // the state in words
	More  string // in the list only: days, cost
	Href  string
}

// Sign is the shape that carries the state without colour.
func (r Rung) Sign() string {
	switch r.State {
	case "done":
		return "●"
	case "now":
		return "◉"
	case "parallel":
		return "◇"
	case "closed", "lost":
		return "✕"
	case "uncertain":
		return "◌"
	}
	return "○"
}

// The measures of the picture, in its own units; the page scales it.
const (
	stairWidth  = 328
	stairTread  = 36
	stairLabel  = 14 // from the riser to the words, so that they never touch
	stairLine   = 18
	stairChar   = 8.2 // a wide average letter at the size of the labels
	stairBold   = 9.4 // the same of the step that is due
	stairMargin = 14
)

// SVG draws the stair from the bottom up. Words stand to the right of their riser, where no step of the stair can
// come: every later step lies above.
func (s Stair) SVG() template.HTML {
	n := len(s.Drawn)
	if n == 0 {
		return ""
	}
	tread := min(stairTread, (stairWidth-150)/n)
	labels := make([][]string, n)
	height := stairMargin
	for i, r := range s.Drawn {
		room := stairWidth - (stairMargin + (i+1)*tread + stairLabel)
		letter := stairChar
		if r.State == "now" {
			letter = stairBold
		}
		labels[i] = wrap(r.Name, int(float64(room)/letter))
		height += rise(labels[i])
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="stair" viewBox="0 0 %d %d" role="img" aria-labelledby="escada-t escada-d"><title id="escada-t">%s</title><desc id="escada-d">%s</desc>`,
		stairWidth, height+stairMargin, html.EscapeString(s.Title), html.EscapeString(s.Desc))
	y := height - 6
	for i, r := range s.Drawn {
		x := stairMargin + i*tread
		up := ""
		if i+1 < n {
			up = fmt.Sprintf("V%d", y-rise(labels[i]))
		}
		fmt.Fprintf(&b, `<path class="%s" d="M%d %dh%d%s"/>`, pathClass(s.Drawn, i), x, y, tread, up)
		y = drawRung(&b, r, labels[i], x, y, tread)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// drawRung writes the node and the words of one step and returns the height of the next.
func drawRung(b *strings.Builder, r Rung, label []string, x, y, tread int) int {
	radius := 7
	if r.State == "now" {
		radius = 11
	}
	fmt.Fprintf(b, `<circle class="%s" cx="%d" cy="%d" r="%d"/>`, r.State, x+tread/2, y, radius)
	left, base := x+tread+stairLabel, y+6
	if r.Word != "" {
		fmt.Fprintf(b, `<text class="word" x="%d" y="%d">%s</text>`, left, base, html.EscapeString(r.Word))
		base -= stairLine
	}
	for i, line := range label {
		fmt.Fprintf(b, `<text class="%s" x="%d" y="%d">%s</text>`, r.State, left, base+(i-len(label)+1)*stairLine, html.EscapeString(line))
	}
	return y - rise(label)
}

// rise is how much higher the next step lies: room for this step's words and a little air.
func rise(label []string) int { return 26 + stairLine*len(label) }

// pathClass colours the part of the way that was already walked.
func pathClass(steps []Rung, i int) string {
	if steps[i].State == "done" {
		return "walked"
	}
	return "ahead"
}

// wrap breaks a name into lines of at most max letters, at spaces.
func wrap(s string, max int) []string {
	var out []string
	line := ""
	for _, w := range strings.Fields(s) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > max {
			out, line = append(out, line), w
			continue
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(out, line)
}
