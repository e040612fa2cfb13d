package pdf

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"degrau/reports/paper"
)

// Limits for texts that come as exhibits: chats of years are long, log files longer.
const (
	largestText   = 4 << 20
	mostTextPages = 800
)

// textSheets prints a text, such as an exported chat, line by line under the band.
func (b *builder) textSheets(r io.Reader) ([]exhibitSheet, error) {
	raw, err := io.ReadAll(io.LimitReader(r, largestText+1))
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	if len(raw) > largestText {
		return nil, refuse(reasonTooLarge, "more than %d bytes of text", largestText)
	}
	text, err := decodeText(raw)
	if err != nil {
		return nil, refusal{reasonBroken, err}
	}
	lines, err := b.textLines(text)
	if err != nil {
		return nil, err
	}
	return b.paged(lines), nil
}

// paged spreads lines over sheets. The head of a message goes to the next page rather than stand alone at the foot.
func (b *builder) paged(lines []textLine) []exhibitSheet {
	perPage := b.linesPerPage()
	var sheets []exhibitSheet
	for len(lines) > 0 {
		n := min(perPage, len(lines))
		if n > 1 && n < len(lines) && lines[n-1].head && !lines[n].head {
			n--
		}
		sheets = append(sheets, exhibitSheet{picture: noPicture, text: lines[:n]})
		lines = lines[n:]
	}
	return sheets
}

// messageSheets prints a conversation, each message under its number, its moment and who wrote it.
func (b *builder) messageSheets(all []paper.Message) ([]exhibitSheet, error) {
	width := b.sheet.pictureArea().w - textStart
	var out []textLine
	for _, m := range all {
		var heads []line
		if m.Head != "" {
			heads = b.lines(m.Head, textExhibit.strong(), width)
		}
		for k, l := range heads {
			t := textLine{line: l, head: true}
			if k == 0 {
				t.number = m.N
			}
			out = append(out, t)
		}
		first := m.Head == ""
		for _, part := range strings.Split(m.Text, "\n") {
			if part = strings.TrimRight(part, " \t\r"); part == "" {
				continue
			}
			for _, l := range b.lines(part, textExhibit, width) {
				t := textLine{line: l}
				if first {
					t.number, first = m.N, false
				}
				out = append(out, t)
			}
		}
		if len(out) > mostTextPages*b.linesPerPage() {
			return nil, refuse(reasonTooLarge, "more than %d pages of messages", mostTextPages)
		}
	}
	return b.paged(out), nil
}

// textLine is a printed line; number is that of the original's line, or of the message, where it starts there.
type textLine struct {
	line   line
	number int
	head   bool // says when and who
}

// Where the numbers end and the words begin, in mm from the left edge.
const (
	numberEnd = 9.0
	textStart = 13.0
)

func (b *builder) linesPerPage() int { return int(b.sheet.pictureArea().h / textExhibit.lead) }

// textLines breaks a text into lines. Each line of the original has its number, so that people can point at it; empty
// ones are counted and not printed.
func (b *builder) textLines(text string) ([]textLine, error) {
	width := b.sheet.pictureArea().w - textStart
	var out []textLine
	for i, part := range strings.Split(text, "\n") {
		for k, l := range b.lines(strings.TrimRight(part, " \t\r"), textExhibit, width) {
			t := textLine{line: l}
			if k == 0 {
				t.number = i + 1
			}
			out = append(out, t)
		}
		if len(out) > mostTextPages*b.linesPerPage() {
			return nil, refuse(reasonTooLarge, "more than %d pages of text", mostTextPages)
		}
	}
	return out, nil
}

var errNoText = errors.New("no readable text")

// decodeText reads UTF-8, UTF-16 with its mark, or else Windows-1252, which takes any byte.
func decodeText(raw []byte) (string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}), bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(raw)
		raw = out
		if err != nil {
			return "", err
		}
	case !utf8.Valid(raw):
		out, err := charmap.Windows1252.NewDecoder().Bytes(raw)
		raw = out
		if err != nil {
			return "", err
		}
	}
	if bytes.Count(raw, []byte{0}) > 0 || len(bytes.TrimSpace(raw)) == 0 {
		return "", errNoText
	}
	return strings.TrimPrefix(string(raw), "\uFEFF"), nil
}

// textPage places the lines of a text exhibit, with a light line between those of the original.
func (c *composer) textPage(s exhibitSheet) []op {
	area := c.sheet.pictureArea()
	var ops []op
	for i, l := range s.text {
		y := area.y + float64(i)*textExhibit.lead
		if l.number > 0 {
			if i > 0 {
				ops = append(ops, ruleOp{area.x + textStart, y - 0.1, area.x + area.w, y - 0.1, 0.15, lightLine})
			}
			number := c.setRight(area.x+numberEnd, y, itoa(l.number), lineNumber)
			ops = append(ops, number)
		}
		set := textExhibit
		if l.head {
			set = set.strong()
		}
		ops = append(ops, textOp{area.x + textStart, y, l.line, set})
	}
	return ops
}
