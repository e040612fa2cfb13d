// Package audit opens a paper again after it was written and compares what is in the file with what should be: printed
// page, stamp, physical page, link and bookmark agree, every exhibit stands there under its hash, nothing is unstamped,
// words can be taken out again, and the limit is kept. A paper with a fault is not handed over.
//
// The file is read by another library than the one that wrote it, object by object, so that photos never enter memory;
// their bytes are compared by place, length and hash.
package audit

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"degrau/internal/media"
	"degrau/reports/paper"
	"degrau/reports/pdf"
)

// Fault is one thing that is wrong. Key names a sentence in the catalogues: "audit." + Key.
type Fault struct {
	Key     string `json:"fault"`
	Page    int    `json:"page,omitempty"`    // physical page of the file, from 1
	Exhibit string `json:"exhibit,omitempty"` // label
	Want    string `json:"want,omitempty"`
	Got     string `json:"got,omitempty"`
}

// The faults.
const (
	Unreadable = "unreadable" // the file does not open
	Changed    = "changed"    // bytes are not those that were written
	PageCount  = "page_count" // more or fewer pages than were laid out
	OverLimit  = "over_limit" // larger than the body takes
	Stamp      = "stamp"      // the running number is missing or another
	Label      = "label"      // the label that readers show is not the stamp
	Band       = "band"       // an exhibit's page without its label, hash or page
	Missing    = "missing"    // an exhibit that is not in the file
	Empty      = "empty"      // nothing of an exhibit is drawn on its page
	Other      = "other"      // the picture or page of another exhibit
	Photo      = "photo"      // the bytes of a photo are not the exhibit's
	Link       = "link"       // a number or label that leads elsewhere
	Bookmark   = "bookmark"   // a bookmark that leads elsewhere, or is missing
	Words      = "words"      // words that cannot be taken out of the file
	Overflow   = "overflow"   // text outside of its page
	Title      = "title"      // the file's title or language is not the paper's
	Active     = "active"     // the file would do something by itself
	Elsewhere  = "elsewhere"  // a number that leads to another volume, and not to the exhibit
	mostFaults = 40           // what is wrong everywhere needs no list of thousands
)

// Limit bounds the file; zero bounds nothing.
type Limit struct {
	Bytes int64
	Pages int
}

// Error says that a paper may not be handed over.
type Error struct {
	File   string
	Faults []Fault
}

// Error names the faults and where they are. What is printed there stays out of it: errors go into logs, papers hold names.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s may not be handed over", e.File)
	for _, f := range e.Faults {
		fmt.Fprintf(&b, "; %s", f)
	}
	return b.String()
}

func (f Fault) String() string {
	s := f.Key
	if f.Page > 0 {
		s += fmt.Sprintf(" on page %d", f.Page)
	}
	if f.Exhibit != "" {
		s += " of " + f.Exhibit
	}
	return s
}

// check is one paper being looked at.
type check struct {
	d      paper.Document
	w      pdf.Written
	file   *media.OpenedPDF
	pages  []sheet
	faults []Fault
}

// Check looks at one written paper. r is the file; name is what a fault calls it. The error is an *Error, or a failure to
// read.
func Check(ctx context.Context, name string, r io.ReaderAt, size int64, d paper.Document, w pdf.Written, limit Limit) error {
	c := &check{d: d, w: w}
	if err := c.bytes(ctx, r, size); err != nil {
		return err
	}
	c.limit(size, limit)
	if err := c.open(ctx, r, size); err != nil {
		return err
	}
	if len(c.faults) > 0 {
		return &Error{File: name, Faults: c.faults}
	}
	return nil
}

func (c *check) limit(size int64, limit Limit) {
	if limit.Bytes > 0 && size > limit.Bytes {
		c.fault(Fault{Key: OverLimit, Want: fmt.Sprint(limit.Bytes), Got: fmt.Sprint(size)})
	}
	if limit.Pages > 0 && c.w.Pages > limit.Pages {
		c.fault(Fault{Key: OverLimit, Want: fmt.Sprint(limit.Pages), Got: fmt.Sprint(c.w.Pages)})
	}
}

// open reads the file with the other library and holds each part against what it should be.
func (c *check) open(ctx context.Context, r io.ReaderAt, size int64) error {
	file, err := media.OpenPDF(r, size)
	if errors.Is(err, media.ErrBroken) {
		c.fault(Fault{Key: Unreadable, Got: err.Error()})
		return nil
	}
	if err != nil {
		return err
	}
	c.file = file
	if n := file.Pages(); n != c.w.Pages {
		c.fault(Fault{Key: PageCount, Want: fmt.Sprint(c.w.Pages), Got: fmt.Sprint(n)})
	}
	for n := 1; n <= file.Pages(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		s, err := read(file, n)
		if err != nil {
			c.fault(Fault{Key: Unreadable, Page: n, Got: err.Error()})
			return nil
		}
		c.pages = append(c.pages, s)
	}
	for _, look := range []func() error{c.stamps, c.exhibits, c.printed, c.links, c.bookmarks, c.described} {
		if err := look(); err != nil {
			c.fault(Fault{Key: Unreadable, Got: err.Error()})
			return nil
		}
	}
	return nil
}

func (c *check) fault(f Fault) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, f)
	}
}

// first is the running number of the first page.
func (c *check) first() int { return max(c.d.Volume.First, 1) }

// total is how many pages all volumes have.
func (c *check) total() int {
	if c.d.Volume.Total > 0 {
		return c.d.Volume.Total
	}
	return c.w.Pages
}
