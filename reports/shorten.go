package reports

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// filling is what the gaps, marks and lists of a script are filled from.
type filling struct {
	gaps  map[string]string
	marks map[string]bool
	lists map[string][]map[string]string
}

// sentence is one filled sentence and when it may go.
type sentence struct {
	class     int
	text      string
	newline   bool
	paragraph int
	at        place
}

// place is where a sentence comes from: the line of its script and the item of its list. The same text in another language
// has the same sentence there.
type place struct{ line, item int }

// say fills the script. Sentences with a gap that stays empty are left out.
func (s script) say(f filling) []sentence {
	var out []sentence
	said := false // by the sentence before, or its "else" chain
	for _, l := range s.lines {
		if l.alternative && said {
			continue
		}
		got := l.say(f)
		said = len(got) > 0
		out = append(out, got...)
	}
	return out
}

func (l scriptLine) say(f filling) []sentence {
	for _, c := range l.conditions {
		if f.marks[c.mark] == c.not {
			return nil
		}
	}
	items := []map[string]string{nil}
	if l.each != "" {
		items = f.lists[l.each]
	}
	var out []sentence
	for i, item := range items {
		text, ok := fillParts(l.parts, func(name string) string {
			if v := item[name]; v != "" {
				return v
			}
			return f.gaps[name]
		})
		if text = strings.TrimSpace(text); !ok || text == "" {
			continue
		}
		if l.raises {
			text = raise(text)
		}
		class := l.ends
		if i > 0 && i < len(items)-1 {
			class = l.mid
		}
		out = append(out, sentence{class, text, l.newline, l.paragraph, place{l.number, i}})
	}
	return out
}

func fillParts(parts []part, value func(string) string) (string, bool) {
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.optional != nil:
			if s, ok := fillParts(p.optional, value); ok {
				b.WriteString(s)
			}
		case p.gap:
			v := value(p.text)
			if v == "" {
				return "", false
			}
			b.WriteString(v)
		default:
			b.WriteString(p.text)
		}
	}
	return b.String(), true
}

// raise makes the first letter a capital.
func raise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// join writes sentences as a text with plain line ends.
func join(ss []sentence) string {
	var b strings.Builder
	for i, s := range ss {
		switch {
		case i == 0:
		case s.paragraph != ss[i-1].paragraph:
			b.WriteString("\n\n")
		case s.newline:
			b.WriteString("\n")
		default:
			b.WriteString(" ")
		}
		b.WriteString(s.text)
	}
	return b.String()
}

// fitted is a text within a limit and what was left out for it.
type fitted struct {
	text    string
	dropped []string
	kept    []place
	fits    bool
}

// fit fills the script within max units (0: no limit). Whole sentences go, one at a time, in the script's order of
// classes and the last of a class first; no sentence is ever cut inside. If that is not enough the caller tries again
// with a shorter item name, and then the person is told.
func (s script) fit(f filling, limit int, unit string) fitted {
	all := s.say(f)
	if slices.Contains(s.header["pick"], "first") {
		return pickFirst(all, limit, unit)
	}
	kept := slices.Clone(all)
	out := fitted{}
	within := func() bool { return limit == 0 || measure(join(kept), unit) <= limit }
	for _, class := range s.cutOrder() {
		for i := len(kept) - 1; i >= 0 && !within(); i-- {
			if kept[i].class == class {
				out.dropped = append(out.dropped, kept[i].text)
				kept = slices.Delete(kept, i, i+1)
			}
		}
	}
	out.text, out.fits = join(kept), within()
	for _, k := range kept {
		out.kept = append(out.kept, k.at)
	}
	return out
}

// only is the text of the sentences at these places: what was said in another language, and no more.
func (s script) only(f filling, kept []place) string {
	return join(slices.DeleteFunc(s.say(f), func(x sentence) bool { return !slices.Contains(kept, x.at) }))
}

func pickFirst(all []sentence, limit int, unit string) fitted {
	for _, s := range all {
		if limit == 0 || measure(s.text, unit) <= limit {
			return fitted{text: s.text, kept: []place{s.at}, fits: true}
		}
	}
	if len(all) == 0 {
		return fitted{fits: true}
	}
	last := all[len(all)-1]
	return fitted{text: last.text, kept: []place{last.at}}
}

// cutOrder is the script's own order, then the classes it does not name: contacts go last.
func (s script) cutOrder() []int {
	var out []int
	for _, line := range append(slices.Clone(s.header["cut"]), "1 2 3 5 6 4 7 8 9") {
		for _, w := range strings.Fields(line) {
			if c := int(w[0] - '0'); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// measure counts a text the portal's way. "chars" is what web forms do: UTF-16 units, a line end counting as two.
func measure(s, unit string) int {
	switch unit {
	case "bytes":
		return len(s)
	case "runes", "code_points":
		return utf8.RuneCountInString(s)
	case "words":
		return len(strings.Fields(s))
	}
	n := strings.Count(s, "\n")
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
