package media

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // decoders of the kinds that are shown; each in its own words
	_ "image/jpeg"
	_ "image/png"
	"slices"
	"strings"

	"github.com/gen2brain/heic"
	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"
)

// pictures are the kinds of which copies can be made.
var pictures = []string{"jpeg", "png", "gif", "webp", "heic", "bmp", "tiff"}

// IsPicture reports whether copies can be made of files of this kind: small ones, upright ones, ones for papers.
func IsPicture(kind string) bool { return slices.Contains(pictures, kind) }

// opened is a decoded picture as it is stored, and what its bytes say of it.
type opened struct {
	image.Image
	info Info
}

// decode opens a picture, having asked its header for the size first: a few bytes can claim a picture that fills the
// machine. It runs in a child.
func decode(b []byte) (p opened, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("%w: %v", ErrBroken, v)
		}
	}()
	p.info = Info{Orientation: 1}
	p.info.Kind, p.info.MIME = sniff(b[:min(len(b), headBytes)])
	if !IsPicture(p.info.Kind) {
		return p, ErrNoPicture
	}
	if err := p.info.look(bytes.NewReader(b), b[:min(len(b), headBytes)], int64(len(b))); err != nil {
		return p, err
	}
	if slices.Contains(p.info.Warnings, WarnUnsupported) {
		return p, ErrUnsupported
	}
	conf, err := sizeOf(p.info.Kind, b)
	if err != nil {
		return p, decodeFault(err)
	}
	if conf.Width <= 0 || conf.Height <= 0 {
		return p, fmt.Errorf("%w: it has no size", ErrBroken)
	}
	if int64(conf.Width)*int64(conf.Height) > MaxPixels {
		return p, fmt.Errorf("%w: %d x %d", ErrManyPixels, conf.Width, conf.Height)
	}
	if p.info.Kind == "heic" { // the decoder has turned it already
		p.info.Orientation = 1
		p.Image, err = heic.Decode(bytes.NewReader(b))
	} else {
		p.Image, _, err = image.Decode(bytes.NewReader(b))
	}
	if err != nil {
		return p, decodeFault(err)
	}
	if s := p.Bounds().Size(); s.X <= 0 || s.Y <= 0 || int64(s.X)*int64(s.Y) > MaxPixels {
		return p, fmt.Errorf("%w: its header lied about its size", ErrBroken)
	}
	return p, nil
}

func sizeOf(kind string, b []byte) (image.Config, error) {
	if kind == "heic" {
		var i Info
		i.Kind = kind
		i.lookHeader(b[:min(len(b), headBytes)])
		if i.Width > 0 { // the decoder would need half a second to say the same
			return image.Config{Width: i.Width, Height: i.Height}, nil
		}
		return heic.DecodeConfig(bytes.NewReader(b))
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(b))
	return conf, err
}

// decodeFault tells a form that the decoders do not know from a file that is damaged.
func decodeFault(err error) error {
	text := err.Error()
	if strings.Contains(text, "unsupported") || strings.Contains(text, "not supported") || strings.Contains(text, "unknown format") {
		return fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
