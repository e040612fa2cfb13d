package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"sync"

	"degrau/reports/pdf"
)

// bytes compares the whole file with what was written: each photo by its own hash, all the rest by one. Photos are read side
// by side, since they are most of a large file.
func (c *check) bytes(ctx context.Context, r io.ReaderAt, size int64) error {
	if size != c.w.Bytes {
		c.fault(Fault{Key: Changed, Want: fmt.Sprint(c.w.Bytes), Got: fmt.Sprint(size)})
		return nil
	}
	photos, err := hashes(ctx, r, c.w.Parts)
	if err != nil {
		return err
	}
	rest, at := sha256.New(), int64(0)
	for i, p := range c.w.Parts {
		if p.At < at || p.At+p.Bytes > size {
			c.fault(Fault{Key: Photo, Exhibit: p.Label, Want: p.SHA256})
			return nil
		}
		if err := feed(ctx, rest, r, at, p.At-at); err != nil {
			return err
		}
		if photos[i] != p.SHA256 || !c.framed(r, p) {
			c.fault(Fault{Key: Photo, Exhibit: p.Label, Want: p.SHA256, Got: photos[i]})
		}
		at = p.At + p.Bytes
	}
	if err := feed(ctx, rest, r, at, size-at); err != nil {
		return err
	}
	if got := hex.EncodeToString(rest.Sum(nil)); got != c.w.Rest {
		c.fault(Fault{Key: Changed, Want: c.w.Rest, Got: got})
	}
	return nil
}

// framed reports whether a photo stands between the words that begin and end a stream.
func (c *check) framed(r io.ReaderAt, p pdf.Part) bool {
	before, after := make([]byte, len("stream\n")), make([]byte, len("\nendstream"))
	_, err1 := r.ReadAt(before, p.At-int64(len(before)))
	_, err2 := r.ReadAt(after, p.At+p.Bytes)
	return err1 == nil && err2 == nil && string(before) == "stream\n" && string(after) == "\nendstream"
}

// hashes are the SHA-256 of stretches of the file, worked out by two readers at a time.
func hashes(ctx context.Context, r io.ReaderAt, parts []pdf.Part) ([]string, error) {
	out, faults := make([]string, len(parts)), make([]error, len(parts))
	var wait sync.WaitGroup
	next := make(chan int)
	for range 2 {
		wait.Go(func() {
			for i := range next {
				h := sha256.New()
				faults[i] = feed(ctx, h, r, parts[i].At, parts[i].Bytes)
				out[i] = hex.EncodeToString(h.Sum(nil))
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// feed passes a stretch of the file on in small pieces.
func feed(ctx context.Context, w io.Writer, r io.ReaderAt, at, n int64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := io.CopyBuffer(w, struct{ io.Reader }{io.NewSectionReader(r, at, n)}, make([]byte, 128<<10)); err != nil {
		return fmt.Errorf("read the paper again: %w", err)
	}
	return nil
}
