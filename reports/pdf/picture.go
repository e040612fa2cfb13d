package pdf

import "math"

// picture is what a placeholder of the skeleton becomes.
type picture struct {
	object      int       // number of a finished object in the spool; 0: a JPEG to be streamed
	jpeg        *jpegInfo // of a JPEG
	sha256      string
	label       string // of the exhibit, to name it if its bytes are not those received
	orientation int
}

// Pictures are never drawn larger than 150 dots of their own to the inch.
const mmPerPixel = 25.4 / 150

// Tall screenshots are cut into stretches that overlap, so that no line of text is lost at a cut.
const (
	tallRatio  = 3.0
	tallWidth  = 110.0 // mm: phone screens need no more
	overlap    = 60    // pixels
	mostSlices = 200
)

// slices returns the pages a picture of w by h pixels needs.
func (b *builder) slices(id, w, h int) []exhibitSheet {
	mmW, mmH := float64(w)*mmPerPixel, float64(h)*mmPerPixel
	if float64(h) <= tallRatio*float64(w) {
		return []exhibitSheet{{picture: id, w: mmW, h: mmH, part: 1}}
	}
	room := b.sheet.pictureArea()
	k := min(1, tallWidth/mmW)
	mmW, mmH = mmW*k, mmH*k
	lap := overlap * mmPerPixel * k
	lap = min(lap, room.h/10)
	n := 1
	if mmH > room.h {
		n = int(math.Ceil((mmH - lap) / (room.h - lap)))
	}
	if n > mostSlices { // an endless strip is shown whole, narrow as it is
		return []exhibitSheet{{picture: id, w: mmW, h: mmH, part: 1}}
	}
	var sheets []exhibitSheet
	part := min(1, (mmH+float64(n-1)*lap)/float64(n)/mmH)
	step := part - lap/mmH
	for i := range n {
		sheets = append(sheets, exhibitSheet{picture: id, w: mmW, h: mmH, top: max(0, float64(i)*step), part: part})
	}
	return sheets
}
