package reports

import (
	"strconv"
	"strings"

	"degrau/internal/locale"
	"degrau/reports/audit"
)

// SayAudit says in words why a paper is not handed over: what is wrong, and where.
func SayAudit(e *audit.Error, l *locale.Localizer) string {
	var b strings.Builder
	b.WriteString(l.T("audit.refused", "file", e.File))
	for _, f := range e.Faults {
		b.WriteString("\n  " + sayFault(f, l))
	}
	return b.String()
}

func sayFault(f audit.Fault, l *locale.Localizer) string {
	var where []string
	if f.Page > 0 {
		where = append(where, l.T("audit.page", "n", strconv.Itoa(f.Page)))
	}
	if f.Exhibit != "" {
		where = append(where, f.Exhibit)
	}
	text := l.T("audit." + f.Key)
	if len(where) > 0 {
		text = strings.Join(where, ", ") + ": " + text
	}
	switch {
	case f.Want != "" && f.Got != "":
		text += " " + l.T("audit.instead", "want", f.Want, "got", f.Got)
	case f.Want+f.Got != "":
		text += " (" + f.Want + f.Got + ")"
	}
	return text
}
