package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"degrau/cases"
)

// script is a text of a pack, read. The files lie in packs/<pack>/texts/<lang>/<id>.txt, one sentence a line:
//
//	# a comment
//	cut: 1 2 3 5 6 4 7
//
//	0 if not_delivered | a entrega estava prometida até {promised_on}[ ({promised_in})].
//	else 0 | ...
//	9/4 each contact | em {on}, procurei {who}[, protocolo {protocol}].
//
// Before the bar stands the sentence's head:
//
//	else      only if the sentence before it (and its own "else" chain) said nothing
//	0 to 9    the class for shortening: 0 is never dropped; the others go in the order of "cut". With "each", "9/4" gives
//	          the first and the last item class 9 and those between class 4
//	+         starts on a new line
//	each NAME once for each item of a list, whose gaps come first
//	if A B    only if all these marks are set; "not A" wants A unset
//
// After the bar stands the sentence. A {gap} without a confirmed fact drops the sentence; inside [brackets] it drops only
// the bracket. The first letter is made a capital. An empty line starts a new paragraph. Header lines come first:
// "cut" is the order of shortening, "pick: first" takes the first sentence that fits instead of joining them all, "source"
// says where the wording comes from. "include: ID" puts the sentences of another text there (see expand).
type script struct {
	header map[string][]string
	lines  []scriptLine
}

type scriptLine struct {
	alternative bool
	ends, mid   int // classes
	number      int // among the script's sentences
	newline     bool
	paragraph   int
	each        string
	conditions  []condition
	parts       []part
	raises      bool // the first letter becomes a capital
}

type condition struct {
	mark string
	not  bool
}

// part is literal text, a gap, or an optional run of both.
type part struct {
	text     string
	gap      bool
	optional []part
}

// parseScript reads a pack text strictly: what it does not know is an error with its line.
func parseScript(src string) (script, error) {
	s := script{header: map[string][]string{}}
	paragraph := 0
	for i, raw := range strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n") {
		line := strings.Trim(raw, " \t")
		var err error
		switch {
		case line == "":
			if len(s.lines) > 0 {
				paragraph = s.lines[len(s.lines)-1].paragraph + 1
			}
		case strings.HasPrefix(line, "#"):
		case !strings.Contains(line, "|"):
			err = s.readHeader(line)
		default:
			var l scriptLine
			if l, err = readLine(line); err == nil {
				l.paragraph, l.number = paragraph, len(s.lines)
				if l.alternative && len(s.lines) == 0 {
					err = fmt.Errorf("else without a sentence before it")
				}
				s.lines = append(s.lines, l)
			}
		}
		if err != nil {
			return script{}, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return s, nil
}

func (s *script) readHeader(line string) error {
	key, value, ok := strings.Cut(line, ":")
	key = strings.TrimSpace(key)
	if !ok || len(s.lines) > 0 {
		return fmt.Errorf("a sentence needs a head and a bar: %q", line)
	}
	if !slices.Contains([]string{"cut", "pick", "variant", "answer_days", "answer_least", "default", "default_after", "against", "source"}, key) {
		return fmt.Errorf("unknown header %q", key)
	}
	if key == "cut" {
		for _, c := range strings.Fields(value) {
			if len(c) != 1 || c < "1" || c > "9" {
				return fmt.Errorf("cut names the classes 1 to 9, not %q", c)
			}
		}
	}
	if key == "answer_days" || key == "answer_least" {
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err != nil || n < 1 || n > 365 {
			return fmt.Errorf("%s wants 1 to 365, not %q", key, value)
		}
	}
	if confidence, _, _ := strings.Cut(value, ";"); key == "source" && !slices.Contains([]string{"sourced", "known", "doubtful"}, strings.TrimSpace(confidence)) {
		return fmt.Errorf("source begins with sourced, known or doubtful, not %q", confidence)
	}
	if role := cases.Role(strings.TrimSpace(value)); key == "against" && !cases.Known(role, cases.Roles) {
		return fmt.Errorf("against names a role, not %q", role)
	}
	if err := checkDefaults(key, strings.Fields(value)); err != nil {
		return err
	}
	s.header[key] = append(s.header[key], strings.TrimSpace(value))
	return nil
}

// checkDefaults checks "default: problem remedy..." and "default_after: rule problem remedy...".
func checkDefaults(key string, words []string) error {
	switch key {
	case "default_after":
		if len(words) < 3 {
			return fmt.Errorf("default_after wants a rule, a problem and remedies")
		}
		words = words[1:]
	case "default":
		if len(words) == 0 {
			return fmt.Errorf("default wants a problem")
		}
	default:
		return nil
	}
	if !cases.Known(cases.Problem(words[0]), cases.Problems) {
		return fmt.Errorf("unknown problem %q", words[0])
	}
	for _, w := range words[1:] {
		if !cases.Known(cases.Remedy(w), cases.Remedies) {
			return fmt.Errorf("unknown remedy %q", w)
		}
	}
	return nil
}

func readLine(line string) (scriptLine, error) {
	head, text, _ := strings.Cut(line, "|")
	var l scriptLine
	words := strings.Fields(head)
	if len(words) > 0 && words[0] == "else" {
		l.alternative, words = true, words[1:]
	}
	if len(words) == 0 {
		return l, fmt.Errorf("the head names no class")
	}
	class := words[0]
	class, l.newline = strings.CutSuffix(class, "+")
	if err := l.readClass(class); err != nil {
		return l, err
	}
	words = words[1:]
	if len(words) > 0 && words[0] == "each" {
		if len(words) < 2 || !isName(words[1]) {
			return l, fmt.Errorf("each names no list")
		}
		l.each, words = words[1], words[2:]
	}
	if l.ends != l.mid && l.each == "" {
		return l, fmt.Errorf("two classes need a list")
	}
	if err := l.readConditions(words); err != nil {
		return l, err
	}
	text = strings.TrimSpace(text)
	parts, rest, err := readParts(text, false)
	if err != nil {
		return l, err
	}
	if rest != "" || len(parts) == 0 {
		return l, fmt.Errorf("a bracket too many, or no sentence")
	}
	l.parts = parts
	l.raises = !strings.HasPrefix(text, "{")
	return l, nil
}

func (l *scriptLine) readClass(s string) error {
	ends, mid, two := strings.Cut(s, "/")
	if !two {
		mid = ends
	}
	for _, c := range []string{ends, mid} {
		if len(c) != 1 || c[0] < '0' || c[0] > '9' {
			return fmt.Errorf("a class is one digit, not %q", s)
		}
	}
	l.ends, l.mid = int(ends[0]-'0'), int(mid[0]-'0')
	return nil
}

func (l *scriptLine) readConditions(words []string) error {
	if len(words) == 0 {
		return nil
	}
	if words[0] != "if" || len(words) == 1 {
		return fmt.Errorf("unknown word %q in the head", words[0])
	}
	not := false
	for _, w := range words[1:] {
		if w == "not" && !not {
			not = true
			continue
		}
		if !isName(w) || w == "not" {
			return fmt.Errorf("%q is no mark", w)
		}
		l.conditions, not = append(l.conditions, condition{w, not}), false
	}
	if not {
		return fmt.Errorf("not names no mark")
	}
	return nil
}

// readParts reads up to the end, or, inside a bracket, up to the one that closes it.
func readParts(s string, inside bool) (parts []part, rest string, err error) {
	for s != "" {
		i := strings.IndexAny(s, "{}[]")
		if i < 0 {
			return append(parts, part{text: s}), "", closed(inside)
		}
		if i > 0 {
			parts = append(parts, part{text: s[:i]})
		}
		c := s[i]
		s = s[i+1:]
		switch {
		case c == '{':
			end := strings.IndexByte(s, '}')
			if end < 0 || !isName(s[:max(end, 0)]) {
				return nil, "", fmt.Errorf("a gap is {name}: %q", s)
			}
			parts, s = append(parts, part{text: s[:end], gap: true}), s[end+1:]
		case c == '[' && !inside:
			var inner []part
			if inner, s, err = readParts(s, true); err != nil {
				return nil, "", err
			}
			parts = append(parts, part{optional: inner})
		case c == ']' && inside:
			return parts, s, nil
		default:
			return nil, "", fmt.Errorf("%q out of place", string(c))
		}
	}
	return parts, "", closed(inside)
}

func closed(inside bool) error {
	if inside {
		return fmt.Errorf("a bracket is not closed")
	}
	return nil
}

func isName(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '.' && c != ':' {
			return false
		}
	}
	return s != "" && s != "if" && s != "each" && s != "else"
}
