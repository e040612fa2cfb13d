package media

import (
	"image"

	"golang.org/x/image/draw"
)

// shrink draws the picture on white so that its longer side has at most so many points. A picture that is small already
// keeps its size. Far down, whole blocks of points are averaged first: that is what makes a photo small in a fraction of
// a second, and looks no different.
func shrink(img image.Image, side int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	long := max(w, h)
	if long <= side || side < 1 {
		return onWhite(img)
	}
	w, h = max(1, w*side/long), max(1, h*side/long)
	var scaler draw.Scaler = draw.CatmullRom
	if n := long / side; n >= 2 {
		img = averaged(img, n)
		scaler = draw.ApproxBiLinear
	}
	src := img
	if o, ok := img.(interface{ Opaque() bool }); !ok || !o.Opaque() {
		src = onWhite(img)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	scaler.Scale(out, out.Rect, src, src.Bounds(), draw.Src, nil)
	return out
}

// averaged returns the picture n times smaller, each point the mean of a block of n by n.
func averaged(img image.Image, n int) image.Image {
	switch p := img.(type) {
	case *image.YCbCr:
		return averagedYCbCr(p, n)
	case *image.Gray:
		out := image.NewGray(image.Rect(0, 0, ceilDiv(p.Rect.Dx(), n), ceilDiv(p.Rect.Dy(), n)))
		meanPlane(out.Pix, out.Stride, p.Pix, p.Stride, p.Rect.Dx(), p.Rect.Dy(), n, 1)
		return out
	}
	p, ok := img.(*image.RGBA)
	if !ok {
		p = onWhite(img)
	}
	out := image.NewRGBA(image.Rect(0, 0, ceilDiv(p.Rect.Dx(), n), ceilDiv(p.Rect.Dy(), n)))
	for c := range 4 {
		meanPlane(out.Pix[c:], out.Stride, p.Pix[c:], p.Stride, p.Rect.Dx(), p.Rect.Dy(), n, 4)
	}
	return out
}

// averagedYCbCr averages light and colours each in their own plane; the result has as many points of colour as of light.
func averagedYCbCr(p *image.YCbCr, n int) image.Image {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	across, down := chroma(p.SubsampleRatio)
	if p.Rect.Min != (image.Point{}) || n%across != 0 || n%down != 0 { // blocks of light and of colour would not meet
		return averaged(onWhite(p), n)
	}
	out := image.NewYCbCr(image.Rect(0, 0, ceilDiv(w, n), ceilDiv(h, n)), image.YCbCrSubsampleRatio444)
	meanPlane(out.Y, out.YStride, p.Y, p.YStride, w, h, n, 1)
	for _, plane := range []struct{ to, from []uint8 }{{out.Cb, p.Cb}, {out.Cr, p.Cr}} {
		meanBlock(plane.to, out.CStride, plane.from, p.CStride, ceilDiv(w, across), ceilDiv(h, down), n/across, n/down, 1)
	}
	return out
}

func chroma(r image.YCbCrSubsampleRatio) (across, down int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

func meanPlane(to []uint8, toStride int, from []uint8, stride, w, h, n, step int) {
	meanBlock(to, toStride, from, stride, w, h, n, n, step)
}

// meanBlock averages blocks of nx by ny; the last ones may be smaller. step is the distance between neighbours.
func meanBlock(to []uint8, toStride int, from []uint8, stride, w, h, nx, ny, step int) {
	sums := make([]uint32, ceilDiv(w, nx))
	for top := 0; top < h; top += ny {
		clear(sums)
		rows := min(ny, h-top)
		for y := top; y < top+rows; y++ {
			row := from[y*stride:]
			for i, x := 0, 0; x < w; i++ {
				for end := min(x+nx, w); x < end; x++ {
					sums[i] += uint32(row[x*step])
				}
			}
		}
		line := to[top/ny*toStride:]
		for i, sum := range sums {
			count := uint32(rows * min(nx, w-i*nx))
			line[i*step] = uint8((sum + count/2) / count)
		}
	}
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }
