// Package docx writes a paper as a file for word processors, for whoever must edit it: a lawyer who signs the petition. It knows
// titles, paragraphs, lists, tables and the place to sign; covers, charts and exhibits stay in the PDF.
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"degrau/reports/paper"
)

// Write writes the document to w. The same document gives the same bytes. After an error, what w has received is not a
// document.
func Write(w io.Writer, d paper.Document) error {
	z := zip.NewWriter(w)
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", relations}, {"docProps/core.xml", properties(d)},
		{"word/_rels/document.xml.rels", documentRelations}, {"word/document.xml", body(d)}, {"word/styles.xml", styles(d)}, {"word/numbering.xml", numbering(lists(d))},
		{"word/footer1.xml", footer(d)}, {"word/settings.xml", settings},
	} {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: moment(d)}
		part, err := z.CreateHeader(h)
		if err != nil {
			return fmt.Errorf("docx: %w", err)
		}
		if _, err := io.WriteString(part, header+p.text); err != nil {
			return fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return nil
}

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// moment is when the paper says it was made, never the clock; the years that a ZIP can write are 1980 to 2107.
func moment(d paper.Document) time.Time {
	at := d.Created.UTC()
	if y := at.Year(); y < 1980 || y > 2107 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return at
}

// text makes a text safe for XML: marks are escaped, and signs that XML cannot hold are left out.
func text(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < 0x20, r == 0xFFFE, r == 0xFFFF, r >= 0x7F && r < 0xA0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil { // a builder never fails
		return ""
	}
	return strings.NewReplacer("&#xA;", "\n", "&#x9;", "\t").Replace(b.String())
}

// run is a stretch of text; its lines are broken where the text breaks them.
func run(s, format string) string {
	var b strings.Builder
	for i, line := range strings.Split(text(s), "\n") {
		b.WriteString("<w:r>")
		if format != "" {
			b.WriteString("<w:rPr>" + format + "</w:rPr>")
		}
		if i > 0 {
			b.WriteString("<w:br/>")
		}
		for k, piece := range strings.Split(line, "\t") {
			if k > 0 {
				b.WriteString("<w:tab/>")
			}
			b.WriteString(`<w:t xml:space="preserve">` + piece + "</w:t>")
		}
		b.WriteString("</w:r>")
	}
	return b.String()
}

func paragraph(style, more, inside string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + "</w:pPr>" + inside + "</w:p>"
}

// body is the text itself.
func body(d paper.Document) string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>`)
	list := 0
	for _, block := range append(append([]paper.Block{}, d.Blocks...), d.Closing...) {
		switch x := block.(type) {
		case paper.Section:
			b.WriteString(paragraph("Title", "", run(x.Title, "")))
		case paper.Heading:
			b.WriteString(paragraph("Heading1", "", run(x.Text, "")))
		case paper.Para:
			b.WriteString(paragraph("Normal", "", run(x.Text, "")))
		case paper.Numbered:
			if x.Title != "" {
				b.WriteString(paragraph("Heading1", "", run(x.Title, "")))
			}
			list++
			for _, item := range x.Items {
				b.WriteString(paragraph("ListParagraph", fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, list), run(item, "")))
			}
		case paper.Table:
			b.WriteString(table(x))
		case paper.Index:
			b.WriteString(table(x.Table))
		case paper.Signature:
			b.WriteString(signature(x))
		}
	}
	b.WriteString(page(d) + "</w:body></w:document>")
	return b.String()
}

// lists is which of the numbered lists have dashes for numbers; each list counts from one.
func lists(d paper.Document) []bool {
	var out []bool
	for _, block := range append(append([]paper.Block{}, d.Blocks...), d.Closing...) {
		if x, ok := block.(paper.Numbered); ok {
			out = append(out, x.Plain)
		}
	}
	return out
}

func table(t paper.Table) string {
	if len(t.Rows) == 0 {
		return ""
	}
	var b strings.Builder
	if t.Title != "" {
		b.WriteString(paragraph("Heading1", "", run(t.Title, "")))
	}
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr><w:tblGrid>`)
	columns := len(t.Head)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	b.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, 9000/max(columns, 1)), columns) + "</w:tblGrid>")
	line := func(cells []string, repeat bool, bold func(int) bool) {
		b.WriteString("<w:tr>")
		if repeat {
			b.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for i := range columns {
			s, format := "", ""
			if i < len(cells) {
				s = cells[i]
			}
			if bold(i) {
				format = "<w:b/>"
			}
			b.WriteString("<w:tc><w:tcPr/>" + paragraph("Normal", "", run(s, format)) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	if len(t.Head) > 0 {
		line(t.Head, true, func(int) bool { return true })
	}
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = c.Text
			if c.Text == "" {
				cells[i] = strings.Join(c.Pages, ", ")
			}
		}
		line(cells, false, func(i int) bool { return i < len(row) && row[i].Bold })
	}
	b.WriteString("</w:tbl>")
	if t.Note != "" {
		b.WriteString(paragraph("Normal", "", run(t.Note, "")))
	}
	return b.String()
}

func signature(s paper.Signature) string {
	out := paragraph("Signature", `<w:spacing w:before="480"/>`, run(s.PlaceDate, ""))
	out += paragraph("Signature", `<w:spacing w:before="960"/>`, run("________________________________________", ""))
	for _, line := range []string{s.Name, s.Note} {
		if line != "" {
			out += paragraph("Signature", "", run(line, ""))
		}
	}
	return out
}

// page is the paper's size and margins, in twentieths of a point: 30 mm to bind, 20 right, 30 above, 20 below.
func page(d paper.Document) string {
	w, h := 11906, 16838
	if d.Letter {
		w, h = 12240, 15840
	}
	return fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="1701" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`, w, h)
}
