package pdf

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
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
	area := b.sheet.pictureArea()
	perPage := int(area.h / textExhibit.lead)
	var lines []line
	for part := range strings.SplitSeq(text, "\n") {
		lines = append(lines, b.typesetter.fill(b.clusters(b.clean(strings.TrimRight(part, " \t\r")), textExhibit), area.w)...)
		if len(lines) > mostTextPages*perPage {
			return nil, refuse(reasonTooLarge, "more than %d pages of text", mostTextPages)
		}
	}
	for len(lines) > 1 && lines[len(lines)-1].source == "" {
		lines = lines[:len(lines)-1]
	}
	var sheets []exhibitSheet
	for len(lines) > 0 {
		n := min(perPage, len(lines))
		sheets = append(sheets, exhibitSheet{picture: noPicture, lines: lines[:n]})
		lines = lines[n:]
	}
	return sheets, nil
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

// textLines places the lines of a text exhibit.
func (c *composer) textLines(s exhibitSheet) []op {
	area := c.sheet.pictureArea()
	ops := make([]op, len(s.lines))
	for i, l := range s.lines {
		ops[i] = textOp{area.x, area.y + float64(i)*textExhibit.lead, l, textExhibit}
	}
	return ops
}
