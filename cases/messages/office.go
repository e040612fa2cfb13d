package messages

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"degrau/cases"
)

// Limits of what is unpacked of one document.
const (
	maxDocument = 32 << 20
	maxXMLDepth = 10_000
	maxWords    = MaxText // bytes of text that come out
)

// inside names the parts of a document that hold its words, in order.
var inside = map[string][]string{
	"docx": {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"},
	"odt":  {"content.xml"},
}

// document reads a DOCX or ODT: the words of its paragraphs, a row of a table as one line.
func (t *Transcript) document(r io.ReaderAt, size int64, kind string) error {
	t.Source = Source(kind)
	if tooManyEntries(r, size) {
		t.warn(WarnDamaged, 0)
		return nil
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		t.warn(WarnDamaged, 0)
		return nil
	}
	w, left := &paragraphs{}, int64(maxDocument)
	for _, name := range inside[kind] {
		f := entry(z, name)
		if f == nil {
			continue
		}
		if f.Flags&1 != 0 {
			t.warn(WarnClosed, 0)
			continue
		}
		n, err := w.read(f, left)
		if left -= n; err != nil {
			t.warn(WarnDamaged, 0)
		}
	}
	text := w.text()
	if text == "" && !t.Warns(WarnDamaged) && !t.Warns(WarnClosed) {
		return cases.Invalidf("text", "empty_text")
	}
	t.oneText(text)
	return nil
}

func entry(z *zip.Reader, name string) *zip.File {
	for _, f := range z.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// paragraphs collects the words of a document's XML.
type paragraphs struct {
	b    strings.Builder
	cell bool // inside a row of a table, where paragraphs do not end the line
	skip int  // inside what is no text: deleted words, notes in the margin
}

var errTooLarge = errors.New("unpacks to too much")

// read walks over one part. The decoder knows no entities but the five of XML, so that nothing multiplies.
func (p *paragraphs) read(f *zip.File, max int64) (int64, error) {
	rc, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer rc.Close()
	r := &io.LimitedReader{R: rc, N: max + 1}
	d := xml.NewDecoder(r)
	for depth := 0; ; {
		tok, err := d.RawToken()
		read := max + 1 - r.N
		switch {
		case errors.Is(err, io.EOF) && r.N > 0:
			return read, nil
		case err != nil && r.N > 0:
			return read, err
		case r.N <= 0 || depth > maxXMLDepth || p.b.Len() > maxWords:
			return read, errTooLarge
		}
		switch e := tok.(type) {
		case xml.StartElement:
			depth++
			p.start(e)
		case xml.EndElement:
			depth--
			p.finish(e.Name)
		case xml.CharData:
			if p.skip == 0 {
				p.chars(string(e))
			}
		}
	}
}

// hiddenParts are elements whose text is not in the document: struck words of tracked changes, field codes, remarks.
var hiddenParts = map[string]bool{"w:del": true, "w:instrText": true, "w:moveFrom": true, "office:annotation": true, "text:tracked-changes": true,
	"w:fldData": true, "office:forms": true, "mc:Fallback": true}

func (p *paragraphs) start(e xml.StartElement) {
	switch name := full(e.Name); {
	case hiddenParts[name]:
		p.skip++
	case p.skip > 0:
	case name == "w:tab", name == "text:tab":
		p.b.WriteByte('\t')
	case name == "w:br", name == "w:cr", name == "text:line-break":
		p.line()
	case name == "text:s":
		p.b.WriteString(strings.Repeat(" ", spaces(e)))
	case name == "w:tr", name == "table:table-row":
		p.line()
		p.cell = true
	}
}

func (p *paragraphs) finish(n xml.Name) {
	switch name := full(n); {
	case hiddenParts[name]:
		p.skip = max(0, p.skip-1)
	case p.skip > 0:
	case name == "w:p", name == "text:p", name == "text:h":
		if p.cell {
			p.b.WriteByte(' ')
			return
		}
		p.line()
	case name == "w:tc", name == "table:table-cell":
		p.b.WriteByte('\t')
	case name == "w:tr", name == "table:table-row":
		p.cell = false
		p.line()
	}
}

// chars writes words. The white space by which XML is laid out between elements is none of them.
func (p *paragraphs) chars(s string) {
	if strings.TrimSpace(s) == "" && strings.Contains(s, "\n") {
		return
	}
	p.b.WriteString(strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", " "))
}

func (p *paragraphs) line() { p.b.WriteByte('\n') }

// text is everything, without the empty lines that layout leaves.
func (p *paragraphs) text() string {
	var out []string
	for _, s := range strings.Split(p.b.String(), "\n") {
		if s = strings.TrimRight(s, " \t"); s != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, s)
		}
	}
	return strings.TrimSpace(strings.ToValidUTF8(strings.Join(out, "\n"), "\uFFFD"))
}

func full(n xml.Name) string { return n.Space + ":" + n.Local }

// spaces is how many spaces a text:s element stands for.
func spaces(e xml.StartElement) int {
	for _, a := range e.Attr {
		if a.Name.Local == "c" {
			if n, err := strconv.Atoi(a.Value); err == nil && n > 0 {
				return min(n, 100)
			}
		}
	}
	return 1
}
