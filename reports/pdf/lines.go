package pdf

import (
	"strings"
	"unicode"
)

// span is a stretch of text in one face, in the order it is drawn.
type span struct {
	text  string
	face  faceID
	width float64 // mm
}

// line is one line of text.
type line struct {
	spans  []span
	width  float64 // mm
	source string  // in the order of reading
}

// cluster is a rune with the marks that sit on it.
type cluster struct {
	text  string
	first rune
	face  faceID
	width float64
	after bool // a line may end after it
}

func (c cluster) space() bool { return c.first == ' ' }

// lines breaks text into lines no wider than width (mm). A word wider than a line is broken between letters.
func (t *typesetter) lines(text string, s style, width float64) []line {
	var lines []line
	for _, paragraph := range strings.Split(t.clean(text), "\n") {
		lines = append(lines, t.fill(t.clusters(paragraph, s), width)...)
	}
	for len(lines) > 0 && len(lines[len(lines)-1].spans) == 0 {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// fill is a greedy breaker: as many clusters as fit, back to the last place a line may end.
func (t *typesetter) fill(cs []cluster, width float64) []line {
	var lines []line
	start := 0
	for start < len(cs) || len(lines) == 0 {
		end := lineEnd(cs, start, width)
		lines = append(lines, t.compose(cs[start:end]))
		for start = end; start < len(cs) && cs[start].space(); start++ {
		}
	}
	return lines
}

// lineEnd returns where the line that starts at start ends.
func lineEnd(cs []cluster, start int, width float64) int {
	used, allowed := 0.0, 0
	for i := start; i < len(cs); i++ {
		used += cs[i].width
		if used > width+0.01 && !cs[i].space() {
			switch {
			case allowed > start:
				return allowed
			case i > start:
				return i
			default:
				return i + 1
			}
		}
		if cs[i].after {
			allowed = i + 1
		}
	}
	return len(cs)
}

// clusters measures a paragraph and marks where lines may end.
func (t *typesetter) clusters(paragraph string, s style) []cluster {
	runes := []rune(paragraph)
	ends := breaks(runes)
	var cs []cluster
	for i := 0; i < len(runes); {
		j := i + 1
		for j < len(runes) && unicode.In(runes[j], unicode.Mn, unicode.Me) {
			j++
		}
		cs = append(cs, t.follow(cs, t.cluster(runes[i:j], s), s))
		cs[len(cs)-1].after = ends[j-1]
		i = j
	}
	return cs
}

// follow keeps a space in the face of what is before it, so that words in a fallback face stay one stretch.
func (t *typesetter) follow(before []cluster, c cluster, s style) cluster {
	if n := len(before); n > 0 && c.space() && before[n-1].face != c.face {
		if w, ok := t.measure([]rune{' '}, before[n-1].face, s); ok {
			c.face, c.width = before[n-1].face, w
		}
	}
	return c
}

// cluster picks the first face that has all its runes, or for want of one the face of its first rune without the marks.
func (t *typesetter) cluster(rs []rune, s style) cluster {
	for _, id := range s.chain() {
		if w, ok := t.measure(rs, id, s); ok {
			return cluster{text: string(rs), first: rs[0], face: id, width: w}
		}
	}
	for _, id := range s.chain() {
		if w, ok := t.measure(rs[:1], id, s); ok {
			return cluster{text: string(rs[:1]), first: rs[0], face: id, width: w}
		}
	}
	w, _ := t.measure([]rune{'?'}, s.chain()[0], s)
	return cluster{text: "?", first: '?', face: s.chain()[0], width: w}
}

func (t *typesetter) measure(rs []rune, id faceID, s style) (float64, bool) {
	sum := 0
	for _, r := range rs {
		a := t.faces[id].advance(r)
		if a == missing {
			return 0, false
		}
		sum += a
	}
	return float64(sum) / 1000 * s.size * mmPerPoint, true
}

// compose joins clusters into the spans of a line, in the order they are drawn, without the spaces at its end.
func (t *typesetter) compose(cs []cluster) line {
	for len(cs) > 0 && cs[len(cs)-1].space() {
		cs = cs[:len(cs)-1]
	}
	var source strings.Builder
	for _, c := range cs {
		source.WriteString(c.text)
	}
	l := line{source: source.String()}
	for _, c := range visualOrder(cs) {
		text := strings.ReplaceAll(strings.ReplaceAll(c.text, "\u00A0", " "), "\u202F", " ")
		l.width += c.width
		if n := len(l.spans); n > 0 && l.spans[n-1].face == c.face {
			l.spans[n-1].text += text
			l.spans[n-1].width += c.width
			continue
		}
		l.spans = append(l.spans, span{text: text, face: c.face, width: c.width})
	}
	return l
}
