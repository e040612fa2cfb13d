package reports

import (
	"fmt"
	"reflect"
	"strings"

	"degrau/reports/paper"
)

// inWords writes a document as text, every word of it: what the golden files hold and what is searched for marks.
func inWords(d paper.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s | %s | %s | %s\n%s\n\n", d.Title, d.Subject, d.Lang, d.Code, d.Footer)
	for _, x := range d.Blocks {
		blockInWords(&b, x)
	}
	for _, x := range d.Exhibits {
		fmt.Fprintf(&b, "\n[exhibit %s] %s\n  %s\n  %s %s %d %s\n", x.Label, x.Title, x.Proves, x.Name, x.Kind, x.Size, x.SHA256)
	}
	for _, x := range d.Closing {
		blockInWords(&b, x)
	}
	return b.String()
}

func blockInWords(b *strings.Builder, x paper.Block) {
	switch x := x.(type) {
	case paper.Cover:
		fmt.Fprintf(b, "[%s]\n%s\n%s\n", x.Kind, x.Title, x.Lead)
		for _, f := range x.Figures {
			fmt.Fprintf(b, "  %s: %s\n", f.Label, f.Value)
		}
		for _, p := range []paper.Panel{x.Left, x.Right} {
			fmt.Fprintf(b, "%s\n", p.Title)
			for _, r := range p.Rows {
				fmt.Fprintf(b, "  %s: %s\n", r.Label, r.Value)
			}
		}
		blockInWords(b, x.Requests)
		blockInWords(b, x.Proof)
		fmt.Fprintf(b, "%s\n", x.Note)
	case paper.Section:
		fmt.Fprintf(b, "\n== %d %s\n", x.Number, x.Title)
	case paper.Heading:
		fmt.Fprintf(b, "-- %s\n", x.Text)
	case paper.Para:
		fmt.Fprintf(b, "%s\n", x.Text)
	case paper.Numbered:
		fmt.Fprintf(b, "%s\n", x.Title)
		for i, s := range x.Items {
			fmt.Fprintf(b, "  %d. %s\n", i+1, s)
		}
	case paper.Table:
		tableInWords(b, x)
	case paper.Index:
		tableInWords(b, x.Table)
	case paper.Lanes:
		fmt.Fprintf(b, "%s\n", strings.Join(x.Heads, " | "))
		for _, r := range x.Rows {
			if r.Gap != "" {
				fmt.Fprintf(b, "      ... %s\n", r.Gap)
				continue
			}
			fmt.Fprintf(b, "  %s [%d] %s %v\n", r.Date, r.Lane, r.Text, r.Exhibits)
		}
	case paper.Code:
		fmt.Fprintf(b, "[%d squares] %s\n", len(x.Squares), x.Text)
	case paper.Signature:
		fmt.Fprintf(b, "%s\n%s\n%s\n", x.PlaceDate, x.Name, x.Note)
	default:
		panic("a block the test does not know: " + reflect.TypeOf(x).String())
	}
}

func tableInWords(b *strings.Builder, t paper.Table) {
	fmt.Fprintf(b, "%s\n  %s\n", t.Title, strings.Join(t.Head, " | "))
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, strings.ReplaceAll(c.Text+strings.Join(c.Pages, "+"), "\n", " / "))
		}
		fmt.Fprintf(b, "  %s\n", strings.Join(cells, " | "))
	}
	if t.Note != "" {
		fmt.Fprintf(b, "  (%s)\n", t.Note)
	}
}

// kitInWords writes a kit as text.
func kitInWords(k Kit) string {
	var b strings.Builder
	for _, f := range k.Fields {
		fmt.Fprintf(&b, "### %s (%s) %d/%d\n%s\n", f.File, f.Label, f.Length, f.Max, f.Value)
		for _, s := range f.Dropped {
			fmt.Fprintf(&b, "  - dropped: %s\n", s)
		}
	}
	return b.String()
}
