package pdf

import (
	"fmt"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pageBox is the part of a foreign page that is seen, and how it is turned.
type pageBox struct {
	x, y, w, h float64 // points
	rotate     int     // 0, 90, 180, 270, clockwise
	unit       float64 // points per unit
}

// boxOf reads crop box, media box, rotation and unit; nonsense becomes a Letter page, as PDF readers do.
func boxOf(a *model.InheritedPageAttrs, page types.Dict) pageBox {
	b := pageBox{w: 612, h: 792, unit: 1}
	if a.MediaBox != nil {
		b.set(*a.MediaBox)
	}
	if a.CropBox != nil {
		b.crop(*a.CropBox)
	}
	b.rotate = ((a.Rotate%360 + 360) % 360) / 90 * 90
	switch u := page["UserUnit"].(type) {
	case types.Float:
		b.scale(u.Value())
	case types.Integer:
		b.scale(float64(u.Value()))
	}
	return b
}

func (b *pageBox) scale(unit float64) {
	if unit > 0 && unit < 1000 {
		b.unit = unit
	}
}

func (b *pageBox) set(r types.Rectangle) {
	x, y := math.Min(r.LL.X, r.UR.X), math.Min(r.LL.Y, r.UR.Y)
	w, h := math.Abs(r.UR.X-r.LL.X), math.Abs(r.UR.Y-r.LL.Y)
	if w >= 1 && h >= 1 && w < 1e6 && h < 1e6 && math.Abs(x) < 1e7 && math.Abs(y) < 1e7 {
		b.x, b.y, b.w, b.h = x, y, w, h
	}
}

// crop keeps what lies in both boxes.
func (b *pageBox) crop(r types.Rectangle) {
	c := *b
	c.set(r)
	x, y := math.Max(b.x, c.x), math.Max(b.y, c.y)
	w, h := math.Min(b.x+b.w, c.x+c.w)-x, math.Min(b.y+b.h, c.y+c.h)-y
	if w >= 1 && h >= 1 {
		b.x, b.y, b.w, b.h = x, y, w, h
	}
}

// size is the page as seen, in mm.
func (b pageBox) size() (w, h float64) {
	w, h = b.w*b.unit*mmPerPoint, b.h*b.unit*mmPerPoint
	if b.rotate == 90 || b.rotate == 270 {
		return h, w
	}
	return w, h
}

// matrix maps the seen part, turned, onto the unit square: what a picture is to a page.
func (b pageBox) matrix() string {
	fx, fy := b.x/b.w, b.y/b.h
	switch b.rotate {
	case 90:
		return fmt.Sprintf("0 %.10f %.10f 0 %.10f %.10f", -1/b.w, 1/b.h, -fy, 1+fx)
	case 180:
		return fmt.Sprintf("%.10f 0 0 %.10f %.10f %.10f", -1/b.w, -1/b.h, 1+fx, 1+fy)
	case 270:
		return fmt.Sprintf("0 %.10f %.10f 0 %.10f %.10f", 1/b.w, -1/b.h, 1+fy, -fx)
	}
	return fmt.Sprintf("%.10f 0 0 %.10f %.10f %.10f", 1/b.w, 1/b.h, -fx, -fy)
}

func (b pageBox) bounds() string {
	return fmt.Sprintf("[%.4f %.4f %.4f %.4f]", b.x, b.y, b.x+b.w, b.y+b.h)
}
