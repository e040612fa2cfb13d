package reports

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"degrau/escalation"
	"degrau/internal/locale"
)

// WriteBodies writes what the packs know of every body as a Markdown page: the docs' list, made from the data so that it
// cannot say anything else.
func WriteBodies(w io.Writer, p *escalation.Packs, l *locale.Localizer) error {
	d := &bodiesDoc{Writer: bufio.NewWriter(w), p: p, l: l}
	d.line("# Bodies")
	d.line("")
	d.line("Made from the packs by `degrau bodies list --markdown`; change the packs, not this page. Nothing here has been read at")
	d.line("the official place unless its source says so. \"Not confirmed\" means that nobody has seen a limit.")
	byPlace := map[string][]escalation.Body{}
	for _, b := range p.Bodies() {
		byPlace[b.Country] = append(byPlace[b.Country], b)
	}
	var places []string
	for place := range byPlace {
		places = append(places, place)
	}
	slices.Sort(places)
	for _, place := range places {
		d.line("")
		d.line("## " + d.place(place))
		for _, b := range byPlace[place] {
			d.body(b)
		}
	}
	return d.Flush()
}

type bodiesDoc struct {
	*bufio.Writer
	p *escalation.Packs
	l *locale.Localizer
}

func (d *bodiesDoc) line(s string) { fmt.Fprintln(d, s) }

func (d *bodiesDoc) place(country string) string {
	if country == "" {
		return "Everywhere and on platforms"
	}
	return d.l.T("country." + country)
}

func (d *bodiesDoc) body(b escalation.Body) {
	d.line("")
	d.line(fmt.Sprintf("### %s (`%s`)", d.say(b.Name), b.ID))
	d.line("")
	d.line(d.say(b.About))
	d.line("")
	d.item("Kind", b.Kind)
	d.item("Cost", d.say(b.Cost))
	d.item("Can oblige", oblige(b.CanOblige))
	d.item("Reads", b.Language)
	d.item("Public", yesNo(b.Public))
	d.item("Who may file", d.filers(b))
	d.list("Against", b.Against)
	d.texts("Identity", b.Identity)
	d.texts("Documents", b.Documents)
	d.texts("Getting there", b.How)
	d.form(b.Form)
	for _, s := range b.Systems {
		d.item("System "+d.say(s.Name), limitsOf(s.Attachments))
	}
	d.terms(b.ID)
	d.closings(b)
	for _, r := range b.Rejections {
		d.item("Sent back", d.say(r.Reason)+" "+d.say(r.Avoid))
	}
	d.texts("Afterwards", b.After)
	d.texts("Warning", b.Warnings)
	for _, s := range b.Sources {
		d.item("Source", sourceLine(s))
	}
}

func (d *bodiesDoc) item(name, text string) {
	if text = strings.TrimSpace(text); text != "" {
		d.line("- " + name + ": " + text)
	}
}

func (d *bodiesDoc) list(name string, all []string) { d.item(name, strings.Join(all, ", ")) }

func (d *bodiesDoc) texts(name string, all []map[string]string) {
	var out []string
	for _, t := range all {
		out = append(out, strings.TrimSuffix(d.say(t), "."))
	}
	if len(out) > 0 {
		d.item(name, strings.Join(out, "; ")+".")
	}
}

func (d *bodiesDoc) filers(b escalation.Body) string {
	if len(b.Filers) == 0 {
		return d.say(b.WhoFiles)
	}
	var out []string
	for _, f := range b.Filers {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s (%s) %s", f.Who, strings.ReplaceAll(strings.Join(f.How, ", "), "_", " "), d.say(f.Note))))
	}
	return strings.Join(out, "; ")
}

func (d *bodiesDoc) form(f escalation.Form) {
	for _, x := range f.Fields {
		limit := "limit not confirmed"
		if x.Limit > 0 {
			limit = fmt.Sprintf("at most %d %s", x.Limit, unitOf(x.Unit))
		}
		if x.Cautious > 0 {
			limit += fmt.Sprintf(", ours %d", x.Cautious)
		}
		if x.Public {
			limit += ", public"
		}
		d.item("Field", x.Label+" ("+limit+")")
	}
	if len(f.Fields) > 0 {
		d.item("Files", limitsOf(f.Attachments))
	}
}

func (d *bodiesDoc) terms(body string) {
	for _, r := range d.p.Rules() {
		if r.Body != body {
			continue
		}
		text := fmt.Sprintf("%s: %d %s, %s", d.say(r.Name), r.Count.N, strings.ReplaceAll(r.Count.Unit, "_", " "), r.Confidence)
		if len(r.Sources) > 0 {
			text += ". " + sourceLine(r.Sources[0])
		}
		d.item("Term `"+r.ID+"`", text)
	}
}

func (d *bodiesDoc) closings(b escalation.Body) {
	for _, s := range b.Steps {
		for _, c := range s.ClosedBy {
			d.item(map[string]string{"closes": "Closed", "risks": "At risk"}[c.Effect]+" (`"+s.ID+"`)", d.say(c.Reason))
		}
	}
}

func oblige(can *bool) string {
	switch {
	case can == nil:
		return "it depends"
	case *can:
		return "yes"
	}
	return "no"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func unitOf(unit string) string {
	if unit == "" || unit == "chars" {
		return "characters"
	}
	return unit
}

// limitsOf writes what is known of the files a place takes.
func limitsOf(a escalation.Attachments) string {
	var out []string
	put := func(n int64, format string) {
		if n > 0 {
			out = append(out, fmt.Sprintf(format, n))
		}
	}
	put(a.MaxBytes, "%d bytes a file")
	put(a.TotalBytes, "%d bytes in all")
	put(a.PageBytes, "%d bytes a page")
	put(int64(a.MaxFiles), "%d files")
	put(int64(a.MaxPages), "%d pages a file")
	put(int64(a.MinDPI), "at least %d dpi")
	put(int64(a.MaxName), "names of %d characters")
	if len(a.Types) > 0 {
		out = append(out, strings.Join(a.Types, " "))
	}
	if a.TellingNames {
		out = append(out, "telling names only")
	}
	if len(out) == 0 {
		return "not confirmed"
	}
	return strings.Join(out, ", ")
}

func sourceLine(s escalation.Source) string {
	out := s.Norm + " (" + s.Confidence
	if s.Checked != nil {
		out += ", checked " + *s.Checked
	}
	out += ")"
	if s.URL != nil {
		out += " <" + *s.URL + ">"
	}
	return out
}

func (d *bodiesDoc) say(t map[string]string) string {
	if len(t) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(d.l.Fill(t, map[string]any{})), " ")
}
