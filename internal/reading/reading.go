// Package reading reads the words of exhibits: what kind of words they are, how many messages, and what they suggest.
//
// Everything here is worked out from the originals. Some of it is kept in memory for a while, none of it as truth.
package reading

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"degrau/cases"
	"degrau/cases/messages"
	"degrau/internal/civil"
	"degrau/internal/media"
)

// Reader reads exhibits.
type Reader struct {
	Open func(sha256 string) (io.ReadSeekCloser, error)
	// Picture reads the words of a picture; nil where no program for it is installed.
	Picture func(context.Context, io.Reader) (string, error)

	one  sync.Mutex // one exhibit at a time: a long chat fills memory while it is read
	kept shelf
}

// pictures are the kinds that a program for pictures reads.
var pictures = []string{"jpeg", "png", "gif", "webp", "bmp", "tiff"}

// Transcript returns the words of an exhibit of a case, or messages.ErrNoWords.
func (r *Reader) Transcript(ctx context.Context, x cases.Evidence, f cases.Facts) (*messages.Transcript, error) {
	names := Names(f)
	b, err := r.Open(x.SHA256)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return r.read(ctx, file{ReadSeeker: b}, x, names)
}

func (r *Reader) read(ctx context.Context, b file, x cases.Evidence, names messages.Names) (*messages.Transcript, error) {
	o := messages.Options{Kind: x.Kind, Name: x.Name, Received: day(x), Names: names}
	switch {
	case messages.Reads(x.Kind):
		return messages.Read(b, x.Size, o)
	case x.Kind == "pdf":
		pages, err := media.PDFText(b, x.Size)
		if errors.Is(err, media.ErrEncrypted) || errors.Is(err, media.ErrBroken) || errors.Is(err, media.ErrTooSlow) || errors.Is(err, media.ErrTooLarge) || len(pages) == 0 {
			return nil, messages.ErrNoWords // a scan, or what its own warning says
		}
		if err != nil {
			return nil, fmt.Errorf("read pages: %w", err)
		}
		return messages.FromPages(messages.PDF, pages, o), nil
	case r.Picture != nil && slices.Contains(pictures, x.Kind) && !slices.Contains(x.Warnings, media.WarnTooManyPixels):
		return r.picture(ctx, b, o)
	}
	return nil, messages.ErrNoWords
}

// picture reads a picture by program. One that it cannot read has no words; the picture itself is the evidence.
func (r *Reader) picture(ctx context.Context, b file, o messages.Options) (*messages.Transcript, error) {
	if _, err := b.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	text, err := r.Picture(ctx, b)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil || len(bytes.TrimSpace([]byte(text))) == 0 {
		return nil, messages.ErrNoWords
	}
	return messages.FromPages(messages.OCR, []string{text}, o), nil
}

// day is the day an exhibit came, after which nothing in it was written.
func day(x cases.Evidence) civil.Date {
	if x.ReceivedAt.IsZero() {
		return civil.Date{}
	}
	return civil.In(x.ReceivedAt, x.ReceivedAt.Location())
}

// file gives random access to what can only be sought; it is not for two users at once.
type file struct{ io.ReadSeeker }

// ReadAt implements io.ReaderAt.
func (f file) ReadAt(p []byte, off int64) (int, error) {
	if at, ok := f.ReadSeeker.(io.ReaderAt); ok {
		return at.ReadAt(p, off)
	}
	if _, err := f.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(f.ReadSeeker, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
