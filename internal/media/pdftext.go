package media

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/ledongthuc/pdf"
)

// Limits of reading text out of a PDF: what a person would paste, many times over.
const (
	maxTextBytes  = 64 << 20 // of the file
	maxTextPages  = 300
	maxPageText   = 1 << 20
	maxWholeText  = 4 << 20
	maxFormsDepth = 4
)

// PDFText returns the text of a PDF's pages, or nothing for a scan. It never panics and stops at limits: what was read
// by then is returned without an error. A PDF with a password is ErrEncrypted, one that does not open ErrBroken.
func PDFText(r io.ReaderAt, size int64) ([]string, error) {
	if size > maxTextBytes {
		return nil, ErrTooLarge
	}
	var out pageTexts
	err := limited(r, size, maxTime, func(g *guard) error {
		doc, err := pdf.NewReader(g, size)
		if errors.Is(err, pdf.ErrInvalidPassword) {
			return ErrEncrypted
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		pages := min(doc.NumPage(), maxTextPages)
		for n := 1; n <= pages; n++ {
			if !out.add(pageText(doc, n)) {
				return nil
			}
		}
		return nil
	})
	pages, any := out.take()
	if errors.Is(err, ErrTooSlow) && any {
		return pages, nil
	}
	if err != nil || !any {
		return nil, err
	}
	return pages, nil
}

// pageTexts collects pages while the reader of the result may already have given up waiting.
type pageTexts struct {
	mu    sync.Mutex
	pages []string
	bytes int
	taken bool
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

// take ends the collecting and reports whether there are words at all.
func (p *pageTexts) take() ([]string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken = true
	return p.pages, p.bytes > 0
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
