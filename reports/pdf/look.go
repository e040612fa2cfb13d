package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"degrau/reports/paper"
)

// Look is a paper that was laid out and not written: what a twin in another form must show in the same way.
type Look struct {
	b        *builder
	d        paper.Document
	numbers  pageNumbers
	total    int
	exhibits []exhibit
}

// Shown is what stands on the pages of one exhibit.
type Shown struct {
	paper.Exhibit
	Drawn         string // jpeg, png, pdf, text or words; empty where it is Refused
	Refused       string // key of Words.Reasons
	From, To      int    // its running numbers
	Width, Height int    // of a JPEG or PNG, upright
}

// Range is a stretch of pages as it is printed, and the exhibit a link to it leads to, if it stands in this file.
type Range struct{ Text, Label string }

// The kinds of Shown.Drawn.
const (
	DrawnJPEG  = "jpeg"
	DrawnPNG   = "png"
	DrawnPDF   = "pdf"
	DrawnText  = "text"
	DrawnWords = "words"
)

// NewLook opens each exhibit and lays the paper out, as Write does. The caller closes it.
func NewLook(ctx context.Context, d paper.Document, open Opener) (*Look, error) {
	b, err := newBuilder(d, open)
	if err != nil {
		return nil, err
	}
	l := &Look{b: b, d: d}
	if l.exhibits, err = b.prepare(ctx, d.Exhibits); err == nil {
		var laid *layout
		if laid, err = lay(ctx, d, b.typesetter, l.exhibits); err == nil {
			l.numbers, l.total = numberExhibits(l.exhibits), len(laid.pages)
			l.numbers.before, l.numbers.away, l.numbers.front = max(d.Volume.First-1, 0), d.Volume.Elsewhere, laid.front
		}
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Close forgets what was laid aside.
func (l *Look) Close() { l.b.spool.close() }

// Pages is how many pages the paper has.
func (l *Look) Pages() int { return l.total }

// Ranges says where exhibits stand, neighbours joined.
func (l *Look) Ranges(labels []string) []Range {
	var out []Range
	for _, r := range l.numbers.ranges(labels) {
		out = append(out, Range{r.String(), r.label})
	}
	return out
}

// Here reports whether an exhibit stands in this file.
func (l *Look) Here(label string) bool { return l.numbers.here(label) }

// Exhibits says what is shown of each exhibit.
func (l *Look) Exhibits() ([]Shown, error) {
	var out []Shown
	for _, e := range l.exhibits {
		s := Shown{Exhibit: e.Exhibit, Refused: e.refused}
		s.From, s.To, _ = l.numbers.span(e.Label)
		if e.refused == "" {
			if err := l.describe(&s); err != nil {
				return nil, fmt.Errorf("exhibit %s: %w", e.Label, err)
			}
		}
		out = append(out, s)
	}
	return out, nil
}

func (l *Look) describe(s *Shown) error {
	if len(s.Words) > 0 {
		s.Drawn = DrawnWords
		return nil
	}
	r, e, err := l.source(*s)
	if err != nil {
		return err
	}
	defer r.Close()
	if s.Drawn, err = kindOf(r, e); err != nil {
		return err
	}
	switch s.Drawn {
	case DrawnJPEG:
		info, err := readJPEG(r)
		if err != nil {
			return err
		}
		s.Width, s.Height = info.width, info.height
		if o := orientationOf(e, info); o >= 5 && o <= 8 {
			s.Width, s.Height = s.Height, s.Width
		}
	case DrawnPNG:
		var head [24]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		s.Width, s.Height = int(binary.BigEndian.Uint32(head[16:])), int(binary.BigEndian.Uint32(head[20:]))
	}
	return nil
}

// source opens what is drawn of an exhibit.
func (l *Look) source(s Shown) (io.ReadSeekCloser, paper.Exhibit, error) {
	e := drawnFrom(s.Exhibit)
	r, err := l.b.open(e.SHA256)
	return r, e, err
}

// Picture writes the picture of a JPEG or PNG: the very bytes that the PDF holds where it holds them, and never more than
// the picture where the paper's metadata are left out. Bytes that are not those received are ErrChanged, and what w has
// got then is nobody's.
func (l *Look) Picture(w io.Writer, s Shown) error {
	r, e, err := l.source(s)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := genuine(r, e.Label, e.SHA256); err != nil {
		return err
	}
	if s.Drawn == DrawnPNG {
		return barePNG(w, r)
	}
	info, err := readJPEG(r)
	if err != nil {
		return err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	turn := orientationOf(e, info)
	if !l.b.strip && turn == info.orientation {
		_, err = io.Copy(w, r)
		return err
	}
	if err := writeOriented(w, turn); err != nil {
		return err
	}
	_, err = stripJPEG(&behind{w: w, left: 2}, r)
	return err
}

// Text gives the lines of a text exhibit.
func (l *Look) Text(s Shown) ([]string, error) {
	r, e, err := l.source(s)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if err := genuine(r, e.Label, e.SHA256); err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, largestText+1))
	if err != nil {
		return nil, err
	}
	text, err := decodeText(raw)
	return strings.Split(text, "\n"), err
}

// PDF writes the pages of one exhibit as a paper of its own, stamped as they are in the whole.
func (l *Look) PDF(ctx context.Context, w io.Writer, s Shown) error {
	d := l.d
	d.Title, d.Blocks, d.Closing, d.Exhibits = strings.TrimSpace(s.Label+" "+s.Title), nil, nil, []paper.Exhibit{s.Exhibit}
	d.Volume = paper.Volume{First: s.From, Total: max(l.d.Volume.Total, l.total)}
	_, err := Write(ctx, w, d, l.b.open)
	return err
}

func orientationOf(e paper.Exhibit, info *jpegInfo) int {
	if e.Orientation != 0 {
		return e.Orientation
	}
	return info.orientation
}

// writeOriented begins a JPEG that says how it was held and nothing else.
func writeOriented(w io.Writer, turn int) error {
	head := []byte{0xFF, 0xD8}
	if turn > 1 && turn <= 8 {
		head = append(head, 0xFF, 0xE1, 0, 34)
		head = append(head, "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"...)
		head = append(head, byte(turn), 0, 0, 0, 0, 0, 0)
	}
	_, err := w.Write(head)
	return err
}

// behind passes on all but the first bytes.
type behind struct {
	w    io.Writer
	left int
}

func (b *behind) Write(p []byte) (int, error) {
	n := min(b.left, len(p))
	b.left -= n
	if n == len(p) {
		return n, nil
	}
	k, err := b.w.Write(p[n:])
	return n + k, err
}

// pictureChunks are the parts of a PNG that make its picture. A colour profile may be called after its owner.
var pictureChunks = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB"}

var errNotPNG = errors.New("not a PNG")

// barePNG copies a PNG without what it carries besides the picture, and without what follows its end.
func barePNG(w io.Writer, r io.Reader) error {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return err
	}
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	for {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}
		n, name := int64(binary.BigEndian.Uint32(head[:])), string(head[4:])
		if n > largestPNG {
			return errNotPNG
		}
		to := io.Discard
		for _, keep := range pictureChunks {
			if name == keep {
				to = w
			}
		}
		if _, err := io.Copy(to, io.MultiReader(bytes.NewReader(head[:]), io.LimitReader(r, n+4))); err != nil {
			return err
		}
		if name == "IEND" {
			return nil
		}
	}
}
