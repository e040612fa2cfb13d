package media

import (
	"encoding/binary"
	"math"
	"time"
)

// The elements of Matroska and WebM that are read.
const (
	ebmlSegment  = 0x18538067
	ebmlInfo     = 0x1549a966
	ebmlScale    = 0x2ad7b1
	ebmlDuration = 0x4489
)

// webm reads the duration from the segment's description. A browser that recorded on the fly leaves it out.
func (f *stretch) webm() time.Duration {
	from, to, ok := f.element(0, f.size, ebmlSegment)
	if !ok {
		return 0
	}
	if from, to, ok = f.element(from, to, ebmlInfo); !ok {
		return 0
	}
	scale := 1_000_000.0 // nanoseconds
	if at, end, ok := f.element(from, to, ebmlScale); ok {
		n := uint64(0)
		for _, c := range f.bytes(at, min(end-at, 8)) {
			n = n<<8 | uint64(c)
		}
		scale = float64(n)
	}
	at, end, ok := f.element(from, to, ebmlDuration)
	if !ok {
		return 0
	}
	length := 0.0
	switch b := f.bytes(at, min(end-at, 8)); len(b) {
	case 4:
		length = float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		length = math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	if n := length * scale; n > 0 && n < float64(longest) {
		return time.Duration(n)
	}
	return 0
}

// element finds the first element of an id between two places and returns where its content starts and ends.
func (f *stretch) element(from, to int64, id uint64) (start, end int64, ok bool) {
	for n := 0; n < maxBoxesRead && from < to; n++ {
		b := f.some(from, 12)
		name, used := ebmlNumber(b, false)
		if used == 0 || used >= len(b) {
			return 0, 0, false
		}
		length, more := ebmlNumber(b[used:], true)
		if more == 0 {
			return 0, 0, false
		}
		start = from + int64(used+more)
		end = to // a length of all ones: unknown, as live recordings have it
		if length != 1<<(7*more)-1 {
			if length > uint64(to-min(start, to)) {
				if name != id { // cut, or a lie
					return 0, 0, false
				}
				length = uint64(to - min(start, to))
			}
			end = start + int64(length)
		}
		if name == id {
			return start, end, start <= end
		}
		from = end
	}
	return 0, 0, false
}

// ebmlNumber reads a number whose first byte says how long it is; an id keeps that mark, a length drops it.
func ebmlNumber(b []byte, drop bool) (n uint64, used int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	used = 1
	for mark := byte(0x80); b[0]&mark == 0; mark >>= 1 {
		used++
	}
	if used > len(b) {
		return 0, 0
	}
	n = uint64(b[0])
	if drop {
		n &= 1<<(8-used) - 1
	}
	for _, c := range b[1:used] {
		n = n<<8 | uint64(c)
	}
	return n, used
}
