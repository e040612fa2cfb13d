package web

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // decoders of the kinds that are drawn
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"golang.org/x/image/draw"

	"degrau/cases"
)

// Only small enough pictures are decoded here: a picture can be a few bytes on disk and gigabytes in memory.
const (
	thumbSide   = 240
	thumbPixels = 24_000_000
	thumbBytes  = 30 << 20
)

// drawable reports whether an exhibit gets a thumbnail.
func drawable(x cases.Evidence) bool {
	return (x.Kind == "jpeg" || x.Kind == "png") && x.Size <= thumbBytes && x.Width > 0 && x.Height > 0 && x.Width*x.Height <= thumbPixels
}

// thumbnail sends a small picture drawn anew: none of the original's bytes, and so none of its tricks, go through.
func (s *site) thumbnail(c *gin.Context) error {
	v, err := s.load(c)
	if err != nil {
		return err
	}
	x, err := exhibit(v, c.Param("label"))
	if err != nil {
		return err
	}
	if !drawable(x) {
		return cases.NotFoundf("no_such_exhibit", "label", x.Label())
	}
	r, err := v.open(x.SHA256)
	if err != nil {
		return err
	}
	defer r.Close()
	select {
	case s.small <- struct{}{}:
		defer func() { <-s.small }()
	case <-c.Request.Context().Done():
		return nil
	}
	b, err := shrink(r)
	if err != nil {
		return cases.NotFoundf("no_such_exhibit", "label", x.Label()) // kept and listed, but it does not open as a picture
	}
	c.Header("Cache-Control", "private, max-age=86400, immutable") // an exhibit's bytes never change
	c.Data(http.StatusOK, "image/jpeg", b)
	return nil
}

// shrink decodes a picture under limits and draws it small.
func shrink(r io.ReadSeeker) ([]byte, error) {
	cfg, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, err
	}
	if cfg.Width <= 0 || cfg.Height <= 0 || cfg.Width*cfg.Height > thumbPixels {
		return nil, fmt.Errorf("picture of %d x %d", cfg.Width, cfg.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	src, _, err := image.Decode(r)
	if err != nil {
		return nil, err
	}
	w, h := cfg.Width, cfg.Height
	side := max(w, h, 1)
	dst := image.NewRGBA(image.Rect(0, 0, max(1, w*thumbSide/side), max(1, h*thumbSide/side)))
	draw.Draw(dst, dst.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Over, nil)
	var b bytes.Buffer
	err = jpeg.Encode(&b, dst, &jpeg.Options{Quality: 75})
	return b.Bytes(), err
}
