package locale

import (
	"fmt"
	"strings"
	"time"

	"degrau/internal/civil"
)

// fill puts values into the {gaps} of a text in one pass, so that braces inside a value are never read as gaps. A gap
// without a value stays visible: a reader sees that something is missing instead of reading a false sentence.
func (l *Localizer) fill(text string, args map[string]any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		name, rest, ok := gap(text[open:])
		b.WriteString(text[:open])
		if !ok {
			b.WriteByte('{')
			text = text[open+1:]
			continue
		}
		if v, known := args[name]; known {
			b.WriteString(l.value(v))
		} else {
			b.WriteString(text[open : len(text)-len(rest)])
		}
		text = rest
	}
	b.WriteString(text)
	return b.String()
}

// gap reads {name} at the start of s and returns what follows it.
func gap(s string) (name, rest string, ok bool) {
	end := strings.IndexByte(s, '}')
	if end < 2 || end > 60 {
		return "", s, false
	}
	name = s[1:end]
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '.' {
			return "", s, false
		}
	}
	return name, s[end+1:], true
}

// gaps lists the gaps of a text in their order.
func gaps(text string) []string {
	var out []string
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return out
		}
		name, rest, ok := gap(text[open:])
		if !ok {
			text = text[open+1:]
			continue
		}
		out, text = append(out, name), rest
	}
}

// value writes one value as this language does. The types with their own form come before fmt.Stringer, which most of
// them also are.
func (l *Localizer) value(v any) string {
	if n, ok := integer(v); ok {
		return l.Number(n)
	}
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case civil.Date:
		return l.Date(v)
	case civil.Partial:
		return l.Partial(v)
	case Money:
		return l.Money(v)
	case time.Weekday:
		return l.Weekday(v)
	case time.Month:
		return l.Month(v)
	case []string:
		return l.List(v)
	}
	return fmt.Sprint(v)
}

// integer returns a plain whole number; named types such as time.Weekday keep their own form.
func integer(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	case int32:
		return int(v), true
	}
	return 0, false
}
