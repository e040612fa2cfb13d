// Package copies gives the copies of exhibits that pages and papers show: upright, without a word about place or camera,
// and with what the person covered gone from them.
//
// It stands between cases, which say what is covered, and media, which knows nothing of cases. An exhibit parts of which
// are covered is never shown otherwise: where no copy can be made, it is not shown.
package copies

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"

	"degrau/cases"
	"degrau/internal/media"
	"degrau/reports/paper"
)

// Copies makes and keeps copies. Safe for many users at once.
type Copies struct {
	made *media.Copies
	open func(sha256 string) (io.ReadSeekCloser, error)
}

// New keeps copies in dir, for the owner alone, or nowhere where dir is empty. open opens originals.
func New(dir string, open func(sha256 string) (io.ReadSeekCloser, error)) *Copies {
	return &Copies{made: &media.Copies{Dir: dir, Original: open}, open: open}
}

// Cache is what is kept in the folder, to forget and to sweep.
func (c *Copies) Cache() *media.Copies { return c.made }

// Opened is a copy that can be read; Covered says that something is gone from it.
type Opened struct {
	io.ReadSeekCloser
	media.Copied
	Covered bool
}

// Sides of the pictures of pages, in points of the longer side.
const (
	ThumbnailSide = 240
	ViewSide      = 1600
)

// Thumbnail is the small picture of an exhibit; of a PDF, of its first page where a program that draws pages is
// installed.
func (c *Copies) Thumbnail(ctx context.Context, x cases.Evidence) (*Opened, error) {
	s := media.ThumbnailSettings(ThumbnailSide)
	return c.picture(ctx, x, 1, s, true)
}

// View is the large picture of an exhibit, or of one page of a PDF. Whoever places covers has to see what is there:
// uncovered shows it.
func (c *Copies) View(ctx context.Context, x cases.Evidence, page int, uncovered bool) (*Opened, error) {
	return c.picture(ctx, x, page, media.Settings{MaxSide: ViewSide, Format: "jpeg", Quality: 85}, !uncovered)
}

func (c *Copies) picture(ctx context.Context, x cases.Evidence, page int, s media.Settings, covered bool) (*Opened, error) {
	if x.Kind == "pdf" {
		s.Page = max(page, 1)
	}
	if covered {
		s.Boxes = boxes(x, s.Page)
	}
	f, made, err := c.made.Open(ctx, x.SHA256, s)
	if err != nil {
		return nil, err
	}
	return &Opened{f, made, len(s.Boxes) > 0}, nil
}

// Whole is the copy of a picture, or of a PDF parts of which are covered: in full size, or of at most maxSide points and
// maxBytes bytes where these are not 0.
func (c *Copies) Whole(ctx context.Context, x cases.Evidence, maxSide int, maxBytes int64) (*Opened, error) {
	s := media.Settings{Boxes: boxes(x, 0), MaxSide: maxSide, MaxBytes: maxBytes}
	f, made, err := c.made.Open(ctx, x.SHA256, s)
	if err != nil {
		return nil, err
	}
	return &Opened{f, made, len(s.Boxes) > 0}, nil
}

// boxes are the rectangles that are covered; page names the only page that counts, 0 all.
func boxes(x cases.Evidence, page int) []media.Box {
	var out []media.Box
	for _, b := range x.Covered {
		if b.IsBox() && (page == 0 || max(b.Page, 1) == page) {
			out = append(out, media.Box{Page: b.Page, X: b.X, Y: b.Y, W: b.W, H: b.H})
		}
	}
	return out
}

// HasView reports whether pictures of an exhibit can be shown. That it can be says nothing of whether this file opens.
func HasView(x cases.Evidence) bool {
	if slices.Contains(x.Warnings, media.WarnTooManyPixels) || slices.Contains(x.Warnings, media.WarnEncrypted) {
		return false
	}
	return media.IsPicture(x.Kind) || x.Kind == "pdf" && media.Renderer() != ""
}

// paperPixels bounds the pictures of papers: A4 at 400 points to the inch.
const paperPixels = 16_000_000

// Paper gives one paper the copies that it needs, and opens them beside the originals.
type Paper struct {
	*Copies
	ctx  context.Context
	from map[string]source // by SHA-256 of the copy
}

type source struct {
	sha256   string
	settings media.Settings
}

// Paper begins a paper. It is not for many users at once.
func (c *Copies) Paper(ctx context.Context) *Paper {
	return &Paper{Copies: c, ctx: ctx, from: map[string]source{}}
}

// Copy gives what a paper draws of an exhibit in place of its original; the zero Copy means: the original itself. The
// original is compared with its hash, since nobody else looks at it. Where none can be made the error is a
// paper.ErrNoCopy.
func (p *Paper) Copy(x cases.Evidence) (paper.Copy, error) {
	s := media.Settings{Boxes: boxes(x, 0)}
	switch {
	case media.IsPicture(x.Kind) && (len(s.Boxes) > 0 || x.Kind != "jpeg" && x.Kind != "png"):
		s.MaxPixels, s.Quality = paperPixels, 88
	case x.Kind == "pdf" && len(s.Boxes) > 0:
	case len(x.Covered) > 0 && len(s.Boxes) > 0:
		return paper.Copy{}, fmt.Errorf("%w: parts of a %s cannot be covered", paper.ErrNoCopy, x.Kind)
	default:
		return paper.Copy{}, nil
	}
	if err := p.genuine(x.SHA256); err != nil {
		return paper.Copy{}, err
	}
	f, made, err := p.made.Open(p.ctx, x.SHA256, s)
	if err != nil && media.Reason(err) != "" {
		return paper.Copy{}, fmt.Errorf("%w: %w", paper.ErrNoCopy, err)
	}
	if err != nil {
		return paper.Copy{}, err
	}
	defer f.Close()
	p.from[made.SHA256] = source{x.SHA256, s}
	first := slices.Contains(x.Warnings, media.WarnMore)
	return paper.Copy{SHA256: made.SHA256, Kind: made.Kind, Size: made.Bytes, Covered: len(s.Boxes) > 0, First: first}, nil
}

// leastSide is how many points the longer side of a reduced picture has at least: 100 to the inch over the height of a page.
// A long screenshot is cut into pages, so that its width counts.
const (
	leastSide  = 900
	leastWidth = 430
)

// Reduce gives a copy of a picture of at most maxBytes, with what is covered gone from it. One that would be too small to
// read is a paper.ErrNoCopy.
func (p *Paper) Reduce(x cases.Evidence, maxBytes int64) (paper.Copy, error) {
	if !media.IsPicture(x.Kind) || maxBytes < 1 {
		return paper.Copy{}, fmt.Errorf("%w: a %s is not reduced", paper.ErrNoCopy, x.Kind)
	}
	if err := p.genuine(x.SHA256); err != nil {
		return paper.Copy{}, err
	}
	s := media.Settings{Boxes: boxes(x, 0), MaxPixels: paperPixels, MaxBytes: maxBytes, Format: "jpeg", Quality: 80}
	f, made, err := p.made.Open(p.ctx, x.SHA256, s)
	if err != nil && media.Reason(err) != "" {
		return paper.Copy{}, fmt.Errorf("%w: %w", paper.ErrNoCopy, err)
	}
	if err != nil {
		return paper.Copy{}, err
	}
	defer f.Close()
	long, short := max(made.Width, made.Height), min(made.Width, made.Height)
	if shrunk := long < max(x.Width, x.Height); shrunk && (long < leastSide || long > 3*short && short < leastWidth) {
		return paper.Copy{}, fmt.Errorf("%w: %d points are too few to read", paper.ErrNoCopy, long)
	}
	p.from[made.SHA256] = source{x.SHA256, s}
	return paper.Copy{SHA256: made.SHA256, Kind: made.Kind, Size: made.Bytes, Covered: len(s.Boxes) > 0, Reduced: true, First: slices.Contains(x.Warnings, media.WarnMore)}, nil
}

// genuine compares an original with its hash.
func (p *Paper) genuine(sum string) error {
	r, err := p.open(sum)
	if err != nil {
		return err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return fmt.Errorf("read original: %w", err)
	}
	if hex.EncodeToString(h.Sum(nil)) != sum {
		return fmt.Errorf("%.12s: %w", sum, media.ErrChanged)
	}
	return nil
}

// Open opens an original or a copy that Copy has given.
func (p *Paper) Open(sum string) (io.ReadSeekCloser, error) {
	from, ok := p.from[sum]
	if !ok {
		return p.open(sum)
	}
	f, made, err := p.made.Open(p.ctx, from.sha256, from.settings)
	if err != nil {
		return nil, err
	}
	if made.SHA256 != sum {
		return nil, errors.Join(fmt.Errorf("%.12s: the copy came out otherwise", sum), f.Close())
	}
	return f, nil
}
