package media

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
)

// maxBoxes is how many places one copy may cover.
const maxBoxes = 500

// Box is a place to be covered: shares of the width and height of the upright picture or page, from its top left corner.
type Box struct {
	Page int     `json:"page,omitempty"` // of a PDF, from 1; 0 means 1
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	W    float64 `json:"w"`
	H    float64 `json:"h"`
}

// BoxOfPixels is the box of a rectangle of points of a picture of w by h, upright.
func BoxOfPixels(r image.Rectangle, w, h int) Box {
	fw, fh := float64(max(w, 1)), float64(max(h, 1))
	return Box{X: float64(r.Min.X) / fw, Y: float64(r.Min.Y) / fh, W: float64(r.Dx()) / fw, H: float64(r.Dy()) / fh}
}

// check refuses boxes that cover nothing: whoever asks for one believes that something is hidden.
func (b Box) check() error {
	for _, v := range []float64{b.X, b.Y, b.W, b.H} {
		if math.IsNaN(v) || v < 0 || v > 1 {
			return fmt.Errorf("%w: a box beyond the picture", ErrSettings)
		}
	}
	if b.W <= 0 || b.H <= 0 || b.X >= 1 || b.Y >= 1 || b.Page < 0 {
		return fmt.Errorf("%w: a box without a size", ErrSettings)
	}
	return nil
}

// cover blackens the points. A point that the box only touches is covered too.
func (b Box) cover(img *image.RGBA) {
	const hair = 1e-9 // a border meant to lie between two points must not take in a third
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	r := image.Rect(int(math.Floor(b.X*w+hair)), int(math.Floor(b.Y*h+hair)), int(math.Ceil((b.X+b.W)*w-hair)), int(math.Ceil((b.Y+b.H)*h-hair)))
	draw.Draw(img, r.Intersect(img.Rect), image.NewUniform(color.Black), image.Point{}, draw.Src)
}
