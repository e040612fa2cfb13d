package cases

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Cite is a place in an exhibit, as papers point to it: "P3", "P3, page 2", "P3, message 214". In JSON it is that text.
type Cite struct {
	Exhibit string // label: P3
	Part    string // page, message, line; empty: the whole exhibit
	N       int    // number of the part, from 1
}

// Parts are the ways an exhibit is counted.
var Parts = []string{"page", "message", "line"}

var citeForm = regexp.MustCompile(`^(P[1-9][0-9]{0,4})(?:, (page|message|line) ([1-9][0-9]{0,8}))?$`)

// ParseCite reads the text of a cite. What is no such text, like the origin of what the person wrote, is none.
func ParseCite(s string) (Cite, bool) {
	m := citeForm.FindStringSubmatch(s)
	if m == nil {
		return Cite{}, false
	}
	n, _ := strconv.Atoi(m[3]) // digits, or nothing
	return Cite{Exhibit: m[1], Part: m[2], N: n}, true
}

var labelForm = regexp.MustCompile(`\bP[1-9][0-9]{0,4}\b`)

// CitesIn are the places a person's own words name: a cite, or any labels: "P1 and P3, the order page".
func CitesIn(s string) []Cite {
	if c, ok := ParseCite(s); ok {
		return []Cite{c}
	}
	var out []Cite
	for _, label := range labelForm.FindAllString(s, 200) {
		out = append(out, Cite{Exhibit: label})
	}
	return out
}

// String implements fmt.Stringer.
func (c Cite) String() string {
	if c.Part == "" {
		return c.Exhibit
	}
	return fmt.Sprintf("%s, %s %d", c.Exhibit, c.Part, c.N)
}

// MarshalText implements encoding.TextMarshaler.
func (c Cite) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Cite) UnmarshalText(b []byte) error {
	got, ok := ParseCite(string(b))
	if !ok {
		return Invalidf("cites", "bad_cite", "value", string(b))
	}
	*c = got
	return nil
}

// Covers reports whether the place of other lies in c: the whole exhibit holds all its pages.
func (c Cite) Covers(other Cite) bool {
	return c.Exhibit == other.Exhibit && (c.Part == "" || c == other)
}

// CitesOf are the places an entry of the timeline points to: those that were named, and each exhibit of which no place
// was.
func (e Entry) CitesOf() []Cite {
	out := append([]Cite{}, e.Cites...)
	for _, label := range e.Evidence {
		if !citesExhibit(out, label) {
			out = append(out, Cite{Exhibit: label})
		}
	}
	return out
}

func citesExhibit(all []Cite, label string) bool {
	for _, c := range all {
		if c.Exhibit == label {
			return true
		}
	}
	return false
}

// Compare orders places by exhibit, then by number; the whole exhibit comes first.
func (c Cite) Compare(other Cite) int {
	if d := cmp.Compare(c.number(), other.number()); d != 0 {
		return d
	}
	if d := cmp.Compare(c.Part, other.Part); d != 0 {
		return d
	}
	return cmp.Compare(c.N, other.N)
}

// number is that of the exhibit.
func (c Cite) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(c.Exhibit, "P"))
	return n
}
