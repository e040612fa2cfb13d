package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io"
	"time"
)

// copyVersion changes whenever the same settings begin to give other bytes, so that no old copy passes for a new one.
const copyVersion = 1

// Limits of making a copy.
const (
	maxPictureBytes = 200 << 20
	maxCopyBytes    = 300 << 20
	maxCopyTime     = 90 * time.Second // a photo of 48 million points in HEIC takes half of that
)

// Settings say what a derived copy must be like. The zero value is the whole picture: upright, without a word about
// place, camera or time.
type Settings struct {
	MaxSide   int    `json:"max_side,omitempty"`   // points of the longer side
	MaxPixels int64  `json:"max_pixels,omitempty"` // points in all
	MaxBytes  int64  `json:"max_bytes,omitempty"`  // size of the copy's file
	Format    string `json:"format,omitempty"`     // jpeg or png; empty: as suits the original
	Quality   int    `json:"quality,omitempty"`    // of a JPEG, 1 to 100; 0: 90
	Boxes     []Box  `json:"boxes,omitempty"`      // what is covered
	Slice     Slice  `json:"slice,omitzero"`       // one stretch of a long screenshot
	Page      int    `json:"page,omitempty"`       // of a PDF, from 1: this page alone, as a picture
}

// Key names the settings, to keep copies by.
func (s Settings) Key() string {
	b, err := json.Marshal(s)
	if err != nil { // numbers and strings always can be written
		panic(err)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", copyVersion, b))
	return hex.EncodeToString(sum[:8])
}

func (s Settings) check() error {
	if s.Page < 0 || s.MaxSide < 0 || s.MaxPixels < 0 || s.MaxBytes < 0 || s.Quality < 0 || s.Quality > 100 || len(s.Boxes) > maxBoxes ||
		s.Format != "" && s.Format != "jpeg" && s.Format != "png" {
		return ErrSettings
	}
	for _, b := range s.Boxes {
		if err := b.check(); err != nil {
			return err
		}
	}
	return s.Slice.check()
}

// Copied says what a derived copy is.
type Copied struct {
	Kind   string `json:"kind"` // jpeg, png or pdf
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Parts  int    `json:"parts"` // stretches that a long screenshot has under these settings, or pages of a PDF; else 1
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Copy writes a derived copy of a picture: upright, its points drawn anew, and so without anything the original carries
// besides them. Of a PDF it makes a copy with places covered, or a picture of one page. The file is decoded in a process
// of its own. The same bytes and settings give the same copy. After an error, what w has received is nothing worth;
// Reason says whether the file is to blame.
func Copy(ctx context.Context, w io.Writer, r io.ReadSeeker, s Settings) (Copied, error) {
	if err := s.check(); err != nil {
		return Copied{}, err
	}
	head, err := readHead(r)
	if err != nil {
		return Copied{}, fmt.Errorf("copy: %w", err)
	}
	switch kind, _ := sniff(head); {
	case kind == "pdf" && (len(s.Boxes) > 0 || s.Page > 0):
		return copyPDF(ctx, w, r, s, Renderer())
	case !IsPicture(kind):
		return Copied{}, ErrNoPicture
	}
	return copyBy(ctx, w, r, job{Do: "copy", Within: maxCopyTime, MaxInput: maxPictureBytes, Settings: &s})
}

func copyBy(ctx context.Context, w io.Writer, r io.ReadSeeker, j job) (Copied, error) {
	var c Copied
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return c, err
	}
	h := sha256.New()
	n := &countingWriter{w: io.MultiWriter(w, h)}
	if err := j.run(ctx, r, n, maxCopyBytes, &c); err != nil {
		return c, fmt.Errorf("copy: %w", err)
	}
	c.Bytes, c.SHA256 = n.n, hex.EncodeToString(h.Sum(nil))
	return c, nil
}

type countingWriter struct {
	w io.Writer
	n int64
}

// Write implements io.Writer.
func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// copyPicture is Copy inside the child.
func copyPicture(w io.Writer, b []byte, s Settings) (Copied, error) {
	if err := s.check(); err != nil {
		return Copied{}, err
	}
	src, err := decode(b)
	if err != nil {
		return Copied{}, err
	}
	img, parts, err := s.apply(src)
	if err != nil {
		return Copied{}, err
	}
	out, err := s.encode(img, src.info.lossless(b))
	if err != nil {
		return Copied{}, err
	}
	out.Parts = parts
	_, err = w.Write(out.b)
	return out.Copied, err
}

// apply turns, covers, cuts and shrinks. A covered picture is covered in full size, before anything mixes its points;
// one that is only made small is made small first, since turning costs by the point.
func (s Settings) apply(src opened) (*image.RGBA, int, error) {
	if len(s.Boxes) == 0 && s.Slice == (Slice{}) {
		return upright(shrink(src.Image, s.fit(src.Bounds().Dx(), src.Bounds().Dy())), src.info.Orientation), 1, nil
	}
	img := upright(onWhite(src.Image), src.info.Orientation)
	for _, b := range s.Boxes {
		if b.Page > 1 { // a picture is its own only page
			return nil, 0, fmt.Errorf("%w: page %d of a picture", ErrSettings, b.Page)
		}
		b.cover(img)
	}
	parts := 1
	if s.Slice != (Slice{}) {
		cuts := s.Slice.cuts(img)
		parts = len(cuts)
		if s.Slice.Part > parts {
			return nil, 0, fmt.Errorf("%w: stretch %d of %d", ErrSettings, s.Slice.Part, parts)
		}
		c := cuts[max(s.Slice.Part, 1)-1]
		img = img.SubImage(image.Rect(0, c.From, img.Rect.Dx(), c.To)).(*image.RGBA)
	}
	return shrink(img, s.fit(img.Rect.Dx(), img.Rect.Dy())), parts, nil
}

// fit is the longer side that keeps a picture of w by h within the limits.
func (s Settings) fit(w, h int) int {
	side := max(w, h)
	if s.MaxSide > 0 {
		side = min(side, s.MaxSide)
	}
	if s.MaxPixels > 0 {
		for side > 1 && scaled(w, h, side) > s.MaxPixels {
			side = min(side-1, int(float64(side)*0.99))
		}
	}
	return side
}

func scaled(w, h, side int) int64 {
	long := max(w, h)
	return int64(max(1, w*side/long)) * int64(max(1, h*side/long))
}

// onWhite draws a picture whole on white: a copy knows no transparency.
func onWhite(src image.Image) *image.RGBA {
	b := src.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	if o, ok := src.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		draw.Draw(out, out.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	}
	draw.Draw(out, out.Rect, src, b.Min, draw.Over)
	return out
}

// lossless reports whether the original keeps each point as it was: screenshots mostly, whose letters a JPEG would blur.
func (i Info) lossless(b []byte) bool {
	switch i.Kind {
	case "png", "gif", "bmp":
		return true
	case "webp":
		return len(b) > 16 && (string(b[12:16]) == "VP8L" || string(b[12:16]) == "VP8X" && bytes.Contains(b[:min(len(b), headBytes)], []byte("VP8L")))
	}
	return false
}
