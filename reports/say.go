package reports

import (
	"slices"
	"strings"

	"degrau/escalation"
	"degrau/internal/locale"
)

// Say puts a phrase into words. Phrases inside its gaps are put into words first.
func Say(p escalation.Phrase, l *locale.Localizer) string {
	if p.IsZero() {
		return ""
	}
	args := make(map[string]any, len(p.Args))
	names := make([]string, 0, len(p.Args))
	for name, v := range p.Args {
		if inner, ok := v.(escalation.Phrase); ok {
			v = Say(inner, l)
		}
		args[name] = v
		names = append(names, name)
	}
	if p.Key == "" {
		return l.Fill(p.Text, args)
	}
	slices.Sort(names)
	pairs := make([]any, 0, 2*len(names))
	for _, name := range names {
		pairs = append(pairs, name, args[name])
	}
	return l.T(p.Key, pairs...)
}

// sayAll puts several phrases into words; the list is never nil.
func sayAll(ps []escalation.Phrase, l *locale.Localizer) []string {
	out := []string{}
	for _, p := range ps {
		if s := strings.TrimSpace(Say(p, l)); s != "" {
			out = append(out, s)
		}
	}
	return out
}
