package web

import (
	"fmt"
	"html"
	"html/template"

	"degrau/internal/civil"
)

// strip draws how much of the time has gone, with a mark for today.
func strip(from, to, today civil.Date, title, desc string) template.HTML {
	all := to.DaysSince(from)
	if all <= 0 {
		return ""
	}
	gone := min(max(today.DaysSince(from), 0), all) * 1000 / all
	return template.HTML(fmt.Sprintf(`<svg class="strip" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-labelledby="faixa-t faixa-d"><title id="faixa-t">%s</title><desc id="faixa-d">%s</desc>`+
		`<rect width="1000" height="10" rx="5"/><rect class="gone" width="%d" height="10" rx="5"/><rect class="today" x="%d" width="8" height="10"/></svg>`,
		html.EscapeString(title), html.EscapeString(desc), gone, min(gone, 992)))
}
