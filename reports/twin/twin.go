// Package twin writes a paper as one page of HTML: the same words, rows and exhibits as its PDF, for screens, screen
// readers and whoever wants to copy from it. The page holds all it shows and asks nobody for anything.
//
// It is written from top to bottom; photos pass through and are never in memory whole.
package twin

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"html/template"
	"io"
	"strings"

	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Written says what was written.
type Written struct {
	Bytes   int64
	SHA256  string
	Mark    string            // the page's data-mark, by which a changed copy is known again
	Skipped map[string]string // exhibits that are not shown: label and reason key
}

// Write writes the paper as one page. The same document and originals give the same bytes. Exhibits that a PDF could not
// show are not shown here either, with the same reason. After an error, what w has received is not a paper.
func Write(ctx context.Context, w io.Writer, d paper.Document, open pdf.Opener) (Written, error) {
	look, err := pdf.NewLook(ctx, d, open)
	if err != nil {
		return Written{}, err
	}
	defer look.Close()
	shown, err := look.Exhibits()
	if err != nil {
		return Written{}, err
	}
	out := &sink{ctx: ctx, w: w, hash: sha256.New()}
	p := page{out: out, d: d, look: look, shown: shown, ids: map[string]string{}}
	for i, s := range shown {
		if _, twice := p.ids[s.Label]; !twice {
			p.ids[s.Label] = fmt.Sprintf("e%d", i+1)
		}
	}
	if err := p.write(); err != nil {
		return Written{}, fmt.Errorf("twin: %w", err)
	}
	done := Written{Bytes: out.n, SHA256: hex.EncodeToString(out.hash.Sum(nil)), Mark: p.mark, Skipped: map[string]string{}}
	for _, s := range shown {
		if s.Refused != "" {
			done.Skipped[s.Label] = s.Refused
		}
	}
	return done, nil
}

// sink counts and hashes what passes, and stops once the work is cancelled.
type sink struct {
	ctx  context.Context
	w    io.Writer
	hash hash.Hash
	n    int64
}

// Write implements io.Writer.
func (s *sink) Write(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.w.Write(b)
	s.hash.Write(b[:n])
	s.n += int64(n)
	return n, err
}

// page is one paper on its way.
type page struct {
	out   *sink
	d     paper.Document
	look  *pdf.Look
	shown []pdf.Shown
	ids   map[string]string // of exhibits in the page, by label
	mark  string
}

func (p *page) write() error {
	steps := []func() error{
		func() error { return p.draw("head", p.head()) },
		func() error { return p.parts(p.d.Blocks, 0) },
		p.exhibits,
		func() error { return p.parts(p.d.Closing, len(p.d.Blocks)) },
		p.foot,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// draw fills one piece of the template.
func (p *page) draw(name string, data any) error { return pieces.ExecuteTemplate(p.out, name, data) }

// head is what stands before the first block.
type head struct {
	paper.Document
	Style    template.CSS
	Policy   string
	Intro    string
	Contents []entry
	Untitled bool // no cover says what the paper is
}

// entry is one line of the contents.
type entry struct {
	ID, Number, Title string
	Under             []entry
}

func (p *page) head() head {
	h := head{Document: p.d, Style: template.CSS(style), Policy: policy, Untitled: true}
	if n := p.look.Pages(); strings.Contains(p.d.Words.Twin.Pages, "%d") {
		h.Intro = fmt.Sprintf(p.d.Words.Twin.Pages, n)
	}
	for i, b := range p.d.Blocks {
		if _, ok := b.(paper.Cover); ok {
			h.Untitled = false
		}
		h.Contents = append(h.Contents, section(b, i)...)
	}
	if len(p.shown) > 0 {
		all := entry{ID: "exhibits", Title: clean(p.d.Words.Exhibits)}
		for _, s := range p.shown {
			all.Under = append(all.Under, entry{ID: p.ids[s.Label], Number: clean(s.Label), Title: clean(s.Title)})
		}
		h.Contents = append(h.Contents, all)
	}
	for i, b := range p.d.Closing {
		h.Contents = append(h.Contents, section(b, len(p.d.Blocks)+i)...)
	}
	return h
}

// section is the line of a block that starts a part; n counts all blocks of the paper.
func section(b paper.Block, n int) []entry {
	s, ok := b.(paper.Section)
	if !ok {
		return nil
	}
	return []entry{{ID: fmt.Sprintf("s%d", n+1), Number: fmt.Sprint(s.Number), Title: clean(s.Title)}}
}

// foot ends the page, with a mark made of all before it.
func (p *page) foot() error {
	p.mark = hex.EncodeToString(p.out.hash.Sum(nil)[:16])
	return p.draw("foot", struct{ Footer, Mark string }{clean(p.d.Footer), p.mark})
}

// stream writes the bytes of fill as a data address.
func (p *page) stream(kind string, fill func(io.Writer) error) error {
	if _, err := fmt.Fprintf(p.out, "data:%s;base64,", kind); err != nil {
		return err
	}
	wide := &broad{w: p.out}
	enc := base64.NewEncoder(base64.StdEncoding, wide)
	if err := fill(enc); err != nil {
		return err
	}
	if err := enc.Close(); err != nil {
		return err
	}
	return wide.flush()
}

// broad gathers the encoder's small pieces into large ones.
type broad struct {
	w   io.Writer
	buf []byte
}

// Write implements io.Writer.
func (b *broad) Write(q []byte) (int, error) {
	b.buf = append(b.buf, q...)
	if len(b.buf) < 64<<10 {
		return len(q), nil
	}
	return len(q), b.flush()
}

func (b *broad) flush() error {
	_, err := b.w.Write(b.buf)
	b.buf = b.buf[:0]
	return err
}
