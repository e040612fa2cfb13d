package media

import "image"

// Slice asks for one stretch of a long screenshot: it is cut where a page ends, in a row where little happens, and each
// stretch begins a little above the end of the one before it, so that no line of text is lost.
type Slice struct {
	Height  int `json:"height,omitempty"`  // most rows of a stretch
	Overlap int `json:"overlap,omitempty"` // rows that two stretches share
	Part    int `json:"part,omitempty"`    // which, from 1
}

// maxSlices is how many stretches one picture may have.
const maxSlices = 500

func (s Slice) check() error {
	if s == (Slice{}) {
		return nil
	}
	if s.Height < 50 || s.Overlap < 0 || s.Overlap > s.Height/2 || s.Part < 0 || s.Part > maxSlices {
		return ErrSettings
	}
	return nil
}

// cut is one stretch: rows from From up to, not with, To.
type cut struct{ From, To int }

// cuts divides the rows. The end of a stretch is looked for in its last fifth: the middle of the longest run of calm rows
// there, or the calmest row.
func (s Slice) cuts(img *image.RGBA) []cut {
	h := img.Rect.Dy()
	var out []cut
	for from := 0; len(out) < maxSlices; {
		if h-from <= s.Height {
			return append(out, cut{from, h})
		}
		to := calmest(img, from+s.Height*4/5, from+s.Height)
		out = append(out, cut{from, to})
		from = to - s.Overlap
	}
	out[len(out)-1].To = h // an endless strip: the last stretch takes the rest
	return out
}

// calmest returns the row between low and high at which a cut harms least.
func calmest(img *image.RGBA, low, high int) int {
	best, run, longest := high, 0, 0
	least, quiet := int64(-1), high
	for y := low; y < high; y++ {
		stir := unrest(img, y)
		if least < 0 || stir <= least {
			least, quiet = stir, y
		}
		if stir > 0 {
			run = 0
			continue
		}
		if run++; run >= longest {
			longest, best = run, y-run/2
		}
	}
	if longest == 0 {
		return quiet
	}
	return best
}

// unrest adds up how much each point of a row differs from its left neighbour, leaving small noise aside.
func unrest(img *image.RGBA, y int) int64 {
	const noise = 24
	row := img.Pix[y*img.Stride : y*img.Stride+4*img.Rect.Dx()]
	sum := int64(0)
	for x := 4; x < len(row); x += 4 {
		d := 0
		for c := range 3 {
			d += max(int(row[x+c])-int(row[x-4+c]), int(row[x-4+c])-int(row[x+c]))
		}
		if d > noise {
			sum += int64(d)
		}
	}
	return sum
}
