package media

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/ledongthuc/pdf"
)

// Limits of reading text out of a PDF: what a person would paste, many times over.
const (
	maxTextBytes  = 64 << 20 // of the file
	maxTextPages  = 300
	maxPageText   = 1 << 20
	maxWholeText  = 4 << 20
	maxFormsDepth = 4
	maxTextTime   = 5 * time.Second
)

// PDFText returns the text of a PDF's pages, each under its number less one, or nothing for a scan. It works in a process
// of its own, never panics and stops at limits: what was read by then is returned without an error. A PDF with a password
// is ErrEncrypted, one that does not open ErrBroken.
func PDFText(r io.ReaderAt, size int64) ([]string, error) {
	if size > maxTextBytes {
		return nil, ErrTooLarge
	}
	var out bytes.Buffer
	var count int
	j := job{Do: "text", Within: 3*maxTextTime + childGrace, MaxInput: maxTextBytes}
	err := j.run(context.Background(), io.NewSectionReader(r, 0, size), &out, 8*maxWholeText, &count)
	if err != nil {
		return nil, err
	}
	var pages []string
	if err := json.Unmarshal(out.Bytes(), &pages); err != nil {
		return nil, fmt.Errorf("read what was found in a PDF: %w", err)
	}
	return pages, nil
}

// pdfTexts is PDFText inside the child.
func pdfTexts(b []byte) ([]string, error) {
	r, size := bytes.NewReader(b), int64(len(b))
	pages, plain, err := readTexts(r, size)
	if len(pages) > 0 || plain && err == nil {
		return pages, nil
	}
	// The reader of text is strict about a file's frame and knows little of encryption, although many banks protect
	// their statements against changes only and let anybody open them. Written anew by the other library, they read.
	again, rewriteErr := rewritten(r, size)
	switch {
	case errors.Is(rewriteErr, ErrEncrypted):
		return nil, ErrEncrypted
	case rewriteErr != nil && err == nil:
		return nil, rewriteErr
	case rewriteErr != nil:
		return nil, err
	}
	pages, _, err = readTexts(bytes.NewReader(again), int64(len(again)))
	if len(pages) > 0 {
		return pages, nil
	}
	return nil, err
}

// readTexts reads the pages once. plain is false where the file is encrypted: a wrong guess at the key gives no error
// but rubbish or nothing.
func readTexts(r io.ReaderAt, size int64) (pages []string, plain bool, err error) {
	var out pageTexts
	err = limited(r, size, maxTextTime, func(g *guard) error {
		doc, err := pdf.NewReader(g, size)
		if errors.Is(err, pdf.ErrInvalidPassword) {
			return ErrEncrypted
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		out.setPlain(doc.Trailer().Key("Encrypt").IsNull())
		count := min(doc.NumPage(), maxTextPages)
		for n := 1; n <= count; n++ {
			if !out.add(pageText(doc, n)) {
				return nil
			}
		}
		return nil
	})
	pages, plain = out.take()
	if len(pages) > 0 {
		err = nil
	}
	return pages, plain, err
}

// pageTexts collects pages while the reader of the result may already have given up waiting.
type pageTexts struct {
	mu    sync.Mutex
	pages []string
	bytes int
	plain bool
	taken bool
}

func (p *pageTexts) setPlain(plain bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plain = plain
}

// add keeps a page and reports whether there is room for more.
func (p *pageTexts) add(text string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.taken {
		return false
	}
	p.pages = append(p.pages, text)
	p.bytes += len(text)
	return p.bytes < maxWholeText
}

// take ends the collecting. Pages without a single word are no pages of text.
func (p *pageTexts) take() (pages []string, plain bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken = true
	if p.bytes == 0 {
		return nil, p.plain
	}
	return p.pages, p.plain
}

// pageText reads one page. A page that makes the parser panic gives what was read before.
func pageText(doc *pdf.Reader, n int) string {
	w := &textWalk{}
	w.try(func() {
		page := doc.Page(n)
		if !page.V.IsNull() {
			w.walk(page.V.Key("Contents"), page.Resources(), 0)
		}
	})
	return w.text()
}
